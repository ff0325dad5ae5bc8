"""Adding content notes to the closed list, and retiring them; every change stands in the log."""

import unicodedata
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
from forum.threads.models import ContentNote
from forum.threads.note_models import LONGEST_LABEL, HouseNote

# With the closed list fifteen boxes to tick. A longer list is one that nobody reads on a bad night.
MOST_IN_USE = 8
# Whoever leaves every note open has room for so many (`Account.open_notes`), the retired ones too.
MOST_EVER = 40

ALREADY = N_("This note is there already. If it was retired, it can be taken up again below.")
_CLOSED = {spelt for note in ContentNote for spelt in (note.value, note.value.replace("-", " "))}
_LETTERS = N_("Please use letters, figures, hyphens and spaces only.")


def house_notes_for(actor: Actor) -> Sequence[AnyRow]:
    """Every note that was ever added, the retired ones at the end."""
    require(may_administer(actor))
    return rows(_ALL)


def house_note_with(actor: Actor, note_id: int) -> HouseNote:
    """A note that was added, to act on.

    Raises:
        NotFound: there is none, or it is not for this actor.
    """
    require(may_administer(actor))
    note = db.session.get(HouseNote, note_id)
    if note is None:
        raise NotFound
    return note


@operation
def add_house_note(*, actor: Account, label: str) -> HouseNote:
    """Put one more content note on offer.

    Raises:
        Invalid: names the field that has to change.
    """
    require(may_administer(actor))
    label = _checked(label)
    key = label.casefold()
    if key in _CLOSED or db.session.scalar(select(HouseNote.id).where(HouseNote.key == key)) is not None:
        raise Invalid(ALREADY, field="label")
    _check_number()
    note = HouseNote(
        slug=label.replace(" ", "_"), key=key, created_by_id=actor.id, created_at=clock.now(), off_at=None
    )
    db.session.add(note)
    db.session.flush()
    _log(Logged.NOTE_ADDED, actor, note)
    return note


@operation
def retire_house_note(*, actor: Account, note: HouseNote) -> None:
    """Offer this note no longer; posts that carry it keep it."""
    require(may_administer(actor))
    db.session.refresh(note, with_for_update=True)
    if note.off_at is None:
        note.off_at = clock.now()
        _log(Logged.NOTE_OFF, actor, note)


@operation
def take_up_house_note(*, actor: Account, note: HouseNote) -> None:
    """Offer this note again.

    Raises:
        Invalid: there are as many as there can be.
    """
    require(may_administer(actor))
    db.session.refresh(note, with_for_update=True)
    if note.off_at is not None:
        _check_in_use()
        note.off_at = None
        _log(Logged.NOTE_ON, actor, note)


def _checked(typed: str) -> str:
    label = clean_line(typed)
    if not 0 < len(label) <= LONGEST_LABEL:
        raise Invalid(
            N_("Please write a word or two, at most %(most)s characters."), field="label", most=LONGEST_LABEL
        )
    # A label goes between others, divided by spaces and commas, and an underscore stands for a space in it.
    if not all(sign in " -'’" or unicodedata.category(sign)[0] in "LMN" for sign in label):
        raise Invalid(_LETTERS, field="label")
    return label


def _check_number() -> None:
    _check_in_use()
    if (db.session.scalar(select(func.count()).select_from(HouseNote)) or 0) >= MOST_EVER:
        raise Invalid(
            N_("%(most)s notes were added over time, which is as many as there can be. Take one up again."),
            field="label",
            most=MOST_EVER,
        )


def _check_in_use() -> None:
    if (db.session.scalar(select(func.count()).where(HouseNote.off_at.is_(None))) or 0) >= MOST_IN_USE:
        raise Invalid(
            N_("%(most)s added notes are on offer already; more would be hard to read. Retire one first."),
            field="label",
            most=MOST_IN_USE,
        )


def _log(act: Logged, actor: Account, note: HouseNote) -> None:
    record(act, actor, f"note:{note.id}", note=note.slug)


_ALL = (
    select(HouseNote.id, HouseNote.slug, HouseNote.created_at, HouseNote.off_at, Account.name)
    .join(Account, Account.id == HouseNote.created_by_id)
    .order_by(HouseNote.off_at.is_not(None), HouseNote.key)
)
