"""How far members have read: exact, and only ever forwards."""

import logging

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import OperationalError

from forum.accounts.models import Account
from forum.accounts.visitor import Visitor
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.threads.models import ReadMark
from forum.threads.queries import ThreadHead

log = logging.getLogger(__name__)


@operation
def mark_read(*, account_id: int, thread_id: int, number: int) -> None:
    """Remember that an account has read a thread up to `number`; never moves backwards."""
    # Both databases have the upsert; SQLAlchemy gives it per dialect.
    insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    mark = insert(ReadMark).values(account_id=account_id, thread_id=thread_id, number=number, at=clock.now())
    forwards = mark.on_conflict_do_update(
        index_elements=["account_id", "thread_id"],
        set_={"number": mark.excluded.number, "at": mark.excluded.at},
        where=ReadMark.number < mark.excluded.number,
    )
    db.session.execute(forwards)


@operation
def mark_all_read(*, actor: Account) -> None:
    """Everything posted up to now counts as read."""
    actor.all_read_at = clock.now()


def note_read(visitor: Visitor, head: ThreadHead, *, last: int) -> None:
    """A member has a page before them whose last post is `last`. Reading never fails because this does."""
    if not visitor.is_member or last <= head.read:
        return
    try:
        mark_read(account_id=visitor.id, thread_id=head.id, number=last)
    except OperationalError:
        log.warning("a read mark was not kept: the database was busy")


def read_up_to(account_id: int, thread_id: int) -> int:
    """The number of the last post an account has read in a thread; 0 for none."""
    mark = select(func.max(ReadMark.number)).where(
        ReadMark.account_id == account_id, ReadMark.thread_id == thread_id
    )
    return db.session.scalar(mark) or 0
