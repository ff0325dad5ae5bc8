"""Ready words: a beginning for a message, to be made one's own before it is sent."""

import re
import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, bindparam, select

from forum.accounts.models import Account, Role
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import Actor
from forum.core import clock
from forum.core.db import AnyRow, db, one_row, rows
from forum.core.errors import Invalid, NotFound
from forum.core.operation import operation
from forum.core.rules import UNSEEN, YES, Verdict, no, require
from forum.core.text import clean_line, clean_text
from forum.core.words import N_
from forum.moderation.desk_models import LONGEST_TITLE, Occasion, Phrase

FILE = Path(__file__).parent / "seed" / "phrases.toml"
LONGEST_PHRASE = 2000
_PLACE = re.compile(r"\[[^\[\]\n]{2,120}\]")


def may_edit_phrases(actor: Actor) -> Verdict:
    """Moderators read them, admins write them."""
    if not may_moderate(actor):
        return UNSEEN
    return YES if actor.role is Role.ADMIN else no(N_("An admin edits the ready words."))


def phrases_for(actor: Actor, *occasions: Occasion) -> dict[Occasion, list[AnyRow]]:
    """The ready words for these occasions (for all when none is named), in their order; no empty ones."""
    require(may_moderate(actor))
    wanted = occasions or tuple(Occasion)
    found = rows(_FOR, occasions=wanted)
    grouped = {occasion: [row for row in found if row.occasion is occasion] for occasion in wanted}
    return {occasion: words for occasion, words in grouped.items() if words}


def phrase_words(actor: Actor, phrase_id: int) -> str:
    """The words of one; empty when there is none (any more)."""
    require(may_moderate(actor))
    found = one_row(_WORDS, phrase_id=phrase_id)
    return found.words if found else ""


def phrase_with(actor: Actor, phrase_id: int) -> Phrase:
    """One of them, to edit.

    Raises:
        NotFound: there is none.
        NotAllowed: this moderator is no admin.
    """
    require(may_edit_phrases(actor))
    phrase = db.session.get(Phrase, phrase_id)
    if phrase is None:
        raise NotFound
    return phrase


@operation
def edit_phrase(*, actor: Account, phrase: Phrase, title: str, words: str) -> None:
    """Reword one of the ready words, for everybody from now on.

    Raises:
        Invalid: names the field that has to change.
    """
    db.session.refresh(phrase, with_for_update=True)
    require(may_edit_phrases(actor))
    phrase.title = _checked(clean_line(title), "title", LONGEST_TITLE)
    phrase.words = _checked(clean_text(words), "text", LONGEST_PHRASE)
    phrase.changed_at, phrase.changed_by_id = clock.now(), actor.id


def check_personal(words: str) -> None:
    """Within an operation: words that began as a phrase have nothing left in them to fill in.

    Raises:
        Invalid: names what still stands in [brackets].
    """
    if "[" not in words:
        return
    places = {place for known in db.session.scalars(select(Phrase.words)) for place in _PLACE.findall(known)}
    left = next((place for place in _PLACE.findall(words) if place in places), None)
    if left is not None:
        raise Invalid(_UNFILLED, field="text", place=left)


@operation
def seed_phrases() -> int:
    """Add the phrases that are missing; gives how many. What an admin has reworded stays."""
    known = set(db.session.scalars(select(Phrase.key)))
    missing = [entry for entry in _entries() if entry["key"] not in known]
    db.session.add_all(
        Phrase(
            key=entry["key"],
            occasion=Occasion(entry["occasion"]),
            title=entry["title"],
            words=clean_text(entry["words"]),
            changed_at=clock.now(),
        )
        for entry in missing
    )
    return len(missing)


def _entries() -> list[dict[str, Any]]:
    with FILE.open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["phrase"]
    return entries


def _checked(text: str, field: str, most: int) -> str:
    if not text:
        raise Invalid(N_("Please don’t leave this empty."), field=field)
    if len(text) > most:
        sentence = N_("Please keep this under %(most)s characters; it has %(has)s.")
        raise Invalid(sentence, field=field, most=most, has=len(text))
    return text


_UNFILLED = N_(
    "“%(place)s” still waits for your own words. A line that is meant for one person reads kinder than any "
    "that is meant for all."
)
_FOR = (
    select(Phrase.id, Phrase.occasion, Phrase.title, Phrase.words)
    .where(Phrase.occasion.in_(bindparam("occasions", expanding=True)))
    .order_by(Phrase.id)
)
_WORDS = select(Phrase.words).where(Phrase.id == bindparam("phrase_id", type_=BigInteger))
