"""The public ledger: what moderators did in a month, in numbers that are about nobody.

It speaks of kinds, rules, outcomes and roles. Only months that are over are told, so that nobody can watch a
number grow and know when; and a number below `FEWEST` is never told, not even whether it is none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import String, bindparam, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import InstrumentedAttribute

from forum.accounts.models import Role
from forum.accounts.visitor import STAFF
from forum.core import clock
from forum.core.db import AnySelect, UTCDateTime, one_row, rows
from forum.core.errors import NotFound
from forum.moderation.models import Act, Case, Decision, Flag, Level, Reason, Rule
from forum.moderation.record_models import Appeal
from forum.moderation.waits import first_looks

FEWEST = 5

Kind = TypeVar("Kind", bound=StrEnum)
# What may be told of a number; None where it is below `FEWEST`.
Told = int | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """One month, given as its first day, and its neighbours where they can be shown.

    Every table holds every kind, so that a missing line says nothing either. `first_look` is the median wait
    by level; a level with fewer than `FEWEST` cases has none. `appeals` are those answered in the month.
    """

    month: date
    earlier: date | None
    later: date | None
    flags: Mapping[Reason, Told]
    acts: Mapping[Act, Told]
    rules: Mapping[Rule, Told]
    roles: Mapping[Role, Told]
    with_machine: Told
    taken_back: Told
    appeals: Told
    upheld: Told
    first_look: Mapping[Level, timedelta | None]

    @property
    def is_quiet(self) -> bool:
        """Whether there is not one number that may be told."""
        numbers = [*self.flags.values(), *self.acts.values(), *self.first_look.values()]
        return not any((*numbers, self.taken_back, self.appeals))


def ledger_page(month: date | None = None) -> Ledger | None:
    """The ledger of a month, or of the latest that is over; None while there is none yet.

    Raises:
        NotFound: this month is not over, or lies before the first case.
    """
    opened = one_row(_FIRST_CASE)
    first, last = opened and _first_day(opened.opened_at.date()), _before(clock.now().date())
    if month is None and (first is None or first > last):
        return None
    month = month or last
    if first is None or not first <= month <= last:
        raise NotFound
    return _told(month, earlier=month > first, later=month < last)


def _told(month: date, *, earlier: bool, later: bool) -> Ledger:
    since, until = _start(month), _start(_after(month))
    counted = {(row.what, row.kind): row.number for row in rows(_COUNTS, since=since, until=until)}
    looks = first_looks(since, until)

    def table(what: str, kinds: Iterable[Kind]) -> dict[Kind, Told]:
        return {kind: _enough(counted.get((what, kind.value), 0)) for kind in kinds}

    return Ledger(
        month=month,
        earlier=_before(month) if earlier else None,
        later=_after(month) if later else None,
        flags=table("flags", Reason),
        acts=table("acts", Act),
        rules=table("rules", (rule for rule in Rule if rule is not Rule.NONE)),
        roles=table("roles", (role for role in Role if role in STAFF)),
        with_machine=_enough(counted.get(("machine", ""), 0)),
        taken_back=_enough(counted.get(("undone", ""), 0)),
        appeals=_enough(counted.get(("appeals", ""), 0)),
        upheld=_enough(counted.get(("upheld", ""), 0)),
        first_look={
            level: looks[level].median if level in looks and looks[level].cases >= FEWEST else None
            for level in Level
        },
    )


def _enough(number: int) -> Told:
    return number if number >= FEWEST else None


def _first_day(day: date) -> date:
    return day.replace(day=1)


def _before(day: date) -> date:
    """The month before the one of `day`."""
    return _first_day(_first_day(day) - timedelta(days=1))


def _after(month: date) -> date:
    return _first_day(month + timedelta(days=31))


def _start(month: date) -> datetime:
    return datetime.combine(month, time(), UTC)


def _count(what: str, at: InstrumentedAttribute[Any], kind: Any = None) -> AnySelect:
    """How many there were from `since` to before `until`, of each kind or in all."""
    named = literal("") if kind is None else type_coerce(kind, String)
    since, until = (bindparam(name, type_=UTCDateTime()) for name in ("since", "until"))
    counted: AnySelect = select(
        literal(what).label("what"), named.label("kind"), func.count().label("number")
    ).where(at >= since, at < until)
    return counted if kind is None else counted.group_by(kind)


# The first case stands at the beginning of the table; every flag and every decision belongs to a case.
_FIRST_CASE = select(Case.opened_at).order_by(Case.id).limit(1)

_COUNTS = union_all(
    _count("flags", Flag.created_at, Flag.reason),
    _count("acts", Decision.made_at, Decision.act),
    _count("rules", Decision.made_at, Decision.rule),
    _count("roles", Decision.made_at, Decision.moderator_role),
    _count("machine", Decision.made_at).where(Decision.machine_took_part),
    _count("undone", Decision.undone_at),
    _count("appeals", Appeal.answered_at),
    _count("upheld", Appeal.answered_at).where(Appeal.upheld.is_(True)),
)
