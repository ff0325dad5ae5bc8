"""What a member has agreed to about the sorting aid, and what they chose."""

from typing import Protocol

from forum.accounts import rules
from forum.accounts.models import Account
from forum.accounts.registration import CONSENT_VERSION
from forum.core import clock
from forum.core.operation import operation
from forum.core.rules import require

# From this version on the consent says in plain words that posts are sorted.
NAMES_SORTING_FROM = 2


class Consenting(Protocol):
    """Whoever has a consent: an `Account` and a `Visitor` both do."""

    @property
    def consent_version(self) -> int: ...


def is_to_be_asked(member: Consenting) -> bool:
    """Whether a member joined under an earlier consent and has not chosen yet."""
    return member.consent_version < NAMES_SORTING_FROM


def may_be_sorted(account: Account) -> bool:
    """Whether the sorting aid may read what this member writes: they were told of it, and did not opt out."""
    return not is_to_be_asked(account) and not account.by_time_only


@operation
def choose_order(*, actor: Account, by_time_only: bool) -> None:
    """Have one's posts sorted, or waiting in the order of time alone. Either answer has read the consent."""
    require(rules.may_speak_up(actor))
    actor.by_time_only = by_time_only
    if is_to_be_asked(actor):
        actor.consent_version, actor.consent_given_at = CONSENT_VERSION, clock.now()
