"""A case that was passed on: for the others first, as long as there are others."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.accounts.visitor import STAFF
from forum.moderation.desk_models import PassedOn, Shift
from forum.moderation.models import Case


def passed_on_by(account_id: Any) -> ColumnElement[bool]:
    """Whether this account passed a case on since it last came up."""
    passed = aliased(PassedOn)
    since_it_came_up = select(passed.id).where(
        passed.case_id == Case.id,
        passed.account_id == account_id,
        passed.passed_at >= func.coalesce(Case.reopened_at, Case.opened_at),
    )
    return since_it_came_up.correlate_except(passed).exists()


def is_left_to_somebody(now: Any, *, but: Any = None) -> ColumnElement[bool]:
    """Whether somebody is on duty who can see to a case and has not passed it on; `but` does not count."""
    there = (
        select(Shift.id)
        .join(Account, Account.id == Shift.account_id)
        .where(
            Shift.ends_at > now,
            Account.role.in_(STAFF),
            Shift.account_id != Case.account_id,
            ~passed_on_by(Shift.account_id),
        )
        .correlate_except(Shift, Account)
    )
    return (there if but is None else there.where(Shift.account_id != but)).exists()


def waits_for_others(me: Any, now: Any) -> ColumnElement[bool]:
    """Whether a case that `me` passed on is for the others first: there is time, and one of them."""
    return and_(passed_on_by(me), Case.due_at > now, is_left_to_somebody(now, but=me))
