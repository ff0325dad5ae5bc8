"""Nothing typed is lost: not to an expired session, not to a token that grew old."""

import pytest
from flask import Flask

from forum.http.kept import own_path
from forum.threads.models import Post
from tests.accounts.doors import PASSPHRASE
from tests.cast import Cast
from tests.make import PASSWORD, make_thread
from tests.page import Guest, Page

WORDS = "One line.\r\n\r\n  Another & <i>one</i>, “quoted”.\r\n" + "And many more words. " * 20


def large_box(page: Page) -> str:
    return page.one("main textarea").get_text().removeprefix("\n")


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def test_an_old_token_costs_one_more_press(maya: Guest, cast: Cast) -> None:
    place = f"/t/{make_thread(cast.kitchen, by=cast.jonas).id}/reply"
    form = maya.get(place).form("/reply")
    page = maya.send(form, text=WORDS, csrf_token="grown.old")
    assert (page.status, page.h1) == (400, "Once more, please")
    assert large_box(page).splitlines() == WORDS.splitlines()
    again = page.form("/reply")
    assert again.values["once"] == form.values["once"]
    maya.send(again)
    assert Post.query.filter_by(author_id=cast.maya.id).count() == 1


def test_long_words_stand_in_a_box_and_everything_else_travels_unseen(maya: Guest) -> None:
    page = maya.post("/settings/about-me?a=b", {"text": WORDS, "small": "thing", "csrf_token": "old"})
    assert page.one("main form")["action"] == "/settings/about-me?a=b"
    assert page.one("input[name=small]")["type"] == "hidden"
    assert len(page.all("main textarea")) == 1


def test_every_value_of_a_field_that_has_several_travels(maya: Guest) -> None:
    page = maya.post("/settings", {"open_notes": ["loss", "eating"], "theme": "dark"})
    assert [box["value"] for box in page.all("input[name=open_notes]")] == ["loss", "eating"]


@pytest.mark.parametrize("field", ["password", "old", "code"])
def test_a_secret_is_never_sent_back(guest: Guest, field: str) -> None:
    page = guest.post("/recover/code", {"name": "Maya", field: PASSPHRASE})
    assert page.status == 400
    assert PASSPHRASE not in page.response.get_data(as_text=True)
    assert "Passwords and codes are never sent back to a page." in page.text
    assert page.one("input[name=name]")["value"] == "Maya"


def test_a_form_without_secrets_does_not_speak_of_them(maya: Guest) -> None:
    assert "never sent back" not in maya.post("/settings/about-me", {"text": "Hello."}).text


def test_the_way_back_leads_to_the_page_before_and_nowhere_else(maya: Guest) -> None:
    def back(referrer: str) -> str:
        page = maya.post("/settings/about-me", {"text": "Hello."}, headers={"Referer": referrer})
        return page.link("Back, without sending")

    assert back("http://localhost/settings/about-me") == "/settings/about-me"
    assert back("https://evil.example/settings") == "/"
    assert back("http://localhost//evil.example") == "/"
    assert back("") == "/"


def test_whose_sign_in_is_gone_is_asked_to_sign_in_and_keeps_title_and_text(maya: Guest, cast: Cast) -> None:
    place = f"/b/{cast.kitchen.slug}/new"
    form = maya.get(place).form(place)
    maya.client.delete_cookie("forum")
    page = maya.send(form, title="A title <b>", text=WORDS)
    assert (page.status, page.h1) == (401, "Please sign in first")
    new = maya.send(page.form("/sign-in"), name="Maya", password=PASSWORD)
    assert new.path == place
    assert new.one("input[name=title]")["value"] == "A title <b>"
    # A browser sends one line break for another; what a draft may lose is the space at the ends of lines.
    assert large_box(new).split() == WORDS.split()


def test_a_stale_form_on_the_sign_in_page_still_lets_one_in(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    once_more = guest.post("/sign-in", {"name": "Maya", "password": PASSWORD, "next": "/unread"})
    asks = guest.send(once_more.form("/sign-in"))
    assert asks.status == 422
    assert asks.one("#name")["value"] == "Maya"
    assert guest.send(asks.form("/sign-in"), password=PASSWORD).path == "/unread"


@pytest.mark.parametrize("address", ["/", "/t/1-a?x=//y#z", "/m/%2F%2Fevil", "/m/Ä", "/a:b"])
def test_paths_of_this_site_are_its_own(address: str) -> None:
    assert own_path(address) == address


@pytest.mark.parametrize(
    "address", [None, "", "t/1", "//a", "/\\a", "/a\\b", "http://a", "/a b", "/a\tb", "/\x7f"]
)
def test_everything_else_is_not(address: str | None) -> None:
    assert own_path(address) == "/"


@pytest.mark.parametrize("referrer", ["http://[", "nonsense", "http://localhost//evil.example", "\x7f"])
def test_a_referrer_that_makes_no_sense_is_no_fault(guest: Guest, referrer: str) -> None:
    page = guest.post("/join", {"name": "Slow River"}, headers={"Referer": referrer})
    assert page.status == 400
    assert page.link("Back, without sending") == "/"
