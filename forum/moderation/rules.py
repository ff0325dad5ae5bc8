"""Who may flag, who may look at a case, and which acts are open there."""

from datetime import datetime, timedelta
from typing import Protocol

from forum.accounts.models import Role
from forum.accounts.rules import is_member, is_staff, may_moderate, may_speak_up
from forum.accounts.visitor import STAFF, Actor
from forum.core import clock
from forum.core.rules import UNSEEN, YES, Verdict, no
from forum.core.words import N_
from forum.moderation.models import Act, Lane, Rule
from forum.threads.models import Absence, Post

# A care case is no punishment: it hides only what could tip a reader over, and leaves standing alone.
CARE_HIDES_UNDER = (Rule.NO_METHOD_DETAIL, Rule.NO_ENCOURAGEMENT)
_OF_LANE = {
    Lane.CARE: (Act.NO_ACTION, Act.REACH_OUT, Act.NOTE, Act.EDIT, Act.HIDE, Act.RESTORE),
    Lane.RULES: tuple(Act),
}
_ALWAYS = frozenset({Act.NO_ACTION, Act.REACH_OUT, Act.WARN, Act.PAUSE, Act.SUSPEND, Act.MOVE, Act.LOCK})
_WHEN = {
    None: _ALWAYS | {Act.NOTE, Act.EDIT, Act.HIDE, Act.REMOVE},
    Absence.HIDDEN: _ALWAYS | {Act.NOTE, Act.EDIT, Act.REMOVE, Act.RESTORE},
    Absence.REMOVED: _ALWAYS | {Act.RESTORE},
    Absence.WITHDRAWN: _ALWAYS,
    # A held post waits for a yes or a no, and goes on waiting when its author's standing is decided. What
    # else there is to decide can be decided after that.
    Absence.HELD: frozenset({Act.HIDE, Act.REMOVE, Act.RESTORE, Act.WARN, Act.PAUSE, Act.SUSPEND}),
}
# A worry is seen to whether or not the post waits for the other lane.
_SEES_TO = frozenset({Act.NO_ACTION, Act.REACH_OUT})
# How long after a decision its author can ask for another look.
APPEAL_WITHIN = timedelta(days=183)


class DecisionFacts(Protocol):
    """What rules ask of a decision: the table's row and its statement both answer."""

    @property
    def account_id(self) -> int: ...
    @property
    def act(self) -> Act: ...
    @property
    def made_at(self) -> datetime: ...
    @property
    def undone_at(self) -> datetime | None: ...


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


def may_set_standing(actor: Actor, *, of: Role, sealed: bool) -> Verdict:
    """Whether `actor` may pause or suspend a member with this role; no answer names a role that is sealed."""
    if of in STAFF and (actor.role is not Role.ADMIN or of is Role.ADMIN):
        if sealed:
            return no(
                N_("This can’t be decided here about whoever wrote it. Please give the case to the admins.")
            )
        return no(N_("A moderator’s standing is for an admin to decide, and an admin’s for the operator."))
    return YES


def may_read_statement(actor: Actor, *, about_id: int) -> Verdict:
    """The statement of reasons exists for the member it is about, and for moderators."""
    return YES if is_member(actor) and (actor.id == about_id or is_staff(actor)) else UNSEEN


def acts_for(lane: Lane, absence: Absence | None, *, number: int) -> tuple[Act, ...]:
    """What can be decided in this lane on post `number` in this state, in the order of the form.

    Whole threads are moved and brought to rest where their first post is. A held post is shown more often
    than not, so that comes first.
    """
    is_held = absence is Absence.HELD
    is_care = is_held and lane is Lane.CARE
    acts = (
        act
        for act in _OF_LANE[lane]
        if (act in _WHEN[absence] or (is_care and act in _SEES_TO))
        and (number == 1 or not act.is_about_thread)
    )
    return tuple(sorted(acts, key=lambda act: is_held and act is not Act.RESTORE))


def may_decide(lane: Lane, act: Act, rule: Rule, *, number: int) -> Verdict:
    """Whether this act belongs in this lane at all, under this rule, and to post `number`."""
    if act not in _OF_LANE[lane]:
        return no(N_("A care case is no punishment: it is answered, or a post hidden for what it details."))
    if lane is Lane.CARE and act in (Act.HIDE, Act.EDIT) and rule not in CARE_HIDES_UNDER:
        return no(N_("A care case hides a post only for method detail or encouragement. Otherwise it stays."))
    if act.is_about_thread and number != 1:
        return no(N_("A whole thread is moved or brought to rest from the case of its first post."))
    return YES


def may_appeal(actor: Actor, decision: DecisionFacts, *, appealed: bool) -> Verdict:
    """Whether `actor` can ask for another look at a decision: open to its author, whatever their standing."""
    if not is_member(actor) or actor.id != decision.account_id or not decision.act.touches_author:
        return UNSEEN
    if not decision.act.can_be_appealed:
        return no(N_("There is nothing here to look at again: it takes nothing from you."))
    if appealed:
        return no(N_("You have asked for another look at this. A decision is looked at again once."))
    if decision.undone_at is not None:
        return no(N_("This decision was taken back already."))
    if clock.now() > decision.made_at + APPEAL_WITHIN:
        return no(N_("This was decided more than six months ago. It can’t be looked at again."))
    return YES


def may_answer(actor: Actor, *, about_id: int, decided_by_id: int) -> Verdict:
    """Whether `actor` can answer an appeal: a moderator whom it is not about, and who did not decide."""
    looked = may_look(actor, about_id=about_id)
    if not looked:
        return looked
    if actor.id == decided_by_id:
        return no(N_("You decided this, so somebody else answers: another moderator, or the operator."))
    return YES
