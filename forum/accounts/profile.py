"""What members set for themselves, and what others see of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from forum.accounts import rules
from forum.accounts.models import Account, Distance, KeptAway, Role, Theme
from forum.accounts.names import name_key
from forum.accounts.signing_in import end_other_sign_ins
from forum.core import clock
from forum.core.db import db, one_row, rows
from forum.core.errors import Invalid, NotFound
from forum.core.operation import operation
from forum.core.passwords import check_password, hash_password, verify
from forum.core.rules import require
from forum.core.text import clean_text
from forum.core.words import N_

LONGEST_ABOUT = 600


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a member wants the forum to look and when it may speak up."""

    theme: Theme
    open_notes: frozenset[str]
    wants_reply_notices: bool
    wants_reaction_notices: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What any member may see of another."""

    id: int
    name: str
    role: Role
    about: str
    created_at: datetime
    post_count: int


@operation
def change_about(*, actor: Account, about: str) -> None:
    """Say something about oneself, or nothing."""
    require(rules.may_write(actor))
    cleaned = clean_text(about)
    if len(cleaned) > LONGEST_ABOUT:
        raise Invalid(N_("Please keep this under %(most)s characters."), field="text", most=LONGEST_ABOUT)
    actor.about = cleaned


@operation
def change_preferences(*, actor: Account, preferences: Preferences) -> None:
    """Set theme, notes to leave open, and what to be told of."""
    actor.theme = preferences.theme
    actor.open_notes = " ".join(sorted(preferences.open_notes))
    actor.wants_reply_notices = preferences.wants_reply_notices
    actor.wants_reaction_notices = preferences.wants_reaction_notices


def change_password(*, actor: Account, old: str, new: str, site_name: str, keep_id: int) -> None:
    """Choose a new password; every other sign-in ends.

    Raises:
        Invalid: the old one is wrong, or the new one will not do.
    """
    if not verify(actor.password_hash, old):
        raise Invalid(N_("That is not your present password."), field="old")
    check_password(new, name=actor.name, site=site_name)
    _set_password(actor=actor, password_hash=hash_password(new), keep_id=keep_id)


@operation
def _set_password(*, actor: Account, password_hash: str, keep_id: int) -> None:
    actor.password_hash = password_hash
    end_other_sign_ins(actor=actor, keep_id=keep_id)


@operation
def keep_away(*, actor: Account, other: Account, distance: Distance) -> None:
    """Mute or block somebody; saying it again with another distance changes the distance."""
    if distance is Distance.BLOCK:
        require(rules.may_keep_away(actor, other=other))
    elif actor.id == other.id:
        raise Invalid(N_("You cannot mute yourself."))
    held = _held(actor.id, other.id)
    if held is not None:
        held.distance = distance
        return
    db.session.add(
        KeptAway(account_id=actor.id, other_id=other.id, distance=distance, created_at=clock.now())
    )
    actor.kept_away += 1


@operation
def let_near(*, actor: Account, other: Account) -> None:
    """Undo a mute or a block; undoing what is not there changes nothing."""
    held = _held(actor.id, other.id)
    if held is not None:
        db.session.delete(held)
        actor.kept_away -= 1


def profile_of(name: str) -> Profile:
    """The profile under `name`, however it is spelt.

    Raises:
        NotFound: nobody is called that.
    """
    row = one_row(_PROFILE, key=name_key(name))
    if row is None:
        raise NotFound
    return Profile(*row)


def account_named(name: str) -> Account:
    """The account under `name`, however it is spelt.

    Raises:
        NotFound: nobody is called that.
    """
    account = db.session.scalar(select(Account).where(Account.name_key == name_key(name)))
    if account is None:
        raise NotFound
    return account


def distance_to(account_id: int, other_id: int) -> Distance | None:
    """How far `account_id` keeps `other_id`, if at all."""
    held = _held(account_id, other_id)
    return held.distance if held else None


def kept_away_by(account_id: int) -> list[tuple[str, Distance]]:
    """Names and distances of everybody an account keeps away."""
    return [(row.name, row.distance) for row in rows(_ALL_KEPT_AWAY, me=account_id)]


def _held(account_id: int, other_id: int) -> KeptAway | None:
    return db.session.scalar(
        select(KeptAway).where(KeptAway.account_id == account_id, KeptAway.other_id == other_id)
    )


_PROFILE = select(
    Account.id, Account.name, Account.role, Account.about, Account.created_at, Account.post_count
).where(Account.name_key == bindparam("key"))

_ALL_KEPT_AWAY = (
    select(Account.name, KeptAway.distance)
    .join(Account, Account.id == KeptAway.other_id)
    .where(KeptAway.account_id == bindparam("me"))
    .order_by(Account.name)
)
