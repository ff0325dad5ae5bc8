"""How long cases waited for a first human look: until somebody took them in hand or decided them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, String, bindparam, case, cast, func, literal, or_, select

from forum.core import clock
from forum.core.db import UTCDateTime, rows
from forum.core.moments import SecondsBetween
from forum.moderation.audit import Logged
from forum.moderation.models import AuditEntry, Case, Level

LOOKS = (Logged.CLAIMED, Logged.TAKEN_OVER, Logged.DECIDED)


@dataclass(frozen=True, slots=True)
class Wait:
    """The waits of one level's cases: the median, and the 90th percentile (the nearest rank)."""

    cases: int
    median: timedelta
    slow: timedelta


def first_looks(since: datetime, until: datetime, *, not_about: int = 0) -> dict[Level, Wait]:
    """The waits of cases opened from `since` to before `until`, by the level they have now.

    A case that nobody has looked at counts from the moment it is overdue, with the time it has waited so far.
    Those about the member `not_about` are left out. One statement, whatever there is.
    """
    found = rows(_BY_LEVEL, since=since, until=until, me=not_about, now=clock.now())
    by_level = {
        row.level: Wait(
            cases=row.cases,
            median=timedelta(seconds=(row.lower + row.upper) / 2),
            slow=timedelta(seconds=row.slow),
        )
        for row in found
    }
    return {level: by_level[level] for level in Level if level in by_level}


_NOW = bindparam("now", type_=UTCDateTime())

# As `case_target` writes it; the log has an index by target.
_LOOKED_AT = (
    select(func.min(AuditEntry.at))
    .where(
        AuditEntry.target == literal("case:") + cast(Case.id, String),
        AuditEntry.act.in_([act.value for act in LOOKS]),
        AuditEntry.at >= Case.opened_at,
    )
    .correlate(Case)
    .scalar_subquery()
)

_cases = (
    select(Case.level, Case.opened_at, Case.due_at, _LOOKED_AT.label("looked_at"))
    .where(
        Case.opened_at >= bindparam("since", type_=UTCDateTime()),
        Case.opened_at < bindparam("until", type_=UTCDateTime()),
        Case.account_id != bindparam("me", type_=BigInteger),
    )
    .cte("cases_of_the_time")
)

_wait = SecondsBetween(_cases.c.opened_at, func.coalesce(_cases.c.looked_at, _NOW))
_ranked = (
    select(
        _cases.c.level,
        _wait.label("wait"),
        func.row_number().over(partition_by=_cases.c.level, order_by=_wait).label("rank"),
        func.count().over(partition_by=_cases.c.level).label("cases"),
    )
    .where(or_(_cases.c.looked_at.is_not(None), _cases.c.due_at < _NOW))
    .subquery("ranked")
)


def _at_rank(rank: ColumnElement[int]) -> ColumnElement[float]:
    return func.max(case((_ranked.c.rank == rank, _ranked.c.wait)))


# Of an even number there are two in the middle; of an odd one both ranks are the same.
_BY_LEVEL = select(
    _ranked.c.level,
    func.max(_ranked.c.cases).label("cases"),
    _at_rank((_ranked.c.cases + 1) // 2).label("lower"),
    _at_rank((_ranked.c.cases + 2) // 2).label("upper"),
    _at_rank((_ranked.c.cases * 9 + 9) // 10).label("slow"),
).group_by(_ranked.c.level)
