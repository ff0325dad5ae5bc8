"""The way in for somebody new."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.attempts import JOIN_FROM_ADDRESS
from forum.accounts.models import Account, RecoveryCode
from forum.accounts.registration import CONSENT_VERSION, GUIDELINES_VERSION
from forum.core.db import db
from forum.core.tokens import digest
from tests.accounts.doors import ADDRESS, PASSPHRASE, account, codes_on, is_member, join, letters
from tests.cast import Cast
from tests.page import Guest, Page


def errors_of(page: Page, field: str) -> str:
    return page.one(f"#{field}-error").get_text(" ", strip=True)


def how_many() -> int:
    return db.session.scalar(select(func.count(Account.id))) or 0


def test_the_form_holds_a_name_that_one_may_take(guest: Guest) -> None:
    page = guest.get("/join")
    suggested = page.one("#name")["value"]
    assert suggested
    answer = guest.send(
        page.form("/join"), password=PASSPHRASE, is_adult="y", accepts_guidelines="y", gives_consent="y"
    )
    assert answer.status == 200
    assert account(str(suggested))


def test_another_name_is_a_link_away(guest: Guest) -> None:
    seen = {str(guest.get("/join").one("#name")["value"]) for _ in range(4)}
    assert guest.get("/join").link("Suggest another name") == "/join"
    assert len(seen) > 1


def test_joining_takes_a_name_and_a_passphrase_and_no_address(guest: Guest) -> None:
    page = join(guest)
    assert (page.status, page.h1) == (200, "Keep these somewhere safe")
    member = account("Slow River")
    assert member.email is None
    assert (member.guidelines_version, member.consent_version) == (GUIDELINES_VERSION, CONSENT_VERSION)
    assert is_member(guest)


def test_the_codes_are_shown_in_the_answer_and_stored_only_as_digests(guest: Guest) -> None:
    page = join(guest)
    codes = codes_on(page)
    assert len(codes) == 8
    stored = set(db.session.scalars(select(RecoveryCode.code_digest)))
    assert stored == {digest(code) for code in codes}
    assert page.one("textarea[readonly]").get_text().split() == codes
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_the_codes_stand_in_no_cookie(guest: Guest) -> None:
    codes = codes_on(join(guest))
    with guest.client.session_transaction() as session:
        held = repr(dict(session))
    assert not [code for code in codes if code in held]


def test_coming_back_to_the_codes_says_that_they_were_shown_once(guest: Guest) -> None:
    codes = codes_on(join(guest))
    page = guest.get("/join/codes")
    assert page.h1 == "Your codes were shown once"
    assert not [code for code in codes if code in page.text]
    assert page.link("Make new codes") == "/settings/codes"


def test_loading_the_codes_again_makes_no_second_account_and_says_what_to_do(guest: Guest) -> None:
    page = guest.get("/join")
    sent = {
        **page.form("/join").values,
        "name": "Slow River",
        "password": PASSPHRASE,
        "is_adult": "y",
        "accepts_guidelines": "y",
        "gives_consent": "y",
    }
    assert guest.post("/join", sent).h1 == "Keep these somewhere safe"
    again = guest.post("/join", sent)
    assert again.h1 == "Once more, please"
    assert guest.send(again.form("/join")).h1 == "Your codes were shown once"
    assert how_many() == 1


def test_a_member_who_opens_the_form_is_taken_home(app: Flask, cast: Cast) -> None:
    answer = Guest(app).signed_in_as(cast.maya).get("/join", follow=False)
    assert (answer.status, answer.response.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("left_out", ["is_adult", "accepts_guidelines", "gives_consent"])
def test_each_agreement_is_asked_for_and_none_is_ticked_in_advance(guest: Guest, left_out: str) -> None:
    assert not guest.get("/join").all("input[type=checkbox][checked]")
    page = join(guest, **{left_out: None})
    assert page.status == 422
    assert page.one(f"#{left_out}")["aria-invalid"] == "true"
    assert how_many() == 0


def test_what_was_typed_is_kept_but_for_the_password(guest: Guest) -> None:
    page = join(guest, name="Late Heron", email=ADDRESS, password="too short")
    assert page.status == 422
    assert page.one("#name")["value"] == "Late Heron"
    assert page.one("#email")["value"] == ADDRESS
    assert page.one("#gives_consent").has_attr("checked")
    assert "value" not in page.one("#password").attrs or not page.one("#password")["value"]
    assert "too short" not in page.text
    assert "never sent back" in page.one("#errors").get_text()


def test_all_that_needs_mending_is_said_at_once(guest: Guest) -> None:
    page = join(guest, name="Moderator", password="too short", email="nowhere")
    assert [str(link["href"]) for link in page.all("#errors a")] == ["#name", "#password", "#email"]


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("fourteen chars", "at least 15 characters"),
        ("abcabcabcabcabcabc", "repeats one short piece"),
        ("qwertyuiopasdfghjkl", "follows the keys"),
        ("correct horse battery staple", "many people use"),
        ("slow river slow river 1", "from your name"),
        ("lantern-lantern-2026", "name of this site"),
        ("x" * 20 + "many words" * 30, "at most 256 characters"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(guest: Guest, password: str, reason: str) -> None:
    page = join(guest, password=password)
    assert page.status == 422
    assert reason in errors_of(page, "password")
    assert how_many() == 0


@pytest.mark.parametrize("name", ["Maya", "maya", "M a y a", "Mаya", "Máya", "MAYA"])
def test_a_name_that_looks_like_a_members_is_refused(guest: Guest, cast: Cast, name: str) -> None:
    assert cast.maya
    page = join(guest, name=name)
    assert page.status == 422
    assert errors_of(page, "name")
    assert page.one("#name")["value"] == name
    assert "may still be free" in page.text


@pytest.mark.parametrize(
    "name", ["Moderator", "Admin Anna", "Lantern Team", "M0derator", "official help", "the House"]
)
def test_a_name_that_sounds_like_staff_is_refused(guest: Guest, name: str) -> None:
    page = join(guest, name=name)
    assert page.status == 422
    assert "the people or pages that run this place" in errors_of(page, "name")


@pytest.mark.parametrize(
    "name", ["", "a", "x" * 60, "\u202edrawkcab\u202c!", "bad\x00name!", "😀😀😀", "<b>Ann</b>"]
)
def test_a_name_that_cannot_be_one_comes_back_to_be_mended(guest: Guest, name: str) -> None:
    page = join(guest, name=name)
    assert page.status == 422
    assert page.all("#name-error")
    assert how_many() == 0


def test_names_of_other_alphabets_are_welcome(guest: Guest) -> None:
    assert join(guest, name="धीमी नदी").h1 == "Keep these somewhere safe"
    assert guest.get("/m/धीमी नदी").h1 == "धीमी नदी"


def test_an_address_that_cannot_be_one_is_refused(guest: Guest) -> None:
    page = join(guest, email="river at example")
    assert page.status == 422
    assert "does not look like an e-mail address" in errors_of(page, "email")


def test_an_address_given_on_joining_counts_only_once_it_is_confirmed(guest: Guest) -> None:
    assert "until then, these codes are your way back" in join(guest, email=ADDRESS).text
    assert account("Slow River").email is None
    (letter,) = letters("confirm-address")
    confirming = guest.get(f"/confirm/{letter.params['token']}")
    assert guest.send(confirming.form("/confirm/" + letter.params["token"])).h1 == "Your address is confirmed"
    assert account("Slow River").email == ADDRESS


def test_one_address_cannot_make_accounts_without_end(guest: Guest, app: Flask) -> None:
    names = [f"{word} river" for word in "calm deep wide cold clear kind lost near slow soft tall".split()]
    pages = [join(Guest(app), name=name) for name in names]
    assert [page.status for page in pages] == [200] * JOIN_FROM_ADDRESS.most + [429]
    assert pages[-1].one("#name")["value"] == names[-1]


def test_joining_asks_the_database_little(guest: Guest) -> None:
    assert len(guest.get("/join").queries) == 0
