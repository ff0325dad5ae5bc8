"""Quotes of noted posts: the note goes with the words, wherever they are carried."""

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import select, update

from forum.core.db import db
from forum.threads.models import Post
from forum.threads.noted import is_folded

_QUOTED = re.compile(r'data-post="(\d+)"')

Folds = tuple[tuple[int, str], ...]


def quoted_notes_text(noted: Iterable[tuple[int, str]]) -> str:
    """Quoted posts and their notes as they are stored, see `Post.quoted_notes`."""
    return " ".join(f"{post_id}:{notes.replace(' ', ',')}" for post_id, notes in noted if notes)


def quotes_to_fold(stored: str, open_notes: frozenset[str], notes: str) -> Folds:
    """Which quotes fold, each with its notes, for somebody who leaves those open, in a post with `notes`.

    What the post itself says before it is opened is not said again at the quote.
    """
    if not stored:
        return ()
    said = open_notes.union(notes.split())
    pairs = (pair.partition(":") for pair in stored.split())
    noted = ((int(post_id), their.replace(",", " ")) for post_id, _, their in pairs)
    return tuple((post_id, their) for post_id, their in noted if is_folded(their, said))


def notes_of_quotes(rendered: Iterable[str], thread_id: int) -> Mapping[int, str]:
    """The notes of every noted post of this thread that is quoted in these pieces of HTML."""
    quoted = {int(found) for piece in rendered for found in _QUOTED.findall(piece)}
    noted = select(Post.id, Post.notes).where(
        Post.id.in_(quoted), Post.thread_id == thread_id, Post.notes != ""
    )
    return {row.id: row.notes for row in db.session.execute(noted)} if quoted else {}


def carry_notes(post: Post) -> None:
    """Within an operation: the notes of `post` changed, so whatever quotes it says other notes there."""
    quoting = select(Post.id, Post.quoted, Post.quoted_notes).where(
        Post.thread_id == post.thread_id, Post.quoted.contains(f":{post.id}"), Post.id != post.id
    )
    # In the order of their numbers, so that two of these never wait for each other.
    for row in db.session.execute(quoting.order_by(Post.id)):
        if str(post.id) not in (pair.partition(":")[2] for pair in row.quoted.split()):
            continue
        others = [pair for pair in row.quoted_notes.split() if not pair.startswith(f"{post.id}:")]
        carried = " ".join(filter(None, [*others, quoted_notes_text([(post.id, post.notes)])]))
        told = update(Post).where(Post.id == row.id).values(quoted_notes=carried, changed=Post.changed + 1)
        db.session.execute(told)
