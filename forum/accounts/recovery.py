"""Ways back in for somebody who has lost their password: codes kept on paper, or a link by e-mail."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, select, update

from forum.accounts.attempts import CODE_FROM_ADDRESS, LETTER_FROM_ADDRESS, LETTER_TO_ADDRESS, Counter
from forum.accounts.models import Account, LinkRequest, RecoveryCode, RecoveryLink
from forum.accounts.names import name_key
from forum.accounts.signing_in import end_all_sign_ins
from forum.core import clock, jobs
from forum.core.db import db
from forum.core.errors import Invalid, TooMany
from forum.core.mail import write_letter
from forum.core.operation import operation
from forum.core.passwords import check_password, hash_password, verify
from forum.core.tokens import digest, new_code, new_token, read_code
from forum.core.words import N_

HOW_MANY_CODES = 8
LINK_LASTS = timedelta(hours=1)
LETTERS_AN_HOUR = 3

_CODE_IS_WRONG = N_("That name and code do not go together, or the code was used before.")
_LINK_IS_OLD = N_("This link has been used or has run out. You can ask for a new one.")


def new_codes(account: Account) -> list[str]:
    """Replace the account's recovery codes, within an operation; only the digests are kept."""
    now = clock.now()
    codes = [new_code() for _ in range(HOW_MANY_CODES)]
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    db.session.add_all(
        RecoveryCode(account_id=account.id, code_digest=digest(code), created_at=now) for code in codes
    )
    return codes


def renew_codes(*, actor: Account, password: str) -> list[str]:
    """Fresh codes for a member who asked; the old ones no longer work.

    Raises:
        Invalid: the password is wrong.
    """
    if not verify(actor.password_hash, password):
        raise Invalid(N_("That is not your password."), field="password")
    return _renew_codes(actor=actor)


@operation
def _renew_codes(*, actor: Account) -> list[str]:
    return new_codes(actor)


def codes_left(account_id: int) -> int:
    """How many recovery codes an account has not used yet."""
    left = select(func.count()).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(left) or 0


def recover_by_code(*, name: str, code: str, password: str, site_name: str, counter: Counter) -> int:
    """Choose a new password with a recovery code; gives the account's id. Every sign-in ends.

    Raises:
        Invalid: the code does not fit, or the password will not do (the code is not used up then).
        TooMany: too many codes tried from this address.
    """
    check_password(password, name=name, site=site_name)
    counter.spend(CODE_FROM_ADDRESS)
    password_hash = hash_password(password)
    return _use_code(key=name_key(name), code_digest=digest(read_code(code)), password_hash=password_hash)


@operation
def _use_code(*, key: str, code_digest: str, password_hash: str) -> int:
    fits = (
        update(RecoveryCode)
        .where(
            RecoveryCode.code_digest == code_digest,
            RecoveryCode.used_at.is_(None),
            RecoveryCode.account_id.in_(select(Account.id).where(Account.name_key == key)),
        )
        .values(used_at=clock.now())
        .returning(RecoveryCode.account_id)
    )
    account_id = db.session.execute(fits).scalar()
    if account_id is None:
        raise Invalid(_CODE_IS_WRONG, field="code")
    _set_password(db.session.get_one(Account, account_id), password_hash)
    return account_id


def ask_for_link(*, address: str, counter: Counter) -> None:
    """Ask for a recovery letter. The same few writes for every address, known or not.

    Raises:
        TooMany: too many letters asked for from here; asking too often *for* one address says nothing.
    """
    counter.spend(LETTER_FROM_ADDRESS)
    try:
        counter.spend(LETTER_TO_ADDRESS, address.strip().casefold())
    except TooMany:
        return
    _request_link(address=address.strip())


@operation
def _request_link(*, address: str) -> None:
    db.session.add(LinkRequest(address=address[:254], created_at=clock.now()))
    jobs.wake()


@jobs.soon
@operation
def answer_link_requests() -> None:
    """Write a letter for each request whose address belongs to an account."""
    waiting = select(LinkRequest).where(LinkRequest.answered_at.is_(None)).limit(50)
    for request in db.session.scalars(waiting).all():
        request.answered_at = clock.now()
        owner = select(Account).where(Account.email_key == request.address.casefold())
        account = db.session.scalar(owner)
        if account is not None and account.email:
            write_letter(account.email, "recovery", token=_new_link(account), name=account.name)


def _new_link(account: Account) -> str:
    token, now = new_token(), clock.now()
    db.session.add(
        RecoveryLink(
            account_id=account.id, token_digest=digest(token), created_at=now, expires_at=now + LINK_LASTS
        )
    )
    return token


def link_works(token: str) -> bool:
    """Whether a recovery link can still be used; looking does not use it up (mail scanners look)."""
    return db.session.scalar(select(RecoveryLink.id).where(_is_working(token))) is not None


def recover_by_link(*, token: str, password: str, site_name: str) -> int:
    """Choose a new password through a letter's link; gives the account's id. Every sign-in ends.

    Raises:
        Invalid: the link was used or has run out, or the password will not do.
    """
    owner = db.session.scalar(
        select(Account.name)
        .join(RecoveryLink, RecoveryLink.account_id == Account.id)
        .where(_is_working(token))
    )
    db.session.rollback()
    if owner is None:
        raise Invalid(_LINK_IS_OLD)
    check_password(password, name=owner, site=site_name)
    return _use_link(token=token, password_hash=hash_password(password))


@operation
def _use_link(*, token: str, password_hash: str) -> int:
    used = (
        update(RecoveryLink)
        .where(_is_working(token))
        .values(used_at=clock.now())
        .returning(RecoveryLink.account_id)
    )
    account_id = db.session.execute(used).scalar()
    if account_id is None:
        raise Invalid(_LINK_IS_OLD)
    # Any other letter still on its way is worthless from now on.
    others = update(RecoveryLink).where(RecoveryLink.account_id == account_id, RecoveryLink.used_at.is_(None))
    db.session.execute(others.values(used_at=clock.now()))
    _set_password(db.session.get_one(Account, account_id), password_hash)
    return account_id


@jobs.nightly
@operation
def forget_requests() -> None:
    """Requests and links hold addresses and tokens; they go after a day."""
    old = clock.now() - timedelta(days=1)
    db.session.execute(delete(LinkRequest).where(LinkRequest.created_at < old))
    db.session.execute(delete(RecoveryLink).where(RecoveryLink.expires_at < old))


def _set_password(account: Account, password_hash: str) -> None:
    account.password_hash = password_hash
    end_all_sign_ins(account=account)


def _is_working(token: str) -> ColumnElement[bool]:
    return (
        (RecoveryLink.token_digest == digest(token))
        & RecoveryLink.used_at.is_(None)
        & (RecoveryLink.expires_at > clock.now())
    )
