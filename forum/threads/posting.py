"""Starting threads and replying: the same form sent twice makes one post."""

from datetime import datetime

from sqlalchemy import case, or_, select, update

from forum.accounts.counting import count_on_account
from forum.accounts.models import Account
from forum.boards.models import Board, Topic
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.events import announce
from forum.core.operation import one_at_a_time, operation
from forum.core.rules import require
from forum.core.text import slugify
from forum.core.tokens import new_token
from forum.core.words import N_
from forum.threads import rules
from forum.threads.drafts import forget_draft, reply_place, thread_place
from forum.threads.events import PostPublished, PostWritten
from forum.threads.models import Post, Thread
from forum.threads.naming import alias_for
from forum.threads.quotas import Counted, check_quotas
from forum.threads.reading import mark_read
from forum.threads.writing import Prepared, Writing, check_title, prepare


@operation
def start_thread(*, actor: Account, board: Board, topic_slug: str, title: str, writing: Writing) -> Post:
    """Start a thread with its first post; gives that post, or the one this form already made.

    Raises:
        Invalid: names the field that has to change.
        TooMany: more than one person needs in so short a time (see `quotas`).
    """
    require(rules.may_start(actor, board.audience))
    posted = _already_posted(actor, writing)
    if posted is not None:
        return posted
    title = check_title(title)
    prepared = prepare(writing, thread_id=None)
    check_quotas(actor, Counted.THREADS, prepared, title)
    thread = _new_thread(actor, board, _topic_id(board, topic_slug), title, prepared.notes)
    post = _publish(actor, thread, (1, thread.created_at), prepared, writing)
    thread.alias = post.alias
    _count_on_board(board.id, threads=1, at=thread.created_at)
    forget_draft(actor.id, thread_place(board.slug))
    return post


@operation
def post_reply(*, actor: Account, thread: Thread, writing: Writing) -> Post:
    """Add a post to a thread; gives it, or the one this form already made.

    Raises:
        Invalid: there is nothing to post, or too much of it, or it asks about the name (see `alias_for`).
        TooMany: more than one person needs in so short a time (see `quotas`).
    """
    board = db.session.get_one(Board, thread.board_id)
    posted = _already_posted(actor, writing)
    if posted is not None:
        return posted
    require(rules.may_reply(actor, thread, board.audience))
    prepared = prepare(writing, thread_id=thread.id)
    check_quotas(actor, Counted.REPLIES, prepared)
    post = _publish(actor, thread, _next_place(thread, actor), prepared, writing)
    _count_on_board(board.id, threads=0, at=post.created_at)
    forget_draft(actor.id, reply_place(thread.id))
    return post


def _already_posted(actor: Account, writing: Writing) -> Post | None:
    # Two sendings of one form wait for each other.
    one_at_a_time(actor.id)
    if not writing.once:
        return None
    return db.session.scalar(select(Post).where(Post.author_id == actor.id, Post.once == writing.once))


def _topic_id(board: Board, slug: str) -> int | None:
    if not slug:
        return None
    topic_id = db.session.scalar(select(Topic.id).where(Topic.board_id == board.id, Topic.slug == slug))
    if topic_id is None:
        raise Invalid(N_("Please choose one of this board's topics, or none."), field="topic")
    return topic_id


def _new_thread(actor: Account, board: Board, topic_id: int | None, title: str, notes: str) -> Thread:
    now = clock.now()
    thread = Thread(
        board_id=board.id,
        topic_id=topic_id,
        author_id=actor.id,
        title=title,
        slug=slugify(title),
        notes=notes,
        created_at=now,
        last_number=1,
        last_post_at=now,
        last_author_id=actor.id,
        waiting_since=now,
    )
    db.session.add(thread)
    db.session.flush()
    return thread


def _next_place(thread: Thread, actor: Account) -> tuple[int, datetime]:
    """Take the thread's next number, now; the row stays locked, so two repliers never get the same one."""
    now = clock.now()
    taken = (
        update(Thread)
        .where(Thread.id == thread.id)
        .values(
            last_number=Thread.last_number + 1,
            last_post_at=now,
            last_author_id=actor.id,
            # Whoever goes on by themselves has not been answered.
            waiting_since=case((Thread.author_id == actor.id, Thread.waiting_since), else_=None),
        )
        .returning(Thread.last_number)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(taken).scalar_one(), now


def _publish(
    actor: Account, thread: Thread, place: tuple[int, datetime], prepared: Prepared, writing: Writing
) -> Post:
    number, at = place
    post = Post(
        thread_id=thread.id,
        author_id=actor.id,
        number=number,
        source=prepared.source,
        html=prepared.html,
        renderer=prepared.renderer,
        notes=prepared.notes,
        quoted=prepared.quoted_text,
        quoted_notes=prepared.quoted_notes,
        once=writing.once or new_token(),
        created_at=at,
        alias=alias_for(actor, thread, writing),
    )
    db.session.add(post)
    db.session.flush()
    if not post.alias:
        # Others can watch this number: it must not rise as a post without a name appears.
        count_on_account(actor.id, "post_count", 1)
    mark_read(account_id=actor.id, thread_id=thread.id, number=number)
    announce(PostWritten(post, thread, actor))
    if post.absence is None:
        announce(PostPublished(post, thread, actor, prepared.quoted))
    return post


def _count_on_board(board_id: int, *, threads: int, at: datetime) -> None:
    # Whoever comes to the board last need not have posted last.
    later = or_(Board.last_post_at.is_(None), Board.last_post_at < at)
    counted = (
        update(Board)
        .where(Board.id == board_id)
        .values(
            thread_count=Board.thread_count + threads,
            post_count=Board.post_count + 1,
            last_post_at=case((later, at), else_=Board.last_post_at),
        )
    )
    db.session.execute(counted.execution_options(synchronize_session=False))
