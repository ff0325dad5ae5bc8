"""Who may flag, who may look at a case, and which acts are open there."""

from forum.accounts.models import Role
from forum.accounts.rules import is_member, is_staff, may_moderate, may_speak_up
from forum.accounts.visitor import STAFF, Actor
from forum.core.rules import UNSEEN, YES, Verdict, no
from forum.core.words import N_
from forum.moderation.models import Act, Lane, Rule
from forum.threads.models import Absence, Post

# A care case is no punishment: it hides only what could tip a reader over, and leaves standing alone.
CARE_HIDES_UNDER = (Rule.NO_METHOD_DETAIL, Rule.NO_ENCOURAGEMENT)
_OF_LANE = {
    Lane.CARE: (Act.NO_ACTION, Act.HIDE, Act.RESTORE),
    Lane.RULES: (Act.NO_ACTION, Act.HIDE, Act.REMOVE, Act.RESTORE, Act.PAUSE, Act.SUSPEND),
}
_ON_SHOWN = frozenset({Act.NO_ACTION, Act.HIDE, Act.REMOVE, Act.PAUSE, Act.SUSPEND})
_WHEN = {
    None: _ON_SHOWN,
    Absence.HIDDEN: frozenset({Act.NO_ACTION, Act.REMOVE, Act.RESTORE, Act.PAUSE, Act.SUSPEND}),
    Absence.REMOVED: frozenset({Act.NO_ACTION, Act.RESTORE, Act.PAUSE, Act.SUSPEND}),
    Absence.WITHDRAWN: frozenset({Act.NO_ACTION, Act.PAUSE, Act.SUSPEND}),
}


def may_flag(actor: Actor, post: Post) -> Verdict:
    """Whether `actor`, who can see the thread, may flag `post`: open to every member, paused ones too."""
    allowed = may_speak_up(actor)
    if not allowed:
        return allowed
    if post.author_id == actor.id:
        return no(N_("This is your own post. You can withdraw your own post."))
    if post.absence is not None:
        return no(N_("This post is not shown any more, so nothing needs to be done with it."))
    return YES


def may_look(actor: Actor, *, about_id: int) -> Verdict:
    """Whether a case about the member `about_id` exists for `actor`.

    A moderator's own post is not theirs to judge, and its page would tell them who flagged it.
    """
    return may_moderate(actor) if actor.id != about_id else UNSEEN


def may_set_standing(actor: Actor, *, of: Role) -> Verdict:
    """Whether `actor` may pause or suspend a member with this role."""
    if of in STAFF and (actor.role is not Role.ADMIN or of is Role.ADMIN):
        return no(N_("A moderator's standing is for an admin to decide, and an admin's for the operator."))
    return YES


def may_read_statement(actor: Actor, *, about_id: int) -> Verdict:
    """The statement of reasons exists for the member it is about, and for moderators."""
    return YES if is_member(actor) and (actor.id == about_id or is_staff(actor)) else UNSEEN


def acts_for(lane: Lane, absence: Absence | None) -> tuple[Act, ...]:
    """What can be decided in this lane on a post in this state, in the order of the form."""
    return tuple(act for act in _OF_LANE[lane] if act in _WHEN[absence])


def may_decide(lane: Lane, act: Act, rule: Rule) -> Verdict:
    """Whether this act belongs in this lane at all, and under this rule."""
    if act not in _OF_LANE[lane]:
        return no(N_("A care case is no punishment: it is answered, or a post hidden for what it details."))
    if lane is Lane.CARE and act is Act.HIDE and rule not in CARE_HIDES_UNDER:
        return no(N_("A care case hides a post only for method detail or encouragement. Otherwise it stays."))
    return YES
