"""Company first for whom somebody worries about: the care lane orders the threads that nobody has answered.

What a thread gets to know is a rank and never a level, and the rank is for that order only. It is worked out
from the cases as they stand, so every way in which a case is opened, raised, lowered, decided or opened again
ends in the same place.
"""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, or_, select

from forum.core import clock, jobs
from forum.core.db import db
from forum.core.operation import Key, add_up, operation
from forum.moderation.models import Case, Lane, Level
from forum.threads.models import NO_CARE, Post, Thread
from forum.threads.waiting import set_care

# A decision ends a case, not a bad week.
KEPT_IN_MIND = timedelta(days=3)


def bring_company(case: Case) -> None:
    """Within an operation that changed a case: let its thread take the place that the case gives it."""
    if case.lane is Lane.CARE:
        # Written as the operation's last act: threads are locked after cases and the log.
        add_up(_write, (case.post_id, "care_rank"), 1)


@jobs.nightly
@operation
def let_worries_rest() -> None:
    """Threads whose case was decided some days ago take their place by waiting alone."""
    minded = select(Thread.id).where(Thread.care_rank < NO_CARE).order_by(Thread.id)
    for thread_id in db.session.scalars(minded).all():
        set_care(thread_id, _rank_of(thread_id))


def _write(changed: Mapping[Key, int]) -> None:
    posts = [post_id for post_id, _ in changed]
    threads = select(Post.thread_id).where(Post.id.in_(posts)).distinct().order_by(Post.thread_id)
    for thread_id in db.session.scalars(threads).all():
        set_care(thread_id, _rank_of(thread_id))


def _rank_of(thread_id: int) -> int:
    """By the gravest worry about whoever started it: any of their posts there may have brought it up."""
    grave = (
        select(func.min(Case.level_rank))
        .join(Post, Post.id == Case.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .where(
            Post.thread_id == thread_id,
            Case.account_id == Thread.author_id,
            Case.lane == Lane.CARE,
            Case.level_rank <= Level.AMBER.rank,
            or_(Case.closed_at.is_(None), Case.closed_at > clock.now() - KEPT_IN_MIND),
        )
    )
    rank = db.session.scalar(grave)
    return NO_CARE if rank is None else rank
