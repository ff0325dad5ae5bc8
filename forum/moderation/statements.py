"""What the people concerned are told: the author the reasons, a reporter the outcome."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, select

from forum.accounts.models import Role
from forum.accounts.visitor import Visitor
from forum.boards.models import Board
from forum.core import clock
from forum.core.db import db, one_row, rows
from forum.core.errors import NotFound
from forum.core.rules import require
from forum.moderation import rules
from forum.moderation.flags import LEVELS
from forum.moderation.models import Act, Case, Decision, Flag, Lane, Level, Reason, Rule
from forum.moderation.record_models import Appeal
from forum.moderation.second_looks import others_active
from forum.threads.models import Absence, Post, Thread


@dataclass(frozen=True, slots=True)
class Statement:
    """A decision as its author reads it. Nothing here tells who flagged, or which moderator decided.

    `particulars` as in `Decision`; `number` is the post's place in its thread. What begins with `appeal` is
    empty as long as nobody asked for another look.
    """

    id: int
    case_id: int
    account_id: int
    act: Act
    rule: Rule
    words: str
    made_at: datetime
    until: datetime | None
    undone_at: datetime | None
    role: Role
    machine_took_part: bool
    lane: Lane
    particulars: dict[str, Any]
    post_id: int
    number: int
    absence: Absence | None
    title: str
    board_name: str
    appealed_at: datetime | None
    appeal_due_at: datetime | None
    appeal_words: str | None
    appeal_answered_at: datetime | None
    appeal_role: str | None
    appeal_upheld: bool | None
    appeal_answer: str | None

    @property
    def can_be_appealed(self) -> bool:
        """Whether its author can ask for another look; agrees with `rules.may_appeal`."""
        late = clock.now() > self.made_at + rules.APPEAL_WITHIN
        return self.act.can_be_appealed and not (self.appealed_at or self.undone_at or late)

    @property
    def appeal_until(self) -> datetime:
        return self.made_at + rules.APPEAL_WITHIN

    @property
    def running(self) -> bool:
        """Whether a pause or suspension still holds."""
        return self.undone_at is None and (self.until is None or self.until > clock.now())


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case as one of its reporters reads it. `acts` were decided since their flag, and stand.

    `level` is what their own reason gives, whatever the case's is: that could be the sorting aid's.
    `looked_again`: the author of what was decided asked for another look, and was right.
    """

    case_id: int
    post_id: int
    lane: Lane
    level: Level
    reason: Reason
    flagged_at: datetime
    answered: bool
    thread_is_away: bool
    acts: tuple[Act, ...]
    looked_again: bool


def statement_of(visitor: Visitor, decision_id: int) -> Statement:
    """The statement of reasons that a decision gave.

    Raises:
        NotFound: there is none, it told nobody anything, or it is about somebody else.
    """
    row = one_row(_STATEMENT, decision_id=decision_id)
    if row is None or not row.act.touches_author:
        raise NotFound
    require(rules.may_read_statement(visitor, about_id=row.account_id))
    return Statement(*row)


def reasons_for(visitor: Visitor, post_id: int) -> int:
    """The decision that says why a post of this visitor's is not shown.

    Raises:
        NotFound: there is none, or it is somebody else's post.
    """
    row = one_row(_REASONS, post_id=post_id, me=visitor.id)
    if row is None:
        raise NotFound
    return int(row.id)


def statement_to_appeal(visitor: Visitor, decision_id: int) -> Statement:
    """The statement whose reader asks for another look at what it tells of.

    Raises:
        NotFound: there is none, or it is about somebody else.
        NotAllowed: it cannot be looked at again (any more).
    """
    statement = statement_of(visitor, decision_id)
    require(rules.may_appeal(visitor, statement, appealed=statement.appealed_at is not None))
    return statement


def decision_of(visitor: Visitor, decision_id: int) -> Decision:
    """A decision about this visitor, to act on.

    Raises:
        NotFound: there is none, or it is about somebody else.
    """
    decision = db.session.get(Decision, decision_id)
    if decision is None or decision.account_id != visitor.id:
        raise NotFound
    return decision


def another_may_answer(decision_id: int) -> bool:
    """Whether somebody besides whoever decided is here to look again; if not, it is left to the operator."""
    decision = db.session.get_one(Decision, decision_id)
    return others_active(decision.moderator_id, decision.account_id)


def outcome_of(visitor: Visitor, case_id: int) -> Outcome:
    """What came of a visitor's latest flag in a case.

    Raises:
        NotFound: there is no such case, or this visitor did not flag in it.
    """
    flag = one_row(_MY_FLAG, case_id=case_id, reader_id=visitor.id)
    if flag is None:
        raise NotFound
    decided = rows(_SINCE_FLAG, case_id=case_id, version=flag.case_version)
    return Outcome(
        case_id=case_id,
        post_id=flag.post_id,
        lane=flag.lane,
        level=LEVELS[flag.reason],
        reason=flag.reason,
        flagged_at=flag.created_at,
        answered=flag.answered_by_id is not None,
        thread_is_away=flag.away_at is not None,
        acts=tuple(row.act for row in decided if row.undone_at is None),
        looked_again=any(row.upheld for row in decided),
    )


_STATEMENT = (
    select(
        Decision.id,
        Decision.case_id,
        Decision.account_id,
        Decision.act,
        Decision.rule,
        Decision.words,
        Decision.made_at,
        Decision.until,
        Decision.undone_at,
        Decision.moderator_role,
        Decision.machine_took_part,
        Case.lane,
        Decision.particulars,
        Decision.post_id,
        Post.number,
        Post.absence,
        Thread.title,
        Board.name,
        Appeal.made_at,
        Appeal.due_at,
        Appeal.words,
        Appeal.answered_at,
        Appeal.answered_role,
        Appeal.upheld,
        Appeal.answer,
    )
    .join(Case, Case.id == Decision.case_id)
    .join(Post, Post.id == Decision.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Board, Board.id == Thread.board_id)
    .outerjoin(Appeal, Appeal.decision_id == Decision.id)
    .where(Decision.id == bindparam("decision_id", type_=BigInteger))
)

_REASONS = (
    select(Decision.id)
    .where(
        Decision.post_id == bindparam("post_id", type_=BigInteger),
        Decision.account_id == bindparam("me", type_=BigInteger),
        Decision.act.in_([Act.HIDE, Act.REMOVE]),
        Decision.undone_at.is_(None),
    )
    .order_by(Decision.id.desc())
    .limit(1)
)

_MY_FLAG = (
    select(
        Flag.post_id,
        Flag.lane,
        Flag.reason,
        Flag.created_at,
        Flag.case_version,
        Flag.answered_by_id,
        Thread.away_at,
    )
    .join(Case, Case.id == Flag.case_id)
    .join(Post, Post.id == Flag.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .where(
        Flag.case_id == bindparam("case_id", type_=BigInteger),
        Flag.reporter_id == bindparam("reader_id", type_=BigInteger),
    )
    .order_by(Flag.id.desc())
    .limit(1)
)

_SINCE_FLAG = (
    select(Decision.act, Decision.undone_at, Appeal.upheld)
    .outerjoin(Appeal, Appeal.decision_id == Decision.id)
    .where(
        Decision.case_id == bindparam("case_id", type_=BigInteger),
        Decision.case_version > bindparam("version", type_=BigInteger),
    )
    .order_by(Decision.id)
)
