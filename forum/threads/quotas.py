"""How much one person may write in how short a time: counted in the transaction that adds to it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from forum.accounts.models import Account
from forum.accounts.rules import is_staff
from forum.core import clock
from forum.core.db import AnyRow, db
from forum.core.errors import TooMany
from forum.core.words import N_
from forum.threads.models import Post
from forum.threads.writing import Prepared

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


class Counted(StrEnum):
    THREADS = "threads"
    REPLIES = "replies"
    LINKS = "links"
    PEOPLE = "people"
    """Others whom one quotes: each of them is told."""


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `most` in any stretch of `within` (None: in one post).

    It is for accounts younger than `until` (None: for everybody).
    """

    counted: Counted
    most: int
    within: timedelta | None
    until: timedelta | None
    sentence: str

    def holds_for(self, actor: Account, now: datetime) -> bool:
        """Whether this quota is for `actor` at all; what is for newcomers leaves moderators alone."""
        return self.until is None or (now - actor.created_at < self.until and not is_staff(actor))


_MANY_THREADS = N_(
    "That is a lot of new threads in one day. Your words are kept as a draft; you can start another %(wait)s."
)
_MANY_POSTS = N_(
    "That is a lot of posts in one hour. Your words are kept as a draft, and there is room again %(wait)s. "
    "Please take a rest."
)
_FIRST_THREADS = N_(
    "In their first days everybody starts only a few threads here, so that each of them finds readers. "
    "Your words are kept as a draft; you can start the next one %(wait)s, and reply until then."
)
_FIRST_REPLIES = N_(
    "In their first days everybody writes a little less here. Your words are kept as a draft; "
    "there is room for the next reply %(wait)s. Reading and help are open all the time."
)
_LINKS_IN_ONE = N_(
    "In your first days a post can hold %(most)s links, those in quotes too; this keeps advertising out. "
    "Your words are kept as a draft: take a link out and post it now, or wait; there is more room %(wait)s."
)
_ONE_LINK = N_(
    "On your first day a post can hold one link, those in quotes too; this keeps advertising out. "
    "Your words are kept as a draft: take a link out and post it now, or wait; there is more room %(wait)s."
)
_LINKS = N_(
    "On your first day there is room for %(most)s links in all; this keeps advertising out. Your words are "
    "kept as a draft: post them without the link now, or with it %(wait)s."
)
_PEOPLE = N_(
    "In your first days one post can quote %(most)s people, because each of them is told. Your words are "
    "kept as a draft: take a quote out and post it now, or wait; there is more room %(wait)s."
)

# The first one that is in the way is the one a member is told of: the tightest stand first.
QUOTAS = (
    # A day's worth of beginnings: nobody can be with more people than this, and a board stays readable.
    Quota(Counted.THREADS, 3, DAY, DAY, _FIRST_THREADS),
    Quota(Counted.THREADS, 5, DAY, WEEK, _FIRST_THREADS),
    Quota(Counted.THREADS, 10, DAY, None, _MANY_THREADS),
    # Enough for two long talks on the first night. Somebody who floods the place gets no further.
    Quota(Counted.REPLIES, 12, DAY, DAY, _FIRST_REPLIES),
    Quota(Counted.REPLIES, 30, DAY, WEEK, _FIRST_REPLIES),
    Quota(Counted.REPLIES, 40, HOUR, None, _MANY_POSTS),
    # Advertising lives on links, and people who look for company seldom need any. One is room for an article.
    Quota(Counted.LINKS, 1, None, DAY, _ONE_LINK),
    Quota(Counted.LINKS, 3, DAY, DAY, _LINKS),
    Quota(Counted.LINKS, 3, None, WEEK, _LINKS_IN_ONE),
    # A quote puts a line into somebody's notifications: a new account cannot call many people together.
    Quota(Counted.PEOPLE, 3, None, WEEK, _PEOPLE),
)

