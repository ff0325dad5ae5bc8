"""The queue: what waits, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Row,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import Visitor
from forum.boards.models import Board
from forum.core import clock
from forum.core.db import LARGEST_ID, AnySelect, UTCDateTime, enum_of, one_row, rows
from forum.core.paging import KeysetPage, keyset_page
from forum.core.rules import require
from forum.moderation.cases import is_held
from forum.moderation.desk_models import PassedOn
from forum.moderation.models import Case, Flag, Lane, Level, Reason, State
from forum.moderation.passing_on import passed_on_by, waits_for_others
from forum.moderation.record_models import Appeal
from forum.moderation.shield import Shield, shield_of
from forum.moderation.signals import signals_waiting
from forum.moderation.sorting import sortings_waiting
from forum.threads import bylines
from forum.threads.models import Post, Thread

CASES_A_PAGE = 25
# A tab says "99+" from here: counting all that waits would cost more, the longer the queue is.
COUNTED_TO = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


class View(StrEnum):
    """Which of a lane's cases the queue shows."""

    ALL = "all"
    UNCLAIMED = "unclaimed"
    MINE = "mine"
    SECOND_OPINION = "second-opinion"
    ESCALATED = "escalated"
    FOLLOW_UPS = "follow-ups"
    PASSED_ON = "passed-on"


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody chose to see: one lane, and of it what fits all of these."""

    lane: Lane = Lane.CARE
    view: View = View.ALL
    level: Level | None = None
    board_id: int = 0


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the queue: what it is about, never the words themselves.

    `noticed` is what the forum noticed by itself: `source` and `cue`.
    """

    id: int
    lane: Lane
    level: Level
    state: State
    due_at: datetime
    waiting_since: datetime
    flag_count: int
    reasons: tuple[Reason, ...]
    noticed: Sequence[Row[Any]]
    board_name: str
    about_name: str
    is_sealed: bool
    holder_id: int | None
    holder_name: str
    held_until: datetime | None
    reopened: bool

    @property
    def is_open(self) -> bool:
        """Whether it can be taken in hand."""
        return self.state not in (State.FOLLOW_UP, State.APPEALED)


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, and how much waits in each lane (counted to `COUNTED_TO`).

    `asked`, `follow_ups` and `passed_on` say how many in this lane wait for another's view, are to be looked
    at again by now, or were passed on by whoever looks. `leaves_grave_out`: crisis and red cases are for
    somebody else now, and not among these.
    """

    cases: KeysetPage[CaseRow]
    waiting: dict[Lane, int]
    asked: int
    follow_ups: int
    passed_on: int
    appeals: int
    shield: Shield
    leaves_grave_out: bool


def queue_page(visitor: Visitor, filters: Filters, after: str = "") -> Queue:
    """What waits in a lane, from the key `after` on; a key that cannot be read starts at the top.

    Cases about the moderator's own posts are not among them; what they passed on is for the others first.
    """
    require(may_moderate(visitor))
    shield = shield_of(visitor)
    leaves_out = shield.hands_over and filters.level is None and filters.view in _OFFERS
    statement = _page(filters.view, filters.level is not None, bool(filters.board_id), leaves_out)
    found = rows(statement, **_facts(visitor, filters, after))
    page = keyset_page(found, CASES_A_PAGE, _key_of)
    ids = [row.id for row in page.items]
    reasons = _reasons(ids)
    noticed = signals_waiting(ids) if filters.lane is Lane.RULES else sortings_waiting(ids)
    items = [_case_row(row, reasons.get(row.id, ()), noticed.get(row.id, ())) for row in page.items]
    counted = one_row(_WAITING, me=visitor.id, lane=filters.lane, now=clock.now())
    return Queue(
        cases=KeysetPage(items, page.next_key),
        waiting={lane: getattr(counted, lane.value) for lane in Lane},
        asked=getattr(counted, "asked", 0),
        follow_ups=getattr(counted, "follow_ups", 0),
        passed_on=getattr(counted, "passed_on", 0),
        appeals=getattr(counted, "appeals", 0),
        shield=shield,
        leaves_grave_out=leaves_out,
    )


def _facts(visitor: Visitor, filters: Filters, after: str) -> dict[str, object]:
    rank, due_at, case_id = _key(after)
    facts: dict[str, object] = {"me": visitor.id, "lane": filters.lane, "now": clock.now()}
    if filters.level is not None:
        facts["level_rank"] = filters.level.rank
    if filters.board_id:
        facts["board_id"] = filters.board_id
    return {**facts, "rank": rank, "due_at": due_at, "case_id": case_id}


def _case_row(row: Row[Any], reasons: tuple[Reason, ...], noticed: Sequence[Row[Any]]) -> CaseRow:
    held = is_held(row.claimed_by_id, row.claimed_until)
    return CaseRow(
        id=row.id,
        lane=row.lane,
        level=row.level,
        state=row.state,
        due_at=row.due_at,
        waiting_since=row.reopened_at or row.opened_at,
        flag_count=row.flag_count,
        reasons=reasons,
        noticed=noticed,
        board_name=row.board_name,
        about_name=row.about_name,
        is_sealed=bool(row.alias),
        holder_id=row.claimed_by_id if held else None,
        holder_name=row.holder_name if held else "",
        held_until=row.claimed_until if held else None,
        reopened=row.reopened_at is not None,
    )


def _reasons(case_ids: Sequence[int]) -> dict[int, tuple[Reason, ...]]:
    """The reasons of the flags that wait for an answer, each once, in the list's own order."""
    if not case_ids:
        return {}
    given: dict[int, set[Reason]] = {}
    for row in rows(_REASONS, case_ids=case_ids):
        given.setdefault(row.case_id, set()).add(row.reason)
    return {case_id: tuple(r for r in Reason if r in reasons) for case_id, reasons in given.items()}


