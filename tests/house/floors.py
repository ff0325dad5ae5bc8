"""The table of floors: the one place that says which room stands where."""

FLOORS = {
    "core": 0,
    "accounts": 1,
    "boards": 2,
    "threads": 3,
    "reactions": 4,
    "following": 4,
    "search": 4,
    "safety": 4,
    "checkins": 4,
    "moderation": 5,
    "notifications": 6,
    "privacy": 7,
    "http": 8,
    "web": 9,
    "api": 9,
    "feeds": 9,
    "cli": 9,
    "stairwell": 10,
}
# The lowest floor that may see a request.
REQUESTS_FROM = FLOORS["http"]


def room_of_file(path: str) -> str:
    """The room of a file in forum/; what stands in no room is part of the stairwell."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else "stairwell"


def room_of_import(name: str) -> str | None:
    """The room of `forum.…`, or None for what is not the house's own."""
    first, _, rest = name.partition(".")
    if first != "forum":
        return None
    room = rest.partition(".")[0]
    return room if room in FLOORS else "stairwell"
