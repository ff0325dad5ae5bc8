"""Time zones by their IANA names, from whatever data this machine has; one without any knows none."""

from datetime import tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

AREAS = tuple(
    f"{area}/"
    for area in "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()
)

# Names that browsers still give for places that have a newer one. Whoever is asked reads the newer.
OLD_NAMES = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Catamarca": "America/Argentina/Catamarca",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Cordoba": "America/Argentina/Cordoba",
    "America/Godthab": "America/Nuuk",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Jujuy": "America/Argentina/Jujuy",
    "America/Louisville": "America/Kentucky/Louisville",
    "America/Mendoza": "America/Argentina/Mendoza",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
}


@cache
def zone_names() -> tuple[str, ...]:
    """The names on offer, in order: places people live in, each under its newest name here."""
    known = {name for name in available_timezones() if name.startswith(AREAS)}
    return tuple(sorted(name for name in known if OLD_NAMES.get(name) not in known))


def present_name(name: str) -> str:
    """The name on offer for a place, or nothing for one that we do not know."""
    return next((each for each in (OLD_NAMES.get(name, name), name) if each in zone_names()), "")


@lru_cache(maxsize=1000)
def zone(name: str) -> tzinfo | None:
    """The zone of a name; None for a made-up one, and where this machine does not have it (any more)."""
    return ZoneInfo(name) if name in zone_names() else None
