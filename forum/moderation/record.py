"""A member's record, for moderators: one time line, so that a pattern shows and one bad day does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, case, func, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.accounts.names import name_key
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import Visitor
from forum.core import clock
from forum.core.db import db, one_row, rows
from forum.core.errors import Invalid, NotFound
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.text import clean_text
from forum.core.words import N_
from forum.moderation import rules, seals
from forum.moderation.audit import Logged, account_target, record
from forum.moderation.models import Act, Case, Decision, Flag
from forum.moderation.record_models import Appeal, MemberNote
from forum.threads import bylines
from forum.threads.drafts import forget_draft
from forum.threads.models import Post, Thread

MOST_OF_A_KIND = 50
MOST_POSTS = 10
LONGEST_MEMBER_NOTE = 2000


class What(StrEnum):
    DECISION = "decision"
    FLAGS = "flags"
    APPEAL = "appeal"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in the time line; `row` has the columns of its kind (see the statements below)."""

    what: What
    at: datetime
    row: Row[Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A member as moderators know them. What they write without their name is no part of it.

    `who` is the account's row; `lines` are the latest of each kind, the newest first; `posts` the latest.
    `flags_made` counts the flags that they sent: `all`, those `waiting`, those `looked` at and left.
    """

    who: Row[Any]
    lines: Sequence[Line]
    flags_made: Row[Any]
    posts: Sequence[Row[Any]]


def record_of(visitor: Visitor, who: str | int) -> Record:
    """The record of the member with this name, or this id.

    Raises:
        NotFound: there is nobody, or it is the moderator's own.
    """
    require(may_moderate(visitor))
    seen = seals.as_seen_by(visitor)
    by_id = isinstance(who, int)
    row = one_row(_BY_ID, id=who, **seen) if by_id else one_row(_BY_NAME, key=name_key(str(who)), **seen)
    if row is None:
        raise NotFound
    require(rules.may_look(visitor, about_id=row.id))
    made = one_row(_FLAGS_MADE, account_id=row.id)
    assert made is not None
    lines = [line for what, statement in _KINDS.items() for line in _lines(what, statement, row.id, seen)]
    lines.sort(key=lambda line: line.at, reverse=True)
    return Record(row, lines, made, rows(_POSTS, account_id=row.id))


@operation
def leave_member_note(*, actor: Account, account_id: int, words: str) -> MemberNote:
    """Leave a note about a member that only moderators read.

    Raises:
        NotFound: there is nobody, or it is oneself.
        Invalid: there is nothing in it, or too much.
    """
    require(rules.may_look(actor, about_id=account_id))
    about = db.session.get(Account, account_id)
    if about is None:
        raise NotFound
    note = MemberNote(account_id=about.id, author_id=actor.id, words=_checked(words), written_at=clock.now())
    db.session.add(note)
    db.session.flush()
    record(Logged.NOTED, actor, account_target(about.id), note=note.id)
    forget_draft(actor.id, note_place(about.id))
    return note


def note_place(account_id: int) -> str:
    """The page on which a note is written: where words wait that were typed before signing in anew."""
    return f"/moderation/members/{account_id}/notes"


def _checked(words: str) -> str:
    cleaned = clean_text(words)
    if not cleaned:
        raise Invalid(N_("Please write a line or two."), field="text")
    if len(cleaned) > LONGEST_MEMBER_NOTE:
        sentence = N_("Please keep this under %(most)s characters; it has %(has)s.")
        raise Invalid(sentence, field="text", most=LONGEST_MEMBER_NOTE, has=len(cleaned))
    return cleaned


def _lines(what: What, statement: Any, account_id: int, seen: dict[str, object]) -> Iterable[Line]:
    return (Line(what, row.at, row) for row in rows(statement, account_id=account_id, **seen))


_ACCOUNT_ID = bindparam("account_id", type_=BigInteger)
_By = aliased(Account)

_ACCOUNTS = select(
    Account.id,
    Account.name,
    Account.role,
    Account.created_at,
    Account.post_count,
    seals.held_until(Act.PAUSE).label("paused_until"),
    seals.held_until(Act.SUSPEND).label("suspended_until"),
)
_BY_NAME = _ACCOUNTS.where(Account.name_key == bindparam("key"))
_BY_ID = _ACCOUNTS.where(Account.id == bindparam("id", type_=BigInteger))

_DECISIONS = (
    select(
        Decision.id,
        Decision.case_id,
        Decision.act,
        Decision.rule,
        Decision.words,
        Decision.private_note,
        Decision.until,
        Decision.made_at.label("at"),
        Decision.undone_at,
        Account.name,
    )
    .join(Post, Post.id == Decision.post_id)
    .join(Account, Account.id == Decision.moderator_id)
    .where(Decision.account_id == _ACCOUNT_ID, ~seals.is_sealed(Decision.case_id))
    .order_by(Decision.id.desc())
    .limit(MOST_OF_A_KIND)
)
# One line for each case: what was said of one post is one event. `kept` counts flags that led to a step.
_answer = aliased(Decision)
_FLAGS = (
    select(
        Case.id.label("case_id"),
        Case.lane,
        func.max(Flag.created_at).label("at"),
        func.count().label("flags"),
        func.sum(case((Flag.answered_by_id.is_(None), 1), else_=0)).label("waiting"),
        func.sum(case((_answer.act == Act.NO_ACTION, 1), else_=0)).label("left"),
    )
    .select_from(Flag)
    .join(Case, Case.id == Flag.case_id)
    .outerjoin(_answer, _answer.id == Flag.answered_by_id)
    .join(Post, Post.id == Case.post_id)
    .where(Case.account_id == _ACCOUNT_ID, ~seals.is_sealed())
    .group_by(Case.id, Case.lane)
    .order_by(func.max(Flag.created_at).desc())
    .limit(MOST_OF_A_KIND)
)
_APPEALS = (
    select(
        Appeal.id,
        Appeal.made_at.label("at"),
        Appeal.answered_at,
        Appeal.upheld,
        Decision.act,
        _By.name.label("answered_by"),
    )
    .join(Decision, Decision.id == Appeal.decision_id)
    .outerjoin(_By, _By.id == Appeal.answered_by_id)
    .join(Post, Post.id == Decision.post_id)
    .where(Appeal.account_id == _ACCOUNT_ID, ~seals.is_sealed(Decision.case_id))
    .order_by(Appeal.id.desc())
    .limit(MOST_OF_A_KIND)
)
_NOTES = (
    select(MemberNote.id, MemberNote.words, MemberNote.written_at.label("at"), Account.name)
    .join(Account, Account.id == MemberNote.author_id)
    .where(MemberNote.account_id == _ACCOUNT_ID)
    .order_by(MemberNote.id.desc())
    .limit(MOST_OF_A_KIND)
)
_KINDS = {
    What.DECISION: _DECISIONS,
    What.FLAGS: _FLAGS,
    What.APPEAL: _APPEALS,
    What.NOTE: _NOTES,
}
_FLAGS_MADE = (
    select(
        func.count().label("all"),
        func.coalesce(func.sum(case((Flag.answered_by_id.is_(None), 1), else_=0)), 0).label("waiting"),
        func.coalesce(func.sum(case((_answer.act == Act.NO_ACTION, 1), else_=0)), 0).label("looked"),
    )
    .select_from(Flag)
    .outerjoin(_answer, _answer.id == Flag.answered_by_id)
    .where(Flag.reporter_id == _ACCOUNT_ID)
)
_POSTS = (
    select(
        Post.id,
        Post.number,
        Post.created_at,
        Post.absence,
        Post.notes,
        Thread.title,
        Thread.notes.label("thread_notes"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .where(Post.author_id == _ACCOUNT_ID, bylines.IS_NAMED)
    .order_by(Post.created_at.desc())
    .limit(MOST_POSTS)
)
