"""New wordings, with the earlier ones kept; and taking one's words back."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from forum.accounts.models import Account
from forum.core import clock, jobs
from forum.core.db import db
from forum.core.errors import Conflict
from forum.core.events import announce
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.text import slugify
from forum.core.words import N_
from forum.threads import rules
from forum.threads.events import PostEdited, PostWithdrawn
from forum.threads.models import Absence, Post, Revision, Thread
from forum.threads.writing import Prepared, Writing, check_title, prepare

WITHDRAWN_KEPT = timedelta(days=30)

_CHANGED = N_("This post was changed on another page since you opened this one. Your words are still below.")


@operation
def edit_post(*, actor: Account, post: Post, revision: int, title: str, writing: Writing) -> None:
    """Give a post a new wording; `revision` is the one that was on the page. A first post brings the title.

    Raises:
        Conflict: the post has another wording by now.
        Invalid: names the field that has to change.
    """
    db.session.refresh(post, with_for_update=True)
    thread = db.session.get_one(Thread, post.thread_id)
    require(rules.may_edit(actor, post, thread))
    if post.revision != revision:
        raise Conflict(_CHANGED)
    prepared = prepare(writing, thread_id=thread.id)
    title = check_title(title) if post.number == 1 else ""
    if (prepared.source, prepared.notes) == (post.source, post.notes) and title in ("", thread.title):
        return
    _keep_wording(actor, post, thread)
    _set_wording(post, prepared)
    if post.number == 1:
        thread.title, thread.slug, thread.notes = title, slugify(title), prepared.notes
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

    A thread leaves the lists while moderators keep its first post out of sight; a withdrawn first post
    leaves the replies of others where they are.
    """
    post.absence, post.absent_at = absence, at if absence else None
    post.changed += 1
    if post.number == 1:
        away_at = at if absence in (Absence.HIDDEN, Absence.REMOVED) else None
        db.session.execute(update(Thread).where(Thread.id == post.thread_id).values(away_at=away_at))


def revisions_of(post_id: int) -> list[Revision]:
    """The earlier wordings of a post, the latest first."""
    earlier = select(Revision).where(Revision.post_id == post_id)
    return list(db.session.scalars(earlier.order_by(Revision.number.desc())))


@jobs.nightly
@operation
def forget_withdrawn() -> None:
    """The words of withdrawn posts are erased after a month; their places stay."""
    old = clock.now() - WITHDRAWN_KEPT
    which = select(Post.id).where(Post.absence == Absence.WITHDRAWN, Post.absent_at < old, Post.source != "")
    db.session.execute(delete(Revision).where(Revision.post_id.in_(which)))
    blank = update(Post).where(Post.id.in_(which)).values(source="", html="", quoted="")
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


def _set_wording(post: Post, prepared: Prepared) -> None:
    post.source, post.html, post.renderer = prepared.source, prepared.html, prepared.renderer
    post.notes, post.quoted = prepared.notes, prepared.quoted_text
    post.revision += 1
    post.changed += 1
    post.edited_at = clock.now()
