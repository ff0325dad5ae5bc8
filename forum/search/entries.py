"""What the index holds of a post: its own words, a first post's title, its board, and its author if known.

A post under a name for one thread has no author there, so that nothing can be asked that leads to them. Nor
has the index anything of a post that its author took back.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import BigInteger, Integer, bindparam, case, or_, select

from forum.core.db import AnyRow, rows
from forum.search.words import folded_words
from forum.threads import bylines
from forum.threads.models import Absence, Post, Thread
from forum.threads.noted import own_words

MOST_WORDS = 16_000
"""PostgreSQL knows a little over 16,000 places in a text. No post of Latin letters has so many words."""


class Entry(NamedTuple):
    """One post in the index; `account_id` is None where the post does not stand under its author's name."""

    post_id: int
    title: list[str]
    words: list[str]
    board_id: int
    account_id: int | None


def entries(after: int, number: int) -> list[Entry]:
    """What the index has to hold of the next posts after one, in the order of their ids."""
    return [_entry(row) for row in rows(_NEXT, after=after, number=number)]


def entry_of(post_id: int) -> Entry | None:
    """What it has to hold of one post; None for nothing."""
    found = rows(_ONE, post_id=post_id)
    return _entry(found[0]) if found else None


def last_of(found: Sequence[Entry]) -> int:
    """Where the next begin."""
    return found[-1].post_id


def _entry(row: AnyRow) -> Entry:
    title = folded_words(row.title)
    words = folded_words(own_words(row.html))[: MOST_WORDS - len(title)]
    return Entry(row.id, title, words, row.board_id, row.author_id)


_SOURCES = (
    select(
        Post.id,
        case((Post.number == 1, Thread.title), else_="").label("title"),
        Post.html,
        Thread.board_id,
        bylines.if_named(Post.author_id).label("author_id"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .where(or_(Post.absence.is_(None), Post.absence != Absence.WITHDRAWN))
)
_NEXT = (
    _SOURCES.where(Post.id > bindparam("after", type_=BigInteger))
    .order_by(Post.id)
    .limit(bindparam("number", type_=Integer))
)
_ONE = _SOURCES.where(Post.id == bindparam("post_id", type_=BigInteger))
