"""New wordings, with the earlier ones kept; and taking one's words back."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from forum.accounts.models import Account
from forum.accounts.visitor import Actor
from forum.core import clock, jobs
from forum.core.db import db
from forum.core.errors import Conflict
from forum.core.events import announce
from forum.core.operation import one_at_a_time, operation
from forum.core.rules import require
from forum.core.text import slugify
from forum.core.words import N_
from forum.threads import rules
from forum.threads.amending import notes_with_added
from forum.threads.events import PostEdited, PostPublished, PostWithdrawn, PostWritten
from forum.threads.models import Absence, Post, Revision, Thread
from forum.threads.quotas import check_wording
from forum.threads.quoting import carry_notes
from forum.threads.suggestions import settle
from forum.threads.waiting import recount_waiting
from forum.threads.writing import Prepared, Writing, check_title, prepare

WITHDRAWN_KEPT = timedelta(days=30)

_CHANGED = N_("This post was changed on another page since you opened this one. Your words are still below.")


@operation
def edit_post(*, actor: Account, post: Post, revision: int, title: str, writing: Writing) -> None:
    """Give a post a new wording; `revision` is the one that was on the page. A first post brings the title.

    Raises:
        Conflict: the post has another wording by now.
        Invalid: names the field that has to change.
        TooMany: more links or quotes than a newcomer's post can hold (see `quotas`).
    """
    one_at_a_time(actor.id)
    db.session.refresh(post, with_for_update=True)
    thread = db.session.get_one(Thread, post.thread_id)
    require(rules.may_edit(actor, post, thread))
    if post.revision != revision:
        raise Conflict(_CHANGED)
    prepared = prepare(writing, thread_id=thread.id, standing=post.notes)
    title = check_title(title) if post.number == 1 else ""
    notes = notes_with_added(post, prepared.notes)
    if (prepared.source, notes) == (post.source, post.notes) and title in ("", thread.title):
        return
    check_wording(actor, post, prepared, title)
    _keep_wording(actor, post, thread)
    _set_wording(post, prepared, notes)
    if post.number == 1:
        thread.title, thread.slug, thread.notes = title, slugify(title), notes
    announce(PostWritten(post, thread, actor))
    announce(PostEdited(post, thread))


@operation
def withdraw_post(*, actor: Account, post: Post) -> None:
    """Take one's own post back: its place stays, its words are shown to nobody but moderators."""
    db.session.refresh(post, with_for_update=True)
    require(rules.may_withdraw(actor, post))
    set_absence(post, Absence.WITHDRAWN, at=clock.now())
    announce(PostWithdrawn(post))


def set_absence(post: Post, absence: Absence | None, *, at: datetime | None) -> None:
    """Within an operation: take a post out of sight, or bring it back with None.

    A thread leaves the lists while its first post is kept out of sight by others; a withdrawn first post
    leaves their replies where they are. A thread whose only answer is out of sight waits again. A held post
    that comes into sight is news.
    """
    before = post.absence
    post.absence, post.absent_at = absence, at if absence else None
    post.changed += 1
    if post.number == 1:
        _set_away(post.thread_id, absence, before, at)
    recount_waiting(post.thread_id)
    if before is Absence.HELD and absence is None:
        announce(_news_of(post))


def _set_away(thread_id: int, absence: Absence | None, before: Absence | None, at: datetime | None) -> None:
    away = update(Thread).where(Thread.id == thread_id)
    if absence is Absence.WITHDRAWN and before is Absence.HELD:
        # Its title was held with it. Where others have answered, they were there before the words were held.
        away = away.where(Thread.last_number > 1)
    away_at = at if absence not in (None, Absence.WITHDRAWN) else None
    db.session.execute(away.values(away_at=away_at))


def _news_of(post: Post) -> PostPublished:
    post_ids = [int(pair.partition(":")[2]) for pair in post.quoted.split()]
    quoted = select(Post.author_id, Post.id).where(Post.id.in_(post_ids))
    return PostPublished(
        post,
        db.session.get_one(Thread, post.thread_id),
        db.session.get_one(Account, post.author_id),
        tuple((row.author_id, row.id) for row in db.session.execute(quoted)),
    )


def revisions_of(actor: Actor, post: Post) -> list[Revision]:
    """The earlier wordings of a post that are for `actor`, the latest first (see `rules.first_wording`)."""
    first = rules.first_wording(actor, post)
    earlier = select(Revision).where(Revision.post_id == post.id, Revision.number >= first)
    return list(db.session.scalars(earlier.order_by(Revision.number.desc())))


@jobs.nightly
@operation
def forget_withdrawn() -> None:
    """The words of withdrawn posts are erased after a month; their places stay."""
    old = clock.now() - WITHDRAWN_KEPT
    which = select(Post.id).where(Post.absence == Absence.WITHDRAWN, Post.absent_at < old, Post.source != "")
    db.session.execute(delete(Revision).where(Revision.post_id.in_(which)))
    blank = update(Post).where(Post.id.in_(which)).values(source="", html="", quoted="", quoted_notes="")
    db.session.execute(blank.execution_options(synchronize_session=False))


def _keep_wording(actor: Account, post: Post, thread: Thread) -> None:
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revision,
            title=thread.title if post.number == 1 else "",
            source=post.source,
            html=post.html,
            notes=post.notes,
            replaced_at=clock.now(),
            replaced_by_id=actor.id,
        )
    )


def _set_wording(post: Post, prepared: Prepared, notes: str) -> None:
    post.source, post.html, post.renderer = prepared.source, prepared.html, prepared.renderer
    renoted = notes != post.notes
    post.notes, post.quoted, post.quoted_notes = notes, prepared.quoted_text, prepared.quoted_notes
    post.revision += 1
    post.changed += 1
    post.edited_at = clock.now()
    if renoted:
        settle(post)
        carry_notes(post)
