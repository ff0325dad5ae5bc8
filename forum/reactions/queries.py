"""Reads of reactions for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import BigInteger, Integer, String, bindparam, case, func, select, type_coerce
from sqlalchemy.types import NullType

from forum.accounts.models import Account
from forum.core.db import rows
from forum.reactions.models import Kind, Reaction
from forum.threads import bylines
from forum.threads.models import Post


@dataclass(frozen=True, slots=True)
class From:
    """Who sent a post what; only its author is shown this."""

    name: str
    kind: Kind


def kinds_in(bits: int) -> tuple[Kind, ...]:
    """The kinds that a set of bits stands for, in the page's order."""
    return tuple(kind for kind in Kind if bits & kind.bit)


class Glimpse(NamedTuple):
    """What tells one state of a post, for one reader, from every other; small, where the post itself is not.

    `author_role` and `written` are as the database gives them, to be compared and no more; `mine` holds the
    reader's own reactions as bits.
    """

    id: int
    number: int
    author_id: int
    author_name: str
    author_role: object
    alias: str
    notes: str
    quoted: str
    quoted_notes: str
    written: object
    changed: int
    mine: int


def glimpses_of(thread_id: int, first: int, last: int, *, reader_id: int) -> Sequence[Glimpse]:
    """Posts `first` to `last` of a thread, in their order."""
    found = rows(_GLIMPSES, thread_id=thread_id, first=first, last=last, me=reader_id)
    return [Glimpse._make(row) for row in found]


def kinds_by(account_id: int, post_id: int) -> list[Kind]:
    """What one account left on one post."""
    found = rows(select(Reaction.kind).where(Reaction.account_id == account_id, Reaction.post_id == post_id))
    return [row.kind for row in found]


def received_by(author_id: int, post_id: int, *, without: Iterable[int] = ()) -> Sequence[From]:
    """Who reacted to an author's own post, in the order it came; `without` leaves people out."""
    found = rows(_RECEIVED, author_id=author_id, post_id=post_id)
    left_out = frozenset(without)
    return [From(row.name, row.kind) for row in found if row.account_id not in left_out]


# Each kind stands once for an account and a post, so their bits add up to a set.
_MY_KINDS = (
    select(func.sum(case({kind.value: kind.bit for kind in Kind}, value=type_coerce(Reaction.kind, String))))
    .where(Reaction.post_id == Post.id, Reaction.account_id == bindparam("me", type_=BigInteger))
    .scalar_subquery()
)

_GLIMPSES = (
    select(
        Post.id,
        Post.number,
        Post.author_id,
        bylines.name().label("author_name"),
        # Keys need no StrEnum and no datetime: making those cost as much as the whole query.
        type_coerce(bylines.role(), NullType()).label("author_role"),
        Post.alias,
        Post.notes,
        Post.quoted,
        Post.quoted_notes,
        type_coerce(Post.created_at, NullType()).label("written"),
        Post.changed,
        type_coerce(func.coalesce(_MY_KINDS, 0), Integer).label("mine"),
    )
    .join(Account, bylines.wrote())
    .where(
        Post.thread_id == bindparam("thread_id", type_=BigInteger),
        Post.number.between(bindparam("first", type_=Integer), bindparam("last", type_=Integer)),
    )
    .order_by(Post.number)
)

_RECEIVED = (
    select(Reaction.account_id, Account.name, Reaction.kind)
    .join(Post, Post.id == Reaction.post_id)
    .join(Account, Account.id == Reaction.account_id)
    .where(
        Reaction.post_id == bindparam("post_id", type_=BigInteger),
        Post.author_id == bindparam("author_id", type_=BigInteger),
    )
    .order_by(Reaction.created_at)
)
