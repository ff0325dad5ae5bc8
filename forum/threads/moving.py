"""What moderators do to whole threads: pin them to their board, let them rest."""

from sqlalchemy import update

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.core.rules import require
from forum.threads.models import Thread


@operation
def pin_thread(*, actor: Account, thread_id: int) -> None:
    """Keep a thread at the top of its board."""
    require(may_moderate(actor))
    db.session.execute(update(Thread).where(Thread.id == thread_id).values(pinned_at=clock.now()))


@operation
def lock_thread(*, actor: Account, thread_id: int, reason: str) -> None:
    """Let a thread rest: nobody but moderators can add to it. The reason is shown on it."""
    require(may_moderate(actor))
    rest = {"locked_at": clock.now(), "locked_reason": reason[:400]}
    db.session.execute(update(Thread).where(Thread.id == thread_id).values(**rest))


@operation
def unlock_thread(*, actor: Account, thread_id: int) -> None:
    """Open a resting thread again."""
    require(may_moderate(actor))
    awake = {"locked_at": None, "locked_reason": ""}
    db.session.execute(update(Thread).where(Thread.id == thread_id).values(**awake))