_TAGS = re.compile(r"<(/?a)\b[^>]*>")
_LEADS_AWAY = re.compile(r'<a [^>]*href="(?:https?:|mailto:)', re.IGNORECASE)
_TYPED = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def check_quotas(actor: Account, kind: Counted, prepared: Prepared, title: str = "") -> None:
    """Within an operation that lets `actor` act one at a time: is there room for one more post of this kind?

    Raises:
        TooMany: no; it says when there will be.
    """
    adds = {kind: 1, **_brings(actor, prepared, title)}
    _check(actor, adds, without_id=None)


def check_wording(actor: Account, post: Post, prepared: Prepared, title: str = "") -> None:
    """The same for a new wording of `post`: it may bring no more links and quotes than a new post.

    Raises:
        TooMany: it does; it says when there will be room.
    """
    _check(actor, _brings(actor, prepared, title), without_id=post.id)


def links_in(html: str) -> int:
    """How many ways out of the forum rendered HTML holds, as links or as addresses that can be copied.

    The words of a link are not counted besides its address. One pass, whatever the text.
    """
    found = len(_LEADS_AWAY.findall(html))
    depth, done = 0, 0
    for tag in _TAGS.finditer(html):
        if not depth:
            found += len(_TYPED.findall(html, done, tag.start()))
        depth, done = (0 if tag[1] == "/a" else 1), tag.end()
    return found + len(_TYPED.findall(html, done))


def _brings(actor: Account, prepared: Prepared, title: str) -> dict[Counted, int]:
    # As readers tell them apart: counted by account, this would tell whose a name for one thread is.
    others = [account_id for account_id, _ in prepared.quoted_bylines if account_id != actor.id]
    return {Counted.LINKS: links_in(prepared.html) + links_in(title), Counted.PEOPLE: len(others)}


def _check(actor: Account, adds: dict[Counted, int], *, without_id: int | None) -> None:
    now = clock.now()
    for quota in QUOTAS:
        weight = adds.get(quota.counted, 0)
        if weight and quota.holds_for(actor, now):
            at = _room_at(actor, quota, weight, now, without_id)
            if at is not None:
                raise TooMany(quota.sentence, most=quota.most, wait=_wait(at - now))


def _room_at(
    actor: Account, quota: Quota, adds: int, now: datetime, without_id: int | None
) -> datetime | None:
    """When there will be room; None if there is now. No later than the quota itself ends for this member."""
    ends = actor.created_at + quota.until if quota.until else now + (quota.within or DAY)
    if quota.within is None or adds > quota.most:
        return ends if adds > quota.most else None
    before = _written(actor, quota, now - quota.within, without_id)
    room = quota.most - adds
    for at, weight in before:
        room -= weight
        if room < 0:
            return min(at + quota.within, ends)
    return None


def _written(
    actor: Account, quota: Quota, since: datetime, without_id: int | None
) -> Iterable[tuple[datetime, int]]:
    """What this member wrote since then, the latest first: when, and how much of what the quota counts."""
    mine = select(Post.created_at).where(Post.author_id == actor.id, Post.created_at > since)
    mine = mine.order_by(Post.created_at.desc())
    if quota.counted is Counted.LINKS:
        # Few rows: whoever has this quota has written a day's worth of a newcomer's posts at most.
        posts: Sequence[AnyRow] = db.session.execute(mine.add_columns(Post.html, Post.id)).all()
        return [(post.created_at, links_in(post.html)) for post in posts if post.id != without_id]
    begins = Post.number == 1 if quota.counted is Counted.THREADS else Post.number > 1
    return [(at, 1) for at in db.session.scalars(mine.where(begins).limit(quota.most))]


def _wait(left: timedelta) -> str:
    """`in about 3 hours`: rounded up, so that nobody comes back for nothing."""
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    if minutes <= 50:
        return f"in about {minutes} minutes" if minutes > 1 else "in a minute"
    hours = -(-minutes // 60)
    if hours <= 36:
        return f"in about {hours} hours" if hours > 1 else "in about an hour"
    return f"in about {-(-hours // 24)} days"
