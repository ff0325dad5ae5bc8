"""One thread that waits, for whoever said that they are up to it: kindly, and never twice in a day."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.accounts.models import Account, Distance
from forum.accounts.profile import keep_away
from forum.accounts.visitor import GUEST, Visitor
from forum.core import clock
from forum.core.db import db
from forum.moderation.models import Act, Level, Reason
from forum.moderation.second_looks import set_level
from forum.threads.invitations import (
    REMEMBERED,
    REST,
    decline,
    forget_declined,
    invite,
    invite_no_more,
    may_be_invited,
)
from forum.threads.models import Declined, Thread
from tests.cast import Cast
from tests.make import backdate, first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    """She is up to it."""
    invite(actor=cast.maya)
    return Guest(app).signed_in_as(cast.maya)


@pytest.fixture
def threads(cast: Cast) -> list[Thread]:
    """Three of Jonas's that wait, the first for the longest."""
    made = []
    for number, title in enumerate(("One", "Two", "Three")):
        thread = make_thread(cast.kitchen, by=cast.jonas, title=title)
        since = clock.now() - timedelta(days=9 - number)
        backdate(Thread, thread.id, created_at=since, waiting_since=since)
        made.append(thread)
    return made


def invited_to(page: Page) -> str:
    """The title on the card, or nothing."""
    return "".join(title.get_text(strip=True) for title in page.all(".invitation h3"))


def home(member: Guest) -> str:
    return invited_to(member.get("/"))


def test_nobody_is_asked_who_has_not_said_so(app: Flask, cast: Cast, threads: list[Thread]) -> None:
    assert home(Guest(app).signed_in_as(cast.priya)) == ""
    assert home(Guest(app)) == ""


def test_it_is_turned_on_in_settings_and_off_where_it_is_shown(
    app: Flask, cast: Cast, threads: list[Thread]
) -> None:
    priya = Guest(app).signed_in_as(cast.priya)
    settings = priya.send(priya.get("/settings").form("/invitations"))
    assert settings.path == "/settings" and settings.form("/invitations/undo")
    shown = priya.get("/")
    assert invited_to(shown) == "One"
    after = priya.send(shown.form("/invitations/undo"))
    assert (after.path, invited_to(after)) == ("/", "")
    assert not priya.get("/settings").all("form[action='/invitations/undo']")


def test_the_setting_says_that_it_rests_for_a_day_after_a_reply(
    app: Flask, cast: Cast, threads: list[Thread]
) -> None:
    make_post(threads[0], by=cast.priya)
    priya = Guest(app).signed_in_as(cast.priya)
    said = priya.send(priya.get("/settings").form("/invitations")).one("section[aria-labelledby=answering]")
    assert "it rests for a day" in said.get_text() and home(priya) == ""


def test_it_is_the_one_that_has_waited_longest(maya: Guest, threads: list[Thread]) -> None:
    page = maya.get("/")
    assert invited_to(page) == "One"
    assert "Only if you are up to it." in page.text
    assert page.one(".invitation .actions a")["href"] == page.one(".invitation h3 a")["href"]


def test_it_does_not_stand_on_the_page_twice(maya: Guest, threads: list[Thread]) -> None:
    waiting = maya.get("/").all("section[aria-labelledby=waiting] h3")
    assert "One" not in [title.get_text(strip=True) for title in waiting]


def test_ones_own_thread_is_no_invitation(cast: Cast, maya: Guest) -> None:
    make_thread(cast.kitchen, by=cast.maya)
    assert home(maya) == ""


def test_nobody_is_asked_to_answer_whom_they_keep_away(
    cast: Cast, maya: Guest, threads: list[Thread]
) -> None:
    keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.MUTE)
    assert home(maya) == ""


def test_what_was_read_is_not_asked_for_again(maya: Guest, threads: list[Thread]) -> None:
    maya.get(f"/t/{threads[0].id}")
    assert home(maya) == "Two"


def test_nobody_is_led_to_the_gravest(cast: Cast, maya: Guest, threads: list[Thread]) -> None:
    case = flagged(first_post(threads[1]), by=cast.priya, reason=Reason.WORRIED)
    assert home(maya) == "Two"
    set_level(actor=cast.ines, case=case, level=Level.CRISIS, words="")
    assert home(maya) == "One"


