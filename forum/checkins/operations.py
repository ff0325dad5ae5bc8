"""Writing a check-in, changing it, erasing it, erasing all. Nothing is announced: this is nobody's news."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select

from forum.accounts.models import Account
from forum.checkins import rules
from forum.checkins.models import CheckIn, How
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Invalid, NotFound, TooMany
from forum.core.operation import one_at_a_time, operation
from forum.core.rules import require
from forum.core.text import clean_line, clean_text
from forum.core.tokens import new_token
from forum.core.words import N_
from forum.threads.drafts import forget_draft, forget_drafts_below

PLACE = "/check-in"
LONGEST_WORDS = 4000
LONGEST_SMALL = 160
# More than anybody's day needs; it keeps a machine from filling the disk.
MOST_A_DAY = 48

_NOTHING = N_("There is nothing here yet. One word, or one tap on how it is, is enough.")
_LONG = N_("Please keep this under %(most)s characters; it has %(has)s.")
_CHANGED = N_(
    "This was changed on another page since you opened it. Your words are still below; saving once more puts "
    "them in its place."
)
_MANY = N_("That is a lot for one day. Your words are kept as a draft; there is room again tomorrow.")


@dataclass(frozen=True, slots=True)
class Told:
    """What a member tells themselves, as it came from a form."""

    how: How | None = None
    words: str = ""
    small: str = ""


@operation
def check_in(*, actor: Account, told: Told, once: str = "") -> CheckIn:
    """Keep a moment; gives it, or the one that this form already made.

    Raises:
        Invalid: nothing was told, or too much.
        TooMany: more than a day can hold.
    """
    require(rules.may_write(actor))
    one_at_a_time(actor.id)
    kept = _already_kept(actor, once)
    if kept is not None:
        return kept
    told = _checked(told)
    now = clock.now()
    _check_room(actor)
    kept = CheckIn(
        account_id=actor.id,
        how=told.how,
        words=told.words,
        small=told.small,
        once=once or new_token(),
        written_at=now,
        changed_at=now,
    )
    db.session.add(kept)
    db.session.flush()
    forget_draft(actor.id, PLACE)
    return kept


@operation
def change(*, actor: Account, check_in_id: int, told: Told, revision: int) -> None:
    """Tell a moment anew; `revision` is the one that was on the page. What it said before is not kept.

    Raises:
        NotFound: it is not there, or somebody else's.
        Conflict: it reads differently by now.
        Invalid: nothing was told, or too much.
    """
    held = _held(actor, check_in_id)
    require(rules.may_write(actor))
    told = _checked(told)
    if held.revision != revision and told != Told(held.how, held.words, held.small):
        raise Conflict(_CHANGED)
    held.how, held.words, held.small = told.how, told.words, told.small
    held.revision += 1
    held.changed_at = clock.now()
    forget_draft(actor.id, place_of(check_in_id))


@operation
def erase(*, actor: Account, check_in_id: int) -> None:
    """Erase one for good: the row goes, not only its words. Open to its writer, whatever their standing.

    Raises:
        NotFound: it is not there, or somebody else's.
    """
    db.session.delete(_held(actor, check_in_id))
    forget_draft(actor.id, place_of(check_in_id))


@operation
def erase_all(*, actor: Account) -> None:
    """Erase every one, with what was typed and not kept yet."""
    db.session.execute(delete(CheckIn).where(CheckIn.account_id == actor.id))
    forget_drafts_below(actor.id, PLACE)


def place_of(check_in_id: int) -> str:
    """The page on which a check-in is changed: where its words wait that could not be saved."""
    return f"{PLACE}/{check_in_id}"


def _held(actor: Account, check_in_id: int) -> CheckIn:
    """By its number, not as an entity: it may have been erased on another page a moment ago."""
    held = db.session.get(CheckIn, check_in_id, with_for_update=True, populate_existing=True)
    if held is None:
        raise NotFound
    require(rules.may_see(actor, held))
    return held


def _already_kept(actor: Account, once: str) -> CheckIn | None:
    if not once:
        return None
    return db.session.scalar(select(CheckIn).where(CheckIn.account_id == actor.id, CheckIn.once == once))


def _checked(told: Told) -> Told:
    words, small = clean_text(told.words), clean_line(told.small)
    if not words.strip() and not small and told.how is None:
        raise Invalid(_NOTHING, field="how")
    for text, most, field in ((words, LONGEST_WORDS, "text"), (small, LONGEST_SMALL, "title")):
        if len(text) > most:
            raise Invalid(_LONG, field=field, most=most, has=len(text))
    return Told(told.how, words, small)


def _check_room(actor: Account) -> None:
    lately = select(func.count()).where(
        CheckIn.account_id == actor.id, CheckIn.written_at > clock.now() - timedelta(days=1)
    )
    if (db.session.scalar(lately) or 0) >= MOST_A_DAY:
        raise TooMany(_MANY)
