"""The queue: what waits, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Integer, Row, bindparam, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import Visitor
from forum.boards.models import Board
from forum.core import clock
from forum.core.db import LARGEST_ID, AnySelect, UTCDateTime, one_row, rows
from forum.core.paging import KeysetPage, keyset_page
from forum.core.rules import require
from forum.moderation.cases import is_held
from forum.moderation.models import Case, Flag, Lane, Level, Reason
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


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in the queue: what it is about, never the words themselves."""

    id: int
    lane: Lane
    level: Level
    due_at: datetime
    waiting_since: datetime
    flag_count: int
    reasons: tuple[Reason, ...]
    board_name: str
    about_name: str
    holder_id: int | None
    holder_name: str
    held_until: datetime | None
    reopened: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, and how much waits in each lane (counted to `COUNTED_TO`)."""

    cases: KeysetPage[CaseRow]
    waiting: dict[Lane, int]


def queue_page(visitor: Visitor, lane: Lane, view: View, after: str = "") -> Queue:
    """What waits in a lane, from the key `after` on; a key that cannot be read starts at the top.

    Cases about the moderator's own posts are not among them.
    """
    require(may_moderate(visitor))
    rank, due_at, case_id = _key(after)
    facts = {"me": visitor.id, "lane": lane.value, "now": clock.now()}
    found = rows(_PAGES[view], rank=rank, due_at=due_at, case_id=case_id, **facts)
    page = keyset_page(found, CASES_A_PAGE, _key_of)
    reasons = _reasons([row.id for row in page.items])
    items = [_case_row(row, reasons.get(row.id, ())) for row in page.items]
    return Queue(KeysetPage(items, page.next_key), _waiting(visitor))


def _case_row(row: Row[Any], reasons: tuple[Reason, ...]) -> CaseRow:
    held = is_held(row.claimed_by_id, row.claimed_until)
    return CaseRow(
        id=row.id,
        lane=row.lane,
        level=row.level,
        due_at=row.due_at,
        waiting_since=row.reopened_at or row.opened_at,
        flag_count=row.flag_count,
        reasons=reasons,
        board_name=row.board_name,
        about_name=row.about_name,
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


def _waiting(visitor: Visitor) -> dict[Lane, int]:
    counted = one_row(_WAITING, me=visitor.id)
    return {lane: getattr(counted, lane.value) for lane in Lane}


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
_About = aliased(Account)
_NOW = bindparam("now", type_=UTCDateTime())
_ME = bindparam("me", type_=BigInteger)
_AFTER = tuple_(Case.level_rank, Case.due_at, Case.id) > tuple_(
    bindparam("rank", type_=Integer),
    bindparam("due_at", type_=UTCDateTime()),
    bindparam("case_id", type_=BigInteger),
)


def _page(view: View) -> AnySelect:
    page: AnySelect = (
        select(
            Case.id,
            Case.lane,
            Case.level,
            Case.level_rank,
            Case.due_at,
            Case.opened_at,
            Case.reopened_at,
            Case.flag_count,
            Case.claimed_by_id,
            Case.claimed_until,
            Board.name.label("board_name"),
            _About.name.label("about_name"),
            _Holder.name.label("holder_name"),
        )
        .join(Post, Post.id == Case.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Board, Board.id == Thread.board_id)
        .join(_About, _About.id == Case.account_id)
        .outerjoin(_Holder, _Holder.id == Case.claimed_by_id)
        .where(
            Case.lane == bindparam("lane"),
            Case.closed_at.is_(None),
            Case.account_id != _ME,
            _AFTER,
        )
        .order_by(Case.level_rank, Case.due_at, Case.id)
        .limit(CASES_A_PAGE + 1)
    )
    if view is View.MINE:
        return page.where(Case.claimed_by_id == _ME, Case.claimed_until > _NOW)
    if view is View.UNCLAIMED:
        return page.where(or_(Case.claimed_by_id.is_(None), Case.claimed_until <= _NOW))
    return page


def _count(lane: Lane) -> Any:
    some = (
        select(Case.id)
        .where(Case.lane == lane, Case.closed_at.is_(None), Case.account_id != _ME)
        .limit(COUNTED_TO)
    )
    return select(func.count()).select_from(some.subquery()).scalar_subquery().label(lane.value)


_PAGES = {view: _page(view) for view in View}
_WAITING = select(*(_count(lane) for lane in Lane))
_REASONS = (
    select(Flag.case_id, Flag.reason)
    .where(Flag.case_id.in_(bindparam("case_ids", expanding=True)), Flag.answered_by_id.is_(None))
    .distinct()
)
