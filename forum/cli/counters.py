"""Every number that is kept beside what it counts, and how it is counted afresh."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, aliased

from forum.accounts.models import Account, KeptAway
from forum.boards.models import Board
from forum.core.db import Model, db
from forum.core.operation import operation
from forum.moderation.models import Case, Flag
from forum.notifications.models import Notification
from forum.reactions.models import Kind, Reaction
from forum.threads.models import Post, Thread
from forum.threads.name_models import NameKeptAway
from forum.threads.waiting import WAITING_SINCE


@dataclass(frozen=True, slots=True)
class Counter:
    """`kept` is a column, `counted` what it must be; `also` are columns to set where it was wrong."""

    model: type[Model]
    kept: InstrumentedAttribute[Any]
    counted: ColumnElement[Any]
    also: dict[InstrumentedAttribute[Any], Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.model.__tablename__}.{self.kept.key}"

    @property
    def is_wrong(self) -> ColumnElement[bool]:
        return self.kept.is_distinct_from(self.counted)


def wrong(counter: Counter) -> int:
    """How many rows say something else than what is there."""
    return db.session.scalar(select(func.count()).select_from(counter.model).where(counter.is_wrong)) or 0


@operation
def set_right(*, counter: Counter) -> None:
    """Write what is there."""
    right = update(counter.model).where(counter.is_wrong)
    values = {counter.kept: counter.counted, **counter.also}
    db.session.execute(right.values(values).execution_options(synchronize_session=False))


def _number_of(counted: Select[int]) -> ColumnElement[int]:
    return counted.scalar_subquery()


def _first_post(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    first = select(column).where(_post.thread_id == Thread.id, _post.number == 1)
    return func.coalesce(first.scalar_subquery(), "")


def _last_post(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    latest = select(column).where(_post.thread_id == Thread.id).order_by(_post.number.desc()).limit(1)
    return latest.scalar_subquery()


_post = aliased(Post)
_thread = aliased(Thread)
_bits = case(*((Reaction.kind == kind, kind.bit) for kind in Kind), else_=0)

COUNTERS = (
    Counter(Thread, Thread.last_number, func.coalesce(_last_post(_post.number), 0)),
    Counter(Thread, Thread.last_post_at, func.coalesce(_last_post(_post.created_at), Thread.created_at)),
    Counter(Thread, Thread.last_author_id, func.coalesce(_last_post(_post.author_id), Thread.author_id)),
    Counter(Thread, Thread.waiting_since, WAITING_SINCE),
    Counter(Thread, Thread.alias, _first_post(_post.alias)),
    Counter(
        Board,
        Board.thread_count,
        _number_of(select(func.count()).where(_thread.board_id == Board.id)),
    ),
    Counter(
        Board,
        Board.post_count,
        _number_of(
            select(func.count())
            .select_from(_post)
            .join(_thread, _thread.id == _post.thread_id)
            .where(_thread.board_id == Board.id)
        ),
    ),
    Counter(
        Board,
        Board.last_post_at,
        select(func.max(_thread.last_post_at)).where(_thread.board_id == Board.id).scalar_subquery(),
    ),
    Counter(
        Account,
        Account.post_count,
        _number_of(select(func.count()).where(_post.author_id == Account.id, _post.alias == "")),
    ),
    Counter(
        Account,
        Account.unread_notifications,
        _number_of(
            select(func.count()).where(Notification.account_id == Account.id, Notification.read_at.is_(None))
        ),
    ),
    Counter(
        Account,
        Account.kept_away,
        _number_of(select(func.count()).where(KeptAway.account_id == Account.id))
        + _number_of(select(func.count()).where(NameKeptAway.account_id == Account.id)),
    ),
    Counter(
        Post,
        Post.kinds,
        select(func.coalesce(func.sum(_bits.distinct()), 0))
        .where(Reaction.post_id == Post.id)
        .scalar_subquery(),
        also={Post.changed: Post.changed + 1},
    ),
    Counter(
        Case,
        Case.flag_count,
        _number_of(select(func.count()).where(Flag.case_id == Case.id)),
    ),
)
