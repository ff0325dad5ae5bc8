"""Reads of reactions for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Integer, bindparam, select

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


def mine_on(account_id: int, thread_id: int, first: int, last: int) -> dict[int, int]:
    """An account's own reactions to posts `first` to `last` of a thread: post id to kinds as bits."""
    mine: dict[int, int] = {}
    for row in rows(_MINE, me=account_id, thread_id=thread_id, first=first, last=last):
        mine[row.post_id] = mine.get(row.post_id, 0) | row.kind.bit
    return mine


def kinds_by(account_id: int, post_id: int) -> list[Kind]:
    """What one account left on one post."""
    found = rows(select(Reaction.kind).where(Reaction.account_id == account_id, Reaction.post_id == post_id))
    return [row.kind for row in found]


def received_by(author_id: int, post_id: int, *, without: Iterable[int] = ()) -> Sequence[From]:
    """Who reacted to an author's own post, in the order it came; `without` leaves people out."""
    found = rows(_RECEIVED, author_id=author_id, post_id=post_id)
    left_out = frozenset(without)
    return [From(row.name, row.kind) for row in found if row.account_id not in left_out]


_MINE = (
    select(Reaction.post_id, Reaction.kind)
    .join(Post, Post.id == Reaction.post_id)
    .where(
        Reaction.account_id == bindparam("me", type_=BigInteger),
        Post.thread_id == bindparam("thread_id", type_=BigInteger),
        Post.number.between(bindparam("first", type_=Integer), bindparam("last", type_=Integer)),
    )
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
