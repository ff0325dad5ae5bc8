"""Finding watched words in what was written, and knowing when somebody may be speaking of their own life."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from forum.core.db import rows
from forum.moderation.cries import CRIES
from forum.moderation.matching import ANY_WORD, Matcher, Reading, parts_of, read
from forum.moderation.models import Level
from forum.moderation.watched_models import Effect, Watched, WatchedWord


@dataclass(frozen=True, slots=True)
class Sighting:
    """A watched word that was written, as it was chosen."""

    word_id: int
    kind: Watched
    pattern: str
    effect: Effect
    level: Level
    why: str


def sightings_in(reading: Reading) -> list[Sighting]:
    """The watched words that were written, in the order in which they were chosen."""
    words = tuple(Sighting(*row) for row in rows(_ACTIVE))
    matcher = _matcher(words)
    return [words[n] for n in sorted({*matcher.phrases_in(reading), *matcher.sites_in(reading)})]


def may_be_a_cry_for_help(reading: Reading) -> bool:
    """Whether somebody may be speaking of their own life; never kept, and shown to nobody."""
    return bool(_CRIES.phrases_in(reading))


def could_be_a_cry_for_help(phrase: tuple[str, ...]) -> bool:
    """Whether somebody asking for help could write words that this phrase stands for."""
    itself = read(" ".join(phrase).replace(ANY_WORD, ""))
    catches = Matcher([phrase])
    return may_be_a_cry_for_help(itself) or any(catches.phrases_in(read(_spoken(cry))) for cry in CRIES)


@lru_cache(maxsize=4)
def _matcher(words: tuple[Sighting, ...]) -> Matcher:
    return Matcher(
        [parts_of(word.pattern) if word.kind is Watched.WORDS else () for word in words],
        [word.pattern if word.kind is Watched.SITE else "" for word in words],
    )


def _spoken(cry: str) -> str:
    """The words of a pattern as somebody would write them."""
    return cry.replace("suicid*", "suicide").replace("overdos*", "overdose").replace(ANY_WORD, "")


_CRIES = Matcher([parts_of(cry) for cry in CRIES])

_ACTIVE = (
    select(
        WatchedWord.id,
        WatchedWord.kind,
        WatchedWord.pattern,
        WatchedWord.effect,
        WatchedWord.level,
        WatchedWord.why,
    )
    .where(WatchedWord.off_at.is_(None))
    .order_by(WatchedWord.id)
)
