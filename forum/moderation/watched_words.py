"""Choosing the words that the forum watches for; every change stands in the log."""

from collections.abc import Sequence

from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.accounts.rules import may_administer
from forum.accounts.visitor import Actor
from forum.core import clock
from forum.core.db import AnyRow, db, rows
from forum.core.errors import Invalid, NotFound
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.text import clean_line
from forum.core.words import N_
from forum.moderation.audit import Logged, record
from forum.moderation.matching import (
    ANY_WORD,
    MOST_PARTS,
    MOST_STARS,
    SHORTEST_STEM,
    parts_of,
    site_of,
)
from forum.moderation.models import Level
from forum.moderation.reach import check_as_typed, check_reach
from forum.moderation.watched_models import LONGEST_PATTERN, LONGEST_WHY, Effect, Watched, WatchedWord
from forum.moderation.watching import could_be_a_cry_for_help

# A longer list would be nobody's to keep an eye on, and every post is held against all of it.
MOST_WORDS = 300


def words_for(actor: Actor) -> Sequence[AnyRow]:
    """Every watched word, those that rest at the end."""
    require(may_administer(actor))
    return rows(_ALL)


def word_with(actor: Actor, word_id: int) -> WatchedWord:
    """A watched word, to act on.

    Raises:
        NotFound: there is none, or it is not for this actor.
    """
    require(may_administer(actor))
    word = db.session.get(WatchedWord, word_id)
    if word is None:
        raise NotFound
    return word


@operation
def watch_word(
    *, actor: Account, kind: Watched, pattern: str, effect: Effect, level: Level, why: str
) -> WatchedWord:
    """Have the forum watch for a word, a phrase or a site from now on; what was written before is left alone.

    Raises:
        Invalid: names the field that has to change.
    """
    require(may_administer(actor))
    word = make_word(kind, pattern, effect, level, why)
    word.created_by_id = actor.id
    _check_unknown(word)
    _check_number()
    db.session.add(word)
    db.session.flush()
    _log(Logged.WORD_ADDED, actor, word)
    return word


@operation
def change_word(*, actor: Account, word: WatchedWord, effect: Effect, level: Level, why: str) -> None:
    """Change what a watched word does; what it is stays, so that the log tells of one thing.

    Raises:
        Invalid: names the field that has to change.
    """
    require(may_administer(actor))
    db.session.refresh(word, with_for_update=True)
    _check_effect(word.kind, word.key, effect)
    why = _check_why(why)
    if (word.effect, word.level, word.why) == (effect, level, why):
        return
    word.effect, word.level, word.why = effect, level, why
    _log(Logged.WORD_CHANGED, actor, word)


@operation
def let_rest(*, actor: Account, word: WatchedWord) -> None:
    """Watch for this word no longer; posts that it holds wait for their decision all the same."""
    require(may_administer(actor))
    db.session.refresh(word, with_for_update=True)
    if word.off_at is None:
        word.off_at = clock.now()
        _log(Logged.WORD_OFF, actor, word)


@operation
def wake(*, actor: Account, word: WatchedWord) -> None:
    """Watch for this word again.

    Raises:
        Invalid: there are as many as there can be, or it would no longer be put on the list.
    """
    require(may_administer(actor))
    db.session.refresh(word, with_for_update=True)
    if word.off_at is not None:
        _check_number()
        _check_effect(word.kind, word.key, word.effect)
        word.off_at = None
        _log(Logged.WORD_ON, actor, word)


@operation
def add_words(*, words: Sequence[WatchedWord]) -> int:
    """What a new forum begins with; gives how many were added. One that is known stays as it was left."""
    known = set(db.session.scalars(select(WatchedWord.key)))
    new = [word for word in words if word.key not in known]
    db.session.add_all(new)
    db.session.flush()
    for word in new:
        _log(Logged.WORD_ADDED, None, word)
    return len(new)


