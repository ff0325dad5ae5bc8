"""Who is looking: what a page needs to know of them, in one row."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Protocol

from sqlalchemy import bindparam, select

from forum.accounts.comfort import COLUMNS, USUAL, Appearance, Comfort, comfort_of
from forum.accounts.models import Account, Distance, KeptAway, Role, SignIn
from forum.core import clock
from forum.core.db import one_row, rows
from forum.core.tokens import digest

STAFF = frozenset({Role.MODERATOR, Role.ADMIN})
SEEN_EVERY = timedelta(hours=1)


class Actor(Protocol):
    """What rules ask of whoever acts: an `Account` and a `Visitor` both answer."""

    @property
    def id(self) -> int: ...
    @property
    def role(self) -> Role: ...
    @property
    def paused_until(self) -> datetime | None: ...
    @property
    def suspended_until(self) -> datetime | None: ...


@dataclass(frozen=True)
class Visitor:
    """A guest (id 0) or a member as seen by a page. Carries what Flask-Login asks of its users."""

    id: int = 0
    name: str = ""
    role: Role = Role.MEMBER
    comfort: Comfort = USUAL
    open_notes: frozenset[str] = field(default_factory=frozenset)
    unread_notifications: int = 0
    keeps_away: int = 0
    all_read_at: datetime | None = None
    paused_until: datetime | None = None
    suspended_until: datetime | None = None
    consent_version: int = 0
    wants_invitations: bool = False
    sign_in_id: int = 0
    sign_in_token: str = ""
    stale: bool = False

    @property
    def is_member(self) -> bool:
        return self.id != 0

    @property
    def is_moderator(self) -> bool:
        return self.id != 0 and self.role in STAFF

    @property
    def low_energy(self) -> bool:
        return self.comfort.low_energy

    @cached_property
    def appearance(self) -> Appearance:
        """How pages look to them at this moment."""
        return self.comfort.appearance(clock.now())

    @property
    def is_up_at_night(self) -> bool:
        """Whether it is night where they are; never, where nobody knows."""
        return self.comfort.night.covers(clock.now())

    @property
    def sees_bell_lit(self) -> bool:
        """Whether the bell says that there is news: not in somebody's quiet hours."""
        return self.unread_notifications > 0 and not self.comfort.is_quiet(clock.now())

    @property
    def is_authenticated(self) -> bool:
        return self.id != 0

    @property
    def is_anonymous(self) -> bool:
        return self.id == 0

    @property
    def is_active(self) -> bool:
        return True

    def get_id(self) -> str:
        return self.sign_in_token

    @cached_property
    def away(self) -> frozenset[int]:
        """The ids of the members kept at a distance (muted and blocked alike)."""
        if not self.keeps_away:
            return frozenset()
        return frozenset(row.other_id for row in rows(_KEPT_AWAY, me=self.id))


GUEST = Visitor()

_KEPT_AWAY = select(KeptAway.other_id).where(KeptAway.account_id == bindparam("me"))

_BY_TOKEN = (
    select(
        Account.id,
        Account.name,
        Account.role,
        *COLUMNS,
        Account.open_notes,
        Account.unread_notifications,
        Account.kept_away,
        Account.all_read_at,
        Account.paused_until,
        Account.suspended_until,
        Account.consent_version,
        Account.wants_invitations,
        SignIn.id.label("sign_in_id"),
        SignIn.seen_at,
    )
    .join(SignIn, SignIn.account_id == Account.id)
    .where(
        SignIn.token_digest == bindparam("token"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > bindparam("now"),
    )
)


def visitor_with(token: str) -> Visitor | None:
    """The member whose cookie holds `token`; None once that sign-in has ended or expired."""
    now = clock.now()
    row = one_row(_BY_TOKEN, token=digest(token), now=now)
    if row is None:
        return None
    return Visitor(
        id=row.id,
        name=row.name,
        role=row.role,
        comfort=comfort_of(row),
        open_notes=frozenset(row.open_notes.split()),
        unread_notifications=row.unread_notifications,
        keeps_away=row.kept_away,
        all_read_at=row.all_read_at,
        paused_until=row.paused_until,
        suspended_until=row.suspended_until,
        consent_version=row.consent_version,
        wants_invitations=row.wants_invitations,
        sign_in_id=row.sign_in_id,
        sign_in_token=token,
        stale=now - row.seen_at > SEEN_EVERY,
    )


def has_blocked(account_id: int, other_id: int) -> bool:
    """Whether `account_id` has blocked (not merely muted) `other_id`."""
    found = select(KeptAway.id).where(
        KeptAway.account_id == account_id,
        KeptAway.other_id == other_id,
        KeptAway.distance == Distance.BLOCK,
    )
    return one_row(found) is not None
