"""E-mail addresses: optional, and an account's only once their owner has said so through a letter.

Until then an address gives no way in and gets no letters, and nobody learns whether it is known here.
"""

from datetime import timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import ColumnElement, delete, select

from forum.accounts.models import Account, AddressClaim
from forum.core import clock, jobs
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.mail import write_letter
from forum.core.operation import operation
from forum.core.passwords import verify
from forum.core.tokens import digest, new_token
from forum.core.words import N_

CLAIM_LASTS = timedelta(days=2)

_NOT_AN_ADDRESS = N_("That does not look like an e-mail address. You can also leave it empty.")
_CLAIM_IS_OLD = N_(
    "This link has been used or has run out. You can enter the address again in your settings."
)
_TAKEN = N_("Another account already uses this address. One address can belong to one account only.")


def check_address(typed: str) -> str | None:
    """The address as it is written to, or None when none was given.

    Raises:
        Invalid: it cannot be an e-mail address.
    """
    if not typed.strip():
        return None
    try:
        return validate_email(typed.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Invalid(_NOT_AN_ADDRESS, field="email") from error


def claim_address(account: Account, address: str) -> None:
    """Within an operation: send a letter that asks the address's owner to confirm it."""
    token, now = new_token(), clock.now()
    db.session.execute(delete(AddressClaim).where(AddressClaim.account_id == account.id))
    db.session.add(
        AddressClaim(
            account_id=account.id,
            address=address,
            token_digest=digest(token),
            created_at=now,
            expires_at=now + CLAIM_LASTS,
        )
    )
    write_letter(address, "confirm-address", token=token, name=account.name)


def change_address(*, actor: Account, email: str, password: str) -> None:
    """Ask for an address to be confirmed, or drop the present one when `email` is empty.

    Raises:
        Invalid: the password is wrong, or the address cannot be one.
    """
    if not verify(actor.password_hash, password):
        raise Invalid(N_("That is not your password."), field="password")
    _change_address(actor=actor, address=check_address(email))


@operation
def _change_address(*, actor: Account, address: str | None) -> None:
    if address is None:
        actor.email = actor.email_key = None
    elif address.casefold() != actor.email_key:
        claim_address(actor, address)


def claim_works(token: str) -> bool:
    """Whether a confirmation link can still be used; looking does not use it up."""
    return db.session.scalar(select(AddressClaim.id).where(_is_working(token))) is not None


@operation
def confirm_address(*, token: str) -> None:
    """Make a claimed address the account's own.

    Raises:
        Invalid: the link was used or has run out, or another account has the address.
    """
    claim = db.session.scalar(select(AddressClaim).where(_is_working(token)))
    if claim is None:
        raise Invalid(_CLAIM_IS_OLD)
    key = claim.address.casefold()
    holder = db.session.scalar(select(Account.id).where(Account.email_key == key))
    if holder is not None and holder != claim.account_id:
        raise Invalid(_TAKEN)
    account = db.session.get_one(Account, claim.account_id)
    account.email, account.email_key = claim.address, key
    db.session.delete(claim)


@jobs.nightly
@operation
def forget_claims() -> None:
    """Claims hold addresses that nobody confirmed; they go when they run out."""
    db.session.execute(delete(AddressClaim).where(AddressClaim.expires_at < clock.now()))


def _is_working(token: str) -> ColumnElement[bool]:
    return (AddressClaim.token_digest == digest(token)) & (AddressClaim.expires_at > clock.now())
