"""How a feed is answered: rarely whole, cheaply, without a cookie, and only where it was opened."""

from pathlib import Path

import pytest
from flask import Flask

from forum.core.db import db
from forum.threads.models import Thread
from tests.cast import Cast
from tests.conftest import make_app
from tests.feeds.reading import feed, fetched, thread_feed
from tests.make import first_post, make_member, make_post, make_reaction, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest

BUDGET = 3
KITCHEN = "/b/kitchen-table/feed"


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.kitchen, by=cast.maya, title="Rain")


@pytest.fixture
def paths(thread: Thread) -> list[str]:
    return ["/feed", KITCHEN, thread_feed(thread)]


def test_it_says_what_it_is_and_is_asked_for_again_as_guests_pages_are(
    app: Flask, cast: Cast, guest: Guest, paths: list[str]
) -> None:
    for who in (guest, Guest(app).signed_in_as(cast.maya)):
        for path in paths:
            headers = fetched(who, path).response.headers
            assert headers["Content-Type"] == "application/atom+xml; charset=utf-8"
            assert headers["Cache-Control"] == "private, no-cache"
            assert headers["X-Robots-Tag"] == "noindex, nofollow"
            assert "Set-Cookie" not in headers and "Cookie" not in headers["Vary"]


def test_whoever_has_it_already_is_told_so(guest: Guest, paths: list[str]) -> None:
    for path in paths:
        tag = fetched(guest, path).response.headers["ETag"]
        again = fetched(guest, path, If_None_Match=tag)
        assert again.status == 304 and again.response.data == b""
        assert again.response.headers["ETag"] == tag
        assert again.response.headers["Cache-Control"] == "private, no-cache"


def test_the_tag_holds_for_a_compressed_feed_too(guest: Guest, paths: list[str]) -> None:
    for path in paths:
        packed = fetched(guest, path, Accept_Encoding="gzip").response
        assert packed.headers["Content-Encoding"] == "gzip"
        tag = packed.headers["ETag"]
        assert tag.startswith('W/"')
        assert fetched(guest, path, If_None_Match=tag, Accept_Encoding="gzip").status == 304


def test_what_is_new_changed_or_gone_gives_another_tag(cast: Cast, guest: Guest, thread: Thread) -> None:
    path = thread_feed(thread)
    tags = [fetched(guest, path).response.headers["ETag"]]
    answer = make_post(thread, by=cast.jonas)
    tags.append(fetched(guest, path).response.headers["ETag"])
    cast.jonas.name = "Jonah"
    db.session.commit()
    tags.append(fetched(guest, path).response.headers["ETag"])
    decided(flagged(answer), by=cast.ines)
    tags.append(fetched(guest, path).response.headers["ETag"])
    assert len(set(tags[:3])) == 3 and tags[3] == tags[0]


def test_what_a_feed_does_not_show_leaves_its_tag_alone(cast: Cast, guest: Guest, thread: Thread) -> None:
    before = fetched(guest, KITCHEN).response.headers["ETag"]
    make_reaction(make_post(thread, by=cast.jonas), by=cast.priya)
    assert fetched(guest, KITCHEN).response.headers["ETag"] == before


def test_a_date_is_not_taken_for_an_answer(cast: Cast, guest: Guest, thread: Thread) -> None:
    """When a post is hidden no date moves."""
    assert first_post(thread)
    answer = fetched(guest, KITCHEN, If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT")
    assert answer.status == 200 and "Last-Modified" not in answer.response.headers


def test_it_stays_within_its_budget(
    app: Flask, cast: Cast, guest: Guest, paths: list[str], thread: Thread
) -> None:
    for _ in range(21):
        make_post(thread, by=make_member())
        make_thread(cast.kitchen, by=make_member())
    for who in (guest, Guest(app).signed_in_as(cast.maya)):
        for path in paths:
            assert len(fetched(who, path).queries) <= BUDGET


@pytest.mark.parametrize(
    "path", ["/b/x/feed", "/t/0/feed", "/t/99999999999999999999/feed", "/b/%00/feed", "/t/1/feed"]
)
def test_an_address_that_nobody_made_is_not_there(guest: Guest, path: str) -> None:
    assert guest.get(path).status == 404


class TestFinding:
    """Readers of feeds find them by the page's head."""

    LINK = 'link[rel="alternate"][type="application/atom+xml"]'

    def test_on_public_pages_guests_and_members_do(
        self, app: Flask, cast: Cast, guest: Guest, thread: Thread
    ) -> None:
        pages = {"/": "/feed", "/boards": "/feed", "/b/kitchen-table": KITCHEN}
        pages[f"/t/{thread.id}"] = thread_feed(thread)
        for who in (guest, Guest(app).signed_in_as(cast.priya)):
            for page, path in pages.items():
                assert who.get(page).one(self.LINK)["href"] == path

    def test_a_quiet_link_stands_at_the_foot_too(self, guest: Guest, thread: Thread) -> None:
        pages = {"/boards": "/feed", "/b/kitchen-table": KITCHEN, f"/t/{thread.id}": thread_feed(thread)}
        for page, path in {**pages, "/about": "/feed"}.items():
            assert guest.get(page).link("Feed") == path

    def test_on_pages_for_members_nobody_does(self, app: Flask, cast: Cast) -> None:
        priya, thread = Guest(app).signed_in_as(cast.priya), make_thread(cast.porch, by=cast.maya)
        for page in ("/b/back-porch", f"/t/{thread.id}"):
            assert not priya.get(page).all(f"{self.LINK}, a[href$=feed]")

    def test_on_a_thread_out_of_sight_its_author_does_not(
        self, app: Flask, cast: Cast, thread: Thread
    ) -> None:
        decided(flagged(first_post(thread)), by=cast.ines)
        page = Guest(app).signed_in_as(cast.maya).get(f"/t/{thread.id}")
        assert page.status == 200 and not page.all(f"{self.LINK}, a[href$=feed]")


class TestWhereTheOperatorDidNotOpenThem:
    @pytest.fixture
    def closed(self, database_url: str, tmp_path: Path) -> Flask:
        return make_app(database_url, tmp_path, FEEDS=False)

    def test_there_are_none_and_no_page_speaks_of_them(
        self, closed: Flask, guest: Guest, thread: Thread, paths: list[str]
    ) -> None:
        with closed.app_context():
            visitor = Guest(closed)
            for path in paths:
                assert fetched(visitor, path).text == fetched(guest, "/t/987654321/feed").text
            for page in ("/", "/boards", "/b/kitchen-table", f"/t/{thread.id}", "/about"):
                assert not visitor.get(page).all(f"{TestFinding.LINK}, a[href$=feed]")
            db.engine.dispose()


def test_the_name_by_which_it_is_asked_for_changes_nothing(guest: Guest, paths: list[str]) -> None:
    for path in paths:
        usual, other = (fetched(guest, path, Host=host) for host in ("localhost", "elsewhere.example"))
        assert usual.response.data == other.response.data


def test_the_public_address_is_in_every_link(database_url: str, tmp_path: Path, thread: Thread) -> None:
    public = make_app(database_url, tmp_path, PUBLIC_URL="https://lantern.example/")
    with public.app_context():
        (item,) = feed(Guest(public), KITCHEN).items
        db.engine.dispose()
    assert item.link == f"https://lantern.example/t/{thread.id}-rain"
    assert item.id == f"tag:lantern.example,2026:thread/{thread.id}"
