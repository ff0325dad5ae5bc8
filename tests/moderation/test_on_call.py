"""Calling for help: when a crisis waits and nobody is on duty, and when a moderator asks for the admins."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.accounts.models import Account, Role
from forum.cli.letters import written
from forum.core import clock
from forum.core.db import db
from forum.core.mail import Letter
from forum.moderation.cases import claim
from forum.moderation.models import Act, Case, Level, Reason
from forum.moderation.on_call import call_for_crises
from forum.moderation.second_looks import escalate, set_level
from forum.moderation.shifts import begin_shift
from tests.cast import Cast
from tests.make import make_member, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.moderation.sorted import GOODBYE, sorted_case

NOTE = "The kettle sings."


@pytest.fixture
def admin(cast: Cast) -> Account:
    cast.ada.email = "ada@example.org"
    db.session.commit()
    return cast.ada


@pytest.fixture
def crisis(cast: Cast, admin: Account, case: Case) -> Case:
    set_level(actor=cast.ines, case=case, level=Level.CRISIS, words=NOTE)
    return case


def letters() -> list[str]:
    db.session.rollback()
    return [letter.address for letter in db.session.query(Letter).order_by(Letter.id)]


def test_a_crisis_that_waits_alone_calls_the_admins(crisis: Case) -> None:
    call_for_crises()
    assert letters() == ["ada@example.org"]


def test_the_letter_says_neither_who_nor_what(app: Flask, cast: Cast, admin: Account) -> None:
    thread = make_thread(title="A title that says a lot", text=NOTE)
    case = flagged(make_post(thread, by=cast.maya, text=NOTE), by=cast.priya, note=NOTE)
    set_level(actor=cast.ines, case=case, level=Level.CRISIS, words=NOTE)
    call_for_crises()
    subject, text = written(db.session.query(Letter).one())
    assert f"/moderation/cases/{case.id}" in text
    for secret in ("kettle", "A title", "Maya", "Priya", "Ines", "crisis", "suicid", "moderat"):
        assert secret not in subject
        assert secret not in text.replace("/moderation/cases", "")


def test_nobody_is_called_while_somebody_is_on_duty(cast: Cast, crisis: Case) -> None:
    begin_shift(actor=cast.tomas)
    call_for_crises()
    assert letters() == []


def test_nobody_is_called_while_it_is_in_somebodys_hands(cast: Cast, crisis: Case) -> None:
    claim(actor=cast.tomas, case=crisis)
    call_for_crises()
    assert letters() == []
    with travel(clock.now() + timedelta(minutes=21)):
        call_for_crises()
    assert letters() == ["ada@example.org"]


def test_nobody_is_called_for_what_is_decided_or_less(cast: Cast, admin: Account, crisis: Case) -> None:
    flagged(make_post())
    decided(crisis, by=cast.ines, act=Act.NO_ACTION)
    call_for_crises()
    assert letters() == []


def test_the_sorting_aid_alone_calls_nobody_and_people_do(admin: Account, cast: Cast) -> None:
    post = make_post(by=cast.maya, text=GOODBYE)
    assert sorted_case(post).level is Level.CRISIS
    call_for_crises()
    assert letters() == []
    flagged(post, by=cast.priya, reason=Reason.WORRIED)
    call_for_crises()
    assert letters() == ["ada@example.org"]


def test_one_case_calls_once_an_hour(crisis: Case) -> None:
    for _ in range(3):
        call_for_crises()
    with travel(clock.now() + timedelta(minutes=59)):
        call_for_crises()
    assert len(letters()) == 1
    with travel(clock.now() + timedelta(minutes=61)):
        call_for_crises()
    assert len(letters()) == 2


def test_only_admins_with_an_address_are_called_and_none_about_themselves(cast: Cast, admin: Account) -> None:
    make_member(role=Role.ADMIN, email="other@example.org")
    make_member(role=Role.ADMIN)
    make_member(role=Role.MODERATOR, email="moderator@example.org")
    case = flagged(make_post(by=admin))
    set_level(actor=cast.ines, case=case, level=Level.CRISIS, words="")
    call_for_crises()
    assert letters() == ["other@example.org"]


def test_giving_a_case_to_the_admins_writes_to_them(cast: Cast, admin: Account, case: Case) -> None:
    escalate(actor=cast.ines, case=case, words=NOTE)
    assert letters() == ["ada@example.org"]
    call_for_crises()
    assert len(letters()) == 1
