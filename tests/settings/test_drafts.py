"""The list of drafts: each is called by what it is, and by the thread it belongs to."""

import pytest
from flask import Flask

from forum.core import clock
from forum.core.db import db
from forum.threads.drafts import keep_draft, reply_place
from forum.threads.models import Thread
from tests.cast import Cast
from tests.make import make_thread
from tests.page import Guest, Page


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def headings(page: Page) -> list[str]:
    return [" ".join(heading.get_text().split()) for heading in page.all("main li h2")]


def replying(cast: Cast, title: str, *, text: str = "Begun.") -> Thread:
    thread = make_thread(cast.kitchen, by=cast.jonas, title=title)
    keep_draft(actor=cast.maya, place=reply_place(thread.id), title="", text=text)
    return thread


def test_a_reply_is_called_by_its_thread(maya: Guest, cast: Cast) -> None:
    replying(cast, "Slow mornings & <tea>")
    replying(cast, "The long nights")
    page = maya.get("/settings/drafts")
    assert headings(page) == [
        "A reply in “The long nights”",
        "A reply in “Slow mornings & <tea>”",
    ]
    # A screen reader's list of links tells them apart, too.
    assert page.link("A reply in “The long nights”") != page.link("A reply in “Slow mornings")


def test_all_of_their_threads_are_asked_for_at_once(maya: Guest, cast: Cast) -> None:
    replying(cast, "Slow mornings")
    few = len(maya.get("/settings/drafts").queries)
    for number in range(8):
        replying(cast, f"Night {number}")
    assert len(maya.get("/settings/drafts").queries) == few <= 4


def test_a_title_that_may_not_be_seen_any_more_is_not_shown(maya: Guest, cast: Cast) -> None:
    thread = replying(cast, "Gone since")
    thread.away_at = clock.now()
    db.session.commit()
    page = maya.get("/settings/drafts")
    assert headings(page) == ["A reply"] and "Gone since" not in page.text and "Begun." in page.text


def test_the_notes_of_its_thread_stand_beside_a_title(maya: Guest, cast: Cast) -> None:
    thread = replying(cast, "Since March")
    thread.notes = "loss"
    db.session.commit()
    page = maya.get("/settings/drafts")
    assert "content note: loss" in page.text and "Begun." in page.text


def test_a_check_in_is_called_a_check_in_and_shows_what_was_done(maya: Guest, cast: Cast) -> None:
    keep_draft(actor=cast.maya, place="/check-in", title="Made tea", text="A grey day.", choice="heavy")
    page = maya.get("/settings/drafts")
    assert headings(page) == ["Check-in"]
    assert "Made tea" in page.text and "A grey day." in page.text


def test_a_thread_that_is_begun_is_called_by_its_title(maya: Guest, cast: Cast) -> None:
    keep_draft(actor=cast.maya, place="/b/kitchen-table/new", title="Since March", text="Begun.")
    page = maya.get("/settings/drafts")
    assert headings(page) == ["Since March"]


@pytest.mark.parametrize("number", [10**30, 0, 2**63])
def test_a_number_that_no_thread_has_breaks_nothing(maya: Guest, cast: Cast, number: int) -> None:
    keep_draft(actor=cast.maya, place=f"/t/{number}/reply", title="", text="Begun.")
    assert headings(maya.get("/settings/drafts")) == ["A reply"]
