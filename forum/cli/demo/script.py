"""The demo community's history, read from its files into scenes in the order of time."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from forum.accounts.models import Role
from forum.moderation.models import Reason
from forum.reactions.models import Kind
from forum.threads.models import ContentNote

FOLDER = Path(__file__).parent
LAST_VISIT = timedelta(hours=30)
"""How long ago the people whose sign-ins are printed looked in last: since then things are new to them."""

Place = tuple[str, int]
"""A post: its thread's title and its number in the thread."""


@dataclass(frozen=True, slots=True)
class Join:
    name: str
    role: Role
    about: str


@dataclass(frozen=True, slots=True)
class Start:
    """`topic` may be empty. `without_name`: under a name for that thread only."""

    place: Place
    by: str
    board: str
    topic: str
    text: str
    notes: frozenset[ContentNote]
    without_name: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """`quotes` is the number of the post it quotes, if any."""

    place: Place
    by: str
    quotes: int | None
    text: str
    notes: frozenset[ContentNote]
    without_name: bool = False


@dataclass(frozen=True, slots=True)
class Reword:
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    place: Place


@dataclass(frozen=True, slots=True)
class React:
    place: Place
    by: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Flag:
    place: Place
    by: str
    reason: Reason
    note: str


@dataclass(frozen=True, slots=True)
class Rest:
    """A moderator closes a thread to new replies."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody reads everything there is."""

    name: str


Deed = Join | Start | Reply | Reword | Withdraw | React | Flag | Rest | Visit


@dataclass(frozen=True, slots=True)
class Scene:
    at: datetime
    deed: Deed


def names() -> list[str]:
    """What the people of the demo are called."""
    return [str(person["name"]) for person in _people()]


def scenes(now: datetime, *, visitors: tuple[str, ...]) -> list[Scene]:
    """Everything that happened up to `now`, the earliest first; `visitors` looked in some hours ago."""
    told = [*_joining(now), *(Scene(now - LAST_VISIT, Visit(name)) for name in visitors)]
    for file in sorted(FOLDER.glob("boards-*.toml")):
        for thread in _read(file)["thread"]:
            told += _Telling(thread, now).scenes()
    return sorted(told, key=lambda scene: scene.at)


def _joining(now: datetime) -> Iterator[Scene]:
    for person in _people():
        joined = now - timedelta(days=person["joined_days_ago"])
        yield Scene(joined, Join(person["name"], Role(person["role"]), person["about"]))


class _Telling:
    """One thread. What the files leave open (when a hug came) is drawn by lot, the same each time."""

    def __init__(self, thread: dict[str, Any], now: datetime) -> None:
        self._thread, self._now = thread, now
        self._title = str(thread["title"])
        self._lot = Random(self._title)  # noqa: S311  # decides nothing but the hour of a hug

    def scenes(self) -> Iterator[Scene]:
        at = self._now
        for number, post in enumerate(self._thread["post"], 1):
            at = self._now - timedelta(hours=post["hours_ago"])
            yield Scene(at, self._writing(number, post))
            yield from self._afterwards((self._title, number), post, at)
        if "locked" in self._thread:
            yield Scene(self._soon(at, timedelta(hours=3)), Rest(self._title, self._thread["locked"]))

    def _writing(self, number: int, post: dict[str, Any]) -> Deed:
        # What was posted first, where it was reworded later.
        text = post.get("edited", post["text"])
        place, by, unnamed = (self._title, number), post["by"], post.get("without_name", False)
        if number > 1:
            return Reply(place, by, post.get("quotes"), text, _notes(post.get("notes", ())), unnamed)
        board, topic = self._thread["board"], self._thread.get("topic", "")
        return Start(place, by, board, topic, text, _notes(self._thread.get("notes", ())), unnamed)

    def _afterwards(self, place: Place, post: dict[str, Any], at: datetime) -> Iterator[Scene]:
        for name, kind in post.get("reactions", ()):
            yield Scene(self._soon(at, timedelta(hours=9)), React(place, name, Kind(kind)))
        if "edited" in post:
            yield Scene(self._soon(at, timedelta(minutes=20)), Reword(place, post["text"]))
        if post.get("withdrawn"):
            yield Scene(self._soon(at, timedelta(hours=10)), Withdraw(place))
        for flag in post.get("flags", ()):
            reason = Reason(flag["reason"])
            # However old the post, the flag is new: the queue is what waits today.
            longest = timedelta(minutes=40) if reason is Reason.WORRIED else timedelta(hours=10)
            yield Scene(self._lately(at, longest), Flag(place, flag["by"], reason, flag["note"]))

    def _soon(self, at: datetime, within: timedelta) -> datetime:
        return at + min(within, self._now - at) * self._lot.uniform(0.05, 0.95)

    def _lately(self, at: datetime, within: timedelta) -> datetime:
        return self._now - min(within, self._now - at) * self._lot.uniform(0.05, 0.95)


def _notes(values: Any) -> frozenset[ContentNote]:
    return frozenset(map(ContentNote, values))


def _people() -> list[dict[str, Any]]:
    people: list[dict[str, Any]] = _read(FOLDER / "people.toml")["person"]
    return people


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
