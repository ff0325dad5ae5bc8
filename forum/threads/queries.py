"""Reads for the page of one thread, and for finding one's way to a post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Integer, and_, bindparam, exists, func, select

from forum.accounts.models import Account
from forum.accounts.visitor import Actor, Visitor
from forum.boards.models import Audience, Board, Topic
from forum.core.db import AnyRow, db, one_row, rows
from forum.core.errors import NotFound
from forum.core.paging import page_of, pages_of
from forum.core.rules import require
from forum.threads import bylines, rules, vocabulary
from forum.threads.models import Post, ReadMark, Thread
from forum.threads.name_models import ThreadName

POSTS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ThreadHead:
    """Everything about a thread that its page shows above the posts, and `house_notes` for the form below.

    `own_alias` is the name that the reader has for it, empty for none; `wrote_by_name` tells whether a post
    of theirs stands there under their own.
    """

    id: int
    slug: str
    title: str
    author_id: int
    created_at: datetime
    last_number: int
    pinned_at: datetime | None
    locked_at: datetime | None
    locked_reason: str
    away_at: datetime | None
    board_slug: str
    board_name: str
    audience: Audience
    topic_slug: str | None
    topic_name: str | None
    read: int
    notes: str
    house_notes: str
    own_alias: str
    wrote_by_name: bool

    @property
    def pages(self) -> int:
        return pages_of(self.last_number, POSTS_A_PAGE)

    @property
    def url(self) -> str:
        return f"/t/{self.id}-{self.slug}"

    def page_url(self, page: int) -> str:
        """The address of one of its pages; the first is the thread's own."""
        return self.url if page == 1 else f"{self.url}/{page}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post stands."""

    post_id: int
    thread_id: int
    slug: str
    number: int

    @property
    def url(self) -> str:
        page = page_of(self.number, POSTS_A_PAGE)
        tail = "" if page == 1 else f"/{page}"
        return f"/t/{self.thread_id}-{self.slug}{tail}#p-{self.post_id}"


def thread_head(visitor: Visitor, thread_id: int) -> ThreadHead:
    """A thread's head.

    Raises:
        NotFound: there is none, or it is not for this visitor.
    """
    row = one_row(_HEAD, thread_id=thread_id, reader_id=visitor.id, **rules.as_seen_by(visitor))
    if row is None:
        raise NotFound
    return ThreadHead(*row)


def posts_on(thread_id: int, page: int) -> Sequence[AnyRow]:
    """The posts of one page by their numbers, as rows (see `_POSTS` for the columns)."""
    first = (page - 1) * POSTS_A_PAGE + 1
    return rows(_POSTS, thread_id=thread_id, first=first, last=first + POSTS_A_PAGE - 1)


def place_of(visitor: Visitor, post_id: int) -> Place:
    """Where a post stands.

    Raises:
        NotFound: there is none, or its thread is not for this visitor.
    """
    row = one_row(_PLACE, post_id=post_id, **rules.as_seen_by(visitor))
    if row is None:
        raise NotFound
    return Place(*row)


def place_of_number(head: ThreadHead, number: int) -> Place | None:
    """Where post `number` of a thread stands, if there is one."""
    row = one_row(_AT_NUMBER, thread_id=head.id, number=number)
    return Place(row.id, head.id, head.slug, number) if row else None


def thread_with(actor: Actor, thread_id: int) -> tuple[Thread, Board]:
    """A thread and its board, to act on.

    Raises:
        NotFound: there is none, or it is not for this actor.
    """
    found = db.session.execute(
        select(Thread, Board).join(Board, Board.id == Thread.board_id).where(Thread.id == thread_id)
    ).first()
    if found is None:
        raise NotFound
    thread, board = found
    require(rules.may_see(actor, thread, board.audience))
    return thread, board


def post_with(actor: Actor, post_id: int) -> tuple[Post, Thread, Board]:
    """A post, its thread and its board, to act on.

    Raises:
        NotFound: there is none, or it is not for this actor.
    """
    post = db.session.get(Post, post_id)
    if post is None:
        raise NotFound
    thread, board = thread_with(actor, post.thread_id)
    return post, thread, board


def author_of(post: Post) -> str:
    """The name under which a post stands."""
    return bylines.name_on(post)


_HEAD = (
    select(
        Thread.id,
        Thread.slug,
        Thread.title,
        Thread.author_id,
        Thread.created_at,
        Thread.last_number,
        Thread.pinned_at,
        Thread.locked_at,
        Thread.locked_reason,
        Thread.away_at,
        Board.slug.label("board_slug"),
        Board.name.label("board_name"),
        Board.audience,
        Topic.slug.label("topic_slug"),
        Topic.name.label("topic_name"),
        func.coalesce(ReadMark.number, 0).label("read"),
        Thread.notes,
        vocabulary.IN_USE.label("house_notes"),
        func.coalesce(ThreadName.name, "").label("own_alias"),
        exists()
        .where(
            Post.thread_id == Thread.id,
            Post.author_id == bindparam("reader_id", type_=BigInteger),
            Post.alias == "",
        )
        .label("wrote_by_name"),
    )
    .join(Board, Board.id == Thread.board_id)
    .outerjoin(Topic, Topic.id == Thread.topic_id)
    .outerjoin(
        ReadMark,
        and_(
            ReadMark.thread_id == Thread.id, ReadMark.account_id == bindparam("reader_id", type_=BigInteger)
        ),
    )
    .outerjoin(
        ThreadName,
        and_(
            ThreadName.thread_id == Thread.id,
            ThreadName.account_id == bindparam("reader_id", type_=BigInteger),
        ),
    )
    .where(Thread.id == bindparam("thread_id", type_=BigInteger), rules.VISIBLE)
)

_POSTS = (
    select(
        Post.id,
        Post.thread_id,
        Post.number,
        Post.author_id,
        bylines.name().label("author_name"),
        bylines.role().label("author_role"),
        Post.alias,
        Post.html,
        Post.notes,
        Post.quoted,
        Post.created_at,
        Post.edited_at,
        Post.revision,
        Post.trimmed_from,
        Post.kinds,
        Post.changed,
        Post.absence,
    )
    .join(Account, bylines.wrote())
    .where(
        Post.thread_id == bindparam("thread_id", type_=BigInteger),
        Post.number.between(bindparam("first", type_=Integer), bindparam("last", type_=Integer)),
    )
    .order_by(Post.number)
)

_PLACE = (
    select(Post.id, Post.thread_id, Thread.slug, Post.number)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Board, Board.id == Thread.board_id)
    .where(Post.id == bindparam("post_id", type_=BigInteger), rules.VISIBLE)
)

_AT_NUMBER = select(Post.id).where(
    Post.thread_id == bindparam("thread_id", type_=BigInteger),
    Post.number == bindparam("number", type_=BigInteger),
)
