"""Who asked about a grave case waits for the answer, and who decided one lets the day go by."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict
from forum.moderation.decisions import decide
from forum.moderation.desk_models import CaseNote, Said
from forum.moderation.follow_ups import finish_follow_up
from forum.moderation.models import Act, AuditEntry, Case, Decision, Level, Reason, State
from forum.moderation.second_looks import answer_opinion, ask_for_opinion, set_level, take_question_back
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import make_sign_in
from tests.moderation.acts import decided, flagged
from tests.page import Guest


@pytest.fixture
def red(cast: Cast, post: Post) -> Case:
    """A worried flag. Tomas has been here lately, so there is somebody to ask."""
    make_sign_in(cast.tomas)
    return flagged(post, reason=Reason.WORRIED)


def test_who_asked_does_not_decide_before_the_answer(cast: Cast, red: Case) -> None:
    set_level(actor=cast.ines, case=red, level=Level.WATCH, words="It is about last year.")
    with pytest.raises(Conflict, match="nobody has answered yet"):
        decided(red, by=cast.ines, act=Act.NO_ACTION)
    db.session.refresh(red)
    assert (red.state, red.closed_at) == (State.SECOND_OPINION, None)
    answer_opinion(actor=cast.tomas, case=red, version=red.version, agrees=False, words="It is today.")
    decided(red, by=cast.ines, act=Act.NO_ACTION)
    assert red.closed_at is not None


def test_somebody_else_decides_whatever_was_asked(cast: Cast, red: Case) -> None:
    make_sign_in(cast.ada)
    ask_for_opinion(actor=cast.ines, case=red, words="How do you see it?")
    decided(red, by=cast.tomas, act=Act.NO_ACTION)
    assert red.closed_at is not None


def test_who_is_alone_decides_with_a_question_open(cast: Cast, post: Post) -> None:
    red = flagged(post, reason=Reason.WORRIED)
    ask_for_opinion(actor=cast.ines, case=red, words="How does whoever comes next see it?")
    decided(red, by=cast.ines, act=Act.NO_ACTION)
    assert red.closed_at is not None


def test_a_light_case_waits_for_no_answer(cast: Cast, case: Case) -> None:
    make_sign_in(cast.tomas)
    ask_for_opinion(actor=cast.ines, case=case, words="Is this a joke between friends?")
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    assert case.closed_at is not None


def test_a_question_can_be_taken_back_and_stays_written(cast: Cast, red: Case) -> None:
    ask_for_opinion(actor=cast.ines, case=red, words="How do you see it?")
    take_question_back(actor=cast.ines, case=red)
    assert red.state is State.NEW
    assert [note.said for note in db.session.query(CaseNote).order_by(CaseNote.id)] == [
        Said.ASKED,
        Said.UNASKED,
    ]
    assert db.session.query(AuditEntry).order_by(AuditEntry.number.desc()).first().act == "unasked"
    decided(red, by=cast.ines, act=Act.NO_ACTION)
    assert red.closed_at is not None


def test_only_who_asked_takes_a_question_back_and_once(cast: Cast, red: Case) -> None:
    ask_for_opinion(actor=cast.ines, case=red, words="How do you see it?")
    with pytest.raises(Conflict):
        take_question_back(actor=cast.tomas, case=red)
    take_question_back(actor=cast.ines, case=red)
    with pytest.raises(Conflict):
        take_question_back(actor=cast.ines, case=red)


def test_what_was_asked_before_somebody_decided_holds_nobody_up(cast: Cast, red: Case) -> None:
    ask_for_opinion(actor=cast.ines, case=red, words="How do you see it?")
    decided(red, by=cast.tomas, act=Act.NO_ACTION)
    decide(
        actor=cast.ines, case=red, version=red.version, revision=1, act=Act.REACH_OUT, words="We are here."
    )
    assert db.session.query(Decision).count() == 2


def test_the_page_keeps_the_words_and_offers_to_take_the_question_back(
    app: Flask, cast: Cast, red: Case
) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    ask_for_opinion(actor=cast.ines, case=red, words="How do you see it?")
    page = ines.get(f"/moderation/cases/{red.id}")
    refused = ines.send(page.form("/decision"), act="reach-out", text="We are here, and we read you.")
    assert refused.status == 409 and "nobody has answered yet" in refused.text
    assert refused.one("textarea[name=text]#text").get_text().strip() == "We are here, and we read you."
    after = ines.send(refused.form("/second-opinion/undo"))
    assert "It stays written that you asked" in after.text and "Ines took the question back" in after.text
    done = ines.send(after.form("/decision"), act="reach-out", text="We are here, and we read you.")
    assert "everybody concerned is told" in done.text


def test_who_decided_lets_the_day_go_by_where_somebody_else_is_there(cast: Cast, red: Case) -> None:
    decided(red, by=cast.ines, act=Act.NO_ACTION)
    with pytest.raises(Conflict, match="let the day go by"):
        finish_follow_up(actor=cast.ines, case=red, words="She is well.")
    with travel(clock.now() + timedelta(hours=24, seconds=1)):
        finish_follow_up(actor=cast.ines, case=red, words="She wrote this morning.")
    assert red.state is State.CLOSED


def test_somebody_else_can_look_sooner(cast: Cast, red: Case) -> None:
    decided(red, by=cast.ines, act=Act.NO_ACTION)
    finish_follow_up(actor=cast.tomas, case=red, words="She wrote this morning.")
    assert red.state is State.CLOSED


def test_who_is_alone_can_look_sooner(cast: Cast, post: Post) -> None:
    red = flagged(post, reason=Reason.WORRIED)
    decided(red, by=cast.ines, act=Act.NO_ACTION)
    finish_follow_up(actor=cast.ines, case=red, words="She wrote this morning.")
    assert red.state is State.CLOSED
