"""Who is on duty: begun with one tap, over by itself after eight hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, select, update

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import STAFF, Actor
from forum.core import clock
from forum.core.db import UTCDateTime, db, one_row, rows
from forum.core.operation import one_at_a_time, operation
from forum.core.rules import require
from forum.moderation.desk_models import Shift

SHIFT_LASTS = timedelta(hours=8)
# Shorter than this is a break, not a rest: what was read goes on counting.
REST = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty now. `until` is the end of one's own shift, None off duty.

    `counted_from` is since when what one reads is counted: the beginning of the shift, else some hours ago.
    """

    until: datetime | None
    counted_from: datetime
    others: tuple[str, ...]


@operation
def begin_shift(*, actor: Account) -> None:
    """Go on duty; whoever is on duty stays so, until the same hour."""
    require(may_moderate(actor))
    one_at_a_time(actor.id)
    now = clock.now()
    last = one_row(_LAST, account_id=actor.id)
    if last is not None and last.ends_at > now:
        return
    on_break = last is not None and now - last.ends_at < REST
    db.session.add(
        Shift(
            account_id=actor.id,
            began_at=now,
            ends_at=now + SHIFT_LASTS,
            counted_from=last.counted_from if last is not None and on_break else now,
        )
    )


def end_shift_now(account_id: int) -> None:
    """Within an operation: whoever is on duty is so no longer."""
    now = clock.now()
    running = update(Shift).where(Shift.account_id == account_id, Shift.ends_at > now)
    db.session.execute(running.values(ends_at=now).execution_options(synchronize_session=False))


def duty_of(actor: Actor) -> Duty:
    """Who is on duty, as it concerns this moderator."""
    now = clock.now()
    live = rows(_LIVE, now=now)
    mine = next((row for row in live if row.account_id == actor.id), None)
    return Duty(
        until=mine.ends_at if mine else None,
        counted_from=mine.counted_from if mine else now - SHIFT_LASTS,
        others=tuple(row.name for row in live if row.account_id != actor.id),
    )


_LAST = (
    select(Shift.ends_at, Shift.counted_from)
    .where(Shift.account_id == bindparam("account_id", type_=BigInteger))
    .order_by(Shift.ends_at.desc())
    .limit(1)
)
# Somebody whose role was taken away is not on duty, whatever they began.
_LIVE = (
    select(Shift.account_id, Shift.ends_at, Shift.counted_from, Account.name)
    .join(Account, Account.id == Shift.account_id)
    .where(Shift.ends_at > bindparam("now", type_=UTCDateTime()), Account.role.in_(STAFF))
    .order_by(Shift.began_at, Shift.id)
)
