"""Finding posts: the newest first, by keyset; nothing that its reader could not read in the thread itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, bindparam, exists, or_, select

from forum.accounts.models import Account, KeptAway, Role
from forum.accounts.names import name_key
from forum.accounts.visitor import STAFF, Visitor
from forum.boards.models import Board
from forum.core.db import LARGEST_ID, AnyRow, db, one_row, rows
from forum.core.errors import NotFound
from forum.core.paging import KeysetPage, keyset_page
from forum.search.index import INDEXES, index
from forum.search.parser import Sought
from forum.threads import bylines, rules
from forum.threads.models import Absence, Post, Thread
from forum.threads.name_models import NameKeptAway
from forum.threads.queries import Place

SIZE = 20
FEW = 5
"""In low-energy mode."""

NOTHING: KeysetPage["Result"] = KeysetPage((), None)


class Result(NamedTuple):
    """A post that was found. `is_own`: its reader's. With an `absence`, or if it `is_kept_away`, it folds."""

    id: int
    number: int
    thread_id: int
    thread_slug: str
    title: str
    thread_notes: str
    board_slug: str
    board_name: str
    name: str
    role: Role
    alias: str
    html: str
    notes: str
    created_at: datetime
    absence: Absence | None
    is_own: bool
    is_kept_away: bool

    @property
    def url(self) -> str:
        return Place(self.id, self.thread_id, self.thread_slug, self.number).url

    @property
    def board_url(self) -> str:
        return f"/b/{self.board_slug}"

    @property
    def is_by_staff(self) -> bool:
        return self.role in STAFF


def found(
    visitor: Visitor, sought: Sought, *, board_ids: Sequence[int] | None, before: str = ""
) -> KeysetPage[Result]:
    """The newest posts with what is sought, on these boards, which the visitor may enter; None for all.

    Raises:
        NotFound: `before` is no place in a list.
    """
    place = _place(before)
    account_id = _account_named(sought.by) if sought.by else None
    if not sought.finds_something or board_ids == [] or (sought.by and account_id is None):
        return NOTHING
    size = FEW if visitor.low_energy else SIZE
    params = {
        "wanted": index().wanted(sought, board_ids, account_id),
        "before": place,
        "fetched": size + 1,
        "reader_id": visitor.id,
        **rules.as_seen_by(visitor),
    }
    there = [Result(*row) for row in _first_that_fills(size + 1, params)]
    return keyset_page(there, size, lambda result: str(result.id))


def is_somebodys(name: str) -> bool:
    """Whether a member goes by this whole name, however it is spelt. Profiles tell members as much."""
    return _account_named(name) is not None


def _first_that_fills(size: int, params: dict[str, object]) -> Sequence[AnyRow]:
    filled: Sequence[AnyRow] = ()
    for statement in _FOUND[db.engine.dialect.name]:
        filled = rows(statement, **params)
        if len(filled) == size:
            break
    return filled


def _account_named(name: str) -> int | None:
    """Whoever goes by a name on the whole forum. A name for one thread is nobody's here."""
    row = one_row(_BY_NAME, key=name_key(name))
    return row.id if row else None


def _place(before: str) -> int:
    if not before:
        return LARGEST_ID
    if not (before.isascii() and before.isdigit() and len(before) < 19):
        raise NotFound
    return int(before)


_ME = bindparam("reader_id", type_=BigInteger)
_BY_NAME = select(Account.id).where(Account.name_key == bindparam("key"))
# As in a thread: somebody one keeps away, under their own name, or a name in that thread.
_KEPT_AWAY = or_(
    (Post.alias == "") & exists().where(KeptAway.account_id == _ME, KeptAway.other_id == Post.author_id),
    (Post.alias != "")
    & exists().where(
        NameKeptAway.account_id == _ME,
        NameKeptAway.thread_id == Post.thread_id,
        NameKeptAway.name == Post.alias,
    ),
)
_RESULTS = (
    select(
        Post.id,
        Post.number,
        Post.thread_id,
        Thread.slug,
        Thread.title,
        Thread.notes.label("thread_notes"),
        Board.slug.label("board_slug"),
        Board.name.label("board_name"),
        bylines.name().label("name"),
        bylines.role().label("role"),
        Post.alias,
        Post.html,
        Post.notes,
        Post.created_at,
        Post.absence,
        (Post.author_id == _ME).label("is_own"),
        _KEPT_AWAY.label("is_kept_away"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Board, Board.id == Thread.board_id)
    .join(Account, bylines.wrote())
    .where(rules.VISIBLE, rules.READABLE)
)
_FOUND = {name: one.within(_RESULTS) for name, one in INDEXES.items()}
