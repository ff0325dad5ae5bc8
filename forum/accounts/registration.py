"""Making an account: a pseudonym, a passphrase, and if one likes an e-mail address."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts.addresses import check_address, claim_address
from forum.accounts.attempts import JOIN_FROM_ADDRESS, Counter
from forum.accounts.comfort import USUAL, Comfort, choose_comfort
from forum.accounts.events import Joined
from forum.accounts.models import Account
from forum.accounts.names import check_name, name_key
from forum.accounts.recovery import new_codes
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.events import announce
from forum.core.operation import operation
from forum.core.passwords import check_password, hash_password
from forum.core.words import N_

# Raised when the text changes in what it asks; members are then asked again.
GUIDELINES_VERSION = 1
CONSENT_VERSION = 2

_TAKEN = N_("That name looks too much like one that is already here. Please choose another.")


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody who wants an account has typed and ticked."""

    name: str
    password: str
    email: str
    is_adult: bool
    accepts_guidelines: bool
    gives_consent: bool


def register(
    *, application: Application, site_name: str, counter: Counter, comfort: Comfort = USUAL
) -> tuple[int, list[str]]:
    """Make an account; gives its id and the recovery codes, to be shown once.

    `comfort` is what this browser was told about the look of the place; from now on it is the account's.

    Raises:
        Invalid: names the field that has to change.
        TooMany: too many accounts from one address.
    """
    name = check_name(application.name, site=site_name)
    address = check_address(application.email)
    check_password(application.password, name=name, site=site_name)
    _check_agreements(application)
    _check_name_is_free(name)
    counter.spend(JOIN_FROM_ADDRESS)
    password_hash = hash_password(application.password)
    return _create(name=name, address=address, password_hash=password_hash, comfort=comfort)


def _check_agreements(application: Application) -> None:
    if not application.is_adult:
        raise Invalid(N_("This forum is for people of 18 and over."), field="is_adult")
    if not application.accepts_guidelines:
        raise Invalid(
            N_("Please read the house guidelines and say that you accept them."), field="accepts_guidelines"
        )
    if not application.gives_consent:
        raise Invalid(
            N_("What people write here is about their health; we may keep it only with your consent."),
            field="gives_consent",
        )


def _check_name_is_free(name: str) -> None:
    taken = db.session.scalar(select(Account.id).where(Account.name_key == name_key(name)))
    db.session.rollback()
    if taken is not None:
        raise Invalid(_TAKEN, field="name")


@operation
def _create(*, name: str, address: str | None, password_hash: str, comfort: Comfort) -> tuple[int, list[str]]:
    now = clock.now()
    account = Account(
        name=name,
        name_key=name_key(name),
        password_hash=password_hash,
        created_at=now,
        adult_confirmed_at=now,
        guidelines_version=GUIDELINES_VERSION,
        guidelines_accepted_at=now,
        consent_version=CONSENT_VERSION,
        consent_given_at=now,
        all_read_at=now,
    )
    db.session.add(account)
    db.session.flush()
    choose_comfort(actor=account, comfort=comfort)
    if address:
        claim_address(account, address)
    announce(Joined(account))
    return account.id, new_codes(account)
