"""Each decision is told to its author in words of its own, and each outcome to whoever flagged."""

from typing import Any

import pytest
from flask import Flask

from forum.core.db import db
from forum.moderation.models import Act, Decision, Rule
from forum.threads.models import ContentNote, Post
from tests.cast import Cast
from tests.make import first_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page

TEXT = "One line. And another."
TOLD: dict[Act, tuple[dict[str, Any], str, str, str]] = {
    Act.NOTE: (
        {"notes": frozenset({ContentNote.SUICIDE})},
        "Your post has a content note now",
        "Your words are as they were. Before readers open them they see: suicide",
        "A content note says now what the post talks about.",
    ),
    Act.EDIT: (
        {"wording": "One line."},
        "A detail was taken out of your post",
        "says that moderators took a detail out",
        "A detail was taken out of the post.",
    ),
    Act.MOVE: ({}, "Your thread is on another board now", "It stands on “Back porch” now", "has moved"),
    Act.LOCK: ({"sign": "Rest."}, "Your thread rests now", "nobody but moderators can add", "thread rests"),
    Act.HIDE: ({}, "Your post is out of sight for now", "Only you and the moderators", "out of sight now"),
    Act.REMOVE: ({}, "A post of yours was removed", "it can be brought back", "has been removed"),
    Act.WARN: (
        {},
        "A house rule, and what we ask of you",
        "Nothing is taken from you",
        "a step with the person",
    ),
    Act.PAUSE: ({}, "Your posting is paused", "use every help page", "a step with the person"),
    Act.SUSPEND: ({}, "Your account is suspended", "sign in and read", "a step with the person"),
}


@pytest.fixture
def post(cast: Cast) -> Post:
    return first_post(make_thread(cast.kitchen, by=cast.maya, text=TEXT))


def page_of(app: Flask, cast: Cast, decision: Decision) -> Page:
    return Guest(app).signed_in_as(cast.maya).get(f"/decisions/{decision.id}")


def make(cast: Cast, post: Post, act: Act) -> Decision:
    particulars = dict(TOLD[act][0])
    if act is Act.MOVE:
        particulars["board_id"] = cast.porch.id
    case = flagged(post, by=cast.priya)
    return decided(case, by=cast.ines, act=act, words="Because of the second line.", **particulars)


@pytest.mark.parametrize("act", TOLD)
def test_the_author_reads_what_why_and_what_they_can_do(app: Flask, cast: Cast, post: Post, act: Act) -> None:
    page = page_of(app, cast, make(cast, post, act))
    _, title, meaning, _ = TOLD[act]
    assert page.h1 == title and meaning in page.text
    assert "Because of the second line." in page.text and "2. Leave out the how" in page.text
    assert page.link("Ask for another look").endswith("/appeal")
    assert "Ines" not in page.text and "Priya" not in page.text


@pytest.mark.parametrize("act", TOLD)
def test_whoever_flagged_reads_what_came_of_it(app: Flask, cast: Cast, post: Post, act: Act) -> None:
    decision = make(cast, post, act)
    page = Guest(app).signed_in_as(cast.priya).get(f"/outcomes/{decision.case_id}")
    assert TOLD[act][3] in page.text and "Because of the second line." not in page.text


@pytest.mark.parametrize("act", [*TOLD, Act.REACH_OUT])
def test_the_news_of_it_leads_there(app: Flask, cast: Cast, post: Post, act: Act) -> None:
    decision = make(cast, post, act) if act in TOLD else reached_out(cast, post)
    news = Guest(app).signed_in_as(cast.maya).get("/notifications").all(".news-row a")
    assert [link["href"] for link in news] == [f"/decisions/{decision.id}"]


def reached_out(cast: Cast, post: Post) -> Decision:
    return decided(flagged(post), by=cast.ines, act=Act.REACH_OUT, rule=Rule.NONE, words="How is tonight?")


def test_a_kind_word_is_a_letter_and_no_decision(app: Flask, cast: Cast, post: Post) -> None:
    page = page_of(app, cast, reached_out(cast, post))
    assert page.h1 == "A few words from the moderators" and "How is tonight?" in page.text
    assert "You have done nothing wrong" in page.text
    for not_said in ("House rule", "machine", "another look", "The decision"):
        assert not_said not in page.text


def test_nobody_who_flagged_learns_that_the_member_was_written_to(app: Flask, cast: Cast, post: Post) -> None:
    case = flagged(post, by=cast.priya)
    decided(case, by=cast.ines, act=Act.REACH_OUT, words="How is tonight?")
    page = Guest(app).signed_in_as(cast.priya).get(f"/outcomes/{case.id}")
    assert "it stays as it is" in page.text and "tonight" not in page.text


def test_every_act_that_touches_somebody_has_its_words(cast: Cast) -> None:
    assert set(TOLD) | {Act.REACH_OUT, Act.RESTORE} == {act for act in Act if act.touches_author}
    assert db.session.query(Decision).count() == 0
