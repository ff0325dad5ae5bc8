"""The page on which a member takes along everything that is theirs."""

import json

import pytest
from flask import Flask

from forum.core import clock
from forum.moderation.models import Act, Decision
from tests.cast import Cast
from tests.make import PASSWORD, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page

PATH = "/settings/export"
WORDS = "Grüße from the porch 🕯️"


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    make_post(make_thread(cast.porch), by=cast.maya, text=WORDS)
    return Guest(app).signed_in_as(cast.maya)


def ask(member: Guest, password: str = PASSWORD) -> Page:
    return member.send(member.get(PATH).form("/export"), password=password)


def test_the_page_says_what_is_in_the_file_and_what_is_not(maya: Guest) -> None:
    page = maya.get(PATH)
    assert page.h1 == "Everything of mine"
    assert "what you wrote with its earlier wordings" in page.text
    assert "Not in it are other people’s words and names" in page.text


def test_the_answer_is_a_file_that_nobody_keeps(maya: Guest) -> None:
    headers = ask(maya).response.headers
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    today = clock.now().strftime("%Y-%m-%d")
    assert headers["Content-Disposition"] == f'attachment; filename="export-{today}.json"'
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    assert "maya" not in str(headers).lower()


def test_the_file_holds_the_words(maya: Guest) -> None:
    found = json.loads(ask(maya).response.get_data().decode("utf-8"))
    assert (found["account"]["name"], found["posts"][0]["words"]) == ("Maya", WORDS)


def test_it_is_written_as_it_goes_and_never_whole_in_memory(maya: Guest) -> None:
    form = maya.get(PATH).form("/export")
    sent = {**form.values, "password": PASSWORD}
    with maya.client.post(PATH, data=sent, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.is_streamed
        assert "Content-Length" not in answer.headers and "Content-Encoding" not in answer.headers
        assert json.loads(answer.get_data())["account"]["name"] == "Maya"


@pytest.mark.parametrize("password", ["", "a lantern", "a lantern on the kitchen table\0x"])
def test_a_wrong_password_is_told_beside_its_field(maya: Guest, password: str) -> None:
    page = ask(maya, password)
    assert page.status == 422 and page.one("#password-error").get_text(strip=True)
    assert WORDS not in page.text


def test_a_guest_is_asked_to_sign_in_and_given_nothing(guest: Guest) -> None:
    assert guest.get(PATH).h1 == "Welcome back"
    token = guest.get("/sign-in").form("/sign-in").values["csrf_token"]
    answer = guest.post(PATH, {"csrf_token": token, "password": PASSWORD})
    assert answer.status == 401 and "Content-Disposition" not in answer.response.headers


@pytest.fixture(params=[Act.PAUSE, Act.SUSPEND])
def decision(request: pytest.FixtureRequest, cast: Cast, maya: Guest) -> Decision:
    """Maya cannot write for now, or not at all."""
    return decided(flagged(make_post(by=cast.maya)), by=cast.ines, act=request.param)


def test_it_is_open_whatever_ones_standing(maya: Guest, decision: Decision) -> None:
    found = json.loads(ask(maya).response.get_data())
    assert found["decisions_about_me"][0]["what"] == decision.act


def test_the_statement_of_a_suspension_leads_there(app: Flask, cast: Cast, maya: Guest) -> None:
    made = decided(flagged(make_post(by=cast.maya)), by=cast.ines, act=Act.SUSPEND)
    page = maya.get(f"/decisions/{made.id}")
    assert "take along everything that is yours" in page.text
    assert page.link("Everything of mine") == PATH
    moderator = Guest(app).signed_in_as(cast.ines).get(f"/decisions/{made.id}")
    assert not moderator.all(f'main a[href="{PATH}"]'), "it would be the moderator's own"


def test_it_cannot_be_asked_for_without_end(limited: Flask, cast: Cast) -> None:
    maya = Guest(limited).signed_in_as(cast.maya)
    assert [ask(maya, "not this one").status for _ in range(11)] == [422] * 10 + [429]
    assert maya.get(PATH).status == 200
