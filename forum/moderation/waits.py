"""How long cases waited for a first human look: until somebody took them in hand or decided them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, bindparam, case, cast, func, literal, or_, select

from forum.core import clock
from forum.core.db import AnySelect, UTCDateTime, rows
from forum.core.moments import SecondsBetween
from forum.moderation.audit import Logged
from forum.moderation.models import AuditEntry, Case, Level

LOOKS = (Logged.CLAIMED, Logged.TAKEN_OVER, Logged.DECIDED)


@dataclass(frozen=True, slots=True)
class Wait:
    """The waits of one kind of cases: the median, and the 90th percentile (the nearest rank)."""

    cases: int
    median: timedelta
    slow: timedelta


def first_looks(since: datetime, until: datetime, *, not_about: int = 0) -> dict[Level, Wait]:
    """The waits of cases opened from `since` to before `until`, by the level they have now.

    A case that nobody has looked at counts from the moment it is overdue, with the time it has waited so far.
    Those about the member `not_about` are left out. One statement, whatever there is.
    """
    by_level = waits_by(_BY_LEVEL, since, until, not_about=not_about)
    return {level: by_level[level] for level in Level if level in by_level}


def waits_by(
    statement: AnySelect, since: datetime, until: datetime, *, not_about: int = 0
) -> dict[Any, Wait]:
    """The same by any kind of cases; `statement` is what `waits_of` gives."""
    found = rows(statement, since=since, until=until, me=not_about, now=clock.now())
    return {
        row.kind: Wait(
            cases=row.cases,
            median=timedelta(seconds=(row.lower + row.upper) / 2),
            slow=timedelta(seconds=row.slow),
        )
        for row in found
    }


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


def waits_of(cases: AnySelect) -> AnySelect:
    """A statement of the waits by `kind`, which is what `cases` selects, of `Case` and whatever it joins."""
    known = (
        cases.add_columns(Case.opened_at, Case.due_at, _LOOKED_AT.label("looked_at"))
        .where(
            Case.opened_at >= bindparam("since", type_=UTCDateTime()),
            Case.opened_at < bindparam("until", type_=UTCDateTime()),
            Case.account_id != bindparam("me", type_=BigInteger),
        )
        .cte("cases_of_the_time")
    )
    wait = SecondsBetween(known.c.opened_at, func.coalesce(known.c.looked_at, _NOW))
    ranked = (
        select(
            known.c.kind,
            wait.label("wait"),
            func.row_number().over(partition_by=known.c.kind, order_by=wait).label("rank"),
            func.count().over(partition_by=known.c.kind).label("cases"),
        )
        .where(or_(known.c.looked_at.is_not(None), known.c.due_at < _NOW))
        .subquery("ranked")
    )

    def at_rank(rank: ColumnElement[int]) -> ColumnElement[float]:
        return func.max(case((ranked.c.rank == rank, ranked.c.wait)))

    # Of an even number there are two in the middle; of an odd one both ranks are the same.
    return select(
        ranked.c.kind,
        func.max(ranked.c.cases).label("cases"),
        at_rank((ranked.c.cases + 1) // 2).label("lower"),
        at_rank((ranked.c.cases + 2) // 2).label("upper"),
        at_rank((ranked.c.cases * 9 + 9) // 10).label("slow"),
    ).group_by(ranked.c.kind)


_BY_LEVEL = waits_of(select(Case.level.label("kind")))
