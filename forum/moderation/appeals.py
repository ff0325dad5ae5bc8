"""Asking for another look at a decision, and the answer of somebody other than whoever decided."""

from datetime import timedelta

from sqlalchemy import select, update

from forum.accounts.models import Account
from forum.accounts.visitor import Actor
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Invalid
from forum.core.events import announce
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.text import clean_text
from forum.core.words import N_
from forum.moderation import rules
from forum.moderation.audit import OPERATOR, Logged, case_target, record, record_sealed
from forum.moderation.cases import join_case, move
from forum.moderation.decisions import take_back
from forum.moderation.events import AppealAnswered, Undone
from forum.moderation.models import Case, Decision, Flag, State
from forum.moderation.phrases import check_personal
from forum.moderation.record_models import Appeal
from forum.threads.drafts import forget_draft
from forum.threads.models import Absence, Post

ANSWERED_WITHIN = timedelta(days=7)
LONGEST_APPEAL = 4000

_ANSWERED = N_("This appeal has been answered in the meantime. Nothing more was changed.")
_LONG = N_("Please keep this under %(most)s characters; it has %(has)s.")


@operation
def appeal(*, actor: Account, decision: Decision, words: str) -> Appeal:
    """Ask for another look at a decision; once, and within six months.

    Raises:
        NotAllowed: it was asked for already, is too long ago, or was taken back.
        Invalid: there is no word why.
    """
    _hold_post(decision)
    db.session.refresh(decision)
    require(rules.may_appeal(actor, decision, appealed=_appealed(decision)))
    now = clock.now()
    made = Appeal(
        decision_id=decision.id,
        account_id=actor.id,
        words=_checked(words, N_("Please say in your own words what was seen wrongly.")),
        made_at=now,
        due_at=now + ANSWERED_WITHIN,
    )
    db.session.add(made)
    db.session.flush()
    _open_again(decision.case_id)
    if db.session.get_one(Post, decision.post_id).alias:
        record_sealed(Logged.APPEALED, case_target(decision.case_id), decision=decision.id)
    else:
        record(Logged.APPEALED, actor, case_target(decision.case_id), decision=decision.id)
    forget_draft(actor.id, appeal_place(decision.id))
    return made


@operation
def answer_appeal(*, actor: Account, appeal: Appeal, upheld: bool | None, words: str) -> None:
    """Answer an appeal. Upholding it takes the decision back, with everything it did.

    Raises:
        Conflict: it was answered in the meantime.
        Invalid: names the field that has to change.
        NotAllowed: this moderator decided, or what it did cannot be taken back.
    """
    decision = db.session.get_one(Decision, appeal.decision_id)
    _hold_post(decision)
    require(rules.may_answer(actor, about_id=decision.account_id, decided_by_id=decision.moderator_id))
    _answer(actor, appeal, decision, upheld=upheld, words=words)


@operation
def answer_as_operator(*, appeal: Appeal, upheld: bool, words: str) -> None:
    """Answer an appeal at the machine: the way that is left where only one person moderates.

    Raises:
        Conflict: it was answered in the meantime.
        Invalid: there is no word why.
    """
    decision = db.session.get_one(Decision, appeal.decision_id)
    _hold_post(decision)
    _answer(None, appeal, decision, upheld=upheld, words=words)


def close_appeal(decision: Decision) -> None:
    """Within an operation that took a decision back: who asked for another look has what they asked for."""
    waiting = update(Appeal).where(Appeal.decision_id == decision.id, Appeal.answered_at.is_(None))
    by = db.session.get(Account, decision.undone_by_id) if decision.undone_by_id else None
    closed = waiting.values(
        answered_at=clock.now(),
        answered_by_id=decision.undone_by_id,
        answered_role=by.role.value if by else OPERATOR,
        upheld=True,
    )
    db.session.execute(closed.execution_options(synchronize_session=False))
    _close_again(decision.case_id)


