"""Which content notes there are: the closed list, and what admins added to it for their own forum.

Nothing here is kept in memory. A note says itself (`label_of`), so only pages that offer notes ask which
there are; the page of a thread asks together with the thread (`IN_USE`).
"""

from collections.abc import Iterable

from sqlalchemy import String, func, literal, select
from sqlalchemy.sql.functions import aggregate_strings

from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.words import N_
from forum.threads.models import ContentNote
from forum.threads.note_models import HouseNote

# With the longest label that there can be, so many fit into the 160 characters of `Post.notes`.
MOST_ON_A_POST = 7
_NOT_ON_OFFER = N_("Please choose from the content notes on offer.")
_TOO_MANY = N_(
    "A post can carry %(most)s content notes. Please choose those that would matter most to a reader."
)

# Under words about these nobody should have to choose, and nothing else could be read as lightness.
ABOUT_RISK = frozenset({ContentNote.SUICIDE, ContentNote.SELF_HARM})

# House notes on offer, between spaces; part of a statement that a page sends anyway.
IN_USE = (
    select(func.coalesce(aggregate_strings(HouseNote.slug, " "), literal("", String)))
    .where(HouseNote.off_at.is_(None))
    .scalar_subquery()
)


def on_offer(house_notes: str | None = None) -> tuple[str, ...]:
    """Every content note that can be chosen today; `house_notes` if somebody asked for `IN_USE` already."""
    added = db.session.scalar(select(IN_USE)) if house_notes is None else house_notes
    return (*ContentNote, *sorted((added or "").split(), key=str.casefold))


def every_note() -> tuple[str, ...]:
    """Every content note that a post can carry: the retired ones too."""
    added = db.session.scalars(select(HouseNote.slug).order_by(HouseNote.key)).all()
    return (*ContentNote, *added)


def label_of(slug: str) -> str:
    """What an added note is called."""
    return slug.replace("_", " ")


def about_risk(notes: str) -> bool:
    """Whether content notes, as they are stored, say that it is about suicide or self-harm."""
    return not ABOUT_RISK.isdisjoint(notes.split())


def notes_text(notes: Iterable[str]) -> str:
    """Content notes as they are stored: the closed list's in its order, then the others, between spaces."""
    chosen = set(notes)
    closed = [note.value for note in ContentNote if note in chosen]
    return " ".join([*closed, *sorted(chosen.difference(ContentNote), key=str.casefold)])


def check_notes(notes: Iterable[str], *, standing: str = "") -> str:
    """These notes as they are stored. What is `standing` on the post already may stay, retired or not.

    Raises:
        Invalid: one that is not on offer, or more than a post can carry.
    """
    chosen = frozenset(notes)
    unknown = chosen.difference(ContentNote, standing.split())
    # Nearly every post has none: only an added one is looked up.
    if unknown and not unknown.issubset(on_offer()):
        raise Invalid(_NOT_ON_OFFER, field="notes")
    return check_number(chosen)


def known_notes(ticked: Iterable[str]) -> str:
    """Of what was ticked on a page, what there is, as far as a post can carry it; never refuses."""
    chosen = set(ticked)
    known = notes_text(chosen.intersection(on_offer())) if chosen else ""
    return " ".join(known.split()[:MOST_ON_A_POST])


def check_number(notes: Iterable[str]) -> str:
    """The same, when all of them are known.

    Raises:
        Invalid: more than a post can carry.
    """
    stored = notes_text(notes)
    if len(stored.split()) > MOST_ON_A_POST:
        raise Invalid(_TOO_MANY, field="notes", most=MOST_ON_A_POST)
    return stored
