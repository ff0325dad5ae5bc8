"""Time zones by their IANA names, from whatever data this machine has; one without any knows none."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import tzinfo
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, available_timezones

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
    "America/Montreal": "America/Toronto",
    "America/Mendoza": "America/Argentina/Mendoza",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Dacca": "Asia/Dhaka",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Macao": "Asia/Macau",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Enderbury": "Pacific/Kanton",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
}


# The list of places. The other names among the zones are old spellings, kept for machines.
_PLACES = "zone.tab"


@cache
def zone_names() -> tuple[str, ...]:
    """The names on offer, in order: places people live in, each under its newest name here."""
    known = known_names()
    places = known & _listed_places() or known
    return tuple(sorted(name for name in places if OLD_NAMES.get(name) not in known))


@cache
def known_names() -> frozenset[str]:
    """Every name that works, also those that nobody is offered: somebody may have chosen one long ago."""
    return frozenset(name for name in available_timezones() if name.startswith(AREAS))


def present_name(name: str) -> str:
    """The newest name of a place, or nothing for one that we do not know."""
    return next((each for each in (OLD_NAMES.get(name, name), name) if each in known_names()), "")


@lru_cache(maxsize=1000)
def zone(name: str) -> tzinfo | None:
    """The zone of a name; None for a made-up one, and where this machine does not have it (any more)."""
    return ZoneInfo(name) if name in known_names() else None


def _listed_places() -> frozenset[str]:
    """The names in the first list of places that is here, or none."""
    for folder in _folders():
        listed = folder / _PLACES
        if listed.is_file():
            rows = listed.read_text(encoding="utf-8").splitlines()
            return frozenset(row.split("\t")[2] for row in rows if row and not row.startswith("#"))
    return frozenset()


def _folders() -> Iterator[Traversable]:
    # A system's own zones do as well.
    with suppress(ModuleNotFoundError):
        yield files("tzdata") / "zoneinfo"
    yield from map(Path, TZPATH)
