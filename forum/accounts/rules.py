"""Who may do what to an account, and what everybody needs before they may write at all."""

from forum.accounts.models import Role
from forum.accounts.visitor import STAFF, Actor
from forum.core import clock
from forum.core.rules import UNSEEN, YES, Verdict, no
from forum.core.words import N_

SIGN_IN_FIRST = N_("Please sign in first.")


def is_member(actor: Actor) -> bool:
    """Whether this is somebody who has signed in."""
    return actor.id != 0


def is_staff(actor: Actor) -> bool:
    """Whether this is a moderator or an admin."""
    return is_member(actor) and actor.role in STAFF


def may_write(actor: Actor) -> Verdict:
    """Posting, replying, editing, reacting."""
    if not is_member(actor):
        return no(SIGN_IN_FIRST)
    now = clock.now()
    if actor.suspended_until and actor.suspended_until > now:
        return no(N_("Your account is suspended. You can read, and see the reason under Notifications."))
    if actor.paused_until and actor.paused_until > now:
        until = actor.paused_until.strftime("%d %B %Y, %H:%M UTC")
        return no(N_("Moderators have paused your posting until %(until)s. You can still read."), until=until)
    return YES


def may_speak_up(actor: Actor) -> Verdict:
    """Flagging, blocking, changing one's own settings: open to every member, whatever their standing."""
    return YES if is_member(actor) else no(SIGN_IN_FIRST)


def may_moderate(actor: Actor) -> Verdict:
    """The moderators' rooms do not exist for anybody else."""
    return YES if is_staff(actor) else UNSEEN


def may_administer(actor: Actor) -> Verdict:
    """The rooms of admins do not exist for anybody else, not for moderators either."""
    return YES if is_member(actor) and actor.role is Role.ADMIN else UNSEEN


def may_keep_away(actor: Actor, *, other: Actor) -> Verdict:
    """Whether `actor` may mute or block `other`."""
    if not is_member(actor):
        return no(SIGN_IN_FIRST)
    if actor.id == other.id:
        return no(N_("You cannot block yourself."))
    if is_staff(other):
        return no(N_("Moderators cannot be blocked. You can mute them: their posts will fold."))
    return YES
