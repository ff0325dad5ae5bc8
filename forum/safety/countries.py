"""Crisis lines and emergency numbers, country by country, read once from the files in lines/."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from forum.core.words import N_
from forum.safety.hours import date_in_words, hours_in_words

FOLDER = Path(__file__).parent / "lines"
DIRECTORIES = "international"

# A real Accept-Language is far shorter; what follows this many tags cannot be anybody's preference.
MOST_TAGS = 32

NO_CONFIRMED_LINE = N_(
    "We could not yet confirm a line in this country. The emergency number is there, "
    "and these directories list lines all over the world."
)


class Confidence(StrEnum):
    """Confirmed: two sources or more, one a substantive page from 2020 on. Unconfirmed: directories only."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """An emergency number; `tel` or `sms` is its address, whichever the number answers."""

    number: str
    covers: str
    confidence: Confidence
    tel: str = ""
    sms: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One service. An empty string, or None for `free`, means that no source says."""

    key: str
    name: str
    hours: str
    confidence: Confidence
    sources: int
    newest_source: str
    source_addresses: tuple[str, ...]
    phone: str = ""
    tel: str = ""
    text: str = ""
    sms: str = ""
    chat: str = ""
    url: str = ""
    languages: str = ""
    free: bool | None = None
    also: str = ""
    note: str = ""

    @property
    def hours_in_words(self) -> str:
        return hours_in_words(self.hours)

    @property
    def newest_source_in_words(self) -> str:
        return date_in_words(self.newest_source)

    @property
    def chat_url(self) -> str:
        """Where the chat opens, or nothing where the source only describes the place."""
        return self.chat if self.chat.startswith("https://") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country. `emergency` and `lines` hold what may be shown; the `all_` fields are for operators."""

    iso: str
    name: str
    all_emergency: tuple[Emergency, ...]
    all_lines: tuple[Line, ...]

    @property
    def emergency(self) -> tuple[Emergency, ...]:
        return tuple(item for item in self.all_emergency if item.confidence is Confidence.CONFIRMED)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(item for item in self.all_lines if item.confidence is Confidence.CONFIRMED)

    @property
    def notice(self) -> str:
        """What to say above the directories when no line may be shown; otherwise nothing."""
        return "" if self.lines else NO_CONFIRMED_LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """A list of lines all over the world, kept by somebody who checks them."""

    name: str
    url: str
    what: str


@cache
def countries() -> tuple[Country, ...]:
    """Every country we have a file for, by name."""
    files = (path for path in FOLDER.glob("*.json") if path.stem != DIRECTORIES)
    return tuple(sorted((_read_country(path) for path in files), key=lambda each: each.name))


def country(iso: str) -> Country | None:
    """The country with this two-letter code, in either case."""
    return _by_iso().get(iso.upper())


def suggest(accept_language: str) -> Country | None:
    """A country to offer, never to assume: the first region named in an Accept-Language header that we know.

    A language without a region suggests nothing, since nobody's country is everybody's default.
    """
    regions = (_region(tag) for tag in _tags_by_preference(accept_language))
    return next((found for region in regions if (found := country(region))), None)


@cache
def international() -> tuple[Directory, ...]:
    """Directories that help where we know no line, and a second route everywhere else."""
    held = json.loads((FOLDER / f"{DIRECTORIES}.json").read_text(encoding="utf-8"))
    return tuple(Directory(**each) for each in held["directories"])


@cache
def _by_iso() -> dict[str, Country]:
    return {each.iso: each for each in countries()}


def _read_country(path: Path) -> Country:
    held = json.loads(path.read_text(encoding="utf-8"))
    return Country(
        iso=held["iso"],
        name=held["name"],
        all_emergency=tuple(Emergency(**_typed(each)) for each in held["emergency"]),
        all_lines=tuple(Line(**_typed(each)) for each in held["lines"]),
    )


def _typed(facts: dict[str, Any]) -> dict[str, Any]:
    typed = {**facts, "confidence": Confidence(facts["confidence"])}
    if "source_addresses" in facts:
        typed["source_addresses"] = tuple(facts["source_addresses"])
    return typed


def _tags_by_preference(accept_language: str) -> list[str]:
    weighted = [_weighted(part) for part in accept_language.split(",")[:MOST_TAGS]]
    return [tag for weight, tag in sorted(weighted, key=lambda each: -each[0]) if weight > 0]


def _weighted(part: str) -> tuple[float, str]:
    tag, _, parameter = part.partition(";")
    _, _, weight = parameter.partition("=")
    try:
        return (float(weight) if weight.strip() else 1.0), tag.strip()
    except ValueError:
        return 0.0, tag.strip()


def _region(tag: str) -> str:
    """The region in a tag like "zh-Hant-TW", or nothing. A single letter opens an extension."""
    for part in tag.replace("_", "-").split("-")[1:]:
        if len(part) == 1:
            return ""
        if len(part) == 2:
            return part
    return ""
