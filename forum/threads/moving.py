"""What is done to whole threads: pinned to their board, brought to rest, moved to another board."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import exists, func, select, update

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.boards.models import Audience, Board
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotAllowed
from forum.core.events import announce
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.words import N_
from forum.threads.events import ThreadMoved, ThreadPinned
from forum.threads.models import Post, Thread

LONGEST_SIGN = 400

_WRITTEN_IN_CONFIDENCE = N_(
    "Something here was written while only members could read it, so it stays where only members can."
)


@operation
def pin_thread(*, actor: Account, thread_id: int) -> None:
    """Keep a thread at the top of its board."""
    _pin(actor, thread_id, clock.now())


@operation
def unpin_thread(*, actor: Account, thread_id: int) -> None:
    """Let a thread take its place among the others again."""
    _pin(actor, thread_id, None)


def rest_thread(thread_id: int, *, since: datetime | None, sign: str = "") -> None:
    """Within an operation: close a thread to new replies, or open it with None. The sign is shown on it."""
    rest = {"locked_at": since, "locked_reason": sign[:LONGEST_SIGN] if since else ""}
    _write(thread_id, rest)


def place_thread(thread_id: int, *, board_id: int, topic_id: int | None, confided_since: datetime) -> None:
    """Within an operation: put a thread on a board. The board's audience holds for it at once.

    Raises:
        NotAllowed: what was written for members only, or since `confided_since`, would be open to everybody.
    """
    thread = db.session.get_one(Thread, thread_id, with_for_update=True, populate_existing=True)
    if thread.board_id == board_id:
        return
    here, there = (db.session.get_one(Board, id_) for id_ in (thread.board_id, board_id))
    if here.audience is Audience.MEMBERS and there.audience is Audience.PUBLIC:
        _check_nothing_confided(thread_id, confided_since)
    _write(thread_id, {"board_id": board_id, "topic_id": topic_id})
    for changed in sorted((here.id, board_id)):
        _recount(changed)
    announce(ThreadMoved(thread_id, here.id, board_id))


def _pin(actor: Account, thread_id: int, at: datetime | None) -> None:
    require(may_moderate(actor))
    # The log is locked before the thread, as in everything that moderators do.
    announce(ThreadPinned(thread_id, actor, pinned=at is not None))
    _write(thread_id, {"pinned_at": at})


def _write(thread_id: int, values: Mapping[str, object]) -> None:
    db.session.execute(update(Thread).where(Thread.id == thread_id).values(**values))


def _check_nothing_confided(thread_id: int, since: datetime) -> None:
    later = select(exists().where(Post.thread_id == thread_id, Post.created_at >= since))
    reworded = select(exists().where(Post.thread_id == thread_id, Post.edited_at >= since))
    if db.session.scalar(later) or db.session.scalar(reworded):
        raise NotAllowed(_WRITTEN_IN_CONFIDENCE)


def _recount(board_id: int) -> None:
    """A board's numbers afresh: a move is rare, and each of its threads knows its own."""
    threads = select(
        func.count(), func.coalesce(func.sum(Thread.last_number), 0), func.max(Thread.last_post_at)
    )
    held = db.session.execute(threads.where(Thread.board_id == board_id)).one()
    counted = update(Board).where(Board.id == board_id)
    counted = counted.values(thread_count=held[0], post_count=int(held[1]), last_post_at=held[2])
    db.session.execute(counted.execution_options(synchronize_session=False))
