"""What readers suggested for a post, as far as it waits for an answer."""

from collections.abc import Sequence

from sqlalchemy import select, update

from forum.core import clock
from forum.core.db import db
from forum.threads.models import Post
from forum.threads.note_models import NoteSuggestion


def settle(post: Post, *besides: str) -> None:
    """Within an operation: what was suggested and stands on the post now is answered, and `besides`."""
    answered = [*post.notes.split(), *besides]
    waiting = update(NoteSuggestion).where(
        NoteSuggestion.post_id == post.id,
        NoteSuggestion.note.in_(answered),
        NoteSuggestion.answered_at.is_(None),
    )
    db.session.execute(waiting.values(answered_at=clock.now()))


def waiting_for(post: Post) -> Sequence[str]:
    """The notes that were suggested for a post and that its author has not answered."""
    waiting = select(NoteSuggestion.note).where(
        NoteSuggestion.post_id == post.id, NoteSuggestion.answered_at.is_(None)
    )
    return db.session.scalars(waiting.distinct()).all()
