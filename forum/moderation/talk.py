"""What moderators say to each other about a case: lines that are only ever added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, select

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db, rows
from forum.core.errors import Invalid
from forum.core.operation import operation
from forum.core.text import clean_text
from forum.core.words import N_
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.cases import lock_case
from forum.moderation.desk_models import CaseNote, Said
from forum.moderation.models import Case, Level
from forum.threads.drafts import forget_draft

LONGEST_LINE = 2000
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Talk:
    """The lines on a case, the latest first, and the question among them that waits for an answer."""

    lines: Sequence[Row[Any]]
    question: Row[Any] | None


@operation
def leave_note(*, actor: Account, case: Case, words: str) -> CaseNote:
    """Leave a note that only moderators read.

    Raises:
        Invalid: there is nothing in it, or too much.
    """
    lock_case(case, actor)
    note = add_line(actor, case, Said.NOTE, checked_line(words))
    record(Logged.NOTED, actor, case_target(case.id), note=note.id)
    return note


def add_line(
    actor: Account,
    case: Case,
    said: Said,
    words: str,
    *,
    level: Level | None = None,
    answers: CaseNote | None = None,
) -> CaseNote:
    """Within an operation that holds the case: add a line. Whoever decides must know of it."""
    case.version += 1
    line = CaseNote(
        case_id=case.id,
        case_version=case.version,
        account_id=actor.id,
        said=said,
        level=level,
        words=words,
        answers_id=answers.id if answers else None,
        written_at=clock.now(),
    )
    db.session.add(line)
    db.session.flush()
    forget_draft(actor.id, talk_place(case.id, _PARTS[said]))
    return line


def checked_line(words: str, *, empty: str = "") -> str:
    """A line, tidied; `empty` is what to say to nothing at all.

    Raises:
        Invalid: there is nothing in it, or too much.
    """
    line = clean_text(words)
    if not line:
        raise Invalid(empty or N_("Please write a line or two."), field="text")
    if len(line) > LONGEST_LINE:
        sentence = N_("Please keep this under %(most)s characters; it has %(has)s.")
        raise Invalid(sentence, field="text", most=LONGEST_LINE, has=len(line))
    return line


def talk_on(case: Row[Any]) -> Talk:
    """What moderators said on a case (its `id`, and when it came up, `reopened_at`, are asked for)."""
    lines = rows(_LINES, case_id=case.id)
    answered = {line.answers_id for line in lines}
    open_questions = (
        line
        for line in lines
        if line.said.is_question
        and line.id not in answered
        and (case.reopened_at is None or line.written_at >= case.reopened_at)
    )
    return Talk(lines, next(open_questions, None))


def talk_place(case_id: int, part: str) -> str:
    """The page on which a line is written: where words wait that were typed before signing in anew."""
    return f"/moderation/cases/{case_id}/{part}"


_PARTS = {
    Said.NOTE: "notes",
    Said.ASKED: "second-opinion",
    Said.ASKED_LOWER: "level",
    Said.AGREED: "answer",
    Said.OTHER_VIEW: "answer",
    Said.UNASKED: "second-opinion",
    Said.ESCALATED: "escalation",
    Said.RAISED: "level",
    Said.LOWERED: "level",
    Said.FOLLOWED_UP: "follow-up",
    Said.SEAL_ASKED: "seal",
    Said.SEAL_OPENED: "seal",
}
_LINES = (
    select(
        CaseNote.id,
        CaseNote.said,
        CaseNote.level,
        CaseNote.words,
        CaseNote.written_at,
        CaseNote.answers_id,
        CaseNote.account_id,
        Account.name,
    )
    .join(Account, Account.id == CaseNote.account_id)
    .where(CaseNote.case_id == bindparam("case_id", type_=BigInteger))
    .order_by(CaseNote.id.desc())
    .limit(MOST_LINES)
)