def _key_of(row: Row[Any]) -> str:
    return f"{row.level_rank}.{(row.due_at - _EPOCH) // _TICK}.{row.id}"


def _key(typed: str) -> tuple[int, datetime, int]:
    try:
        rank, ticks, case_id = (int(part) for part in typed.split("."))
        if 0 <= rank < len(Level) and 0 <= case_id <= LARGEST_ID:
            return rank, _EPOCH + ticks * _TICK, case_id
    except (ValueError, OverflowError):
        pass
    return -1, _EPOCH, 0


_Holder = aliased(Account)
_NOW = bindparam("now", type_=UTCDateTime())
_ME = bindparam("me", type_=BigInteger)
_LANE = bindparam("lane", type_=enum_of(Lane))
# Where cases are offered, rather than looked for.
_OFFERS = frozenset({View.ALL, View.UNCLAIMED})
_IN_MY_HANDS = and_(Case.claimed_by_id == _ME, Case.claimed_until > _NOW)
_MINE_PASSED_ON = select(PassedOn.case_id).where(PassedOn.account_id == _ME)
_OFFERED = ~waits_for_others(_ME, _NOW)
_OPEN = Case.closed_at.is_(None)
_SHOWS = {
    View.ALL: and_(_OPEN, or_(_IN_MY_HANDS, _OFFERED)),
    View.UNCLAIMED: and_(_OPEN, or_(Case.claimed_by_id.is_(None), Case.claimed_until <= _NOW), _OFFERED),
    View.MINE: and_(_OPEN, _IN_MY_HANDS),
    View.SECOND_OPINION: and_(_OPEN, Case.state == State.SECOND_OPINION),
    View.ESCALATED: and_(_OPEN, Case.state == State.ESCALATED),
    View.FOLLOW_UPS: Case.follow_up_at.is_not(None),
    View.PASSED_ON: and_(_OPEN, passed_on_by(_ME)),
}


@cache
def _page(view: View, one_level: bool, one_board: bool, leaves_grave_out: bool) -> AnySelect:
    due_at = Case.follow_up_at if view is View.FOLLOW_UPS else Case.due_at
    # Where the level is the same for all it is no part of the order: the index is read from its place on.
    order = [due_at, Case.id] if one_level else [Case.level_rank, due_at, Case.id]
    key = [bindparam("due_at", type_=UTCDateTime()), bindparam("case_id", type_=BigInteger)]
    further = tuple_(*order) > tuple_(*key if one_level else [bindparam("rank", type_=Integer), *key])
    page = _CASES.add_columns(due_at.label("due_at")).where(_SHOWS[view], further)
    if one_level:
        page = page.where(Case.level_rank == bindparam("level_rank", type_=Integer))
    if one_board:
        page = page.where(Thread.board_id == bindparam("board_id", type_=BigInteger))
    if leaves_grave_out:
        page = page.where(or_(Case.level_rank > Level.RED.rank, _IN_MY_HANDS))
    return page.order_by(*order)


_CASES: AnySelect = (
    select(
        Case.id,
        Case.lane,
        Case.level,
        Case.level_rank,
        Case.state,
        Case.opened_at,
        Case.reopened_at,
        Case.flag_count,
        Case.claimed_by_id,
        Case.claimed_until,
        Board.name.label("board_name"),
        bylines.name().label("about_name"),
        Post.alias,
        _Holder.name.label("holder_name"),
    )
    .join(Post, Post.id == Case.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Board, Board.id == Thread.board_id)
    .join(Account, bylines.wrote())
    .outerjoin(_Holder, _Holder.id == Case.claimed_by_id)
    .where(Case.lane == _LANE, Case.account_id != _ME)
    .limit(CASES_A_PAGE + 1)
)


def _count(label: str, *which: ColumnElement[bool]) -> Any:
    some = select(Case.id).where(Case.account_id != _ME, *which).limit(COUNTED_TO)
    return select(func.count()).select_from(some.subquery()).scalar_subquery().label(label)


_APPEALS = (
    select(func.count())
    .select_from(
        select(Appeal.id)
        .where(Appeal.answered_at.is_(None), Appeal.account_id != _ME)
        .limit(COUNTED_TO)
        .subquery()
    )
    .scalar_subquery()
    .label("appeals")
)
_WAITING = select(
    *(_count(lane.value, Case.lane == lane, _OPEN) for lane in Lane),
    _count("asked", Case.lane == _LANE, _SHOWS[View.SECOND_OPINION]),
    _count("follow_ups", Case.lane == _LANE, Case.follow_up_at <= _NOW),
    # By what one passed on, not by what is open: the one is short, and the other need not be.
    _count("passed_on", Case.lane == _LANE, _OPEN, Case.id.in_(_MINE_PASSED_ON), passed_on_by(_ME)),
    _APPEALS,
)
_REASONS = (
    select(Flag.case_id, Flag.reason)
    .where(Flag.case_id.in_(bindparam("case_ids", expanding=True)), Flag.answered_by_id.is_(None))
    .distinct()
)
