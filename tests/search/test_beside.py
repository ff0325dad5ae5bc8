"""Looking for words leaves nothing behind, and help stands beside those that point to risk."""

import logging

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from forum.core.db import db
from forum.search.parser import LONGEST
from forum.threads.models import Thread
from tests.cast import Cast
from tests.make import make_thread
from tests.moderation.sorted import WISH
from tests.page import Guest
from tests.search.conftest import looked_for, rows

ASKING = [
    "overdose", "Suicide", "suicid*", "self-harm", "selfharm", "methods", "painless", "how many pills",
    "how many sleeping pills", "cutting", "hanging", "kill", "ways to die", '"goodbye note"',
    "आत्महत्या", "khudkushi", "automutilation", "lettre d’adieu", "sobredosis", "Überdosis",
]  # fmt: skip


class TestTheQuietCard:
    """Help stands beside words that point to risk, whoever looks for them, and blocks nothing."""

    @pytest.mark.parametrize("words", [WISH, "how to kill myself", "want to die"])
    def test_it_stands_above_what_was_found(self, cast: Cast, guest: Guest, words: str) -> None:
        make_thread(cast.kitchen, by=cast.maya, text=f"Words: {words} And I am still here.")
        page = looked_for(guest, words)
        assert len(rows(page)) == 1
        html = str(page.one("main"))
        assert html.index("quiet-card") < html.index("search-result")

    def test_it_comes_with_nothing_found_and_with_too_much_typed(self, guest: Guest) -> None:
        assert looked_for(guest, WISH).all(".quiet-card")
        assert looked_for(guest, WISH + " a" * LONGEST).all(".quiet-card")

    def test_it_speaks_to_somebody_who_looks_and_does_not_write(self, guest: Guest) -> None:
        said = looked_for(guest, WISH).one(".quiet-card").get_text()
        assert "your search is still here" in said
        assert "writing here" not in said

    @pytest.mark.parametrize("words", ASKING)
    def test_a_word_or_two_are_enough(self, guest: Guest, words: str) -> None:
        assert looked_for(guest, words).all(".quiet-card")

    @pytest.mark.parametrize(
        "word", ["sleep", "line", "bridge", "river", "keys", "pills", "side effects", "die Nacht"]
    )
    def test_everyday_words_bring_none(self, guest: Guest, word: str) -> None:
        assert not looked_for(guest, word).all(".quiet-card")

    @pytest.mark.parametrize("words", ["how many pills", WISH])
    def test_where_nothing_is_found_it_leads_to_help_and_not_to_other_words(
        self, guest: Guest, words: str
    ) -> None:
        page = looked_for(guest, words)
        empty = page.one(".empty")
        assert [link["href"] for link in empty.select("a")] == ["/help"]
        said = page.one("main").get_text()
        assert "may find more" not in said and "What you can type" not in said

    def test_other_words_that_find_nothing_are_told_how_to_find_more(self, guest: Guest) -> None:
        assert "may find more" in looked_for(guest, "xylophone").one(".empty").get_text()

    def test_calm_words_bring_none(self, guest: Guest, thread: Thread) -> None:
        for page in (looked_for(guest, "rained"), guest.get("/search")):
            assert not page.all(".quiet-card")

    def test_the_lines_are_those_of_the_chosen_country(self, maya: Guest) -> None:
        maya.get("/help/in")
        assert looked_for(maya, WISH).all(".quiet-card a.line-call")[0]["href"] == "tel:112"

    def test_nothing_is_kept_of_what_was_looked_for(
        self, cast: Cast, maya: Guest, thread: Thread, caplog: pytest.LogCaptureFixture
    ) -> None:
        maya.get("/search")
        before = everything()
        with caplog.at_level(logging.DEBUG):
            page = looked_for(maya, f"{WISH} xylophone")
        assert everything() == before
        assert "xylophone" not in caplog.text and "xylophone" not in str(page.response.headers)
        assert page.response.headers["Cache-Control"] == "private, no-store"

    def test_a_fault_is_logged_without_it(self, app: Flask) -> None:
        with pytest.raises(DBAPIError) as fault:
            db.session.execute(text("SELECT no_such_function(:words)"), {"words": "xylophone"})
        assert "no_such_function" in str(fault.value) and "xylophone" not in str(fault.value)


def everything() -> list[list[tuple[object, ...]]]:
    """Every row of every table."""
    db.session.rollback()
    tables = db.metadata.sorted_tables
    return [sorted(map(tuple, db.session.execute(table.select())), key=str) for table in tables]


def test_guests_pages_are_stored_and_indexed_nowhere(guest: Guest, thread: Thread) -> None:
    headers = looked_for(guest, "rained").response.headers
    assert headers["Cache-Control"] == "private, no-store" and "noindex" in headers["X-Robots-Tag"]


def test_nobody_looks_for_things_without_end(cast: Cast, limited: Flask) -> None:
    maya = Guest(limited).signed_in_as(cast.maya)
    answers = [maya.client.get("/search?q=rain").status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    assert Guest(limited).get("/search?q=rain").status == 200
