"""Signing in: the same for every name, limited, and back to where one was going."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.attempts import PASSWORD_FROM_ADDRESS, PASSWORD_OF_NAME
from forum.accounts.models import Attempt
from forum.accounts.signing_in import STAYS
from forum.core import clock
from forum.core.db import db
from forum.threads.drafts import draft_at
from tests.accounts.doors import counted_hashes, is_member, sign_in
from tests.cast import Cast
from tests.make import PASSWORD, first_post, make_member, make_thread
from tests.page import Guest, Page

WRONG = "a candle on the window sill"


def hidden_words(page: Page) -> str:
    return page.one("textarea[name=kept_text]").get_text().removeprefix("\n")


def test_a_member_signs_in_with_name_and_password(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    assert sign_in(guest, "Maya").status == 200
    assert is_member(guest)


@pytest.mark.parametrize("name", ["maya", " MAYA ", "Máya"])
def test_how_the_name_is_written_does_not_matter(guest: Guest, cast: Cast, name: str) -> None:
    assert cast.maya
    sign_in(guest, name)
    assert is_member(guest)


def test_a_confirmed_address_does_for_the_name(guest: Guest) -> None:
    make_member("Rowan", email="Rowan@example.org")
    sign_in(guest, "rowan@EXAMPLE.org")
    assert is_member(guest)


@pytest.mark.parametrize("name", ["Maya", "Nobody Known", ""])
def test_a_refusal_says_the_same_whoever_it_is_and_keeps_the_name(
    guest: Guest, cast: Cast, name: str
) -> None:
    assert cast.maya
    page = sign_in(guest, name, WRONG)
    assert page.status == 422
    assert page.one("#name").get("value", "") == name
    assert WRONG not in page.response.get_data(as_text=True)
    if name:
        assert "That name and password do not go together." in page.text
    assert not is_member(guest)


def test_known_and_unknown_names_cost_the_same(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.maya
    costs = []
    for name in ("Maya", "Nobody Known"):
        form = (visitor := Guest(app)).get("/sign-in").form("/sign-in")
        with counted_hashes(monkeypatch) as hashes:
            page = visitor.send(form, name=name, password=WRONG)
        costs.append((len(page.queries), hashes))
    assert costs[0] == costs[1]
    assert costs[0][1] == ["verify"]


def test_guessing_at_one_name_is_stopped_even_with_the_right_password(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    for _ in range(PASSWORD_OF_NAME.most):
        assert sign_in(guest, "Maya", WRONG).status == 422
    page = sign_in(guest, "Maya")
    assert page.status == 429
    assert "Please wait a quarter of an hour" in page.text
    assert page.one("#name")["value"] == "Maya"
    assert not is_member(guest)


def test_signing_in_well_is_never_too_often(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    for _ in range(PASSWORD_OF_NAME.most + 1):
        page = sign_in(guest, "Maya")
        assert page.status == 200 and is_member(guest)
        guest.send(guest.get("/settings").form("/sign-out"))
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_signing_in_well_does_not_wipe_out_what_was_guessed_before(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    for _ in range(PASSWORD_OF_NAME.most - 1):
        sign_in(guest, "Maya", WRONG)
    assert sign_in(guest, "Maya").status == 200
    guest.send(guest.get("/settings").form("/sign-out"))
    assert [sign_in(guest, "Maya", WRONG).status for _ in range(2)] == [422, 429]


def test_one_password_at_many_names_is_stopped(guest: Guest) -> None:
    form = guest.get("/sign-in").form("/sign-in")
    sprayed = [
        guest.send(form, name=f"Nobody {'abcdefghijklmnopqrstuvwxyzäöüßé'[n]}", password=WRONG).status
        for n in range(PASSWORD_FROM_ADDRESS.most + 1)
    ]
    assert sprayed == [422] * PASSWORD_FROM_ADDRESS.most + [429]


def test_no_address_of_the_visitor_is_stored(guest: Guest) -> None:
    sign_in(guest, "Nobody", WRONG)
    kept = list(db.session.scalars(select(Attempt.subject)))
    assert len(kept) == 2
    assert not [subject for subject in kept if "127.0.0.1" in subject or "nobody" in subject.casefold()]


def test_staying_signed_in_is_a_choice_off_by_default(guest: Guest, cast: Cast, app: Flask) -> None:
    assert cast.maya
    sign_in(guest, "Maya")
    held = guest.client.get_cookie("forum")
    assert held is not None
    assert held.expires is None
    staying = Guest(app)
    sign_in(staying, "Maya", stay="y")
    kept = staying.client.get_cookie("forum")
    assert kept is not None
    assert kept.expires is not None
    assert kept.expires - clock.now() > STAYS - timedelta(minutes=1)


def test_a_guest_is_asked_to_sign_in_and_brought_back(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    asked = guest.get("/settings/drafts?from=here")
    assert asked.h1 == "Welcome back"
    page = guest.send(asked.form("/sign-in"), name="Maya", password=PASSWORD)
    assert page.path == "/settings/drafts?from=here"


def test_a_wrong_password_does_not_lose_the_way(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    refused = guest.send(guest.get("/settings/drafts").form("/sign-in"), name="Maya", password=WRONG)
    page = guest.send(refused.form("/sign-in"), name="Maya", password=PASSWORD)
    assert page.path == "/settings/drafts"


ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "/ok\r\nSet-Cookie: a=b",
    "evil.example",
    "/\x00/evil",
    "/\x7f/evil",
    "///evil.example",
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_sent_elsewhere(guest: Guest, cast: Cast, elsewhere: str) -> None:
    assert cast.maya
    form = guest.get("/sign-in").form("/sign-in")
    answer = guest.send(form, name="Maya", password=PASSWORD, next=elsewhere, follow=False)
    assert (answer.status, answer.response.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example"])
def test_nor_is_somebody_who_is_signed_in_already(app: Flask, cast: Cast, elsewhere: str) -> None:
    member = Guest(app).signed_in_as(cast.maya)
    answer = member.get("/sign-in", query_string={"next": elsewhere}, follow=False)
    assert answer.response.headers["Location"] == "/"


WORDS = 'I wrote this slowly.\r\n\r\nAnd <b>then</b> I was signed out & "lost".'


def signed_out_over_words(guest: Guest, cast: Cast, words: str) -> Page:
    """Maya writes a reply on this browser, which forgets her sign-in before she sends it."""
    place = f"/t/{make_thread(by=cast.jonas).id}/reply"
    form = guest.signed_in_as(cast.maya).get(place).form(place)
    guest.client.delete_cookie("forum")
    return guest.send(form, text=words)


def test_words_typed_while_signed_out_are_kept_through_a_slip_and_become_a_draft(
    guest: Guest, cast: Cast
) -> None:
    kept = signed_out_over_words(guest, cast, WORDS)
    place = kept.path
    assert (kept.status, kept.h1) == (401, "Please sign in first")
    assert "Your words are safe." in kept.text
    slip = guest.send(kept.form("/sign-in"), name="Maya", password=WRONG)
    assert slip.status == 422
    assert hidden_words(slip).splitlines() == WORDS.splitlines()
    page = guest.send(slip.form("/sign-in"), name="Maya", password=PASSWORD)
    assert page.path == place
    draft = draft_at(cast.maya.id, place)
    assert draft is not None
    assert draft.text == WORDS.replace("\r\n", "\n")


def test_words_are_kept_even_if_one_signed_in_meanwhile_in_another_window(guest: Guest, cast: Cast) -> None:
    kept = signed_out_over_words(guest, cast, "Said in the first window.")
    place = kept.path
    sign_in(guest, cast.maya.name)
    once_more = guest.send(kept.form("/sign-in"), name="Maya", password=PASSWORD)
    assert once_more.h1 == "Once more, please"
    page = guest.send(once_more.form("/sign-in"))
    assert page.path == place
    draft = draft_at(cast.maya.id, place)
    assert draft is not None
    assert draft.text == "Said in the first window."


def test_a_guest_who_sent_no_words_is_asked_to_sign_in_without_talk_of_words(
    guest: Guest, cast: Cast
) -> None:
    post = first_post(make_thread(by=cast.jonas))
    token = guest.get("/sign-in").form("/sign-in").values["csrf_token"]
    page = guest.post(f"/p/{post.id}/reactions", {"kind": "hug", "csrf_token": token})
    assert (page.status, page.h1) == (401, "Please sign in first")
    assert "Your words are safe." not in page.text


def test_a_made_up_place_is_not_gone_to(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    form = guest.get("/sign-in").form("/sign-in")
    answer = guest.send(
        form,
        follow=False,
        name="Maya",
        password=PASSWORD,
        kept_place="//evil.example",
        kept_text="words",
    )
    assert answer.response.headers["Location"] == "/"


def test_the_page_asks_the_database_nothing(guest: Guest) -> None:
    assert len(guest.get("/sign-in").queries) == 0
