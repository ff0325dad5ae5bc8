"""A case's life: opened by a flag, joined by more, held by one moderator at a time, decided, opened again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from forum.accounts.models import Account
from forum.accounts.visitor import Actor
from forum.core import clock, jobs
from forum.core.db import db
from forum.core.errors import Conflict
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.words import N_
from forum.moderation import rules
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.company import bring_company
from forum.moderation.desk_models import PassedOn
from forum.moderation.models import Case, Lane, Level, State
from forum.moderation.shield import check_enough
from forum.threads.models import Post

LEASE = timedelta(minutes=20)
RENEWED_BELOW = timedelta(minutes=15)
FOLLOW_UP_AFTER = timedelta(hours=24)
CLOCKS = {
    Level.CRISIS: timedelta(minutes=15),
    Level.RED: timedelta(hours=1),
    Level.AMBER: timedelta(hours=12),
    Level.WATCH: timedelta(hours=48),
    Level.ROUTINE: timedelta(hours=72),
}
# How much of its time is left to a case that somebody with a good eye flagged.
SOONER = 0.75
_ANYWHERE = frozenset({State.NEW, State.CLAIMED, State.DECIDED})
_ASKING = frozenset({State.SECOND_OPINION, State.ESCALATED})
_AFTERWARDS = frozenset({State.FOLLOW_UP, State.APPEALED, State.CLOSED})
# What may follow what. A decided case comes back by a flag, an appeal, or when its decision is undone.
MOVES = {
    State.NEW: frozenset({State.CLAIMED, State.DECIDED}) | _ASKING,
    State.CLAIMED: _ANYWHERE | _ASKING,
    State.SECOND_OPINION: _ANYWHERE | _ASKING,
    State.ESCALATED: _ANYWHERE | _ASKING,
    State.DECIDED: _ANYWHERE | _AFTERWARDS,
    State.FOLLOW_UP: _ANYWHERE | _AFTERWARDS,
    State.APPEALED: _ANYWHERE | _AFTERWARDS,
    State.CLOSED: _ANYWHERE | {State.APPEALED},
}

_HELD = N_("%(name)s has this case in hand until %(until)s. You can take it over then, or choose another.")
_DONE = N_("This case has been decided in the meantime. There is nothing left to claim.")


@operation
def claim(*, actor: Account, case: Case, anyway: bool = False) -> None:
    """Take a case in hand for 20 minutes; claiming one's own again renews it, an expired one is taken over.

    `anyway` is for a moderator who has read enough for one shift, and is alone.

    Raises:
        Conflict: another moderator has it, or it is decided.
        Enough: it is a heavy one, and this moderator has read enough of them.
    """
    lock_case(case, actor)
    if case.closed_at is not None:
        raise Conflict(_DONE)
    before = case.claimed_by_id
    check_free(case, actor)
    if before != actor.id:
        check_enough(actor, case.level, anyway=anyway)
    case.claimed_by_id, case.claimed_until = actor.id, clock.now() + LEASE
    db.session.execute(delete(PassedOn).where(PassedOn.case_id == case.id, PassedOn.account_id == actor.id))
    if case.state is State.NEW:
        move(case, State.CLAIMED)
    if before is None:
        record(Logged.CLAIMED, actor, case_target(case.id))
    elif before != actor.id:
        record(Logged.TAKEN_OVER, actor, case_target(case.id), held_by=before)


@operation
def release(*, actor: Account, case: Case) -> None:
    """Pass a case on: it goes back to the queue, for others first, and nobody is asked why."""
    lock_case(case, actor)
    if case.claimed_by_id != actor.id or case.closed_at is not None:
        return
    let_go(case)
    _note_passed_on(actor, case)
    record(Logged.RELEASED, actor, case_target(case.id))
    if case.level is Level.CRISIS:
        # The worker looks whether anybody is left to see to it.
        jobs.wake()


@operation
def renew(*, actor: Actor, case_id: int) -> None:
    """Whoever is at work on a case keeps it."""
    held = update(Case).where(Case.id == case_id, Case.claimed_by_id == actor.id, Case.closed_at.is_(None))
    db.session.execute(held.values(claimed_until=clock.now() + LEASE))


def join_case(post: Post, lane: Lane, level: Level, *, flags: int = 1) -> Case:
    """Within an operation that holds the post: its case in this lane, with one flag more.

    `flags=0`: nobody flagged it, the forum noticed it by itself (`signals`).
    """
    known = select(Case).where(Case.post_id == post.id, Case.lane == lane).with_for_update()
    case = db.session.scalar(known.execution_options(populate_existing=True))
    if case is None:
        return _open(post, lane, level, flags)
    case.version += 1
    case.flag_count += flags
    if case.closed_at is not None:
        _reopen(case, level)
    elif level.rank < case.level_rank:
        raise_level(case, level)
    return case


def raise_level(case: Case, level: Level) -> None:
    """Within an operation that holds the case: it is graver than was thought, and due sooner."""
    _set_level(case, level)
    case.due_at = min(case.due_at, clock.now() + CLOCKS[level])


def bring_forward(case: Case) -> None:
    """Within an operation that holds the case: it is due sooner than its level alone would have it."""
    case.due_at = min(case.due_at, clock.now() + CLOCKS[case.level] * SOONER)


def lower_level(case: Case, level: Level) -> None:
    """Within an operation that holds the case: it may wait as long as this level may, from its beginning."""
    _set_level(case, level)
    case.due_at = (case.reopened_at or case.opened_at) + CLOCKS[level]


def take_up_again(case: Case, actor: Actor) -> None:
    """Within an operation: a case that waits for a decision again, or still, is in the hands of `actor`."""
    now = clock.now()
    _reopen(case, case.level)
    case.claimed_by_id, case.claimed_until = actor.id, now + LEASE
    move(case, State.CLAIMED)


def settle(case: Case) -> None:
    """Within an operation: a case was decided, and leaves the queue; a grave one is looked at once more."""
    now = clock.now()
    move(case, State.DECIDED)
    case.closed_at = now
    case.claimed_by_id = case.claimed_until = None
    if case.level.is_grave:
        move(case, State.FOLLOW_UP)
        case.follow_up_at = now + FOLLOW_UP_AFTER
    bring_company(case)


def let_go(case: Case) -> None:
    """Within an operation that holds the case: it is in nobody's hands."""
    case.claimed_by_id = case.claimed_until = None
    if case.state is State.CLAIMED:
        move(case, State.NEW)


