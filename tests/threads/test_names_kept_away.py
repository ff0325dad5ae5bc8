"""Keeping a name for one thread away, without knowing and without learning whose it is."""

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.core.db import db
from forum.core.markdown import quote
from forum.threads.editing import withdraw_post
from forum.threads.models import Post, Thread
from forum.threads.posting import post_reply
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page


def unnamed(thread: Thread, by: Account, text: str = "I have told nobody this.") -> Post:
    return post_reply(actor=by, thread=thread, writing=Writing(text, without_name=True))


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.kitchen, by=cast.jonas)


@pytest.fixture
def post(cast: Cast, thread: Thread) -> Post:
    """Maya's, without her name, in a thread of Jonas's."""
    return unnamed(thread, cast.maya)


@pytest.fixture
def jonas(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.jonas)


def page_of(browser: Guest, thread: Thread) -> Page:
    return browser.get(f"/t/{thread.id}-{thread.slug}")


def keep_away(browser: Guest, post: Post) -> Page:
    return browser.send(browser.get(f"/p/{post.id}/name").form("/name"))


def test_a_post_leads_to_the_page_of_its_name(jonas: Guest, thread: Thread, post: Post) -> None:
    page = page_of(jonas, thread)
    assert page.link("Keep this name away") == f"/p/{post.id}/name"
    assert jonas.get(f"/p/{post.id}/name").h1 == post.alias


def test_its_posts_and_quotes_of_it_fold(jonas: Guest, cast: Cast, thread: Thread, post: Post) -> None:
    answer = make_post(thread, by=cast.priya, text=quote(post.alias, post.id, post.source) + "Me too.")
    page = keep_away(jonas, post)
    assert "is kept away in this thread. Nobody is told." in page.text
    assert page.one(f"#p-{post.id} > details.fold > summary").get_text().split()[-2:] == ["keep", "away"]
    assert page.all(f"#p-{answer.id} .prose details.fold")


def test_nobody_elses_page_changes(app: Flask, jonas: Guest, cast: Cast, thread: Thread, post: Post) -> None:
    keep_away(jonas, post)
    for other in (cast.priya, cast.maya):
        page = page_of(Guest(app).signed_in_as(other), thread)
        assert not page.all(f"#p-{post.id} > details.fold")


def test_what_the_same_person_writes_elsewhere_stays_as_it_was(
    jonas: Guest, cast: Cast, thread: Thread, post: Post
) -> None:
    keep_away(jonas, post)
    own = make_post(make_thread(cast.kitchen), by=cast.maya)
    elsewhere = unnamed(make_thread(cast.kitchen), cast.maya)
    for other in (own, elsewhere):
        assert not page_of(jonas, db.session.get_one(Thread, other.thread_id)).all("details.fold")


def test_no_news_comes_of_it_and_old_news_is_gone(
    jonas: Guest, cast: Cast, thread: Thread, post: Post
) -> None:
    assert f"{post.alias} replied in" in jonas.get("/notifications").text
    keep_away(jonas, post)
    unnamed(thread, cast.maya)
    db.session.refresh(cast.jonas)
    assert cast.jonas.unread_notifications == 0
    assert post.alias not in jonas.get("/notifications").text


def test_it_is_let_near_again_from_the_post_and_from_the_settings(
    jonas: Guest, cast: Cast, thread: Thread, post: Post
) -> None:
    keep_away(jonas, post)
    assert page_of(jonas, thread).link("Let this name near again") == f"/p/{post.id}/name"
    settings = jonas.get("/settings/people")
    assert f"kept away in “{thread.title}”" in settings.text
    page = jonas.send(settings.form("/undo"))
    assert not page.all(f"#p-{post.id} > details.fold")
    db.session.refresh(cast.jonas)
    assert cast.jonas.kept_away == 0


def test_a_name_whose_post_was_taken_back_is_let_near_all_the_same(
    jonas: Guest, cast: Cast, thread: Thread, post: Post
) -> None:
    keep_away(jonas, post)
    withdraw_post(actor=cast.maya, post=post)
    assert jonas.get(f"/p/{post.id}/name").status == 404
    jonas.send(jonas.get("/settings/people").form("/undo"))
    assert jonas.get("/settings/people").one(".empty")


def test_a_thread_that_is_out_of_sight_is_not_named_in_the_settings(
    jonas: Guest, cast: Cast, post: Post
) -> None:
    begun = make_thread(cast.kitchen, by=cast.priya, title="What I told nobody")
    keep_away(jonas, unnamed(begun, cast.maya))
    decided(flagged(first_post(begun)), by=cast.ines)
    page = jonas.get("/settings/people")
    assert "What I told nobody" not in page.text
    assert "out of sight for now" in page.text


def test_keeping_it_away_twice_is_keeping_it_away_once(
    jonas: Guest, cast: Cast, thread: Thread, post: Post
) -> None:
    form = jonas.get(f"/p/{post.id}/name").form("/name")
    jonas.send(form)
    jonas.send(form)
    db.session.refresh(cast.jonas)
    assert cast.jonas.kept_away == 1


@pytest.mark.parametrize("press", ["name", "name/undo"])
def test_a_named_post_and_ones_own_have_no_such_page(
    app: Flask, jonas: Guest, cast: Cast, thread: Thread, post: Post, press: str
) -> None:
    named = make_post(thread, by=cast.priya)
    token = jonas.get(f"/p/{post.id}/name").form("/name").values
    assert jonas.get(f"/p/{named.id}/name").status == 404
    assert jonas.post(f"/p/{named.id}/{press}", token).status == 404
    maya = Guest(app).signed_in_as(cast.maya)
    assert maya.get(f"/p/{post.id}/name").status == 404


def test_a_page_with_it_stays_within_its_budget(jonas: Guest, cast: Cast, thread: Thread, post: Post) -> None:
    keep_away(jonas, post)
    make_post(thread, by=cast.priya, text=quote(post.alias, post.id, post.source) + "Me too.")
    page_of(jonas, thread)
    assert len(page_of(jonas, thread).queries) <= 6
