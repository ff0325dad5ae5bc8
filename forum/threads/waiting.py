"""Who waits for a first answer, and in which order: two columns that only the functions here explain.

`Thread.waiting_since` is set while the thread's first post can be read and nobody but its starter has been
heard in it. What comes first among those that wait is `Thread.care_rank`, which moderation sets.
"""

from sqlalchemy import and_, case, exists, select, update
from sqlalchemy.orm import aliased

from forum.core.db import db
from forum.threads.models import NO_CARE, Post, Thread

_post = aliased(Post)
_in_sight = and_(_post.thread_id == Thread.id, _post.absence.is_(None))

# What `Thread.waiting_since` must be, counted afresh. An answer that was taken back or hidden is no answer.
WAITING_SINCE = case(
    (
        and_(
            exists().where(_in_sight, _post.number == 1),
            ~exists().where(_in_sight, _post.author_id != Thread.author_id),
        ),
        Thread.created_at,
    ),
    else_=None,
)


def recount_waiting(thread_id: int) -> None:
    """Within an operation that showed or hid one of its posts: does this thread wait, or not any more?"""
    # Locked by a statement of its own: the next one then sees what whoever held the row has written.
    db.session.execute(select(Thread.id).where(Thread.id == thread_id).with_for_update())
    _write(thread_id, waiting_since=WAITING_SINCE)


def set_care(thread_id: int, rank: int = NO_CARE) -> None:
    """Within an operation: how soon a thread wants company, the lower the sooner; see `Thread.care_rank`."""
    _write(thread_id, care_rank=rank)


def _write(thread_id: int, **values: object) -> None:
    written = update(Thread).where(Thread.id == thread_id).values(**values)
    db.session.execute(written.execution_options(synchronize_session=False))
