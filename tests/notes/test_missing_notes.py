"""What an author has not answered for a day: one quiet case, about the post and nobody else."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.core.db import db
from forum.core.jobs import run_nightly
from forum.moderation.models import Act, Case, Decision, Lane, Level, Rule
from forum.moderation.watched_models import Signal, Source
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.models import ContentNote, Post
from forum.threads.suggesting import (
    add_suggested,
    leave_suggested,
)
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import make_post
from tests.moderation.acts import decided, flagged
from tests.notes.acts import nights, suggested
from tests.page import Guest

LOSS, EATING = ContentNote.LOSS, ContentNote.EATING


def test_the_author_has_a_day_before_moderators_are_asked(cast: Cast, post: Post) -> None:
    suggested(post, LOSS, by=cast.jonas)
    run_nightly()
    assert db.session.query(Case).filter_by(lane=Lane.RULES).count() == 0
    nights()
    case, signal = db.session.query(Case).filter_by(lane=Lane.RULES).one(), db.session.query(Signal).one()
    assert (case.lane, case.level, case.flag_count) == (Lane.RULES, Level.WATCH, 0)
    assert (signal.source, signal.cue, signal.case_id) == (Source.MISSING_NOTE, "loss", case.id)


def test_moderators_are_asked_once_and_an_author_can_still_answer(
    maya: Guest, cast: Cast, post: Post
) -> None:
    suggested(post, LOSS, by=cast.jonas)
    nights()
    suggested(post, LOSS, by=cast.priya)
    nights(4)
    assert db.session.query(Signal).count() == 1
    maya.press(maya.get("/notifications"), 'button[value="add"]')
    db.session.refresh(post)
    assert post.notes == "loss"


@pytest.mark.parametrize("answer", [add_suggested, leave_suggested])
def test_an_answer_in_time_opens_no_case(cast: Cast, post: Post, answer: Callable[..., object]) -> None:
    suggested(post, LOSS, by=cast.jonas)
    answer(actor=cast.maya, post=post, note="loss")
    nights()
    assert db.session.query(Case).filter_by(lane=Lane.RULES).count() == 0


def test_a_note_set_by_an_edit_or_by_a_moderator_answers_it_too(cast: Cast, post: Post) -> None:
    other = make_post(by=cast.maya)
    for one in (post, other):
        suggested(one, LOSS, by=cast.jonas)
    writing = Writing(post.source, frozenset({LOSS}))
    edit_post(actor=cast.maya, post=post, revision=1, title="Since March", writing=writing)
    decided(flagged(other), by=cast.ines, act=Act.NOTE, rule=Rule.NONE, notes=frozenset({LOSS}))
    nights()
    assert db.session.query(Signal).count() == 0


def test_no_case_is_opened_about_a_post_that_is_gone(cast: Cast, post: Post) -> None:
    suggested(post, LOSS, by=cast.jonas)
    withdraw_post(actor=cast.maya, post=post)
    nights()
    assert db.session.query(Case).filter_by(lane=Lane.RULES).count() == 0


def test_the_case_says_what_it_is_about_and_names_nobody(app: Flask, cast: Cast, post: Post) -> None:
    suggested(post, LOSS, by=cast.jonas)
    nights()
    ines = Guest(app).signed_in_as(cast.ines)
    assert "Missing content note “loss”" in ines.get("/moderation?lane=rules").text
    page = ines.get(f"/moderation/cases/{db.session.query(Case).filter_by(lane=Lane.RULES).one().id}")
    assert "A reader suggested this note, and the author has not answered." in page.text
    assert "What a reader suggested" in page.text
    assert "Jonas" not in page.text and "A machine noticed" not in page.text


def test_a_decision_upon_a_readers_suggestion_does_not_say_that_a_machine_took_part(
    cast: Cast, post: Post
) -> None:
    suggested(post, LOSS, by=cast.jonas)
    nights()
    case = db.session.query(Case).filter_by(lane=Lane.RULES).one()
    decided(case, by=cast.ines, act=Act.NOTE, rule=Rule.NONE, notes=frozenset({LOSS}))
    assert db.session.query(Decision).one().machine_took_part is False
    assert db.session.query(Signal).one().answered_by_id is not None
