"""What may not be tried without end: counted as rows, so that every process counts the same."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select

from forum.accounts.models import Attempt
from forum.core import clock, jobs
from forum.core.db import db
from forum.core.errors import TooMany
from forum.core.operation import operation
from forum.core.tokens import keyed_digest
from forum.core.words import N_

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` attempts at `what` for one subject within `within`."""

    what: str
    most: int
    within: timedelta


# One name being guessed at, and one address guessing at many names (spraying).
PASSWORD_OF_NAME = Limit("password-name", 10, timedelta(minutes=15))
PASSWORD_FROM_ADDRESS = Limit("password-address", 30, timedelta(minutes=15))
CODE_FROM_ADDRESS = Limit("code-address", 20, timedelta(hours=1))
LETTER_TO_ADDRESS = Limit("letter-to", 3, timedelta(hours=1))
LETTER_FROM_ADDRESS = Limit("letter-from", 10, timedelta(hours=1))
JOIN_FROM_ADDRESS = Limit("join-address", 10, timedelta(hours=1))

_RESTED = N_("That was tried many times. Please wait a quarter of an hour, then try again.")


class Counter:
    """Counts attempts under the site's key: what is stored cannot be turned back into an address."""

    def __init__(self, secret_key: str, address: str) -> None:
        self._key = secret_key
        self.address = address

    def spend(self, limit: Limit, subject: str = "") -> int:
        """Count one attempt at `limit` for `subject` (the visitor's own address by default); gives its id.

        It is counted before it is made, so that many at one moment are no way around the limit.

        Raises:
            TooMany: the limit is used up; nothing is counted then.
        """
        return _spend(limit=limit, subject=keyed_digest(self._key, f"{limit.what}:{subject or self.address}"))

    def take_back(self, *spent: int) -> None:
        """Count attempts no longer, because they went well; those that did not still count."""
        _take_back(ids=spent)


@operation
def _spend(*, limit: Limit, subject: str) -> int:
    since = clock.now() - limit.within
    made = select(func.count()).where(
        Attempt.what == limit.what, Attempt.subject == subject, Attempt.at > since
    )
    if (db.session.scalar(made) or 0) >= limit.most:
        raise TooMany(_RESTED)
    attempt = Attempt(what=limit.what, subject=subject, at=clock.now())
    db.session.add(attempt)
    db.session.flush()
    return attempt.id


@operation
def _take_back(*, ids: Collection[int]) -> None:
    db.session.execute(delete(Attempt).where(Attempt.id.in_(ids)))


@jobs.nightly
@operation
def forget_attempts() -> None:
    """Counted attempts are kept for days only."""
    db.session.execute(delete(Attempt).where(Attempt.at < clock.now() - KEPT))
