"""What moderation hears."""

from forum.accounts.events import RoleGiven
from forum.core.db import db
from forum.core.events import hears
from forum.moderation import appeals, audit, missing_notes, signals, sorting
from forum.moderation.audit import Logged, record
from forum.moderation.events import Decided, Undone
from forum.moderation.models import Case
from forum.safety.events import LineChecked
from forum.threads.events import PostWritten, ThreadPinned

# Imported for the job that it registers.
_JOBS = (missing_notes,)


@hears(RoleGiven)
def log_role(event: RoleGiven) -> None:
    """Roles are given by the operator, at the machine; the log says so."""
    record(Logged.ROLE_GIVEN, None, audit.account_target(event.account.id), role=event.role.value)


@hears(PostWritten)
def look_at_post(event: PostWritten) -> None:
    """First posts and watched words are noticed before anybody else hears of the post."""
    signals.look_at(event.post, event.thread, event.by)


@hears(PostWritten)
def sort_post(event: PostWritten) -> None:
    """After what may hold it: whether its words point to risk, so that a person looks sooner."""
    sorting.sort_post(event.post, event.thread, event.by)


@hears(Decided)
def look_back(event: Decided) -> None:
    """Where the sorting aid took part in a decision, its statement says so; what it had missed is counted."""
    sorting.look_back(event.decision, event.post)


@hears(Decided)
def answer_signals(event: Decided) -> None:
    """A decision answers what was noticed; its statement says so where a machine took part.

    One that leaves the case open (its post waits for a yes or a no) answers nothing yet.
    """
    case = db.session.get_one(Case, event.decision.case_id)
    if signals.machine_pointed_there(case.id):
        event.decision.machine_took_part = True
    if case.closed_at is not None:
        signals.answer_signals(case.id, event.decision.id)


@hears(Undone)
def ask_again(event: Undone) -> None:
    """What was noticed waits again where no decision is left."""
    case = db.session.get_one(Case, event.decision.case_id)
    if case.closed_at is None:
        signals.ask_again(case.id)


@hears(Undone)
def close_appeal(event: Undone) -> None:
    """A decision that is taken back needs no other look any more."""
    appeals.close_appeal(event.decision)


@hears(ThreadPinned)
def log_pin(event: ThreadPinned) -> None:
    """Pinning touches nobody and needs no reasons; the log has it like everything that moderators do."""
    act = Logged.PINNED if event.pinned else Logged.UNPINNED
    record(act, event.by, audit.thread_target(event.thread_id))


@hears(LineChecked)
def log_line_check(event: LineChecked) -> None:
    """Who said that a line answers, or does not: members are sent there on their word."""
    target = audit.line_target(event.check.iso, event.check.key)
    record(Logged.LINE_CHECKED, event.by, target, outcome=event.check.outcome.value)
