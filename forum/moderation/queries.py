"""Reads for the page of one case, for the log, and for finding what to act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Integer, Row, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import Visitor
from forum.boards.models import Board
from forum.core import clock
from forum.core.db import LARGEST_ID, db, one_row, rows
from forum.core.errors import NotFound
from forum.core.paging import KeysetPage, keyset_page
from forum.core.rules import require
from forum.moderation import rules, seals
from forum.moderation.cases import RENEWED_BELOW, is_held
from forum.moderation.changes import wording_that_was_sorted
from forum.moderation.models import Act, AuditEntry, Case, Decision, Flag
from forum.moderation.record_models import Appeal
from forum.moderation.shield import SEEN, Shield, shield_of
from forum.moderation.signals import signals_on
from forum.moderation.sorting_models import Sorting
from forum.moderation.talk import Talk, talk_on
from forum.moderation.watched_models import Signal
from forum.threads import bylines
from forum.threads.models import Post, Revision, Thread

AROUND = 2
MOST_FLAGS = 50
MOST_DECISIONS = 30
ENTRIES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything that the page of a case shows.

    `head` is the case, its post's place and whom it is about in one row (see `_HEAD`), as far
    as the seal lets it through. `flags` come with the reporter's name and, where the post was edited
    since, the wording that was flagged; `around` is the post between its neighbours, empty as long as nobody
    asked for the words; `decisions` are this case's own, `earlier` the others about this member; `talk` is
    what moderators said to each other, `noticed` what the forum noticed by itself. `is_withheld`: the words
    were asked for, and are too much now. `sorted_html` is the wording that the sorting aid read, if not this.
    """

    head: Row[Any]
    flags: Sequence[Row[Any]]
    around: Sequence[Row[Any]]
    decisions: Sequence[Row[Any]]
    earlier: Sequence[Row[Any]]
    noticed: Sequence[Row[Any]]
    talk: Talk
    shield: Shield
    is_mine: bool
    is_held: bool
    may_be_renewed: bool
    is_withheld: bool
    sorted_html: str

    @property
    def post(self) -> Row[Any] | None:
        """The post with its words, once they were asked for."""
        return next((row for row in self.around if row.id == self.head.post_id), None)

    @property
    def is_enough(self) -> bool:
        """Whether this case is too much for one shift, and not in one's hands already."""
        return self.shield.is_enough and self.head.level.is_grave and not self.is_mine


def case_page(
    visitor: Visitor, case_id: int, *, words: bool = False, again: bool = False, anyway: bool = False
) -> CasePage:
    """A case, for a moderator; with its `words` if they ask for them, or `again` if they saw them already.

    Whoever has read enough for one shift is not shown a heavy one that is not theirs; `anyway` as in `claim`.

    Raises:
        NotFound: there is none, or it is about this moderator's own post.
    """
    shield = shield_of(visitor)
    seen = seals.as_seen_by(visitor)
    head = one_row(_HEAD, case_id=case_id, since=shield.duty.counted_from, **seen)
    if head is None:
        raise NotFound
    require(rules.may_look(visitor, about_id=head.account_id))
    decided = rows(_DECISIONS, account_id=head.account_id, case_id=case_id, **seen)
    held = is_held(head.claimed_by_id, head.claimed_until)
    mine = held and head.claimed_by_id == visitor.id
    withheld = words and not (head.seen or mine or shield.allows(head.level, anyway=anyway))
    shown = (words and not withheld) or (again and head.seen)
    return CasePage(
        head=head,
        flags=rows(_FLAGS, case_id=case_id),
        around=rows(_AROUND, thread_id=head.thread_id, number=head.number) if shown else [],
        decisions=[row for row in decided if row.case_id == case_id],
        earlier=[row for row in decided if row.case_id != case_id and not head.is_sealed],
        noticed=signals_on(case_id, head.post_id, head.lane) if head.has_signals else (),
        talk=talk_on(head),
        shield=shield,
        is_mine=mine,
        is_held=held,
        may_be_renewed=mine and head.claimed_until - clock.now() < RENEWED_BELOW,
        is_withheld=withheld,
        sorted_html=wording_that_was_sorted(head) if shown else "",
    )


def case_with(visitor: Visitor, case_id: int) -> Case:
    """A case, to act on.

    Raises:
        NotFound: there is none, or it is not for this visitor.
    """
    case = db.session.get(Case, case_id)
    if case is None:
        raise NotFound
    require(rules.may_look(visitor, about_id=case.account_id))
    return case


def decision_with(visitor: Visitor, decision_id: int) -> Decision:
    """A decision, to act on.

    Raises:
        NotFound: there is none, or it is not for this visitor.
    """
    decision = db.session.get(Decision, decision_id)
    if decision is None:
        raise NotFound
    require(rules.may_look(visitor, about_id=decision.account_id))
    return decision


def audit_page(visitor: Visitor, before: int = LARGEST_ID) -> KeysetPage[Row[Any]]:
    """The log, the latest first, from below the entry `before`."""
    require(may_moderate(visitor))
    found = rows(_ENTRIES, before=before)
    return keyset_page(found, ENTRIES_A_PAGE, lambda row: str(row.number))


