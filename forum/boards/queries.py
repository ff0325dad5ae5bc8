"""Reads for the pages that show boards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from forum.accounts.visitor import Actor
from forum.boards import rules
from forum.boards.models import Audience, Board, Topic
from forum.core.db import db, one_row, rows
from forum.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A board as lists show it."""

    id: int
    slug: str
    name: str
    description: str
    icon: str
    audience: Audience
    thread_count: int
    post_count: int
    last_post_at: datetime | None

    @property
    def url(self) -> str:
        return f"/b/{self.slug}"

    @property
    def members_only(self) -> bool:
        return self.audience is Audience.MEMBERS


@dataclass(frozen=True, slots=True)
class TopicName:
    id: int
    slug: str
    name: str


def boards_for(actor: Actor) -> list[BoardCard]:
    """Every board that exists for `actor`, in the guide's order."""
    return [BoardCard(*row) for row in rows(_ALL, **rules.as_seen_by(actor))]


def board_for(actor: Actor, slug: str) -> BoardCard:
    """The board under `slug`.

    Raises:
        NotFound: there is none, or it is not for this visitor.
    """
    row = one_row(_ONE, slug=slug, **rules.as_seen_by(actor))
    if row is None:
        raise NotFound
    return BoardCard(*row)


def topics_of(board_id: int) -> Sequence[TopicName]:
    """A board's topics in their order."""
    return [TopicName(*row) for row in rows(_TOPICS, board_id=board_id)]


def board_named(slug: str) -> Board:
    """The board under `slug`, to act on.

    Raises:
        NotFound: there is none.
    """
    board = db.session.scalar(select(Board).where(Board.slug == slug))
    if board is None:
        raise NotFound
    return board


_CARDS = select(
    Board.id,
    Board.slug,
    Board.name,
    Board.description,
    Board.icon,
    Board.audience,
    Board.thread_count,
    Board.post_count,
    Board.last_post_at,
)
_ALL = _CARDS.where(rules.VISIBLE).order_by(Board.position)
_ONE = _CARDS.where(rules.VISIBLE, Board.slug == bindparam("slug"))
_TOPICS = (
    select(Topic.id, Topic.slug, Topic.name)
    .where(Topic.board_id == bindparam("board_id"))
    .order_by(Topic.position)
)
