"""Reads of reactions for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import BigInteger, Integer, and_, bindparam, select, type_coerce
from sqlalchemy.types import NullType

from forum.accounts.models import Account
from forum.core.db import rows
from forum.reactions.models import Kind, Reaction
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

    `role` and `written` are as the database gives them, to be compared and no more; `mine` holds the reader's
    own reactions as bits.
    """

    id: int
    number: int
    author_id: int
    author_name: str
    author_role: object
    notes: str
    quoted: str
    written: object
    changed: int
    mine: int


def glimpses_of(thread_id: int, first: int, last: int, *, reader_id: int) -> list[Glimpse]:
    """Posts `first` to `last` of a thread, in their order."""
    seen: dict[int, Glimpse] = {}
    for row in rows(_GLIMPSES, thread_id=thread_id, first=first, last=last, me=reader_id):
        # A post comes once for each of the reader's own reactions to it.
        before = seen.get(row.id)
        mine = (before.mine if before else 0) | _BITS[row[-1]]
        seen[row.id] = Glimpse._make((*row[:-1], mine))
    return list(seen.values())


def kinds_by(account_id: int, post_id: int) -> list[Kind]:
    """What one account left on one post."""
    found = rows(select(Reaction.kind).where(Reaction.account_id == account_id, Reaction.post_id == post_id))
    return [row.kind for row in found]


def received_by(author_id: int, post_id: int, *, without: Iterable[int] = ()) -> Sequence[From]:
    """Who reacted to an author's own post, in the order it came; `without` leaves people out."""
    found = rows(_RECEIVED, author_id=author_id, post_id=post_id)
    left_out = frozenset(without)
    return [From(row.name, row.kind) for row in found if row.account_id not in left_out]


_BITS: dict[str | None, int] = {None: 0, **{kind.value: kind.bit for kind in Kind}}

_GLIMPSES = (
    select(
        Post.id,
        Post.number,
        Post.author_id,
        Account.name,
        # Keys need no StrEnum and no datetime: making those cost as much as the whole query.
        type_coerce(Account.role, NullType()),
        Post.notes,
        Post.quoted,
        type_coerce(Post.created_at, NullType()),
        Post.changed,
        type_coerce(Reaction.kind, NullType()),
    )
    .join(Account, Account.id == Post.author_id)
    .outerjoin(
        Reaction,
        and_(Reaction.post_id == Post.id, Reaction.account_id == bindparam("me", type_=BigInteger)),
    )
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
