"""Reads for the pages on which appeals are found and answered."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import Visitor
from forum.boards.models import Board
from forum.core.db import AnySelect, db, one_row, rows
from forum.core.errors import NotFound
from forum.core.paging import KeysetPage, keyset_page
from forum.core.rules import Verdict, require
from forum.moderation import rules, seals
from forum.moderation.models import Case, Decision
from forum.moderation.record_models import Appeal
from forum.moderation.second_looks import others_active
from forum.threads import bylines
from forum.threads.models import Post, Thread

APPEALS_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class AppealPage:
    """An appeal and the decision it is about in one row (see `_ONE`), and whether the visitor can answer it.

    `others`: besides whoever decided there is somebody here who can. Where not, it is left to the operator.
    """

    row: Row[Any]
    may_answer: Verdict
    others: bool


def appeals_page(visitor: Visitor, *, answered: bool, beyond: int) -> KeysetPage[Row[Any]]:
    """Appeals that wait, the one due first on top; or those that were answered, the latest first.

    `beyond` is the id of the last one on the page before. A moderator's own are not among them.
    """
    require(may_moderate(visitor))
    found = rows(_ANSWERED if answered else _WAITING, me=visitor.id, beyond=beyond)
    return keyset_page(found, APPEALS_A_PAGE, lambda row: str(row.id))


def appeal_page(visitor: Visitor, appeal_id: int) -> AppealPage:
    """An appeal, for a moderator.

    Raises:
        NotFound: there is none, or it is their own.
    """
    row = one_row(_ONE, appeal_id=appeal_id, **seals.as_seen_by(visitor))
    if row is None:
        raise NotFound
    require(rules.may_look(visitor, about_id=row.account_id))
    verdict = rules.may_answer(visitor, about_id=row.account_id, decided_by_id=row.moderator_id)
    return AppealPage(row, verdict, others=bool(verdict) or others_active(row.moderator_id, row.account_id))


def appeal_with(visitor: Visitor, appeal_id: int) -> Appeal:
    """An appeal, to act on.

    Raises:
        NotFound: there is none, or it is their own.
    """
    appeal = appeal_numbered(appeal_id)
    require(rules.may_look(visitor, about_id=appeal.account_id))
    return appeal


def appeal_numbered(appeal_id: int) -> Appeal:
    """An appeal, for the operator.

    Raises:
        NotFound: there is none.
    """
    appeal = db.session.get(Appeal, appeal_id)
    if appeal is None:
        raise NotFound
    return appeal


def appeals_waiting() -> list[Row[Any]]:
    """Every appeal that waits, for the operator."""
    return list(rows(_ALL_WAITING))


_ME = bindparam("me", type_=BigInteger)
_BEYOND = bindparam("beyond", type_=BigInteger)
_By = aliased(Account)

_APPEALS: AnySelect = (
    select(
        Appeal.id,
        Appeal.made_at,
        Appeal.due_at,
        Appeal.answered_at,
        Appeal.upheld,
        Decision.act,
        Decision.rule,
        Decision.moderator_id,
        Decision.case_id,
        bylines.name().label("about_name"),
        Board.name.label("board_name"),
    )
    .join(Decision, Decision.id == Appeal.decision_id)
    .join(Post, Post.id == Decision.post_id)
    .join(Account, bylines.wrote())
    .join(Thread, Thread.id == Post.thread_id)
    .join(Board, Board.id == Thread.board_id)
)
_ALL_WAITING = _APPEALS.where(Appeal.answered_at.is_(None)).order_by(Appeal.id)
# What is asked for first is due first.
_WAITING = _ALL_WAITING.where(Appeal.account_id != _ME, Appeal.id > _BEYOND).limit(APPEALS_A_PAGE + 1)
_ANSWERED = (
    _APPEALS.where(Appeal.answered_at.is_not(None), Appeal.account_id != _ME, Appeal.id < _BEYOND)
    .order_by(Appeal.id.desc())
    .limit(APPEALS_A_PAGE + 1)
)
_ONE = (
    select(
        Appeal.id,
        Appeal.words,
        Appeal.made_at,
        Appeal.due_at,
        Appeal.answered_at,
        Appeal.answered_role,
        Appeal.upheld,
        Appeal.answer,
        _By.name.label("answered_by"),
        Appeal.decision_id,
        Decision.case_id,
        Decision.account_id,
        Decision.moderator_id,
        Decision.act,
        Decision.rule,
        Decision.words.label("reasons"),
        Decision.private_note,
        Decision.made_at.label("decided_at"),
        Decision.until,
        Decision.undone_at,
        Case.lane,
        Decision.post_id,
        seals.name(Decision.case_id).label("about_name"),
        seals.is_sealed(Decision.case_id).label("is_sealed"),
    )
    .join(Decision, Decision.id == Appeal.decision_id)
    .join(Case, Case.id == Decision.case_id)
    .join(Post, Post.id == Decision.post_id)
    .join(Account, seals.about(Appeal))
    .outerjoin(_By, _By.id == Appeal.answered_by_id)
    .where(Appeal.id == bindparam("appeal_id", type_=BigInteger))
)
