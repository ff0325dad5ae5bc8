"""What a member typed, checked and made ready to be stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.core.db import AnyRow, db
from forum.core.errors import Invalid
from forum.core.markdown import MAX_SOURCE, RENDERER_VERSION, render
from forum.core.text import clean_line, clean_text
from forum.core.words import N_
from forum.threads.models import Post
from forum.threads.quoting import quoted_notes_text
from forum.threads.vocabulary import check_notes

LONGEST_TITLE = 120
MOST_QUOTED = 10


@dataclass(frozen=True, slots=True)
class Writing:
    """A post's text and its content notes as they came from a form. `once` is the form's own number.

    `without_name` asks for a name for that thread only. `own_name` says that somebody who has one there means
    to write under their own all the same. A new wording stays under the name its post has.
    """

    text: str
    notes: frozenset[str] = frozenset()
    once: str = ""
    without_name: bool = False
    own_name: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post's columns, cleaned and rendered; `quoted` holds (account id, post id) pairs.

    `unnamed` are those of the quoted posts that stand under a name for this thread only.
    """

    source: str
    html: str
    renderer: int
    notes: str
    quoted: tuple[tuple[int, int], ...]
    quoted_notes: str
    unnamed: frozenset[int] = frozenset()

    @property
    def quoted_text(self) -> str:
        """The pairs as they are stored, see `Post.quoted`."""
        return " ".join(
            f"{0 if post_id in self.unnamed else account_id}:{post_id}" for account_id, post_id in self.quoted
        )

    @property
    def quoted_bylines(self) -> frozenset[tuple[int, bool]]:
        """Everybody quoted as readers tell them apart: somebody's two names are two people."""
        return frozenset((account_id, post_id in self.unnamed) for account_id, post_id in self.quoted)


def check_title(typed: str) -> str:
    """The title as it is stored.

    Raises:
        Invalid: empty, or too long.
    """
    title = clean_line(typed)
    if not title:
        raise Invalid(N_("Please give your thread a title. A few words are enough."), field="title")
    if len(title) > LONGEST_TITLE:
        raise Invalid(
            N_("Please keep the title under %(most)s characters; this one has %(has)s."),
            field="title",
            most=LONGEST_TITLE,
            has=len(title),
        )
    return title


def prepare(writing: Writing, *, thread_id: int | None, standing: str = "") -> Prepared:
    """Clean and render what was typed. Only posts of the same thread count as quoted.

    `standing` are the content notes that the post has already; those may stay whatever became of them.

    Raises:
        Invalid: nothing to read is left, too long, or a content note that is not on offer.
    """
    source = clean_text(writing.text)
    if not source:
        raise Invalid(N_("There is nothing here yet. One sentence is enough."), field="text")
    if len(source) > MAX_SOURCE:
        raise Invalid(
            N_("That is longer than a post can be: %(has)s characters of at most %(most)s. Could it be two?"),
            field="text",
            most=MAX_SOURCE,
            has=len(source),
        )
    rendered = render(source)
    found = _quoted_posts(rendered.quoted[:MOST_QUOTED], thread_id)
    return Prepared(
        source,
        rendered.html,
        RENDERER_VERSION,
        check_notes(writing.notes, standing=standing),
        tuple((row.author_id, row.id) for row in found),
        quoted_notes_text((row.id, row.notes) for row in found),
        frozenset(row.id for row in found if row.alias),
    )


def _quoted_posts(post_ids: tuple[int, ...], thread_id: int | None) -> Sequence[AnyRow]:
    if not post_ids or thread_id is None:
        return ()
    quoted = select(Post.author_id, Post.id, Post.notes, Post.alias).where(
        Post.id.in_(post_ids), Post.thread_id == thread_id, Post.absence.is_(None)
    )
    return db.session.execute(quoted).all()
