"""How the team is doing: who waits, how long, what was taken back, and who carried how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, and_, bindparam, case, func, select

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import STAFF, Visitor
from forum.core import clock
from forum.core.db import UTCDateTime, rows
from forum.core.moments import HourOf
from forum.core.rules import require
from forum.moderation.audit import Logged
from forum.moderation.models import Act, AuditEntry, Case, Decision, Lane, Level
from forum.moderation.record_models import Appeal
from forum.moderation.waits import Wait, first_looks

HOURS = 24
MOST_DAYS = 400


class Period(StrEnum):
    """The days that are looked back on."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"


@dataclass(frozen=True, slots=True)
class Days:
    """Days chosen by date, the first and the last among them, in UTC."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits now in one lane at one level, and how much of it is overdue."""

    lane: Lane
    level: Level
    cases: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Load:
    """What one person did, by the log; `name` is empty for somebody who has left.

    `acts` is all of it, `shown` how often a post was handed to them, `decided` how often they decided.
    """

    name: str
    shown: int
    decided: int
    acts: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`hours` holds the acts of each hour, in UTC.

    `decisions` are rows of `act` with how many were `made`, `undone` since, `appealed` and, of these,
    `answered` and `upheld`. An appeal that is upheld takes its decision back.
    """

    since: datetime
    first_looks: dict[Level, Wait]
    waiting: Sequence[Waiting]
    decisions: Sequence[Row[Any]]
    people: Sequence[Load]
    hours: tuple[int, ...]


def chosen_days(first: str, last: str) -> Days | None:
    """The days between two dates as typed (`2026-03-01`), up to today; None for what is no such choice."""
    try:
        days = Days(date.fromisoformat(first), min(date.fromisoformat(last), clock.now().date()))
    except ValueError:
        return None
    return days if timedelta(0) <= days.last - days.first < timedelta(days=MOST_DAYS) else None


def overview_page(visitor: Visitor, chosen: Period | Days) -> Overview:
    """What was in these days, and now. Cases about the moderator's own posts don't count. Five statements."""
    require(may_moderate(visitor))
    now = clock.now()
    since, until = _bounds(chosen, now)
    decisions = {row.act: row for row in rows(_DECISIONS, since=since, until=until, me=visitor.id)}
    hours = {row.hour: row.acts for row in rows(_HOURS, since=since, until=until)}
    return Overview(
        since=since,
        first_looks=first_looks(since, until, not_about=visitor.id),
        waiting=[
            Waiting(row.lane, list(Level)[row.level_rank], row.cases, row.overdue)
            for row in rows(_WAITING, me=visitor.id, now=now)
        ],
        decisions=[decisions[act] for act in Act if act in decisions],
        people=[_load(row) for row in rows(_PEOPLE, since=since, until=until)],
        hours=tuple(hours.get(hour, 0) for hour in range(HOURS)),
    )


def _bounds(chosen: Period | Days, now: datetime) -> tuple[datetime, datetime]:
    """From when, and to before when."""
    if isinstance(chosen, Period):
        return now - timedelta(days=int(chosen)), now
    begins, ends = (datetime.combine(day, time.min, UTC) for day in (chosen.first, chosen.last))
    return begins, ends + timedelta(days=1)


def _load(row: Row[Any]) -> Load:
    return Load(row.name or "", row.shown, row.decided, row.acts)


def _number(act: Logged) -> ColumnElement[int]:
    return func.count(case((AuditEntry.act == act.value, 1)))


_SINCE = bindparam("since", type_=UTCDateTime())
_UNTIL = bindparam("until", type_=UTCDateTime())
_NOT_ME = Case.account_id != bindparam("me", type_=BigInteger)

# Level by level as the queue's own index has it.
_WAITING = (
    select(
        Case.lane,
        Case.level_rank,
        func.count().label("cases"),
        func.count(case((Case.due_at < bindparam("now", type_=UTCDateTime()), 1))).label("overdue"),
    )
    .where(Case.closed_at.is_(None), _NOT_ME)
    .group_by(Case.lane, Case.level_rank)
    .order_by(Case.lane, Case.level_rank)
)

# A decision is appealed once, so the join adds no row.
_DECISIONS = (
    select(
        Decision.act,
        func.count().label("made"),
        func.count(Decision.undone_at).label("undone"),
        func.count(Appeal.id).label("appealed"),
        func.count(Appeal.answered_at).label("answered"),
        func.count(case((Appeal.upheld.is_(True), 1))).label("upheld"),
    )
    .outerjoin(Appeal, Appeal.decision_id == Decision.id)
    .where(
        Decision.made_at >= _SINCE,
        Decision.made_at < _UNTIL,
        Decision.account_id != bindparam("me", type_=BigInteger),
    )
    .group_by(Decision.act)
)

# What was done for the team, by whoever did it: asking for another look is a member's act, a moderator's too.
_AS_STAFF = and_(
    AuditEntry.actor_role.in_([role.value for role in STAFF]), AuditEntry.act != Logged.APPEALED.value
)
_IN_TIME = and_(AuditEntry.at >= _SINCE, AuditEntry.at < _UNTIL)

# By name: this is to see who needs a rest, not who did most. What the operator did is nobody's load.
_PEOPLE = (
    select(
        Account.name,
        _number(Logged.OPENED).label("shown"),
        _number(Logged.DECIDED).label("decided"),
        func.count().label("acts"),
    )
    .select_from(AuditEntry)
    .outerjoin(Account, Account.id == AuditEntry.actor_id)
    .where(_IN_TIME, _AS_STAFF, AuditEntry.actor_id.is_not(None))
    .group_by(AuditEntry.actor_id, Account.name)
    .order_by(func.lower(Account.name), AuditEntry.actor_id)
)

_hour = HourOf(AuditEntry.at)
_HOURS = (
    select(_hour.label("hour"), func.count().label("acts"))
    .where(_IN_TIME, _AS_STAFF, AuditEntry.actor_id.is_not(None))
    .group_by(_hour)
)