def lock_case(case: Case, actor: Actor) -> None:
    """Within an operation: nobody else changes the case until the end, and `actor` may look at it.

    Its post comes first, as it does for whoever decides: so nobody waits in a circle.
    """
    db.session.execute(select(Post.id).where(Post.id == case.post_id).with_for_update(key_share=True))
    db.session.refresh(case, with_for_update=True)
    require(rules.may_look(actor, about_id=case.account_id))


def move(case: Case, to: State) -> None:
    """Bring a case into another state; a move that `MOVES` does not know is a fault in the code."""
    if to not in MOVES[case.state]:
        raise ValueError(f"a case does not go from {case.state} to {to}")
    case.state = to


def check_free(case: Case, actor: Actor) -> None:
    """Go on only if nobody else has the case in hand.

    Raises:
        Conflict: says who has it and until when.
    """
    if not is_held(case.claimed_by_id, case.claimed_until) or case.claimed_by_id == actor.id:
        return
    holder = db.session.get(Account, case.claimed_by_id)
    until = case.claimed_until.strftime("%H:%M UTC") if case.claimed_until else ""
    raise Conflict(_HELD, name=holder.name if holder else "", until=until)


def is_held(claimed_by_id: int | None, claimed_until: datetime | None) -> bool:
    """Whether a claim stands: a lease that has run out is nobody's."""
    return claimed_by_id is not None and claimed_until is not None and claimed_until > clock.now()


def _note_passed_on(actor: Account, case: Case) -> None:
    known = select(PassedOn).where(PassedOn.case_id == case.id, PassedOn.account_id == actor.id)
    passed = db.session.scalar(known)
    if passed is None:
        passed = PassedOn(case_id=case.id, account_id=actor.id)
        db.session.add(passed)
    passed.passed_at = clock.now()


def _open(post: Post, lane: Lane, level: Level, flags: int) -> Case:
    now = clock.now()
    case = Case(
        post_id=post.id,
        account_id=post.author_id,
        lane=lane,
        level=level,
        level_rank=level.rank,
        state=State.NEW,
        version=1,
        flag_count=flags,
        opened_at=now,
        due_at=now + CLOCKS[level],
    )
    db.session.add(case)
    db.session.flush()
    bring_company(case)
    return case


def _reopen(case: Case, level: Level) -> None:
    """Care keeps its level, because the person is the same; a rule is looked at afresh."""
    now = clock.now()
    if case.lane is Lane.RULES or level.rank < case.level_rank:
        _set_level(case, level)
    case.reopened_at, case.closed_at, case.follow_up_at = now, None, None
    case.due_at = now + CLOCKS[case.level]
    case.claimed_by_id = case.claimed_until = None
    move(case, State.NEW)
    bring_company(case)


def _set_level(case: Case, level: Level) -> None:
    case.level, case.level_rank = level, level.rank
    bring_company(case)
