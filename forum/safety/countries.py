"""Crisis lines and emergency numbers, country by country, read once from the files in lines/.

What operators found when they checked them is added in `forum.safety.checked`; pages show lines from there.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from forum.core.words import N_
from forum.safety.hours import date_in_words, hours_in_words

FOLDER = Path(__file__).parent / "lines"
DIRECTORIES = "international"
EMERGENCY_KEY = "emergency-"
"""How the key of an emergency number begins; no line's does."""

NUMBER = re.compile(r"(\+?\d[\d -]+\d)")

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


class Outcome(StrEnum):
    """What somebody found who checked a line."""

    ANSWERS = "answers"
    CHANGED = "changed"
    GONE = "gone"
    NOT_REACHED = "not-reached"

    @property
    def settles(self) -> bool:
        """Whether it says something about the line; that nobody was reached today does not."""
        return self is not Outcome.NOT_REACHED


@dataclass(frozen=True, slots=True)
class Found:
    """The newest check that settled something about what the file says today."""

    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkable:
    """What can be checked. `found` is None while nobody has checked what the file says today."""

    confidence: Confidence
    found: Found | None = None

    @property
    def shown(self) -> bool:
        """Whether members see it: a check decides, and until there is one, the sources do."""
        if self.found is None:
            return self.confidence is Confidence.CONFIRMED
        return self.found.outcome is Outcome.ANSWERS

    @property
    def checked_in_words(self) -> str:
        """The day on which somebody found that it answers, or nothing."""
        if self.found is None or self.found.outcome is not Outcome.ANSWERS:
            return ""
        return date_in_words(f"{self.found.at:%Y-%m-%d}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency(Checkable):
    """An emergency number; `tel` or `sms` is its address, whichever the number answers."""

    number: str
    covers: str
    tel: str = ""
    sms: str = ""

    @property
    def key(self) -> str:
        return f"{EMERGENCY_KEY}{self.number}"

    @property
    def digest(self) -> str:
        """Changes when anything changes that a check is about."""
        return _digest(self.number, self.covers, self.tel, self.sms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Checkable):
    """One service. An empty string, or None for `free`, means that no source says."""

    key: str
    name: str
    hours: str
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
    def digest(self) -> str:
        """Changes when anything changes that a check is about; new sources and notes change nothing."""
        reached = (self.name, self.phone, self.tel, self.text, self.sms, self.chat, self.url)
        return _digest(*reached, self.hours, self.languages, self.free, self.also)

    @property
    def hours_in_words(self) -> str:
        return hours_in_words(self.hours)

    @property
    def newest_source_in_words(self) -> str:
        return date_in_words(self.newest_source)

    @property
    def also_in_parts(self) -> list[str]:
        """What else there is to say; each second part is a number, to be kept on one line."""
        return NUMBER.split(self.also)

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
        return tuple(item for item in self.all_emergency if item.shown)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(item for item in self.all_lines if item.shown)

    @property
    def all_items(self) -> tuple[Emergency | Line, ...]:
        """Everything in the country's file that can be checked, in the order of its page."""
        return (*self.all_emergency, *self.all_lines)

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


def _digest(*facts: str | bool | None) -> str:
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


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
