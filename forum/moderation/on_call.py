"""Calling for help: the admins are told when a case cannot wait and nobody is left to see to it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, or_, select, update

from forum.accounts.models import Account, Role
from forum.core import clock, jobs
from forum.core.db import UTCDateTime, db, rows
from forum.core.events import announce
from forum.core.mail import write_letter
from forum.core.operation import operation
from forum.moderation.events import AdminsCalled
from forum.moderation.models import Case, Level
from forum.moderation.passing_on import is_left_to_somebody
from forum.moderation.sorting_models import Sorting

CALLED_EVERY = timedelta(hours=1)


def call_admins(case: Case, *, but: int = 0) -> None:
    """Within an operation: tell the admins here, and write to those with an address.

    A letter goes at most once an hour for one case. It names the case by its number, nobody and nothing else.
    """
    admins = select(Account.id, Account.email).where(
        Account.role == Role.ADMIN, Account.id.not_in([but, case.account_id])
    )
    called_for = db.session.execute(admins.order_by(Account.id)).all()
    announce(AdminsCalled(case.id, case.version, tuple(admin.id for admin in called_for)))
    now = clock.now()
    called = update(Case).where(Case.id == case.id, _not_called_since(now - CALLED_EVERY))
    first = called.values(called_at=now).returning(Case.id)
    if db.session.execute(first.execution_options(synchronize_session=False)).first() is None:
        return
    for admin in called_for:
        if admin.email:
            write_letter(admin.email, "on-call", case_id=case.id)


@jobs.soon
def call_for_crises() -> None:
    """Call for help with every crisis that waits while nobody is on duty, or all who are passed it on."""
    now = clock.now()
    waiting = [row.id for row in rows(_WAITING, now=now, since=now - CALLED_EVERY)]
    db.session.rollback()
    for case_id in waiting:
        _call(case_id=case_id)


@operation
def _call(*, case_id: int) -> None:
    case = db.session.get_one(Case, case_id, with_for_update=True, populate_existing=True)
    if case.closed_at is None and case.level is Level.CRISIS:
        call_admins(case)


def _not_called_since(moment: Any) -> ColumnElement[bool]:
    return or_(Case.called_at.is_(None), Case.called_at <= moment)


# The sorting aid writes to nobody: a letter is for what people flagged, or put at this level themselves.
_ONLY_SORTED = exists().where(
    Sorting.case_id == Case.id, Sorting.asked_for == Level.CRISIS, Case.flag_count == 0
)
_NOW = bindparam("now", type_=UTCDateTime())

_WAITING = (
    select(Case.id)
    .where(
        Case.level_rank == Level.CRISIS.rank,
        Case.closed_at.is_(None),
        or_(Case.claimed_until.is_(None), Case.claimed_until <= _NOW),
        ~is_left_to_somebody(_NOW),
        _not_called_since(bindparam("since", type_=UTCDateTime())),
        ~_ONLY_SORTED,
    )
    .order_by(Case.due_at)
    .limit(50)
)