_CASE_ID = bindparam("case_id", type_=BigInteger)
_Holder = aliased(Account)
_Undoer = aliased(Account)
_Beside = aliased(Case)

_HEAD = (
    select(
        Case.id,
        Case.lane,
        Case.level,
        Case.state,
        Case.version,
        Case.flag_count,
        Case.opened_at,
        Case.reopened_at,
        Case.due_at,
        Case.closed_at,
        Case.claimed_by_id,
        Case.claimed_until,
        Case.follow_up_at,
        _Holder.name.label("holder_name"),
        Case.post_id,
        Post.number,
        Post.revision,
        Post.absence,
        Post.notes,
        Thread.id.label("thread_id"),
        Thread.slug,
        Thread.title,
        Board.slug.label("board_slug"),
        Board.name.label("board_name"),
        Case.account_id,
        Post.alias,
        seals.is_sealed().label("is_sealed"),
        seals.name().label("about_name"),
        seals.unless_sealed(Account.role).label("about_role"),
        seals.unless_sealed(Account.created_at).label("joined_at"),
        seals.unless_sealed(Account.post_count).label("post_count"),
        seals.unless_sealed(seals.held_until(Act.PAUSE)).label("paused_until"),
        seals.unless_sealed(seals.held_until(Act.SUSPEND)).label("suspended_until"),
        SEEN.label("seen"),
        exists().where(Signal.post_id == Case.post_id).label("has_signals"),
        Sorting.level.label("sorted_as"),
        Sorting.cues,
        Sorting.post_revision.label("sorted_revision"),
        _Beside.id.label("beside_id"),
        _Beside.level.label("beside_level"),
        _Beside.state.label("beside_state"),
    )
    .join(Post, Post.id == Case.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Board, Board.id == Thread.board_id)
    .join(Account, seals.about())
    .outerjoin(_Holder, _Holder.id == Case.claimed_by_id)
    .outerjoin(Sorting, Sorting.case_id == Case.id)
    # One post has one case in each lane.
    .outerjoin(_Beside, and_(_Beside.post_id == Case.post_id, _Beside.lane != Case.lane))
    .where(Case.id == _CASE_ID)
)

_FLAGS = (
    select(
        Flag.id,
        Flag.reason,
        Flag.note,
        Flag.created_at,
        Flag.post_revision,
        Flag.answered_by_id,
        Account.name,
        Revision.html.label("earlier_html"),
    )
    .join(Account, Account.id == Flag.reporter_id)
    .outerjoin(Revision, and_(Revision.post_id == Flag.post_id, Revision.number == Flag.post_revision))
    .where(Flag.case_id == _CASE_ID)
    .order_by(Flag.id.desc())
    .limit(MOST_FLAGS)
)

_AROUND = (
    select(
        Post.id,
        Post.number,
        Post.html,
        Post.source,
        Post.notes,
        Post.created_at,
        Post.edited_at,
        Post.revision,
        Post.absence,
        Post.alias,
        bylines.name().label("name"),
        bylines.role().label("role"),
    )
    .join(Account, bylines.wrote())
    .where(
        Post.thread_id == bindparam("thread_id", type_=BigInteger),
        Post.number.between(
            bindparam("number", type_=Integer) - AROUND, bindparam("number", type_=Integer) + AROUND
        ),
    )
    .order_by(Post.number)
)

_DECISIONS = (
    select(
        Decision.id,
        Decision.case_id,
        Decision.act,
        Decision.rule,
        Decision.words,
        Decision.private_note,
        Decision.until,
        Decision.made_at,
        Decision.post_id,
        Decision.undone_at,
        Account.name,
        _Undoer.name.label("undone_by"),
        Appeal.id.label("appeal_id"),
        Appeal.answered_at.label("appeal_answered_at"),
    )
    .join(Post, Post.id == Decision.post_id)
    .join(Account, Account.id == Decision.moderator_id)
    .outerjoin(_Undoer, _Undoer.id == Decision.undone_by_id)
    .outerjoin(Appeal, Appeal.decision_id == Decision.id)
    .where(
        Decision.account_id == bindparam("account_id", type_=BigInteger),
        or_(Decision.case_id == _CASE_ID, ~seals.is_sealed(Decision.case_id)),
    )
    .order_by((Decision.case_id == _CASE_ID).desc(), Decision.id.desc())
    .limit(MOST_DECISIONS)
)

_ENTRIES = (
    select(
        AuditEntry.number,
        AuditEntry.at,
        AuditEntry.actor_role,
        AuditEntry.act,
        AuditEntry.target,
        AuditEntry.details,
        Account.name,
    )
    .outerjoin(Account, Account.id == AuditEntry.actor_id)
    .where(AuditEntry.number < bindparam("before", type_=BigInteger))
    .order_by(AuditEntry.number.desc())
    .limit(ENTRIES_A_PAGE + 1)
)
