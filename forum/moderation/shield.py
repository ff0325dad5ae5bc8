"""What shields a moderator: words only when asked for, a count of the heavy ones, and an end to them."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, bindparam, distinct, exists, func, select

from forum.accounts.visitor import Actor
from forum.core import clock
from forum.core.db import UTCDateTime, db, one_row
from forum.core.errors import Conflict
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.words import N_
from forum.moderation import rules
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.desk_models import Showing
from forum.moderation.models import Case, Level
from forum.moderation.shifts import Duty, duty_of

GRAVE_A_SHIFT = 5
"""So many cases of level crisis or red one person reads in a shift; then others are asked first."""


@dataclass(frozen=True, slots=True)
class Shield:
    """How much of the heavy kind a moderator has read in this shift, and who else is there."""

    duty: Duty
    grave_read: int

    @property
    def is_enough(self) -> bool:
        return self.grave_read >= GRAVE_A_SHIFT

    @property
    def hands_over(self) -> bool:
        """Whether heavy cases are for somebody else now: enough was read, and somebody else is on duty."""
        return self.is_enough and bool(self.duty.others)

    def allows(self, level: Level, *, anyway: bool) -> bool:
        """Whether a case of this level is not too much for one shift; `anyway` helps who is alone."""
        return not level.is_grave or not self.is_enough or (anyway and not self.duty.others)


class Enough(Conflict):
    """A heavy case is for somebody else now."""

    default = N_(
        "That is enough for one shift: you have read %(read)s crisis and red cases. %(others)s is on duty "
        "and can see to this one. Please leave it to them, and rest."
    )
    alone = N_(
        "That is enough for one shift: you have read %(read)s crisis and red cases. Nobody else is on duty, "
        "so you can still take this one, if you are well enough to."
    )


def shield_of(actor: Actor) -> Shield:
    """What this moderator has read in this shift."""
    duty = duty_of(actor)
    counted = one_row(_READ, account_id=actor.id, since=duty.counted_from)
    return Shield(duty, counted.read if counted else 0)


def check_enough(actor: Actor, level: Level, *, anyway: bool) -> None:
    """Go on only if a case of this level is not too much for one shift; `anyway` helps who is alone.

    Raises:
        Enough: says who else can see to it, or that nobody can.
    """
    if not level.is_grave:
        return
    shield = shield_of(actor)
    if shield.allows(level, anyway=anyway):
        return
    if shield.duty.others:
        raise Enough(read=shield.grave_read, others=shield.duty.others[0])
    raise Enough(Enough.alone, read=shield.grave_read)


@operation
def show_words(*, actor: Actor, case_id: int) -> None:
    """Write down that a moderator asked for the words of a case and was shown them."""
    case = db.session.get_one(Case, case_id)
    require(rules.may_look(actor, about_id=case.account_id))
    db.session.add(Showing(case_id=case.id, account_id=actor.id, level=case.level, shown_at=clock.now()))
    record(Logged.OPENED, actor, case_target(case.id))


# Whether a moderator, `me`, was shown the words since the case last came up, and in this shift (`since`).
SEEN = exists().where(
    Showing.case_id == Case.id,
    Showing.account_id == bindparam("me", type_=BigInteger),
    Showing.shown_at >= func.coalesce(Case.reopened_at, Case.opened_at),
    Showing.shown_at >= bindparam("since", type_=UTCDateTime()),
)
_READ = select(func.count(distinct(Showing.case_id)).label("read")).where(
    Showing.account_id == bindparam("account_id", type_=BigInteger),
    Showing.shown_at >= bindparam("since", type_=UTCDateTime()),
    Showing.level.in_([level for level in Level if level.is_grave]),
)
