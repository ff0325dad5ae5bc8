"""How the sorting aid is doing, in counts that are about cases: for the team, and for nobody's record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import BigInteger, bindparam, case, func, select

from forum.accounts.rules import may_moderate
from forum.accounts.visitor import Visitor
from forum.core import clock
from forum.core.db import UTCDateTime, rows
from forum.core.rules import require
from forum.moderation.models import Case
from forum.moderation.sorting_models import Judged, Sorting
from forum.moderation.waits import Wait, waits_by, waits_of
from forum.safety.triage import Level


@dataclass(frozen=True, slots=True)
class SortingMonth:
    """A month, given as its first day: what the aid called urgent, and what moderators say to that.

    Of the `urgent` cases, `judged` were spoken of by whoever decided, and `neither` of them was in danger or
    struggling. `missed` are crisis and red cases that people opened and the aid calls calm.
    """

    month: date
    urgent: int
    judged: int
    neither: int
    missed: int

    @property
    def share(self) -> int | None:
        """How much of what was judged was neither, in per cent; None where nothing was."""
        return round(100 * self.neither / self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class SortingCounts:
    """This month and the one before, and the first looks since a moment by what the aid had said."""

    months: Sequence[SortingMonth]
    first_looks: dict[Level, Wait]

    @property
    def is_quiet(self) -> bool:
        return not self.first_looks and not any(month.urgent or month.missed for month in self.months)


def sorting_counts(visitor: Visitor, since: datetime) -> SortingCounts:
    """What the overview shows. Cases about the moderator's own posts are not counted. Two statements.

    Further back than two months nothing can be counted: what the aid said does not last (`forget_sortings`).
    """
    require(may_moderate(visitor))
    now = clock.now()
    this = now.date().replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    found = rows(_MONTHS, since=_start(last), turn=_start(this), me=visitor.id)
    counted = {row.month: (row.urgent, row.judged, row.neither, row.missed) for row in found}
    months = [SortingMonth(day, *counted.get(n, (0, 0, 0, 0))) for n, day in enumerate((this, last))]
    looks = waits_by(_LOOKS, since, now, not_about=visitor.id)
    return SortingCounts(months, {level: looks[level] for level in reversed(list(Level)) if level in looks})


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


_NOT_ME = Case.account_id != bindparam("me", type_=BigInteger)
_URGENT = Sorting.level == Level.URGENT
_month = case((Sorting.read_at >= bindparam("turn", type_=UTCDateTime()), 0), else_=1)

_MONTHS = (
    select(
        _month.label("month"),
        func.count(case((_URGENT, 1))).label("urgent"),
        func.count(case((_URGENT & Sorting.judged.is_not(None), 1))).label("judged"),
        func.count(case((_URGENT & (Sorting.judged == Judged.NEITHER), 1))).label("neither"),
        func.count(case((Sorting.level == Level.CALM, 1))).label("missed"),
    )
    .join(Case, Case.id == Sorting.case_id)
    .where(Sorting.read_at >= bindparam("since", type_=UTCDateTime()), _NOT_ME)
    .group_by(_month)
)

_LOOKS = waits_of(select(Sorting.level.label("kind")).join(Case, Case.id == Sorting.case_id))
