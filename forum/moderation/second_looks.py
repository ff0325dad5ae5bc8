"""Not alone: a second opinion, a case for the admins, and a grave level that nobody lowers by themselves."""

from datetime import timedelta

from sqlalchemy import exists, or_, select

from forum.accounts.models import Account, SignIn
from forum.accounts.visitor import STAFF
from forum.core import clock, jobs
from forum.core.db import db
from forum.core.errors import Conflict, Invalid
from forum.core.operation import operation
from forum.core.words import N_
from forum.moderation import seals
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.cases import check_free, is_held, let_go, lock_case, lower_level, move, raise_level
from forum.moderation.desk_models import CaseNote, Said
from forum.moderation.models import Case, Level, State
from forum.moderation.on_call import call_admins
from forum.moderation.talk import add_line, checked_line

# Who has not been here for this long is not counted on.
ACTIVE_WITHIN = timedelta(days=30)

_UNANSWERED = N_(
    "You asked another moderator about this case, and nobody has answered yet. Please wait for the answer "
    "or take your question back under “Among moderators”. What you typed is still below."
)
_DECIDED = N_("This case has been decided in the meantime. Nothing was changed.")


@operation
def ask_for_opinion(*, actor: Account, case: Case, words: str) -> CaseNote:
    """Put a case down for another moderator's view; it is in nobody's hands then.

    Raises:
        Conflict: it is in somebody else's hands, decided, or asked about already.
        Invalid: there is no question.
    """
    _take_hold(actor, case)
    _check_unasked(case)
    question = add_line(actor, case, Said.ASKED, checked_line(words, empty=_NO_QUESTION))
    _put_down(case, State.SECOND_OPINION)
    record(Logged.ASKED, actor, case_target(case.id), note=question.id)
    return question


@operation
def answer_opinion(
    *, actor: Account, case: Case, version: int, agrees: bool | None, words: str = ""
) -> CaseNote:
    """Answer what another moderator asked, on the case as it stood at `version`.

    A yes to lowering lowers it; a yes to opening the seal opens it, for the two of them.

    Raises:
        Conflict: there is no question (any more), the case changed, or one cannot answer oneself.
        Invalid: no view was chosen, or another view without saying which.
    """
    lock_case(case, actor)
    question = _question(case)
    if case.closed_at is not None or question is None:
        raise Conflict(N_("This question has been answered, or the case decided, in the meantime."))
    if question.account_id == actor.id:
        raise Conflict(N_("This is your own question. Somebody else answers it."))
    if case.version != version:
        raise Conflict(N_("This case changed since you opened it. Please look at what is new, then answer."))
    if agrees is None:
        raise Invalid(N_("Please choose one."), field="view")
    words = checked_line(words) if words.strip() or not agrees else ""
    said = _answer_to(question) if agrees else Said.OTHER_VIEW
    answer = add_line(actor, case, said, words, level=question.level, answers=question)
    record(Logged.ANSWERED, actor, case_target(case.id), note=answer.id, agrees=agrees)
    if agrees:
        _bring_about(actor, case, question)
    _ask_no_more(case)
    return answer


@operation
def take_question_back(*, actor: Account, case: Case) -> None:
    """Ask no longer; it stays written that one did.

    Raises:
        Conflict: there is no question of one's own (any more).
    """
    lock_case(case, actor)
    question = _question(case)
    if case.closed_at is not None or question is None or question.account_id != actor.id:
        raise Conflict(N_("This question has been answered, or the case decided, in the meantime."))
    line = add_line(actor, case, Said.UNASKED, "", level=question.level, answers=question)
    record(Logged.UNASKED, actor, case_target(case.id), note=line.id)
    _ask_no_more(case)


def check_answered(actor: Account, case: Case) -> None:
    """Go on only if nobody is to answer `actor` on an open, grave case first.

    Raises:
        Conflict: they asked, somebody is there to answer, and nobody has.
    """
    if not case.level.is_grave:
        return
    question = _question(case)
    mine = question is not None and question.account_id == actor.id
    if mine and others_active(actor.id, case.account_id):
        raise Conflict(_UNANSWERED)


@operation
def escalate(*, actor: Account, case: Case, words: str) -> CaseNote:
    """Give a case to the admins: it says so in the queue, and they are told.

    Raises:
        Conflict: it is in somebody else's hands, decided, or with the admins already.
        Invalid: there is no word for them.
    """
    _take_hold(actor, case)
    if case.state is State.ESCALATED:
        raise Conflict(N_("This case is with the admins already."))
    line = add_line(actor, case, Said.ESCALATED, checked_line(words))
    _put_down(case, State.ESCALATED)
    record(Logged.ESCALATED, actor, case_target(case.id), note=line.id)
    call_admins(case, but=actor.id)
    return line


