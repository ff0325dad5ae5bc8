"""What others than its author change on a post: content notes that were missing, a detail that is taken out.

Everything here runs within an operation that holds the post, and says what should be, not what to do:
calling it twice changes nothing the second time.
"""

from collections.abc import Iterable

from sqlalchemy import func, select, update

from forum.core import clock
from forum.core.db import db
from forum.core.events import announce
from forum.core.markdown import RENDERER_VERSION, render
from forum.threads.events import PostEdited
from forum.threads.models import Post, Revision, Thread
from forum.threads.quoting import carry_notes
from forum.threads.suggestions import settle
from forum.threads.vocabulary import check_number, notes_text


def set_added_notes(post: Post, added: Iterable[str]) -> None:
    """Let exactly these content notes stand beside those that the author chose."""
    own, missing = own_notes(post), frozenset(added)
    post.added_notes = notes_text(missing - own)
    _show(post, notes_text(own | missing))


def add_own_note(post: Post, note: str) -> None:
    """Let a content note stand that the author was asked about. The words stay, so this is no new wording.

    Raises:
        Invalid: it would be more than a post can carry.
    """
    _show(post, check_number({*post.notes.split(), note}))


def own_notes(post: Post) -> frozenset[str]:
    """The content notes that its author chose."""
    return _notes(post.notes) - _notes(post.added_notes)


def notes_with_added(post: Post, chosen: str) -> str:
    """What a post shows when its author chose these: what moderators added stays.

    Raises:
        Invalid: together they are more than a post can carry.
    """
    return check_number(_notes(chosen) | _notes(post.added_notes))


def authors_wording(post: Post) -> int:
    """The number of the latest wording that its author gave a post."""
    own = select(func.max(Revision.number)).where(
        Revision.post_id == post.id, Revision.replaced_by_id == post.author_id
    )
    return (db.session.scalar(own) or 0) + 1


def wording_of(post: Post, number: int) -> str:
    """The source of one wording of a post."""
    if number == post.revision:
        return post.source
    earlier = select(Revision.source).where(Revision.post_id == post.id, Revision.number == number)
    return db.session.scalar(earlier) or ""


def reword(post: Post, source: str, *, by_id: int, trimmed_from: int) -> None:
    """Give a post this wording, keeping the one it has; `trimmed_from` as in `Post`."""
    if post.trimmed_from != trimmed_from:
        post.trimmed_from = trimmed_from
        post.changed += 1
    if post.source == source:
        return
    thread = db.session.get_one(Thread, post.thread_id)
    db.session.add(
        Revision(
            post_id=post.id,
            number=post.revision,
            title=thread.title if post.number == 1 else "",
            source=post.source,
            html=post.html,
            notes=post.notes,
            replaced_at=clock.now(),
            replaced_by_id=by_id,
        )
    )
    post.source, post.html, post.renderer = source, render(source).html, RENDERER_VERSION
    post.revision += 1
    post.changed += 1
    post.edited_at = clock.now()
    announce(PostEdited(post, thread))


def _notes(stored: str) -> frozenset[str]:
    return frozenset(stored.split())


def _show(post: Post, notes: str) -> None:
    if notes == post.notes:
        return
    post.notes = notes
    post.changed += 1
    settle(post)
    carry_notes(post)
    if post.number == 1:
        db.session.execute(update(Thread).where(Thread.id == post.thread_id).values(notes=notes))