def appeal_place(decision_id: int) -> str:
    """The page on which an appeal is written: where words wait that were typed before signing in anew."""
    return f"/decisions/{decision_id}/appeal"


def answer_place(appeal_id: int) -> str:
    """The page on which an appeal is answered."""
    return f"/moderation/appeals/{appeal_id}"


def _hold_post(decision: Decision) -> None:
    """Appeals are locked after the post, like everything that a decision touches."""
    db.session.get_one(Post, decision.post_id, with_for_update=True, populate_existing=True)


def _open_again(case_id: int) -> None:
    """A decided case is open again, under Appeals: it is for somebody other than whoever decided."""
    case = db.session.get_one(Case, case_id, with_for_update=True, populate_existing=True)
    if case.closed_at is not None:
        move(case, State.APPEALED)


def _close_again(case_id: int) -> None:
    """With the last appeal answered nothing more is to come, except a follow-up that was due anyway."""
    case = db.session.get_one(Case, case_id, with_for_update=True, populate_existing=True)
    waiting = select(Appeal.id).join(Decision, Decision.id == Appeal.decision_id)
    waits = db.session.scalar(waiting.where(Decision.case_id == case_id, Appeal.answered_at.is_(None)))
    if case.state is State.APPEALED and waits is None:
        move(case, State.FOLLOW_UP if case.follow_up_at else State.CLOSED)


def _appealed(decision: Decision) -> bool:
    return db.session.scalar(select(Appeal.id).where(Appeal.decision_id == decision.id)) is not None


def _answer(
    actor: Account | None, appeal: Appeal, decision: Decision, *, upheld: bool | None, words: str
) -> None:
    if upheld is None:
        raise Invalid(N_("Please choose one."), field="view")
    answer = _checked(words, N_("Please write to the author: what you saw, and why."))
    check_personal(answer)
    _stamp(actor, appeal, upheld, answer)
    if upheld:
        _take_back(actor, decision)
    _close_again(decision.case_id)
    logged = Logged.APPEAL_UPHELD if upheld else Logged.APPEAL_KEPT
    record(logged, actor, case_target(decision.case_id), decision=decision.id)
    if actor is not None:
        forget_draft(actor.id, answer_place(appeal.id))
    announce(AppealAnswered(appeal, decision, _reporters(decision)))


def _stamp(actor: Account | None, appeal: Appeal, upheld: bool, answer: str) -> None:
    """Win the appeal: of several answers at once, one gets past this."""
    stamp = update(Appeal).where(Appeal.id == appeal.id, Appeal.answered_at.is_(None))
    stamped = stamp.values(
        answered_at=clock.now(),
        answered_by_id=actor.id if actor else None,
        answered_role=actor.role.value if actor else OPERATOR,
        upheld=upheld,
        answer=answer,
    ).returning(Appeal.id)
    won = db.session.execute(stamped.execution_options(synchronize_session=False)).first()
    db.session.refresh(appeal)
    if won is None:
        raise Conflict(_ANSWERED)


def _take_back(actor: Actor | None, decision: Decision) -> None:
    """The case stays as it was left: the appeal was its end. Only what is held again waits for somebody."""
    case = take_back(actor, decision)
    post = db.session.get_one(Post, decision.post_id)
    if post.absence is Absence.HELD and case.closed_at is not None:
        join_case(post, case.lane, case.level, flags=0)
    announce(Undone(decision, by_appeal=True))


def _reporters(decision: Decision) -> tuple[int, ...]:
    flagged = select(Flag.reporter_id).where(Flag.answered_by_id == decision.id).distinct()
    return tuple(sorted(db.session.scalars(flagged)))


def _checked(words: str, empty: str) -> str:
    cleaned = clean_text(words)
    if not cleaned:
        raise Invalid(empty, field="text")
    if len(cleaned) > LONGEST_APPEAL:
        raise Invalid(_LONG, field="text", most=LONGEST_APPEAL, has=len(cleaned))
    return cleaned
