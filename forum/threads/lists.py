"""Lists of threads: latest, unanswered, unread, by one member; all by keyset, never by OFFSET."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, and_, bindparam, exists, func, select, tuple_

from forum.accounts.models import KeptAway
from forum.accounts.visitor import Visitor
from forum.boards.models import Board, Topic
from forum.core.db import AnySelect, UTCDateTime, one_row, rows
from forum.core.errors import NotFound
from forum.core.paging import KeysetPage, keyset_page
from forum.threads import rules
from forum.threads.bylines import begun_by
from forum.threads.models import ReadMark, Thread

SIZE = 25
FEW = 5
"""In low-energy mode."""


class ThreadLine(NamedTuple):
    """A thread as lists show it. `read` is how far the visitor has read it (0: not at all)."""

    id: int
    slug: str
    title: str
    notes: str
    created_at: datetime
    last_number: int
    last_post_at: datetime
    pinned_at: datetime | None
    locked_at: datetime | None
    board_slug: str
    board_name: str
    topic_name: str | None
    read: int
    is_new: bool | None

    @property
    def url(self) -> str:
        return f"/t/{self.id}-{self.slug}"

    @property
    def board_url(self) -> str:
        return f"/b/{self.board_slug}"

    @property
    def first_unread_url(self) -> str:
        return f"/t/{self.id}/first-unread"

    @property
    def replies(self) -> int:
        return self.last_number - 1

    @property
    def unread(self) -> int:
        """How many posts have come since the visitor read it; 0 for what was quiet since they came."""
        return max(0, self.last_number - self.read) if self.is_new else 0


def latest(
    visitor: Visitor, *, board_id: int | None = None, topic: str = "", before: str = "", size: int = SIZE
) -> KeysetPage[ThreadLine]:
    """Threads by their last post, the newest first; on a board's first page the pinned ones stand on top."""
    statement = _ON_TOPIC if topic else _ON_BOARD if board_id else _LATEST
    params: dict[str, Any] = {"board_id": board_id} if board_id else {}
    if topic:
        params["topic"] = topic
    return _page(statement, visitor, before, size=size, **params)


def pinned(visitor: Visitor, *, board_id: int) -> Sequence[ThreadLine]:
    """A board's pinned threads."""
    return [ThreadLine(*row) for row in rows(_PINNED, board_id=board_id, **seen_by(visitor))]


def unanswered(
    visitor: Visitor, *, board_id: int | None = None, before: str = "", size: int = SIZE, from_rank: int = 0
) -> KeysetPage[ThreadLine]:
    """Threads that nobody has answered yet: whoever needs company soonest first, then the longest waiting.

    An address names nothing but the last thread before it, so it tells nobody of the care there is about one.
    `from_rank` leaves out what is graver (see `Thread.care_rank`).
    """
    statement = _UNANSWERED_ON_BOARD if board_id else _UNANSWERED
    size = min(size, FEW) if visitor.low_energy else size
    params = seen_by(visitor) | ({"board_id": board_id} if board_id else {})
    place = _place_in_waiting(before, visitor) or {"rank": from_rank, "at": _LONG_AGO, "last_id": 0}
    found = rows(statement, fetched=size + 1, **place, **params)
    return keyset_page([ThreadLine(*row) for row in found], size, lambda line: str(line.id))


def unread(visitor: Visitor, *, before: str = "", size: int = SIZE) -> KeysetPage[ThreadLine]:
    """Threads with posts that the member has not read, the latest first."""
    return _page(_UNREAD, visitor, before, size=size)


def started_by(visitor: Visitor, account_id: int, *, before: str = "") -> KeysetPage[ThreadLine]:
    """The threads one member started under their name, as far as the visitor may see them."""
    return _page(_STARTED_BY, visitor, before, author_id=account_id)


def _page(
    statement: AnySelect,
    visitor: Visitor,
    before: str,
    *,
    size: int = SIZE,
    **params: Any,
) -> KeysetPage[ThreadLine]:
    size = min(size, FEW) if visitor.low_energy else size
    at, last_id = _read_key(before)
    found = rows(statement, at=at, last_id=last_id, fetched=size + 1, **params, **seen_by(visitor))
    return keyset_page([ThreadLine(*row) for row in found], size, _latest_key)


def _place_in_waiting(before: str, visitor: Visitor) -> dict[str, object] | None:
    """Where a thread stands among those that wait; None to begin with the first.

    One that has been answered since, or is not for this visitor, has no place: nothing is to be learnt of it.
    """
    if not before:
        return None
    if not (before.isascii() and before.isdigit() and len(before) < 19):
        raise NotFound
    row = one_row(_PLACE_IN_WAITING, thread_id=int(before), **seen_by(visitor))
    return {"rank": row.care_rank, "at": row.waiting_since, "last_id": row.id} if row else None


