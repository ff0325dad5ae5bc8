"""Ways back in: a code works once, a link only when its button is pressed, and nobody learns who is known."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.attempts import CODE_FROM_ADDRESS, LETTER_FROM_ADDRESS, LETTER_TO_ADDRESS
from forum.accounts.models import LinkRequest
from forum.accounts.recovery import LINK_LASTS
from forum.cli.letters import written
from forum.core import clock
from forum.core.db import db
from forum.core.tokens import new_code
from tests.accounts.doors import (
    ADDRESS,
    PASSPHRASE,
    codes_on,
    counted_hashes,
    is_member,
    join,
    letters,
    sign_in,
)
from tests.cast import Cast
from tests.make import PASSWORD, make_member
from tests.page import Guest, Page

NEW = "eight warm stones by the shore"


def by_code(guest: Guest, name: str, code: str, password: str = NEW) -> Page:
    form = guest.get("/recover/code").form("/recover/code")
    return guest.send(form, name=name, code=code, password=password)


def ask(guest: Guest, address: str) -> Page:
    return guest.send(guest.get("/recover/link").form("/recover/link"), email=address)


def link_for(guest: Guest, address: str = ADDRESS) -> str:
    ask(guest, address)
    return f"/recover/link/{letters('recovery')[-1].params['token']}"


def test_both_ways_are_offered(guest: Guest) -> None:
    page = guest.get("/recover")
    assert page.link("I have a code") == "/recover/code"
    assert page.link("Send me a link") == "/recover/link"


def test_without_letters_no_link_is_offered_and_the_page_says_so(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.jinja_env.globals, "mail_works", False)
    guest = Guest(app)
    assert "cannot send e-mail" in guest.get("/recover").text
    assert not guest.get("/recover").all("a[href='/recover/link']")
    assert not guest.get("/recover/link").all("main form")
    assert not guest.get("/join").all("#email")


def test_a_code_lets_its_owner_choose_a_new_password_and_come_in(app: Flask, guest: Guest) -> None:
    code = codes_on(join(guest))[0]
    elsewhere = Guest(app)
    page = by_code(elsewhere, "slow river", code.lower().replace("-", " "))
    assert "You are back in" in page.text
    assert is_member(elsewhere)
    assert not is_member(guest)
    assert sign_in(Guest(app), "Slow River", PASSPHRASE).status == 422


def test_a_code_works_once_and_the_others_stay_good(app: Flask, guest: Guest) -> None:
    first, second, *_ = codes_on(join(guest))
    by_code(Guest(app), "Slow River", first)
    again = by_code(Guest(app), "Slow River", first)
    assert again.status == 422
    assert "do not go together, or the code was used before" in again.text
    assert "You are back in" in by_code(Guest(app), "Slow River", second).text


def test_a_code_is_not_used_up_by_a_password_that_will_not_do(app: Flask, guest: Guest) -> None:
    code = codes_on(join(guest))[0]
    page = by_code(Guest(app), "Slow River", code, "too short")
    assert page.status == 422
    assert "at least 15 characters" in page.text
    assert page.one("#name")["value"] == "Slow River"
    assert "You are back in" in by_code(Guest(app), "Slow River", code).text


def test_somebody_elses_code_opens_nothing(app: Flask, guest: Guest, cast: Cast) -> None:
    code = codes_on(join(guest))[0]
    assert by_code(Guest(app), cast.maya.name, code).status == 422
    assert sign_in(Guest(app), "Maya", NEW).status == 422
    assert is_member(guest)


def test_codes_cannot_be_tried_without_end(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    form = guest.get("/recover/code").form("/recover/code")
    tried = [
        guest.send(form, name="Maya", code=new_code(), password=NEW).status
        for _ in range(CODE_FROM_ADDRESS.most + 1)
    ]
    assert tried == [422] * CODE_FROM_ADDRESS.most + [429]


def test_wrong_codes_cost_the_same_for_known_and_unknown_names(
    guest: Guest, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cast.maya
    form = guest.get("/recover/code").form("/recover/code")
    costs = []
    for name in ("Maya", "Nobody Known"):
        with counted_hashes(monkeypatch) as hashes:
            page = guest.send(form, name=name, code=new_code(), password=NEW)
        costs.append((page.status, len(page.queries), hashes))
    assert costs[0] == costs[1]


def test_a_link_is_sent_to_a_confirmed_address_only(guest: Guest) -> None:
    join(guest, email=ADDRESS)
    ask(guest, ADDRESS)
    assert letters("recovery") == []


def test_the_letter_says_nothing_of_health_and_holds_no_more_than_the_link(app: Flask, guest: Guest) -> None:
    make_member("Rowan", email=ADDRESS)
    path = link_for(guest)
    subject, text = written(letters("recovery")[0])
    assert subject == "Your link for Lantern"
    assert path in text
    assert "Rowan" in text
    told = (subject + text).casefold()
    assert not [word for word in ("depress", "health", "support", "forum", "suicid", "treat") if word in told]


def test_opening_the_link_uses_nothing_up(app: Flask, guest: Guest) -> None:
    make_member("Rowan", email=ADDRESS)
    path = link_for(guest)
    for _ in range(3):
        assert Guest(app).get(path).h1 == "Choose a new password"
    page = guest.send(guest.get(path).form(path), password=NEW)
    assert "You are back in" in page.text
    assert is_member(guest)


def test_a_link_is_used_up_by_its_button_and_takes_other_links_and_sign_ins_with_it(
    app: Flask, guest: Guest
) -> None:
    rowan = make_member("Rowan", email=ADDRESS)
    thief = Guest(app).signed_in_as(rowan)
    first, second = link_for(guest), link_for(guest)
    guest.send(guest.get(second).form(second), password=NEW)
    assert not is_member(thief)
    for path in (first, second):
        old = Guest(app).get(path)
        assert (old.status, old.h1) == (404, "This link has run out")
    other = Guest(app)
    token = other.get("/sign-in").form("/sign-in").values["csrf_token"]
    refused = other.post(first, {"csrf_token": token, "password": PASSPHRASE})
    assert refused.status == 422
    assert "has been used or has run out" in refused.text


def test_a_link_runs_out(guest: Guest, app: Flask) -> None:
    make_member("Rowan", email=ADDRESS)
    path = link_for(guest)
    with time_machine.travel(clock.now() + LINK_LASTS + timedelta(minutes=1)):
        assert guest.get(path).status == 404


def test_a_weak_password_does_not_use_the_link_up(guest: Guest) -> None:
    make_member("Rowan", email=ADDRESS)
    path = link_for(guest)
    page = guest.send(guest.get(path).form(path), password="correct horse battery staple")
    assert page.status == 422
    assert "many people use" in page.text
    assert "You are back in" in guest.send(page.form(path), password=NEW).text


def test_pages_behind_a_secret_address_are_stored_nowhere(guest: Guest) -> None:
    make_member("Rowan", email=ADDRESS)
    page = guest.get(link_for(guest))
    assert page.response.headers["Cache-Control"] == "private, no-store"
    assert page.response.headers["Referrer-Policy"] == "same-origin"


def test_known_and_unknown_addresses_are_answered_alike_and_cost_the_same(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_member("Rowan", email=ADDRESS)
    answers = []
    for address in (ADDRESS, "nobody@example.org"):
        guest = Guest(app)
        form = guest.get("/recover/link").form("/recover/link")
        with counted_hashes(monkeypatch) as hashes:
            sent = guest.send(form, email=address, follow=False)
        answers.append((sent.status, sent.response.headers["Location"], len(sent.queries), hashes))
    assert answers[0] == answers[1]
    assert "If an account has that address" in Guest(app).get("/recover/asked").text


def test_nobody_is_bombed_with_letters(app: Flask) -> None:
    make_member("Rowan", email=ADDRESS)
    asked = [ask(Guest(app), ADDRESS) for _ in range(LETTER_TO_ADDRESS.most + 3)]
    assert {page.h1 for page in asked} == {"Look in your mail"}
    assert len(letters("recovery")) == LETTER_TO_ADDRESS.most


def test_one_visitor_cannot_have_letters_sent_to_everybody(guest: Guest) -> None:
    asked = [ask(guest, f"somebody{n}@example.org") for n in range(LETTER_FROM_ADDRESS.most + 1)]
    assert [page.status for page in asked] == [200] * LETTER_FROM_ADDRESS.most + [429]
    assert asked[-1].one("#email")["value"] == f"somebody{LETTER_FROM_ADDRESS.most}@example.org"
    assert db.session.scalar(select(func.count(LinkRequest.id))) == LETTER_FROM_ADDRESS.most


@pytest.mark.parametrize("token", ["x", "a" * 5000, "%F0%9F%95%AF", "..", "%00", "%FF"])
def test_a_made_up_link_leads_nowhere(guest: Guest, token: str) -> None:
    assert guest.get(f"/recover/link/{token}").status == 404
    assert guest.get(f"/confirm/{token}").status == 404


@pytest.mark.parametrize("path", ["/recover", "/recover/code", "/recover/link", "/recover/asked"])
def test_the_pages_ask_the_database_nothing(guest: Guest, path: str) -> None:
    assert len(guest.get(path).queries) == 0


def test_the_password_from_before_no_longer_works(guest: Guest, app: Flask) -> None:
    make_member("Rowan", email=ADDRESS)
    path = link_for(guest)
    guest.send(guest.get(path).form(path), password=NEW)
    assert sign_in(Guest(app), "Rowan", PASSWORD).status == 422
