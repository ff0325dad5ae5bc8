"""Passing on: for the others first, and never out of everybody's sight."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.accounts.models import Account, Role
from forum.accounts.roles import give_role
from forum.core.db import db
from forum.core.mail import Letter
from forum.moderation.cases import claim, release
from forum.moderation.models import Case, Level, Reason
from forum.moderation.on_call import call_for_crises
from forum.moderation.second_looks import set_level
from forum.moderation.shifts import begin_shift
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import make_post
from tests.moderation.acts import flagged
from tests.moderation.test_shield import shown
from tests.page import Guest


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


@pytest.fixture
def grave(post: Post) -> Case:
    return flagged(post, reason=Reason.WORRIED)


def pass_on(case: Case, *by: Account) -> None:
    for moderator in by:
        claim(actor=moderator, case=case)
        release(actor=moderator, case=case)


@pytest.mark.parametrize("view", ["all", "unclaimed"])
def test_it_stays_with_who_passed_it_on_where_nobody_else_is_on_duty(
    ines: Guest, cast: Cast, grave: Case, view: str
) -> None:
    pass_on(grave, cast.ines)
    assert shown(ines.get(f"/moderation?show={view}")) == [grave.id]
    begin_shift(actor=cast.tomas)
    assert shown(ines.get(f"/moderation?show={view}")) == []


def test_it_comes_back_when_it_is_overdue(app: Flask, cast: Cast, grave: Case) -> None:
    begin_shift(actor=cast.tomas)
    pass_on(grave, cast.ines)
    with travel(grave.due_at + timedelta(seconds=1)):
        page = Guest(app).signed_in_as(cast.ines).get("/moderation")
        assert shown(page) == [grave.id] and "overdue" in page.text


def test_what_all_who_are_there_passed_on_comes_back_to_each(
    app: Flask, ines: Guest, cast: Cast, grave: Case
) -> None:
    for moderator in (cast.ines, cast.tomas):
        begin_shift(actor=moderator)
    pass_on(grave, cast.ines, cast.tomas)
    for who in (ines, Guest(app).signed_in_as(cast.tomas)):
        assert shown(who.get("/moderation")) == [grave.id]
    begin_shift(actor=cast.ada)
    assert shown(ines.get("/moderation")) == []


def test_whom_a_case_is_about_is_nobody_to_pass_it_on_to(ines: Guest, cast: Cast) -> None:
    case = flagged(make_post(by=cast.tomas))
    begin_shift(actor=cast.tomas)
    pass_on(case, cast.ines)
    assert shown(ines.get("/moderation?lane=rules")) == [case.id]


def test_who_moderates_no_longer_is_nobody_to_pass_it_on_to(ines: Guest, cast: Cast, grave: Case) -> None:
    begin_shift(actor=cast.tomas)
    pass_on(grave, cast.ines)
    give_role(name="Tomas", role=Role.MEMBER)
    assert shown(ines.get("/moderation")) == [grave.id]


def test_what_one_passed_on_is_counted_and_the_empty_page_says_so(
    ines: Guest, cast: Cast, grave: Case
) -> None:
    begin_shift(actor=cast.tomas)
    pass_on(grave, cast.ines)
    page = ines.get("/moderation")
    assert "Passed on by me (1)" in page.text and "You passed on what is left" in page.text
    assert "in somebody’s hands" not in page.text
    assert shown(ines.get(page.link("Show what I passed on"))) == [grave.id]


def test_a_crisis_that_all_on_duty_passed_on_calls_the_admins(cast: Cast, grave: Case) -> None:
    cast.ada.email = "ada@example.org"
    db.session.commit()
    set_level(actor=cast.ines, case=grave, level=Level.CRISIS, words="")
    for moderator in (cast.ines, cast.tomas):
        begin_shift(actor=moderator)
    pass_on(grave, cast.ines)
    call_for_crises()
    assert db.session.query(Letter).count() == 0
    db.session.rollback()
    pass_on(grave, cast.tomas)
    call_for_crises()
    assert [letter.address for letter in db.session.query(Letter)] == ["ada@example.org"]
