"""A content note that a reader suggested and the author has not answered: moderators have a look.

The author comes first. Only what waits for a day opens a case, of the level that care has for a missing
note; what the author left as it is never does.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, select, update

from forum.core import clock, jobs
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.cases import join_case
from forum.moderation.models import Lane, Level
from forum.moderation.watched_models import Signal, Source
from forum.threads.models import Post
from forum.threads.note_models import NoteSuggestion

# With a night between one look and the next, an author has one day at least and two at most.
AUTHOR_COMES_FIRST = timedelta(days=1)
_MOST_AT_ONCE = 200


@jobs.nightly
@operation
def raise_missing_notes() -> None:
    """Open or join the case of every post whose author was asked, and had the time to answer."""
    waiting = select(NoteSuggestion.post_id).join(Post, Post.id == NoteSuggestion.post_id)
    due = waiting.where(_is_due(), Post.absence.is_(None)).distinct().order_by(NoteSuggestion.post_id)
    for post_id in db.session.scalars(due.limit(_MOST_AT_ONCE)).all():
        _raise(post_id)


def _raise(post_id: int) -> None:
    locked = select(Post).where(Post.id == post_id).with_for_update()
    post = db.session.scalars(locked.execution_options(populate_existing=True)).one()
    notes = _taken(post_id)
    if not notes:
        return
    case = join_case(post, Lane.RULES, Level.WATCH, flags=0)
    db.session.add_all(
        Signal(
            case_id=case.id,
            post_id=post.id,
            post_revision=post.revision,
            source=Source.MISSING_NOTE,
            cue=note,
            created_at=clock.now(),
        )
        for note in notes
    )
    db.session.flush()


def _is_due() -> ColumnElement[bool]:
    return and_(
        NoteSuggestion.answered_at.is_(None),
        NoteSuggestion.raised_at.is_(None),
        NoteSuggestion.created_at < clock.now() - AUTHOR_COMES_FIRST,
    )


def _taken(post_id: int) -> Sequence[str]:
    """The notes that waited long enough for an answer about this post; moderators are asked now."""
    due = update(NoteSuggestion).where(NoteSuggestion.post_id == post_id, _is_due())
    taken = due.values(raised_at=clock.now()).returning(NoteSuggestion.note)
    found = db.session.scalars(taken.execution_options(synchronize_session=False)).all()
    return sorted(set(found), key=str.casefold)
