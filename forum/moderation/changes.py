"""What happened to a case since a page was opened: what a moderator must know before deciding."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, or_, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.core.db import one_row, rows
from forum.core.errors import Conflict
from forum.core.words import N_
from forum.moderation.cases import is_held
from forum.moderation.desk_models import CaseNote, Said
from forum.moderation.models import Act, Case, Decision, Flag, Level, Reason
from forum.moderation.wordings import Part, word_diff
from forum.threads.models import Absence, Post, Revision


@dataclass(frozen=True, slots=True)
class OtherDecision:
    """A decision that somebody else made, or took back, in the meantime."""

    act: Act
    name: str
    at: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class NewLine:
    """What a moderator said, or did, about the case in the meantime."""

    said: Said
    level: Level | None
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """Each part is empty where nothing of its kind happened.

    `earlier_html` is the wording that was on the page, `diff` how the present one differs (empty where that
    would be longer than reading both). `absence` is how the post is out of sight by now,
    `holder` the other moderator who has the case in hand.
    """

    flags: tuple[Reason, ...] = ()
    decisions: tuple[OtherDecision, ...] = ()
    said: tuple[NewLine, ...] = ()
    edited: bool = False
    earlier_html: str = ""
    diff: tuple[Part, ...] = ()
    absence: Absence | None = None
    holder: str = ""


class Stale(Conflict):
    """A decision made on a page that is out of date; `changes` says what is new."""

    default = N_(
        "This case changed since you opened it. Nothing was decided, and what you typed is still here."
    )

    def __init__(self, changes: Changes) -> None:
        super().__init__()
        self.changes = changes


def changes_since(actor_id: int, case_id: int, version: int, revision: int) -> Changes:
    """What is new to a moderator whose page showed this version of the case and this wording."""
    found = one_row(_NOW, case_id=case_id)
    if found is None:
        return Changes()
    held = is_held(found.claimed_by_id, found.claimed_until) and found.claimed_by_id != actor_id
    earlier = _wording(found.post_id, revision) if found.revision != revision else None
    return Changes(
        flags=tuple(row.reason for row in rows(_NEW_FLAGS, case_id=case_id, version=version)),
        decisions=tuple(
            _other(row, version) for row in rows(_NEW_DECISIONS, case_id=case_id, version=version)
        ),
        said=tuple(NewLine(*row) for row in rows(_NEW_LINES, case_id=case_id, version=version)),
        edited=found.revision != revision,
        earlier_html=earlier.html if earlier else "",
        diff=word_diff(earlier.source, found.source) if earlier else (),
        absence=found.absence,
        holder=found.name if held else "",
    )


def wording_that_was_sorted(head: Row[Any]) -> str:
    """The wording that the sorting aid read, as HTML, where a case's post has another by now; else empty."""
    if head.sorted_revision in (None, head.revision):
        return ""
    read = _wording(head.post_id, head.sorted_revision)
    return read.html if read else ""


def _other(row: Row[Any], version: int) -> OtherDecision:
    undone = row.undone_version is not None and row.undone_version > version
    return OtherDecision(row.act, row.undone_by if undone else row.name, row.undone_at or row.made_at, undone)


def _wording(post_id: int, revision: int) -> Row[Any] | None:
    return one_row(_EARLIER, post_id=post_id, number=revision)


_CASE_ID = bindparam("case_id", type_=BigInteger)
_VERSION = bindparam("version", type_=BigInteger)
_Undoer = aliased(Account)

_NOW = (
    select(
        Case.post_id,
        Case.claimed_by_id,
        Case.claimed_until,
        Account.name,
        Post.revision,
        Post.source,
        Post.absence,
    )
    .join(Post, Post.id == Case.post_id)
    .outerjoin(Account, Account.id == Case.claimed_by_id)
    .where(Case.id == _CASE_ID)
)
_EARLIER = select(Revision.source, Revision.html).where(
    Revision.post_id == bindparam("post_id", type_=BigInteger),
    Revision.number == bindparam("number", type_=BigInteger),
)
_NEW_FLAGS = (
    select(Flag.reason)
    .where(Flag.case_id == _CASE_ID, Flag.case_version > _VERSION)
    .order_by(Flag.id)
    .limit(20)
)
_NEW_LINES = (
    select(CaseNote.said, CaseNote.level, Account.name, CaseNote.written_at)
    .join(Account, Account.id == CaseNote.account_id)
    .where(CaseNote.case_id == _CASE_ID, CaseNote.case_version > _VERSION)
    .order_by(CaseNote.id)
    .limit(20)
)
_NEW_DECISIONS = (
    select(
        Decision.act,
        Decision.made_at,
        Decision.undone_at,
        Decision.undone_version,
        Account.name,
        _Undoer.name.label("undone_by"),
    )
    .join(Account, Account.id == Decision.moderator_id)
    .outerjoin(_Undoer, _Undoer.id == Decision.undone_by_id)
    .where(
        Decision.case_id == _CASE_ID,
        or_(Decision.case_version > _VERSION, Decision.undone_version > _VERSION),
    )
    .order_by(Decision.id)
    .limit(20)
)
