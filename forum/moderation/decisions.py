"""Deciding a case, and taking a decision back: stamped first, and only the winner acts."""

from typing import Any

from sqlalchemy import or_, select, update

from forum.accounts.models import Account
from forum.accounts.visitor import Actor
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict
from forum.core.events import announce
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.words import N_
from forum.moderation import rules
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.cases import settle, take_up_again
from forum.moderation.changes import Stale, changes_since
from forum.moderation.effects import put_in_force
from forum.moderation.events import Decided, Undone
from forum.moderation.models import Act, Case, Decision, Flag, Lane
from forum.moderation.second_looks import check_answered
from forum.moderation.sorting import note_judgement
from forum.moderation.terms import Asked, Terms, check_terms
from forum.threads.amending import reword
from forum.threads.drafts import forget_draft
from forum.threads.models import Absence, Post

_UNDONE = N_("This decision was taken back in the meantime. Nothing more was changed.")


@operation
def decide(
    *, actor: Account, case: Case, version: int, revision: int, act: Act, **particulars: Any
) -> Decision:
    """Decide a case as it stood at `version`, on the post as it read at `revision`.

    `particulars` are what `Asked` has beside the act.

    Raises:
        Conflict: one asked another moderator about it, and waits for the answer.
        Stale: a flag, an edit, another decision or another moderator's claim came in between.
        Invalid: names the field that has to change.
    """
    require(rules.may_look(actor, about_id=case.account_id))
    post = _locked_post(case.post_id)
    won = _stamp(actor, case, version)
    if not won or post.revision != revision:
        raise Stale(changes_since(actor.id, case.id, version, revision))
    terms = check_terms(actor, case, post, Asked(act, **particulars))
    if act not in rules.acts_for(case.lane, post.absence, number=post.number):
        raise Stale(changes_since(actor.id, case.id, version, revision))
    return _act(actor, case, post, terms)


@operation
def undo(*, actor: Account, decision: Decision) -> None:
    """Take a decision back, and what it did. With none left, the case is open again, in one's own hands.

    Raises:
        Conflict: it was taken back already.
        NotAllowed: it is not for this moderator, or what was said since forbids it.
    """
    require(rules.may_look(actor, about_id=decision.account_id))
    case = take_back(actor, decision)
    if case.closed_at is not None and not _still_decided(case):
        unanswered = update(Flag).where(Flag.case_id == case.id).values(answered_by_id=None)
        db.session.execute(unanswered.execution_options(synchronize_session=False))
        take_up_again(case, actor)
    announce(Undone(decision))


def take_back(actor: Actor | None, decision: Decision) -> Case:
    """Within an operation: run a decision's inverse, for `actor` or for the operator; gives its case.

    Raises:
        Conflict: it was taken back already.
        NotAllowed: it is not for this moderator, or what was said since forbids it.
    """
    post = _locked_post(decision.post_id)
    case = db.session.get_one(Case, decision.case_id, with_for_update=True, populate_existing=True)
    db.session.refresh(decision)
    if decision.undone_at is not None:
        raise Conflict(_UNDONE)
    if actor is not None and decision.act.is_about_person:
        role = db.session.get_one(Account, decision.account_id).role
        require(rules.may_set_standing(actor, of=role, sealed=bool(post.alias)))
    case.version += 1
    decision.undone_at, decision.undone_by_id = clock.now(), actor.id if actor else None
    decision.undone_version = case.version
    db.session.flush()
    record(Logged.UNDONE, actor, case_target(case.id), decision=decision.id, did=decision.act.value)
    put_in_force(post, decision)
    return case


def decision_place(case_id: int) -> str:
    """The page on which a case is decided: where words wait that were typed before signing in anew."""
    return f"/moderation/cases/{case_id}/decision"


def _locked_post(post_id: int) -> Post:
    """Rows are always locked in this order: post, case, log, thread, member. So nobody waits in a circle."""
    return db.session.get_one(Post, post_id, with_for_update=True, populate_existing=True)


def _stamp(actor: Account, case: Case, version: int) -> bool:
    """Win the case: of several decisions made on one version, one gets past this line."""
    free = or_(
        Case.claimed_by_id.is_(None), Case.claimed_by_id == actor.id, Case.claimed_until <= clock.now()
    )
    stamp = update(Case).where(Case.id == case.id, Case.version == version, free)
    stamped = stamp.values(version=Case.version + 1).returning(Case.id)
    won = db.session.execute(stamped.execution_options(synchronize_session=False)).first()
    db.session.refresh(case)
    if won is None:
        return False
    if case.closed_at is None:
        check_answered(actor, case)
    settle(case)
    return True


def _act(actor: Account, case: Case, post: Post, terms: Terms) -> Decision:
    decision = _write(actor, case, post, terms)
    reporters = _answer_flags(decision)
    facts = {"decision": decision.id, "did": terms.act.value, "rule": terms.rule.value}
    record(Logged.DECIDED, actor, case_target(case.id), **facts)
    if terms.wording:
        reword(post, terms.wording, by_id=actor.id, trimmed_from=post.revision + 1)
    put_in_force(post, decision)
    if terms.judged:
        note_judgement(case.id, terms.judged)
    if case.lane is Lane.RULES and post.absence is Absence.HELD:
        # Its author's standing was decided; the post waits for its yes or no all the same.
        take_up_again(case, actor)
    forget_draft(actor.id, decision_place(case.id))
    announce(Decided(decision, post, tuple(sorted(reporters - {actor.id}))))
    return decision


def _write(actor: Account, case: Case, post: Post, terms: Terms) -> Decision:
    decision = Decision(
        case_id=case.id,
        case_version=case.version,
        post_id=post.id,
        post_revision=post.revision,
        account_id=case.account_id,
        moderator_id=actor.id,
        moderator_role=actor.role,
        act=terms.act,
        rule=terms.rule,
        words=terms.words,
        private_note=terms.private_note,
        until=terms.until,
        particulars=terms.particulars,
        made_at=clock.now(),
    )
    db.session.add(decision)
    db.session.flush()
    return decision


def _answer_flags(decision: Decision) -> set[int]:
    """Let the decision answer every flag that waits for one; gives whose they were."""
    waiting = update(Flag).where(Flag.case_id == decision.case_id, Flag.answered_by_id.is_(None))
    answered = waiting.values(answered_by_id=decision.id).returning(Flag.reporter_id)
    return set(db.session.scalars(answered.execution_options(synchronize_session=False)))


def _still_decided(case: Case) -> bool:
    standing = select(Decision.id).where(Decision.case_id == case.id, Decision.undone_at.is_(None))
    return db.session.scalar(standing.limit(1)) is not None
