"""News counts as read once it has been shown."""

from sqlalchemy import ColumnElement, true, update

from forum.accounts.counting import count_on_account
from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.notifications.models import Notification


@operation
def mark_shown(*, account_id: int, before: int, down_to: int) -> int:
    """Mark as read what stands below id `before`, down to and with `down_to`; gives how many were new.

    A stretch and not a list of ids: what the page left out because it is gone must not stay new for ever.
    """
    return _mark(account_id, (Notification.id < before) & (Notification.id >= down_to))


@operation
def mark_all_read(*, actor: Account) -> None:
    """Nothing is new any more."""
    _mark(actor.id, true())


def _mark(account_id: int, which: ColumnElement[bool]) -> int:
    new = update(Notification).where(
        Notification.account_id == account_id, Notification.read_at.is_(None), which
    )
    shown = db.session.execute(
        new.values(read_at=clock.now()).returning(Notification.id),
        execution_options={"synchronize_session": False},
    ).all()
    count_on_account(account_id, "unread_notifications", -len(shown))
    return len(shown)
