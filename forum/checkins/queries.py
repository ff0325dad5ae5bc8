"""Reads for one's own pages. Every one of them asks for an account's own rows and cannot ask for others'."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, bindparam, select

from forum.accounts.visitor import Visitor
from forum.checkins import rules
from forum.checkins.models import CheckIn, How
from forum.core.db import LARGEST_ID, UTCDateTime, db, rows
from forum.core.errors import NotFound
from forum.core.paging import KeysetPage, keyset_page
from forum.core.pieces import in_pieces
from forum.core.rules import require

SIZE = 14
# A plot holds no more dots than eyes can tell apart.
MOST_DRAWN = 1000


class Line(NamedTuple):
    """A check-in as its writer sees it."""

    id: int
    how: How | None
    words: str
    small: str
    written_at: datetime
    changed_at: datetime

    @property
    def url(self) -> str:
        return f"/check-in/{self.id}"


class Dot(NamedTuple):
    """A moment and how it was."""

    written_at: datetime
    how: How


def earlier(visitor: Visitor, *, before: str = "") -> KeysetPage[Line]:
    """One's own check-ins, the latest first; `before` is the id of the last one on the page before.

    Raises:
        NotFound: `before` is no id.
    """
    if before and not (before.isascii() and before.isdigit() and len(before) < 19):
        raise NotFound
    found = rows(_EARLIER, me=visitor.id, last_id=int(before or LARGEST_ID), fetched=SIZE + 1)
    return keyset_page([Line(*row) for row in found], SIZE, lambda line: str(line.id))


def dots_since(visitor: Visitor, since: datetime) -> list[Dot]:
    """How it was since then, in the order of time, wherever it was said."""
    found = rows(_DOTS, me=visitor.id, since=since, fetched=MOST_DRAWN)
    return [Dot(*row) for row in reversed(found)]


def everything(account_id: int) -> Iterator[Line]:
    """All that an account has kept, from the beginning, read as it goes: to be taken along."""
    for piece in in_pieces(_LINES, (CheckIn.id,), me=account_id):
        yield from (Line(*row[: len(Line._fields)]) for row in piece)


def own(visitor: Visitor, check_in_id: int) -> CheckIn:
    """One of one's own check-ins, to act on.

    Raises:
        NotFound: there is none, or it is somebody else's: the two look the same.
    """
    found = db.session.get(CheckIn, check_in_id)
    if found is None:
        raise NotFound
    require(rules.may_see(visitor, found))
    return found


_ME = bindparam("me", type_=BigInteger)
_FETCHED = bindparam("fetched", type_=BigInteger)
_LINES = select(
    CheckIn.id, CheckIn.how, CheckIn.words, CheckIn.small, CheckIn.written_at, CheckIn.changed_at
).where(CheckIn.account_id == _ME)
_EARLIER = (
    _LINES.where(CheckIn.id < bindparam("last_id", type_=BigInteger))
    .order_by(CheckIn.id.desc())
    .limit(_FETCHED)
)
_DOTS = (
    select(CheckIn.written_at, CheckIn.how)
    .where(
        CheckIn.account_id == _ME,
        CheckIn.written_at >= bindparam("since", type_=UTCDateTime()),
        CheckIn.how.is_not(None),
    )
    .order_by(CheckIn.written_at.desc())
    .limit(_FETCHED)
)
