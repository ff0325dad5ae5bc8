"""Signing in and out; every sign-in is a row that its owner can see and end."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from forum.accounts import attempts
from forum.accounts.models import Account, SignIn
from forum.accounts.names import name_key
from forum.core import clock, jobs
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.operation import operation
from forum.core.passwords import hash_password, needs_rehash, verify
from forum.core.tokens import digest, new_token
from forum.core.words import N_

STAYS = timedelta(days=60)
SHORT = timedelta(hours=12)

_WRONG = N_("That name and password do not go together. Please check both; nothing else was changed.")


def sign_in(*, name: str, password: str, browser: str, stay: bool, counter: attempts.Counter) -> str:
    """Check the password and open a sign-in; gives the token for the cookie.

    Costs the same whether the name exists or not: one look-up, one password hash. The hash is computed
    outside the transaction, so that nobody waits for it.

    Raises:
        Invalid: name and password do not go together.
        TooMany: this name, or from this address, was tried too often without success.
    """
    key = name_key(name)
    spent = (counter.spend(attempts.PASSWORD_FROM_ADDRESS), counter.spend(attempts.PASSWORD_OF_NAME, key))
    found = db.session.execute(
        select(Account.id, Account.password_hash).where(
            (Account.name_key == key) | (Account.email_key == name.strip().casefold())
        )
    ).first()
    db.session.rollback()
    good = verify(found.password_hash if found else None, password)
    if found is None or not good:
        raise Invalid(_WRONG)
    counter.take_back(*spent)
    fresh_hash = hash_password(password) if needs_rehash(found.password_hash) else None
    return open_sign_in(account_id=found.id, browser=browser, stay=stay, fresh_hash=fresh_hash)


@operation
def open_sign_in(*, account_id: int, browser: str, stay: bool, fresh_hash: str | None = None) -> str:
    """Record a sign-in for an account whose owner has been recognised; gives the token for the cookie."""
    token, now = new_token(), clock.now()
    account = db.session.get_one(Account, account_id)
    if fresh_hash:
        account.password_hash = fresh_hash
    db.session.add(
        SignIn(
            account_id=account.id,
            token_digest=digest(token),
            browser=browser[:80],
            created_at=now,
            seen_at=now,
            expires_at=now + (STAYS if stay else SHORT),
        )
    )
    return token


@operation
def end_sign_in(*, actor: Account, sign_in_id: int) -> None:
    """End one of the actor's own sign-ins; its cookie is worthless from then on."""
    _end(SignIn.account_id == actor.id, SignIn.id == sign_in_id)


@operation
def end_other_sign_ins(*, actor: Account, keep_id: int) -> None:
    """End every sign-in of the actor but the one they are using."""
    _end(SignIn.account_id == actor.id, SignIn.id != keep_id)


@operation
def end_all_sign_ins(*, account: Account) -> None:
    """End every sign-in of an account, as after its password was recovered."""
    _end(SignIn.account_id == account.id)


@operation
def note_seen(*, sign_in_id: int, at: datetime) -> None:
    """Note, about once an hour, that a sign-in is in use."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=at))


def sign_ins_of(account_id: int) -> list[SignIn]:
    """The sign-ins that still work, the latest used first."""
    open_ones = select(SignIn).where(
        SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.expires_at > clock.now()
    )
    return list(db.session.scalars(open_ones.order_by(SignIn.seen_at.desc())))


@jobs.nightly
@operation
def forget_sign_ins() -> None:
    """Sign-ins that ended or expired a week ago are nobody's business any more."""
    old = clock.now() - timedelta(days=7)
    db.session.execute(delete(SignIn).where((SignIn.expires_at < old) | (SignIn.ended_at < old)))


def _end(*which: ColumnElement[bool]) -> None:
    still_open = update(SignIn).where(*which, SignIn.ended_at.is_(None))
    db.session.execute(still_open.values(ended_at=clock.now()))
