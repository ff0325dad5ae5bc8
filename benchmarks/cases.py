"""What is measured: pages, who looks at them, and where they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import ColumnElement, Row, Select, func, select

from forum.accounts.models import Account
from forum.boards.models import Audience, Board
from forum.core.db import db
from forum.threads.models import Thread
from forum.threads.queries import POSTS_A_PAGE

READERS = 8
ORDINARY = 40
ANYWHERE = 1_500


@dataclass(frozen=True, slots=True)
class Case:
    """A page. `paths` are addresses of its kind, taken in turn; `thorough` readers have read everything."""

    name: str
    paths: tuple[str, ...]
    guests: bool = True
    thorough: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What a seeded database offers to look at."""

    cases: tuple[Case, ...]
    readers: Sequence[int]
    thorough: Sequence[int]
    posters: Sequence[int]
    quiet_threads: Sequence[str]


def setting_of(app: Flask) -> Setting:
    """The cases on a seeded database, and the people for them."""
    with app.app_context():
        board = db.session.scalars(select(Board).order_by(Board.position)).first()
        assert board is not None
        people = list(
            db.session.scalars(select(Account.id).where(Account.password_hash == "none").order_by(Account.id))
        )
        cases = (
            Case("home", ("/",)),
            Case("board, first page", (f"/b/{board.slug}",)),
            Case("board, deep page", (_deep_page(board),)),
            Case("thread, ordinary", _ordinary()),
            Case("thread, first page", (_longest()[0],)),
            Case("thread, last page", (_longest()[1],)),
            Case("thread, anywhere", _anywhere(), guests=False, thorough=True),
            Case("unread list", ("/unread",), guests=False),
            Case("unread list, empty", ("/unread",), guests=False, thorough=True),
            Case("notifications", ("/notifications",), guests=False),
        )
        quiet = [
            _address(thread) for thread in db.session.execute(_public(Thread.last_number < 10).limit(400))
        ]
        return Setting(cases, people[:READERS], people[-READERS:], people[READERS:-READERS], quiet)


def _public(*which: ColumnElement[bool]) -> Select[int, str, int]:
    threads = select(Thread.id, Thread.slug, Thread.last_number).join(Board, Board.id == Thread.board_id)
    public = threads.where(Board.audience == Audience.PUBLIC, Thread.pinned_at.is_(None), *which)
    return public.order_by(Thread.id)


def _address(thread: Row[int, str, int], page: int = 1) -> str:
    return f"/t/{thread.id}-{thread.slug}" + (f"/{page}" if page > 1 else "")


def _ordinary() -> tuple[str, ...]:
    """Threads of exactly one full page, with the form for a reply: the page that is read most."""
    full = _public(Thread.last_number == POSTS_A_PAGE).limit(ORDINARY)
    return tuple(_address(thread) for thread in db.session.execute(full))


def _longest() -> tuple[str, str]:
    longest = db.session.execute(
        select(Thread.id, Thread.slug, Thread.last_number).order_by(Thread.last_number.desc()).limit(1)
    ).one()
    return _address(longest), _address(longest, -(-longest.last_number // POSTS_A_PAGE))


def _anywhere() -> tuple[str, ...]:
    """Pages all over the forum, more than a process keeps cards of."""
    threads = db.session.execute(_public(Thread.last_number > POSTS_A_PAGE))
    pages = [(t, page) for t in threads for page in range(1, t.last_number // POSTS_A_PAGE + 1)]
    step = max(1, len(pages) // ANYWHERE)
    return tuple(_address(thread, page) for thread, page in pages[::step])


def _deep_page(board: Board) -> str:
    """The page in the middle of a board's list, by its key."""
    on_board = select(Thread.last_post_at, Thread.id).where(Thread.board_id == board.id)
    count = db.session.scalar(select(func.count()).select_from(on_board.subquery())) or 0
    middle = on_board.order_by(Thread.last_post_at.desc()).offset(count // 2).limit(1)
    at, thread_id = db.session.execute(middle).one()
    return f"/b/{board.slug}?before={at.timestamp():.6f}-{thread_id}"
