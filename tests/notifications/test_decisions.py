"""What moderators decided reaches whom it concerns, and says no more than it must."""

import pytest
from flask import Flask

from forum.accounts.models import Account, Distance
from forum.accounts.profile import Preferences, change_preferences, keep_away
from forum.core.db import db
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Rule
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page


@pytest.fixture
def post(cast: Cast) -> Post:
    """Something of Jonas's in a thread of Maya's."""
    return make_post(make_thread(by=cast.maya, title="Slow mornings"), by=cast.jonas)


def opened(app: Flask, account: Account) -> Page:
    return Guest(app).signed_in_as(account).get("/notifications")


def news(page: Page) -> list[str]:
    return [" ".join(line.get_text(" ").split()) for line in page.all(".news-row p:first-of-type")]


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (Act.HIDE, "A moderator has hidden one of your posts. You can read why"),
        (
            Act.REMOVE,
            "A moderator has removed one of your posts. You can read why; you are still welcome",
        ),
        (Act.PAUSE, "Moderators have paused your posting for a while. You can read why"),
        (
            Act.SUSPEND,
            "Moderators have suspended your account. You can read why, and everything else here",
        ),
    ],
)
def test_an_author_is_told_and_led_to_the_reasons(
    app: Flask, cast: Cast, post: Post, act: Act, sentence: str
) -> None:
    decision = decided(flagged(post), by=cast.ines, act=act)
    page = opened(app, cast.jonas)
    assert news(page) == [f"New: {sentence}"]
    assert page.link(sentence) == f"/decisions/{decision.id}"


def test_an_author_does_not_learn_of_a_flag_that_led_to_nothing(app: Flask, cast: Cast, post: Post) -> None:
    decided(flagged(post), by=cast.ines, act=Act.NO_ACTION, rule=Rule.NONE, words="")
    assert news(opened(app, cast.jonas)) == []


@pytest.mark.parametrize("act", [Act.HIDE, Act.NO_ACTION])
def test_a_reporter_learns_that_somebody_has_looked(app: Flask, cast: Cast, post: Post, act: Act) -> None:
    case = flagged(post, by=cast.priya)
    words = {} if act is Act.HIDE else {"rule": Rule.NONE, "words": ""}
    decided(case, by=cast.ines, act=act, **words)
    page = opened(app, cast.priya)
    assert news(page) == ["New: Somebody has looked at the post you flagged. Thank you for speaking up."]
    assert page.link("Somebody has looked") == f"/outcomes/{case.id}"


def test_an_author_is_not_told_who_flagged_or_who_decided(app: Flask, cast: Cast, post: Post) -> None:
    decided(flagged(post, by=cast.priya), by=cast.ines)
    page = opened(app, cast.jonas)
    assert not {"Priya", "Ines"} & set(page.one("main").get_text(" ").split())


def test_an_author_is_told_when_a_decision_is_taken_back(app: Flask, cast: Cast, post: Post) -> None:
    decision = decided(flagged(post), by=cast.ines)
    undo(actor=cast.ines, decision=decision)
    assert news(opened(app, cast.jonas)) == [
        "New: Moderators have taken back a decision about one of your posts",
        "New: A moderator has hidden one of your posts. You can read why",
    ]


def test_taking_back_what_was_about_a_person_does_not_speak_of_a_post(
    app: Flask, cast: Cast, post: Post
) -> None:
    undo(actor=cast.ines, decision=decided(flagged(post), by=cast.ines, act=Act.SUSPEND))
    (latest, _) = news(opened(app, cast.jonas))
    assert "decided about your account" in latest and "post" not in latest


def test_taking_back_what_was_about_a_thread_speaks_of_the_thread(app: Flask, cast: Cast) -> None:
    first = first_post(make_thread(by=cast.maya))
    undo(actor=cast.ines, decision=decided(flagged(first), by=cast.ines, act=Act.LOCK, rule=Rule.NONE))
    assert "a decision about a thread of yours" in news(opened(app, cast.maya))[0]


def test_a_kind_word_taken_back_is_not_spoken_of(app: Flask, cast: Cast, post: Post) -> None:
    kind = decided(flagged(post), by=cast.ines, act=Act.REACH_OUT, rule=Rule.NONE, words="We are here.")
    undo(actor=cast.ines, decision=kind)
    assert news(opened(app, cast.jonas)) == ["New: The moderators have written to you. Nothing is wrong"]


def test_a_reporter_has_one_unread_line_for_one_case(app: Flask, cast: Cast, post: Post) -> None:
    case = flagged(post, by=cast.priya)
    undo(actor=cast.ines, decision=decided(case, by=cast.ines))
    decided(case, by=cast.ines, act=Act.NO_ACTION, rule=Rule.NONE, words="")
    db.session.refresh(cast.priya)
    assert cast.priya.unread_notifications == 1
    assert len(news(opened(app, cast.priya))) == 1


def test_a_reporter_who_has_read_of_it_hears_of_the_next_decision(app: Flask, cast: Cast, post: Post) -> None:
    case = flagged(post, by=cast.priya)
    first = decided(case, by=cast.ines)
    opened(app, cast.priya)
    undo(actor=cast.ines, decision=first)
    decided(case, by=cast.ines, act=Act.NO_ACTION, rule=Rule.NONE, words="")
    assert [line.startswith("New:") for line in news(opened(app, cast.priya))] == [True, False]


def test_moderators_are_heard_whatever_the_settings_say(app: Flask, cast: Cast, post: Post) -> None:
    quiet = Preferences(
        cast.jonas.theme, frozenset(), wants_reply_notices=False, wants_reaction_notices=False
    )
    change_preferences(actor=cast.jonas, preferences=quiet)
    keep_away(actor=cast.jonas, other=cast.ines, distance=Distance.MUTE)
    decided(flagged(post), by=cast.ines)
    assert len(news(opened(app, cast.jonas))) == 1


def test_a_title_that_is_not_for_a_reporter_any_more_is_not_shown(app: Flask, cast: Cast) -> None:
    thread = make_thread(by=cast.maya, title="Not to be seen")
    first = db.session.query(Post).filter_by(thread_id=thread.id).one()
    case = flagged(first, by=cast.priya)
    decided(case, by=cast.ines, act=Act.REMOVE)
    page = opened(app, cast.priya)
    assert len(news(page)) == 1
    assert "Not to be seen" not in page.text
    assert "Kitchen" not in page.one(".news").get_text()
