"""The page itself: what stands on it, what is left out, and when news stops being new."""

import pytest
from flask import Flask

from forum.accounts.models import Account, Distance
from forum.accounts.profile import keep_away
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.notifications.operations import mark_all_read
from forum.notifications.queries import SIZE
from forum.reactions.models import Kind
from forum.reactions.operations import react, take_back
from forum.threads.editing import set_absence, withdraw_post
from forum.threads.models import Absence, Post
from tests.cast import Cast
from tests.make import first_post, make_member, make_post, make_thread
from tests.page import Guest, Page


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def news(page: Page) -> list[str]:
    return [" ".join(line.get_text(" ").split()) for line in page.all(".news-row p:first-of-type")]


def in_header(page: Page) -> str:
    return " ".join(page.one("header a[href='/notifications']").get_text(" ").split())


@operation
def hide(post: Post) -> None:
    set_absence(post, Absence.HIDDEN, at=clock.now())


def unread(account: Account) -> int:
    db.session.refresh(account)
    return account.unread_notifications


def test_a_guest_is_asked_to_sign_in(guest: Guest) -> None:
    page = guest.get("/notifications", follow=False)
    assert page.response.headers["Location"] == "/sign-in?next=/notifications"


def test_a_page_without_news_is_kind(maya: Guest) -> None:
    page = maya.get("/notifications")
    assert "It’s quiet here" in page.text
    assert page.link("See what others wrote") == "/boards"


def test_a_reply_is_told_with_its_thread_and_leads_to_the_post(cast: Cast, maya: Guest) -> None:
    reply = make_post(make_thread(by=cast.maya, title="Slow mornings"), by=cast.jonas)
    page = maya.get("/notifications")
    assert news(page) == ["New: Jonas replied in “Slow mornings”"]
    assert page.link("Jonas replied") == f"/p/{reply.id}"


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (Kind.HEAR_YOU, "Jonas hears you"),
        (Kind.ME_TOO, "Jonas feels it too"),
        (Kind.HUG, "Jonas sent you a hug"),
        (Kind.THANK_YOU, "Jonas says thank you"),
        (Kind.HOPE, "Jonas is holding hope with you"),
    ],
)
def test_each_kind_of_reaction_has_its_words(cast: Cast, maya: Guest, kind: Kind, sentence: str) -> None:
    react(actor=cast.jonas, post=first_post(make_thread(by=cast.maya)), kind=kind)
    assert news(maya.get("/notifications")) == [f"New: {sentence}"]


def test_what_was_shown_is_not_new_the_next_time(cast: Cast, maya: Guest) -> None:
    make_post(make_thread(by=cast.maya, title="Slow mornings"), by=cast.jonas)
    maya.get("/notifications")
    page = maya.get("/notifications")
    assert news(page) == ["Jonas replied in “Slow mornings”"]
    assert in_header(page) == "Notifications"
    assert unread(cast.maya) == 0


def test_a_page_fetched_ahead_by_a_browser_leaves_news_new(cast: Cast, maya: Guest) -> None:
    make_post(make_thread(by=cast.maya), by=cast.jonas)
    maya.get("/notifications", headers={"Sec-Purpose": "prefetch;prerender"})
    assert unread(cast.maya) == 1


def test_the_header_says_new_and_never_how_many(cast: Cast, maya: Guest) -> None:
    thread = make_thread(by=cast.maya)
    for _ in range(3):
        make_post(thread, by=cast.jonas)
    assert in_header(maya.get("/notifications")) == "Notifications , some are new"


def test_a_long_list_is_paged_and_the_rest_can_be_marked_at_once(cast: Cast, maya: Guest) -> None:
    thread = make_thread(by=cast.maya)
    for _ in range(SIZE + 2):
        make_post(thread, by=make_member())
    first = maya.get("/notifications")
    assert len(news(first)) == SIZE
    assert unread(cast.maya) == 2
    done = maya.send(first.form("/notifications/read"))
    assert unread(cast.maya) == 0
    assert not done.all("form[action='/notifications/read']")
    older = maya.get(first.link("Older"))
    assert len(news(older)) == 2
    assert older.link("Newer") == "/notifications"


def test_the_end_of_a_list_has_a_way_back(cast: Cast, maya: Guest) -> None:
    page = maya.get("/notifications?before=1")
    assert page.link("Back to the latest") == "/notifications"


@pytest.mark.parametrize("before", ["x", "-1", "٣", "9" * 30, "1%00"])
def test_a_made_up_place_in_the_list_is_not_found(maya: Guest, before: str) -> None:
    assert maya.get(f"/notifications?before={before}").status == 404


def test_news_of_a_withdrawn_post_disappears_and_does_not_stay_new(cast: Cast, maya: Guest) -> None:
    reply = make_post(make_thread(by=cast.maya), by=cast.jonas)
    withdraw_post(actor=cast.jonas, post=reply)
    assert news(maya.get("/notifications")) == []
    assert unread(cast.maya) == 0


def test_a_thread_that_is_away_shows_its_title_to_nobody_else(cast: Cast, maya: Guest) -> None:
    thread = make_thread(by=cast.jonas, title="Not to be seen")
    mine = make_post(thread, by=cast.maya)
    react(actor=cast.priya, post=mine, kind=Kind.HUG)
    hide(first_post(thread))
    page = maya.get("/notifications")
    assert news(page) == []
    assert "Not to be seen" not in page.text


def test_a_reaction_that_was_taken_back_is_not_shown(cast: Cast, maya: Guest) -> None:
    post = first_post(make_thread(by=cast.maya))
    react(actor=cast.jonas, post=post, kind=Kind.HUG)
    take_back(actor=cast.jonas, post=post, kind=Kind.HUG)
    assert news(maya.get("/notifications")) == []


def test_earlier_news_of_somebody_blocked_since_is_not_shown(cast: Cast, maya: Guest) -> None:
    make_post(make_thread(by=cast.maya), by=cast.jonas)
    keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.BLOCK)
    assert news(maya.get("/notifications")) == []


def test_nobody_sees_anybody_elses_news(app: Flask, cast: Cast) -> None:
    make_post(make_thread(by=cast.maya), by=cast.jonas)
    assert news(Guest(app).signed_in_as(cast.priya).get("/notifications")) == []


def test_marking_as_read_leaves_other_peoples_news_alone(cast: Cast) -> None:
    make_post(make_thread(by=cast.maya), by=cast.jonas)
    make_post(make_thread(by=cast.priya), by=cast.jonas)
    mark_all_read(actor=cast.priya)
    assert (unread(cast.priya), unread(cast.maya)) == (0, 1)


def test_marking_as_read_without_a_token_changes_nothing(cast: Cast, maya: Guest) -> None:
    make_post(make_thread(by=cast.maya), by=cast.jonas)
    assert maya.post("/notifications/read").status == 400
    assert unread(cast.maya) == 1


def test_names_and_titles_are_shown_as_they_were_typed(cast: Cast, maya: Guest) -> None:
    make_post(make_thread(by=cast.maya, title="<b>50 % & more</b>"), by=cast.jonas)
    assert news(maya.get("/notifications")) == ["New: Jonas replied in “<b>50 % & more</b>”"]


def test_the_page_asks_the_database_six_times_at_most(cast: Cast, maya: Guest) -> None:
    thread = make_thread(by=cast.maya)
    for _ in range(SIZE):
        react(actor=make_member(), post=first_post(thread), kind=Kind.HUG)
        make_post(thread, by=make_member())
    page = maya.get("/notifications")
    assert len(news(page)) == SIZE
    assert len(page.queries) <= 6, page.queries
