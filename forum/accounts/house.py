"""The account that the house itself writes under: welcome threads, and nothing that needs a person."""

import secrets

from sqlalchemy import select

from forum.accounts.models import Account, Role
from forum.accounts.names import name_key
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation

NAME = "The house"
# Reserved (see data/reserved_names.txt), so that nobody else can have it.
KEY = name_key(NAME)


@operation
def house_account() -> Account:
    """That account, made when it is first needed. It has no password that anybody could type."""
    held = db.session.scalar(select(Account).where(Account.name_key == KEY))
    if held is not None:
        return held
    now = clock.now()
    account = Account(
        name=NAME,
        name_key=KEY,
        password_hash=f"none:{secrets.token_hex(8)}",
        role=Role.MODERATOR,
        created_at=now,
        adult_confirmed_at=now,
        guidelines_version=1,
        guidelines_accepted_at=now,
        consent_version=1,
        consent_given_at=now,
        all_read_at=now,
    )
    db.session.add(account)
    db.session.flush()
    return account
