"""Who may write a check-in, and whose it is."""

from forum.accounts.rules import SIGN_IN_FIRST, is_member
from forum.accounts.visitor import Actor
from forum.checkins.models import CheckIn
from forum.core import clock
from forum.core.rules import UNSEEN, YES, Verdict, no
from forum.core.words import N_


def may_write(actor: Actor) -> Verdict:
    """A pause is about posting, and this is no post. A suspended account is there for reading."""
    if not is_member(actor):
        return no(SIGN_IN_FIRST)
    if actor.suspended_until and actor.suspended_until > clock.now():
        return no(
            N_(
                "Your account is suspended, so nothing new can be written here. What you kept is still yours "
                "to read, to take with you and to erase."
            )
        )
    return YES


def may_see(actor: Actor, check_in: CheckIn) -> Verdict:
    """For everybody but its writer, moderators and admins too, it does not exist."""
    return YES if is_member(actor) and check_in.account_id == actor.id else UNSEEN
