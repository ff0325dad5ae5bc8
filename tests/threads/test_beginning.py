"""Three headings for a hard night: put below what was typed, posting nothing and losing nothing."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.threads.drafts import keep_draft
from forum.threads.models import Post, Thread
from tests.cast import Cast
from tests.make import make_post, make_thread
from tests.page import Guest

HEADINGS = ["What I need tonight", "What has helped before", "What I'd rather not hear"]
BEGUN = "\n\n".join(f"**{heading}**" for heading in HEADINGS) + "\n"


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def test_an_address_can_ask_for_them(cast: Cast, maya: Guest) -> None:
    page = maya.get(f"/b/{cast.kitchen.slug}/new?begin=hard-night")
    assert page.form("/new").values["text"] == BEGUN


@pytest.mark.parametrize("begin", ["", "hard", "hard-night2"])
def test_another_beginning_is_none(cast: Cast, maya: Guest, begin: str) -> None:
    page = maya.get(f"/b/{cast.kitchen.slug}/new?begin={begin}")
    assert page.form("/new").values["text"] == ""


def test_the_button_puts_them_below_what_was_typed_and_posts_nothing(cast: Cast, maya: Guest) -> None:
    form = maya.get(f"/b/{cast.kitchen.slug}/new").form("/new")
    page = maya.send(form, title="Nights", text="It is late.", notes="suicide", begin="hard-night")
    kept = page.form("/new").values
    assert (kept["title"], kept["text"]) == ("Nights", f"It is late.\n\n{BEGUN}")
    assert kept["notes"] == "suicide"
    assert db.session.query(Thread).count() == 0


def test_pressing_it_twice_adds_them_once(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen)
    page = maya.get(f"/t/{thread.id}")
    for _ in range(2):
        page = maya.send(page.form("/reply"), begin="hard-night")
    assert page.form("/reply").values["text"].count(HEADINGS[0]) == 1
    assert db.session.query(Post).filter_by(thread_id=thread.id).count() == 1


def test_a_draft_stays_above_them(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen)
    keep_draft(actor=cast.maya, place=f"/t/{thread.id}/reply", title="", text="Begun yesterday.")
    page = maya.get(f"/t/{thread.id}/reply?begin=hard-night")
    assert page.form("/reply").values["text"] == f"Begun yesterday.\n\n{BEGUN}"


def test_an_edit_has_begun_already(cast: Cast, maya: Guest) -> None:
    post = make_post(make_thread(cast.kitchen), by=cast.maya, text="As it was.")
    assert not maya.get(f"/p/{post.id}/edit").all("button[name=begin]")


def test_enter_in_the_title_still_posts(cast: Cast, maya: Guest) -> None:
    buttons = maya.get(f"/b/{cast.kitchen.slug}/new").all("main form button")
    assert buttons[0].get("name") is None


@pytest.mark.parametrize("path", ["/help", "/guidelines", "/b/kitchen-table/new"])
def test_the_guide_is_linked_where_it_helps(cast: Cast, maya: Guest, path: str) -> None:
    assert cast.kitchen.id
    assert maya.get(path).link("riting about suicidal thoughts") == "/writing-about-suicidal-thoughts"
