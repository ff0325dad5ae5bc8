"""Counters on accounts: added up while an operation runs, written as its last act in the order of ids."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import update

from forum.accounts.models import Account
from forum.core.db import db
from forum.core.operation import Key, add_up

Counted = Literal["post_count", "unread_notifications"]


def count_on_account(account_id: int, what: Counted, by: int) -> None:
    """Within an operation: add `by` to one of an account's counters, at the end of the operation."""
    add_up(_write, (account_id, what), by)


def _write(sums: Mapping[Key, int]) -> None:
    for (account_id, what), by in sorted(sums.items()):
        counter = getattr(Account, what)
        counted = update(Account).where(Account.id == account_id).values({counter: counter + by})
        db.session.execute(counted.execution_options(synchronize_session=False))