def make_word(kind: Watched, pattern: str, effect: Effect, level: Level, why: str) -> WatchedWord:
    """A watched word that is in no list yet, checked.

    Raises:
        Invalid: names the field that has to change.
    """
    pattern = clean_line(pattern)
    if not 0 < len(pattern) <= LONGEST_PATTERN:
        raise Invalid(
            N_("Please write a word, a few words or a site, at most %(most)s characters."),
            field="pattern",
            most=LONGEST_PATTERN,
        )
    key = site_of(pattern) if kind is Watched.SITE else " ".join(parts_of(pattern))
    if kind is Watched.WORDS:
        check_as_typed(pattern, key)
    _check_key(kind, key)
    _check_effect(kind, key, effect)
    return WatchedWord(
        kind=kind,
        pattern=key if kind is Watched.SITE else pattern,
        key=key,
        effect=effect,
        level=level,
        why=_check_why(why),
        created_at=clock.now(),
    )


def _check_key(kind: Watched, key: str) -> None:
    if kind is Watched.SITE:
        if not key:
            raise Invalid(N_("Please write a site’s name, like clinic.example."), field="pattern")
        return
    parts = key.split()
    if not parts or len(parts) > MOST_PARTS:
        raise Invalid(N_("Please write one to %(most)s words."), field="pattern", most=MOST_PARTS)
    if ANY_WORD in (parts[0], parts[-1]):
        raise Invalid(N_("A star of its own stands between two words, for any word."), field="pattern")
    starred = [part for part in parts if ANY_WORD in part and part != ANY_WORD]
    if any(ANY_WORD in part[:SHORTEST_STEM] for part in starred):
        raise Invalid(
            N_("At least %(least)s letters have to stand before a star."),
            field="pattern",
            least=SHORTEST_STEM,
        )
    if key.count(ANY_WORD) > MOST_STARS:
        raise Invalid(N_("Please use at most %(most)s stars."), field="pattern", most=MOST_STARS)


def _check_effect(kind: Watched, key: str, effect: Effect) -> None:
    if kind is Watched.SITE:
        return
    check_reach(key, effect)
    if effect is Effect.HOLD and could_be_a_cry_for_help(tuple(key.split())):
        raise Invalid(
            N_("Somebody asking for help could use these words, and nobody who does is made to wait."),
            field="effect",
        )


def _check_why(typed: str) -> str:
    why = clean_line(typed)
    if not 0 < len(why) <= LONGEST_WHY:
        raise Invalid(
            N_("Please say in a sentence why it is watched: at most %(most)s characters, for moderators."),
            field="why",
            most=LONGEST_WHY,
        )
    return why


def _check_unknown(word: WatchedWord) -> None:
    if db.session.scalar(select(WatchedWord.id).where(WatchedWord.key == word.key)) is not None:
        raise Invalid(N_("This is on the list already. You can change what it does there."), field="pattern")


def _check_number() -> None:
    active = db.session.scalar(select(func.count()).where(WatchedWord.off_at.is_(None))) or 0
    if active >= MOST_WORDS:
        raise Invalid(
            N_("%(most)s words are watched already, which is as many as anybody can oversee."),
            field="pattern",
            most=MOST_WORDS,
        )


def _log(act: Logged, actor: Account | None, word: WatchedWord) -> None:
    did = {"pattern": word.pattern, "effect": word.effect.value, "level": word.level.value}
    record(act, actor, f"word:{word.id}", **did)


_ALL = (
    select(
        WatchedWord.id,
        WatchedWord.kind,
        WatchedWord.pattern,
        WatchedWord.effect,
        WatchedWord.level,
        WatchedWord.why,
        WatchedWord.created_at,
        WatchedWord.off_at,
        Account.name,
    )
    .outerjoin(Account, Account.id == WatchedWord.created_by_id)
    .order_by(WatchedWord.off_at.is_not(None), WatchedWord.key)
)
