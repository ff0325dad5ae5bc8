"""Letters: written as rows in the transaction they tell of, sent later by the worker."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Index, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from forum.core import clock, jobs
from forum.core.db import Model, PrimaryKey, db
from forum.core.operation import operation

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 6
BATCH = 20
KEPT = timedelta(days=7)
NEVER = timedelta(days=36_500)


class Letter(Model):
    """A letter to send. `template` names `templates/mail/<template>.txt`; `params` fill it."""

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_due", "sent_at", "due_at"),)

    id: Mapped[PrimaryKey]
    address: Mapped[str] = mapped_column(String(254))
    template: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]


def write_letter(address: str, template: str, *, due_at: datetime | None = None, **params: object) -> None:
    """Write a letter in the operation under way; sent after the commit, not before `due_at`, or never."""
    now = clock.now()
    db.session.add(
        Letter(address=address, template=template, params=params, created_at=now, due_at=due_at or now)
    )
    jobs.wake()


def deliver(send: Callable[[Letter], None]) -> int:
    """Send what is due through `send` and say how many went out; one that cannot go does not stop the others.

    An attempt is counted before it is made, so a worker that dies while sending does not send for ever.
    """
    return sum(_deliver(letter_id, send) for letter_id in _due())


def _due() -> list[int]:
    due = select(Letter.id).where(Letter.sent_at.is_(None), Letter.due_at <= clock.now())
    found = list(db.session.scalars(due.order_by(Letter.due_at).limit(BATCH)))
    db.session.rollback()
    return found


def _deliver(letter_id: int, send: Callable[[Letter], None]) -> bool:
    letter = _take(letter_id=letter_id)
    if letter is None:
        return False
    try:
        send(letter)
    except OSError as error:
        # The mail server was away, or refused this address.
        log.warning("letter %s was not sent (attempt %s): %s", letter_id, letter.attempts, error)
        return False
    except Exception:
        log.exception("letter %s cannot be written (attempt %s)", letter_id, letter.attempts)
        return False
    _mark_sent(letter_id=letter_id)
    return True


@operation
def _take(*, letter_id: int) -> Letter | None:
    """Count an attempt and put the next one off; None if another worker was quicker."""
    letter = db.session.get(Letter, letter_id, with_for_update=True, populate_existing=True)
    if letter is None or letter.sent_at is not None or letter.due_at > clock.now():
        return None
    letter.attempts += 1
    wait = timedelta(minutes=2**letter.attempts)
    letter.due_at = clock.now() + (wait if letter.attempts < MOST_ATTEMPTS else NEVER)
    db.session.flush()
    db.session.refresh(letter)
    db.session.expunge(letter)
    return letter


@operation
def _mark_sent(*, letter_id: int) -> None:
    db.session.get_one(Letter, letter_id).sent_at = clock.now()


@jobs.nightly
@operation
def forget_letters() -> None:
    """Letters hold addresses; they go a week after they were written."""
    db.session.execute(delete(Letter).where(Letter.created_at < clock.now() - KEPT))