def seen_by(visitor: Visitor) -> dict[str, object]:
    """What every list of threads needs to know of who reads it."""
    return rules.as_seen_by(visitor) | {"reader_id": visitor.id, "all_read_at": visitor.all_read_at}


def _latest_key(line: ThreadLine) -> str:
    return f"{line.last_post_at.timestamp():.6f}-{line.id}"


def _read_key(key: str) -> tuple[datetime, int]:
    """The place a keyset address names; a made-up one is a page that does not exist."""
    if not key:
        return _FAR_AHEAD, _LAST_ID
    try:
        seconds, _, last_id = key.partition("-")
        return datetime.fromtimestamp(float(seconds), UTC), min(int(last_id), _LAST_ID)
    except (ValueError, OverflowError, OSError) as error:
        raise NotFound from error


_LAST_ID = 2**62
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_FAR_AHEAD = datetime(9999, 1, 1, tzinfo=UTC)

_AT = bindparam("at", type_=UTCDateTime())
_ID = bindparam("last_id", type_=BigInteger)
_FETCHED = bindparam("fetched", type_=BigInteger)
# As pairs: both databases find the place in the index at once, where `or` would read everything before it.
_BEFORE = tuple_(Thread.last_post_at, Thread.id) < tuple_(_AT, _ID)
_AFTER = tuple_(Thread.care_rank, Thread.waiting_since, Thread.id) > tuple_(
    bindparam("rank", type_=BigInteger), _AT, _ID
)
_NEWEST_FIRST = (Thread.last_post_at.desc(), Thread.id.desc())

_LINES = (
    select(
        Thread.id,
        Thread.slug,
        Thread.title,
        Thread.notes,
        Thread.created_at,
        Thread.last_number,
        Thread.last_post_at,
        Thread.pinned_at,
        Thread.locked_at,
        Board.slug.label("board_slug"),
        Board.name.label("board_name"),
        Topic.name.label("topic_name"),
        func.coalesce(ReadMark.number, 0).label("read"),
        (Thread.last_post_at > bindparam("all_read_at", type_=UTCDateTime())).label("is_new"),
    )
    .join(Board, Board.id == Thread.board_id)
    .outerjoin(Topic, Topic.id == Thread.topic_id)
    .outerjoin(
        ReadMark,
        and_(
            ReadMark.thread_id == Thread.id, ReadMark.account_id == bindparam("reader_id", type_=BigInteger)
        ),
    )
    .where(rules.VISIBLE)
)
_BOARD = Thread.board_id == bindparam("board_id", type_=BigInteger)
_LATEST = _LINES.where(_BEFORE).order_by(*_NEWEST_FIRST).limit(_FETCHED)
_ON_BOARD = _LATEST.where(_BOARD, Thread.pinned_at.is_(None))
_ON_TOPIC = _LATEST.where(
    Thread.topic_id
    == select(Topic.id)
    .where(Topic.board_id == bindparam("board_id", type_=BigInteger), Topic.slug == bindparam("topic"))
    .scalar_subquery()
)
_STARTED_BY = _LATEST.where(begun_by(bindparam("author_id", type_=BigInteger)))
_PINNED = _LINES.where(_BOARD, Thread.pinned_at.is_not(None)).order_by(Thread.pinned_at).limit(10)
_WAITS = and_(
    Thread.waiting_since.is_not(None),
    Thread.locked_at.is_(None),
    Thread.pinned_at.is_(None),
    Thread.away_at.is_(None),
    ~exists().where(
        KeptAway.account_id == bindparam("reader_id", type_=BigInteger), KeptAway.other_id == Thread.author_id
    ),
)
# The threads that wait for this visitor's eyes, in their order.
WAITING = _LINES.where(_WAITS).order_by(Thread.care_rank, Thread.waiting_since, Thread.id)
_UNANSWERED = WAITING.where(_AFTER).limit(_FETCHED)
_UNANSWERED_ON_BOARD = _UNANSWERED.where(_BOARD)
_PLACE_IN_WAITING = (
    select(Thread.id, Thread.care_rank, Thread.waiting_since)
    .join(Board, Board.id == Thread.board_id)
    .where(Thread.id == bindparam("thread_id", type_=BigInteger), rules.VISIBLE, _WAITS)
)
_UNREAD = _LATEST.where(
    Thread.last_post_at > bindparam("all_read_at", type_=UTCDateTime()),
    Thread.last_number > func.coalesce(ReadMark.number, 0),
)
