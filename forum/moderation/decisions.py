"""Deciding a case, and taking a decision back: stamped first, and only the winner acts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Invalid
from forum.core.events import announce
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.text import clean_text
from forum.core.words import N_
from forum.moderation import rules
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.cases import move, take_up_again
from forum.moderation.changes import Stale, changes_since
from forum.moderation.effects import put_in_force
from forum.moderation.events import Decided, Undone
from forum.moderation.models import Act, Case, Decision, Flag, Rule, State
from forum.threads.drafts import forget_draft
from forum.threads.models import Post

LONGEST_PAUSE = 90
LONGEST_SUSPENSION = 365
LONGEST_WORDS = 4000
LONGEST_PRIVATE_NOTE = 2000

_UNDONE = N_("This decision was taken back in the meantime. Nothing more was changed.")


@dataclass(frozen=True, slots=True)
class _Terms:
    """A decision's own columns, checked."""

    rule: Rule
    words: str
    private_note: str
    until: datetime | None


@operation
def decide(
    *,
    actor: Account,
    case: Case,
    version: int,
    revision: int,
    act: Act,
    rule: Rule = Rule.NONE,
    words: str = "",
    private_note: str = "",
    days: int | None = None,
) -> Decision:
    """Decide a case as it stood at `version`, on the post as it read at `revision`.

    `words` go to the author, `private_note` to moderators only. `days` is how long a pause or a suspension
    lasts; a suspension without it lasts until further notice.

    Raises:
        Stale: a flag, an edit, another decision or another moderator's claim came in between.
        Invalid: names the field that has to change.
    """
    require(rules.may_look(actor, about_id=case.account_id))
    post = _locked_post(case.post_id)
    won = _stamp(actor, case, version)
    if not won or post.revision != revision:
        raise Stale(changes_since(actor.id, case.id, version, revision))
    terms = _checked(actor, case, act, rule, words, private_note, days)
    if act not in rules.acts_for(case.lane, post.absence):
        raise Stale(changes_since(actor.id, case.id, version, revision))
    decision = _write(actor, case, post, act, terms)
    reporters = _answer_flags(decision)
    record(Logged.DECIDED, actor, case_target(case.id), decision=decision.id, did=act.value, rule=rule.value)
    put_in_force(post, act)
    forget_draft(actor.id, decision_place(case.id))
    announce(Decided(decision, post, tuple(sorted(reporters - {actor.id}))))
    return decision


@operation
def undo(*, actor: Account, decision: Decision) -> None:
    """Take a decision back, and what it did. With none left, the case is open again, in one's own hands.

    Raises:
        Conflict: it was taken back already.
    """
    require(rules.may_look(actor, about_id=decision.account_id))
    post = _locked_post(decision.post_id)
    case = db.session.get_one(Case, decision.case_id, with_for_update=True, populate_existing=True)
    db.session.refresh(decision)
    if decision.undone_at is not None:
        raise Conflict(_UNDONE)
    if decision.act.is_about_person:
        require(rules.may_set_standing(actor, of=db.session.get_one(Account, decision.account_id).role))
    case.version += 1
    decision.undone_at, decision.undone_by_id = clock.now(), actor.id
    decision.undone_version = case.version
    db.session.flush()
    if case.closed_at is not None and not _still_decided(case):
        unanswered = update(Flag).where(Flag.case_id == case.id).values(answered_by_id=None)
        db.session.execute(unanswered.execution_options(synchronize_session=False))
        take_up_again(case, actor)
    record(Logged.UNDONE, actor, case_target(case.id), decision=decision.id, did=decision.act.value)
    put_in_force(post, decision.act)
    announce(Undone(decision))


def decision_place(case_id: int) -> str:
    """The page on which a case is decided: where words wait that were typed before signing in anew."""
    return f"/moderation/cases/{case_id}/decision"


def _locked_post(post_id: int) -> Post:
    """Rows are always locked in this order: post, case, log, member. So nobody waits in a circle."""
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
    move(case, State.DECIDED)
    case.closed_at = clock.now()
    case.claimed_by_id = case.claimed_until = None
    return True


def _checked(
    actor: Account, case: Case, act: Act, rule: Rule, words: str, private_note: str, days: int | None
) -> _Terms:
    """Whether the decision makes sense; what it took no notice of (days of a hiding) is dropped."""
    words, private_note = clean_text(words), clean_text(private_note)
    if act.needs_reasons:
        _check_reasons(rule, words)
    require(rules.may_decide(case.lane, act, rule))
    if act.is_about_person:
        require(rules.may_set_standing(actor, of=db.session.get_one(Account, case.account_id).role))
    _check_length("text", words, LONGEST_WORDS)
    _check_length("private_note", private_note, LONGEST_PRIVATE_NOTE)
    return _Terms(
        rule=rule if act.needs_reasons else Rule.NONE,
        words=words if act.touches_author else "",
        private_note=private_note,
        until=_end(act, days),
    )


def _check_reasons(rule: Rule, words: str) -> None:
    if rule is Rule.NONE:
        raise Invalid(N_("Please choose the house rule this rests on."), field="rule")
    if not words:
        raise Invalid(N_("Please write to the author: which part, why, and what they can do."), field="text")


def _check_length(field: str, text: str, most: int) -> None:
    if len(text) > most:
        sentence = N_("Please keep this under %(most)s characters; it has %(has)s.")
        raise Invalid(sentence, field=field, most=most, has=len(text))


def _end(act: Act, days: int | None) -> datetime | None:
    """When an act ends by itself; None for what has no end of its own."""
    if not act.is_about_person or (act is Act.SUSPEND and days is None):
        return None
    most = LONGEST_PAUSE if act is Act.PAUSE else LONGEST_SUSPENSION
    if days is None or not 1 <= days <= most:
        raise Invalid(N_("Please say for how many days: 1 to %(most)s."), field="days", most=most)
    return clock.now() + timedelta(days=days)


def _write(actor: Account, case: Case, post: Post, act: Act, terms: _Terms) -> Decision:
    decision = Decision(
        case_id=case.id,
        case_version=case.version,
        post_id=post.id,
        post_revision=post.revision,
        account_id=case.account_id,
        moderator_id=actor.id,
        moderator_role=actor.role,
        act=act,
        rule=terms.rule,
        words=terms.words,
        private_note=terms.private_note,
        until=terms.until,
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