def test_not_today_is_a_day_and_then_it_is_another_one(
    app: Flask, cast: Cast, maya: Guest, threads: list[Thread]
) -> None:
    after = maya.send(maya.get("/").form("/rest"))
    assert (after.path, invited_to(after)) == ("/", "")
    with clock.as_of(clock.now() + REST - timedelta(minutes=5)):
        assert home(maya) == ""
    with clock.as_of(clock.now() + REST + timedelta(minutes=5)):
        assert home(maya) == "Two"
    invite(actor=cast.priya)
    assert home(Guest(app).signed_in_as(cast.priya)) == "One", "one member's rest is not another's"


def test_saying_it_twice_is_saying_it_once(cast: Cast, maya: Guest, threads: list[Thread]) -> None:
    for _ in range(2):
        decline(actor=cast.maya, thread_id=threads[0].id)
    assert db.session.query(Declined).count() == 1


def test_whoever_has_answered_somebody_is_left_in_peace_for_a_day(
    cast: Cast, maya: Guest, threads: list[Thread]
) -> None:
    make_post(threads[0], by=cast.maya)
    assert home(maya) == ""
    with clock.as_of(clock.now() + REST + timedelta(minutes=5)):
        assert home(maya) == "Two"


def test_starting_a_thread_of_ones_own_is_no_answer(cast: Cast, maya: Guest, threads: list[Thread]) -> None:
    make_thread(cast.kitchen, by=cast.maya)
    assert home(maya) == "One"


@pytest.mark.parametrize("act", [Act.PAUSE, Act.SUSPEND])
def test_nobody_is_asked_who_could_not_answer(
    cast: Cast, maya: Guest, threads: list[Thread], act: Act
) -> None:
    decided(flagged(make_post(make_thread(cast.porch), by=cast.maya)), by=cast.ines, act=act, days=7)
    with clock.as_of(clock.now() + timedelta(days=2)):
        assert home(maya) == ""


def test_one_function_says_who_may_be_asked() -> None:
    assert may_be_invited(Visitor(id=1, wants_invitations=True))
    assert not may_be_invited(Visitor(id=1))
    assert not may_be_invited(GUEST)


def test_the_first_page_keeps_its_budget_with_an_invitation(
    cast: Cast, maya: Guest, threads: list[Thread]
) -> None:
    keep_away(actor=cast.maya, other=cast.priya, distance=Distance.MUTE)
    maya.get("/")
    page = maya.get("/")
    assert invited_to(page) and len(page.queries) <= 6, page.queries


def test_a_thread_that_is_not_there_cannot_be_declined(
    app: Flask, cast: Cast, maya: Guest, threads: list[Thread]
) -> None:
    token = maya.get("/").form("/rest").values["csrf_token"]
    for thread_id in (10**9, 2**63 - 1):
        assert maya.post(f"/invitations/{thread_id}/rest", {"csrf_token": token}).status == 404


def test_guests_are_asked_to_sign_in(guest: Guest, threads: list[Thread]) -> None:
    token = guest.get("/join").form("/join").values["csrf_token"]
    assert guest.post("/invitations", {"csrf_token": token}).status == 401


@pytest.mark.parametrize("next_", ["https://evil.example", "//evil.example", ""])
def test_the_way_back_is_on_this_site(maya: Guest, threads: list[Thread], next_: str) -> None:
    answer = maya.send(maya.get("/").form("/rest"), follow=False, next=next_)
    assert answer.response.headers["Location"] == "/"


def test_what_was_declined_is_forgotten_after_a_season(cast: Cast, threads: list[Thread]) -> None:
    decline(actor=cast.maya, thread_id=threads[0].id)
    forget_declined()
    assert db.session.query(Declined).count() == 1
    with clock.as_of(clock.now() + REMEMBERED + timedelta(days=1)):
        forget_declined()
    assert db.session.query(Declined).count() == 0


def test_wanting_none_is_remembered(cast: Cast) -> None:
    invite(actor=cast.maya)
    invite_no_more(actor=cast.maya)
    assert db.session.get_one(Account, cast.maya.id).wants_invitations is False