@operation
def set_level(*, actor: Account, case: Case, level: Level | None, words: str) -> CaseNote:
    """Say how grave a case is. Raising is free; a grave one is lowered by two, or by one alone with a reason.

    Gives the line it wrote: `raised`, `lowered`, or `asked-lower`, which waits for another moderator.

    Raises:
        Conflict: it is in somebody else's hands, decided, or asked about already.
        Invalid: names the field that has to change.
    """
    _take_hold(actor, case)
    if level is None or level is case.level:
        raise Invalid(N_("Please choose another level."), field="level")
    if level.rank < case.level_rank:
        return _raise(actor, case, level, words)
    words = checked_line(words, empty=N_("Please say why it may wait longer."))
    if not case.level.is_grave or not others_active(actor.id, case.account_id):
        line = add_line(actor, case, Said.LOWERED, words, level=level)
        _lower(actor, case, level)
        return line
    _check_unasked(case)
    question = add_line(actor, case, Said.ASKED_LOWER, words, level=level)
    _put_down(case, State.SECOND_OPINION)
    record(Logged.ASKED, actor, case_target(case.id), note=question.id, level=level.value)
    return question


@operation
def ask_to_open(*, actor: Account, case: Case, words: str) -> CaseNote:
    """Ask to see whose a name for one thread is. Another moderator agrees; whoever is alone opens it.

    Gives the line it wrote: `seal-asked`, which waits for another moderator, or `seal-opened`.

    Raises:
        Conflict: there is no seal on it, it is in somebody else's hands, decided, or asked about already.
        Invalid: there is no reason.
    """
    _take_hold(actor, case)
    if not seals.has_seal(case):
        raise Conflict(N_("This post stands under its author’s own name. There is nothing to open."))
    words = checked_line(words, empty=N_("Please say why you need to know who wrote this."))
    if not others_active(actor.id, case.account_id):
        line = add_line(actor, case, Said.SEAL_OPENED, words)
        seals.open_for(case, (actor.id,))
        record(Logged.SEAL_OPENED, actor, case_target(case.id), note=line.id)
        return line
    _check_unasked(case)
    question = add_line(actor, case, Said.SEAL_ASKED, words)
    _put_down(case, State.SECOND_OPINION)
    record(Logged.SEAL_ASKED, actor, case_target(case.id), note=question.id)
    return question


def others_active(actor_id: int, about_id: int) -> bool:
    """Whether there is another moderator to ask: here lately, in good standing, and not whom it is about."""
    now = clock.now()
    seen = exists().where(SignIn.account_id == Account.id, SignIn.seen_at >= now - ACTIVE_WITHIN)
    others = select(Account.id).where(
        Account.role.in_(STAFF),
        Account.id.not_in([actor_id, about_id]),
        or_(Account.suspended_until.is_(None), Account.suspended_until <= now),
        seen,
    )
    return db.session.scalar(others.limit(1)) is not None


def _answer_to(question: CaseNote) -> Said:
    return Said.SEAL_OPENED if question.said is Said.SEAL_ASKED else Said.AGREED


def _bring_about(actor: Account, case: Case, question: CaseNote) -> None:
    """What was asked for, and agreed to."""
    if question.said is Said.SEAL_ASKED:
        seals.open_for(case, (question.account_id, actor.id))
        record(Logged.SEAL_OPENED, actor, case_target(case.id), note=question.id)
    elif question.level is not None:
        _lower(actor, case, question.level)


def _raise(actor: Account, case: Case, level: Level, words: str) -> CaseNote:
    line = add_line(actor, case, Said.RAISED, checked_line(words) if words.strip() else "", level=level)
    raise_level(case, level)
    record(Logged.RAISED, actor, case_target(case.id), level=level.value)
    if level is Level.CRISIS:
        # The worker looks whether anybody is there to see it.
        jobs.wake()
    return line


def _lower(actor: Account, case: Case, level: Level) -> None:
    if level.rank > case.level_rank:
        lower_level(case, level)
        record(Logged.LOWERED, actor, case_target(case.id), level=level.value)


def _take_hold(actor: Account, case: Case) -> None:
    """Go on with an open case that is nobody else's."""
    lock_case(case, actor)
    if case.closed_at is not None:
        raise Conflict(_DECIDED)
    check_free(case, actor)


def _put_down(case: Case, state: State) -> None:
    """Let go of a case that waits for somebody else; what the admins have stays with them."""
    let_go(case)
    if case.state is not State.ESCALATED:
        move(case, state)


def _ask_no_more(case: Case) -> None:
    if case.state is State.SECOND_OPINION:
        held = is_held(case.claimed_by_id, case.claimed_until)
        move(case, State.CLAIMED if held else State.NEW)


def _check_unasked(case: Case) -> None:
    if _question(case) is not None:
        raise Conflict(N_("Somebody has asked about this case already. It waits for an answer below."))


def _question(case: Case) -> CaseNote | None:
    """What was asked since the case last came up, and waits for an answer."""
    since = case.reopened_at or case.opened_at
    answers = select(CaseNote.answers_id).where(CaseNote.case_id == case.id, CaseNote.answers_id.is_not(None))
    asked = select(CaseNote).where(
        CaseNote.case_id == case.id,
        CaseNote.said.in_([said for said in Said if said.is_question]),
        CaseNote.written_at >= since,
        CaseNote.id.not_in(answers),
    )
    return db.session.scalar(asked.order_by(CaseNote.id.desc()).limit(1))


_NO_QUESTION = N_("Please say what you would like to know.")
