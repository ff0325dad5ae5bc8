"""What feeds show of threads: as a guest sees it, an hour later, and never a post's words.

Whoever fetches a feed keeps a copy, out of reach of its author and of moderators. In the first hour words are
changed, taken back and hidden most.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import BigInteger, and_, bindparam, select

from forum.accounts.models import Account
from forum.accounts.visitor import GUEST
from forum.boards.models import Board
from forum.core import clock
from forum.core.db import LARGEST_ID, UTCDateTime, rows
from forum.threads import bylines, rules
from forum.threads.models import Post, Thread

MOST = 20
SETTLED = timedelta(hours=1)


class ThreadNews(NamedTuple):
    """A new thread; name and times are those of its first post."""

    id: int
    slug: str
    title: str
    notes: str
    author_name: str
    created_at: datetime
    edited_at: datetime | None

    @property
    def url(self) -> str:
        return f"/t/{self.id}-{self.slug}"


class PostNews(NamedTuple):
    """A new post of one thread."""

    id: int
    number: int
    notes: str
    author_name: str
    created_at: datetime
    edited_at: datetime | None


def new_threads(board_id: int | None = None) -> Sequence[ThreadNews]:
    """The newest threads of one board, or of all that are public; the newest first."""
    statement, params = (_ON_BOARD, {"board_id": board_id}) if board_id else (_EVERYWHERE, {})
    found = rows(statement, until=_settled_since(), **params, **rules.as_seen_by(GUEST))
    return [ThreadNews(*row) for row in found]


def new_posts(thread_id: int) -> Sequence[PostNews]:
    """The newest posts of a thread that a guest can see (`queries.thread_head`); the newest first."""
    return [PostNews(*row) for row in rows(_POSTS, thread_id=thread_id, until=_settled_since())]


def _settled_since() -> datetime:
    return clock.now() - SETTLED


# What is hidden, held, removed or withdrawn is in no feed, and no thread that began with it.
_GOES_OUT = and_(Post.absence.is_(None), Post.created_at <= bindparam("until", type_=UTCDateTime()))
_EVERYWHERE = (
    select(
        Thread.id,
        Thread.slug,
        Thread.title,
        Thread.notes,
        bylines.name().label("author_name"),
        Post.created_at,
        Post.edited_at,
    )
    .join(Board, Board.id == Thread.board_id)
    .join(Post, and_(Post.thread_id == Thread.id, Post.number == 1))
    .join(Account, bylines.wrote())
    # Ids grow as threads begin. Without a place to begin at, SQLite reads all posts and sorts them.
    .where(Thread.id <= LARGEST_ID, rules.VISIBLE, _GOES_OUT)
    .order_by(Thread.id.desc())
    .limit(MOST)
)
_ON_BOARD = _EVERYWHERE.where(Thread.board_id == bindparam("board_id", type_=BigInteger))
_POSTS = (
    select(
        Post.id,
        Post.number,
        Post.notes,
        bylines.name().label("author_name"),
        Post.created_at,
        Post.edited_at,
    )
    .join(Account, bylines.wrote())
    .where(Post.thread_id == bindparam("thread_id", type_=BigInteger), _GOES_OUT)
    .order_by(Post.number.desc())
    .limit(MOST)
)
