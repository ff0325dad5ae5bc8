"""A post without a name: search shows it as the thread does, and leads from it to nobody."""

import pytest
from flask import Flask
from sqlalchemy import text

from forum.core.db import db
from forum.threads.models import Post, Thread
from forum.threads.posting import post_reply, start_thread
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import make_post, make_thread
from tests.page import Guest
from tests.search.conftest import Find


@pytest.fixture
def unnamed(cast: Cast) -> Post:
    """Maya's, in a thread of Jonas's."""
    thread = make_thread(cast.kitchen, by=cast.jonas, text="It rained.")
    return post_reply(actor=cast.maya, thread=thread, writing=Writing("Snow again.", without_name=True))


@pytest.mark.parametrize("who", ["jonas", "maya", "ines", "ada"])
def test_a_name_never_finds_what_was_written_without_it(
    cast: Cast, find: Find, unnamed: Post, who: str
) -> None:
    reader = getattr(cast, who)
    for typed in ("by:Maya", "snow by:Maya", "by:maya -rained"):
        assert find(typed, reader) == []
    assert find("snow", reader) == [unnamed.id]


def test_a_name_finds_as_much_as_before(cast: Cast, find: Find, unnamed: Post) -> None:
    thread = db.session.get_one(Thread, unnamed.thread_id)
    named = make_post(make_thread(cast.kitchen), by=cast.maya, text="Rain.")
    assert find("by:Maya", cast.jonas) == [named.id]
    start_thread(
        actor=cast.maya,
        board=cast.kitchen,
        topic_slug="",
        title="Once",
        writing=Writing("Rain.", without_name=True),
    )
    own = Writing("Rain.", own_name=True)
    under_both = post_reply(actor=cast.maya, thread=thread, writing=own)
    assert find("by:Maya", cast.jonas) == [under_both.id, named.id]


def test_the_name_for_one_thread_finds_nothing(cast: Cast, find: Find, unnamed: Post) -> None:
    assert find(f'by:"{unnamed.alias}"', cast.jonas) == find(unnamed.alias.split()[0], cast.jonas) == []


def test_the_result_shows_that_name_and_no_other(app: Flask, cast: Cast, unnamed: Post) -> None:
    for who in (cast.jonas, cast.ines, None):
        reader = Guest(app).signed_in_as(who) if who else Guest(app)
        row = reader.get("/search?q=snow").one(".search-result")
        assert unnamed.alias in row.get_text() and "a name for this thread only" in row.get_text()
        assert "Maya" not in str(row) and f"/m/{unnamed.alias}" not in str(row)


def test_ones_own_post_without_a_name_is_said_to_be_ones_own(
    app: Flask, cast: Cast, guest: Guest, unnamed: Post
) -> None:
    said = f"you, as {unnamed.alias}"
    assert said in Guest(app).signed_in_as(cast.maya).get("/search?q=snow").one(".search-result").get_text()
    for reader in (Guest(app).signed_in_as(cast.jonas), Guest(app).signed_in_as(cast.ines), guest):
        assert "you, as" not in reader.get("/search?q=snow").one(".search-result").get_text()


def test_the_index_does_not_hold_whose_it_is(cast: Cast, unnamed: Post) -> None:
    column = "author" if db.engine.dialect.name == "sqlite" else "vector"
    key = "rowid" if column == "author" else "post_id"
    find = text(f"SELECT CAST({column} AS text) FROM search_index WHERE {key} = :id")
    held = db.session.scalar(find, {"id": unnamed.id})
    assert held is not None and "#a" not in held and str(cast.maya.id) not in held.split()
    assert column == "vector" or held == ""
