"""A day after a crisis or red case was decided somebody looks once more, and closes it with a note."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.core.db import db
from forum.core.errors import Conflict, Invalid
from forum.moderation.decisions import undo
from forum.moderation.desk_models import CaseNote, Said
from forum.moderation.follow_ups import finish_follow_up
from forum.moderation.models import Act, AuditEntry, Case, Decision, Level, Reason, State
from forum.moderation.second_looks import set_level
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import make_post
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page


@pytest.fixture
def followed(cast: Cast, post: Post) -> Case:
    """A worried flag that was seen to."""
    case = flagged(post, reason=Reason.WORRIED)
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    return case


def shown(page: Page) -> list[int]:
    return [int(str(link["href"]).rsplit("/", 1)[1]) for link in page.all(".case h2 a")]


@pytest.mark.parametrize("level", [Level.CRISIS, Level.RED])
def test_deciding_a_grave_case_sets_a_follow_up_a_day_later(cast: Cast, case: Case, level: Level) -> None:
    set_level(actor=cast.ines, case=case, level=level, words="")
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    assert case.state is State.FOLLOW_UP and case.closed_at is not None
    assert case.follow_up_at == case.closed_at + timedelta(hours=24)


@pytest.mark.parametrize("reason", [Reason.HARASSMENT, Reason.OTHER, Reason.SPAM])
def test_a_light_case_is_simply_decided(cast: Cast, post: Post, reason: Reason) -> None:
    case = flagged(post, reason=reason)
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    assert (case.state, case.follow_up_at) == (State.DECIDED, None)


def test_a_follow_up_is_done_with_a_note_and_closes_the_case(cast: Cast, followed: Case) -> None:
    with pytest.raises(Invalid) as refused:
        finish_follow_up(actor=cast.tomas, case=followed, words=" ")
    assert refused.value.field == "text"
    finish_follow_up(actor=cast.tomas, case=followed, words="She wrote this morning, and is with her sister.")
    assert (followed.state, followed.follow_up_at) == (State.CLOSED, None)
    assert db.session.query(CaseNote).one().said is Said.FOLLOWED_UP
    assert db.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first().act == "followed-up"


def test_it_is_done_once(cast: Cast, followed: Case, case: Case) -> None:
    finish_follow_up(actor=cast.tomas, case=followed, words="She is well.")
    for which in (followed, case):
        with pytest.raises(Conflict, match="seen to, or the case is open again"):
            finish_follow_up(actor=cast.ines, case=which, words="She is well.")


def test_a_new_flag_opens_it_again_and_forgets_the_follow_up(cast: Cast, post: Post, followed: Case) -> None:
    flagged(post, reason=Reason.WORRIED)
    db.session.refresh(followed)
    assert (followed.state, followed.follow_up_at, followed.closed_at) == (State.NEW, None, None)


def test_taking_the_decision_back_forgets_the_follow_up(cast: Cast, followed: Case) -> None:
    undo(actor=cast.tomas, decision=db.session.query(Decision).one())
    db.session.refresh(followed)
    assert (followed.state, followed.follow_up_at) == (State.CLAIMED, None)


def test_deciding_once_more_sets_the_day_anew(cast: Cast, followed: Case) -> None:
    finish_follow_up(actor=cast.tomas, case=followed, words="She is well.")
    decided(followed, by=cast.tomas, act=Act.NO_ACTION)
    assert followed.state is State.FOLLOW_UP and followed.follow_up_at is not None


def test_follow_ups_have_a_list_of_their_own(app: Flask, cast: Cast, followed: Case) -> None:
    tomas = Guest(app).signed_in_as(cast.tomas)
    assert shown(tomas.get("/moderation")) == []
    page = tomas.get("/moderation?show=follow-ups")
    assert shown(page) == [followed.id] and "due within 23 hours" in page.text
    assert not page.all("form[action$='/claim']") and "Follow-ups (1)" not in page.text
    with travel(followed.follow_up_at + timedelta(hours=2, minutes=1), tick=False):
        tomas = Guest(app).signed_in_as(cast.tomas)
        page = tomas.get("/moderation?show=follow-ups")
        assert "overdue by 2 hours" in page.text and "Follow-ups (1)" in page.text


def test_the_page_of_the_case_asks_how_it_is_now(app: Flask, cast: Cast, followed: Case) -> None:
    tomas = Guest(app).signed_in_as(cast.tomas)
    page = tomas.get(f"/moderation/cases/{followed.id}")
    refused = tomas.send(page.form("/follow-up"), text="")
    assert refused.status == 422 and "say in a line how it is now" in refused.text
    after = tomas.send(page.form("/follow-up"), text="She wrote this morning.")
    assert "The case is closed" in after.text and "Tomas looked again" in after.text
    assert not after.all("form[action$='/follow-up']")


def test_after_a_crisis_there_is_a_moment_to_breathe(app: Flask, cast: Cast) -> None:
    case = flagged(make_post(by=cast.maya), reason=Reason.WORRIED)
    set_level(actor=cast.ines, case=case, level=Level.CRISIS, words="")
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get(f"/moderation/cases/{case.id}").form("/decision")
    page = ines.send(form, act="no-action")
    assert page.path == f"/moderation/cases/{case.id}/afterwards" and page.h1 == "How are you?"
    assert page.link("Write a handover note") == "/moderation/handover"
    assert db.session.query(CaseNote).filter_by(said=Said.NOTE).count() == 0
