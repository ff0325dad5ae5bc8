"""The admins are told of a case that waits for them, and of nothing that is in it."""

import pytest
from flask import Flask

from forum.accounts.models import Account, Role
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.models import Case, Level
from forum.moderation.on_call import call_for_crises
from forum.moderation.second_looks import escalate, set_level
from forum.moderation.shifts import begin_shift
from forum.notifications.models import Kind, Notification
from forum.notifications.operations import mark_all_read
from tests.cast import Cast
from tests.make import make_member, make_post
from tests.moderation.acts import flagged
from tests.page import Guest


@pytest.fixture
def case(cast: Cast) -> Case:
    """Somebody flagged what Maya wrote. Ada has no address."""
    assert cast.ada.email is None
    return flagged(make_post(by=cast.maya), by=cast.priya)


@operation
def call_again(*, case_id: int) -> None:
    """As if the last call had been long ago."""
    db.session.get_one(Case, case_id).called_at = None


def told(account: Account) -> int:
    return db.session.query(Notification).filter_by(account_id=account.id, kind=Kind.CASE_WAITS).count()


def test_an_admin_without_an_address_hears_of_a_case_given_to_them(
    app: Flask, cast: Cast, case: Case
) -> None:
    escalate(actor=cast.ines, case=case, words="It is about a moderator's friend.")
    page = Guest(app).signed_in_as(cast.ada).get("/notifications")
    assert page.link("A case waits for an admin") == f"/moderation/cases/{case.id}"
    line = page.one(".news-row").get_text(" ")
    assert not [name for name in ("Maya", "Priya", "Ines", "Kitchen", "friend") if name in line]


def test_a_crisis_with_nobody_on_duty_is_told_of_too(cast: Cast, case: Case) -> None:
    set_level(actor=cast.ines, case=case, level=Level.CRISIS, words="")
    call_for_crises()
    assert told(cast.ada) == 1


def test_nobody_is_told_while_somebody_is_on_duty(cast: Cast, case: Case) -> None:
    assert cast.ada.role is Role.ADMIN
    set_level(actor=cast.ines, case=case, level=Level.CRISIS, words="")
    begin_shift(actor=cast.tomas)
    call_for_crises()
    assert told(cast.ada) == 0


def test_one_case_is_one_line_until_it_was_read(cast: Cast, case: Case) -> None:
    set_level(actor=cast.ines, case=case, level=Level.CRISIS, words="")
    call_for_crises()
    db.session.rollback()
    escalate(actor=cast.ines, case=case, words="Please.")
    assert told(cast.ada) == 1
    mark_all_read(actor=cast.ada)
    call_again(case_id=case.id)
    call_for_crises()
    assert told(cast.ada) == 2


def test_neither_who_gave_it_nor_whom_it_is_about_is_told(cast: Cast) -> None:
    other, author = (make_member(role=Role.ADMIN) for _ in range(2))
    about_an_admin = flagged(make_post(by=author))
    escalate(actor=cast.ada, case=about_an_admin, words="One of us.")
    assert (told(cast.ada), told(author), told(other)) == (0, 0, 1)
