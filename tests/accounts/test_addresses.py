"""An address is an account's own only once its owner has pressed the button behind the letter's link."""

from datetime import timedelta

import time_machine
from flask import Flask

from forum.accounts.addresses import CLAIM_LASTS
from forum.cli.letters import written
from forum.core import clock
from tests.accounts.doors import ADDRESS, account, letters
from tests.cast import Cast
from tests.make import PASSWORD, make_member
from tests.page import Guest, Page


def ask_for(member: Guest, address: str, password: str = PASSWORD) -> Page:
    form = member.get("/settings/email").form("/settings/email")
    return member.send(form, email=address, password=password)


def newest_link() -> str:
    return f"/confirm/{letters('confirm-address')[-1].params['token']}"


def test_a_letter_asks_before_an_address_counts(app: Flask, cast: Cast) -> None:
    member = Guest(app).signed_in_as(cast.maya)
    assert "A letter is on its way" in ask_for(member, ADDRESS).text
    assert account("Maya").email is None
    subject, text = written(letters("confirm-address")[0])
    assert subject == "Please confirm your address for Lantern"
    assert newest_link() in text


def test_opening_the_link_confirms_nothing_and_its_button_does(app: Flask, cast: Cast, guest: Guest) -> None:
    ask_for(Guest(app).signed_in_as(cast.maya), ADDRESS)
    path = newest_link()
    for _ in range(2):
        page = guest.get(path)
        assert page.h1 == "Is this address yours?"
    assert account("Maya").email is None
    assert guest.send(page.form(path)).h1 == "Your address is confirmed"
    assert account("Maya").email == ADDRESS
    assert guest.get(path).status == 404


def test_a_confirmation_link_runs_out(app: Flask, cast: Cast, guest: Guest) -> None:
    ask_for(Guest(app).signed_in_as(cast.maya), ADDRESS)
    page = guest.get(newest_link())
    with time_machine.travel(clock.now() + CLAIM_LASTS + timedelta(minutes=1)):
        refused = guest.send(page.form("/confirm/" + newest_link().rpartition("/")[2]))
    assert refused.status == 422
    assert "has been used or has run out" in refused.text
    assert account("Maya").email is None


def test_an_address_belongs_to_one_account(app: Flask, cast: Cast, guest: Guest) -> None:
    make_member("Rowan", email=ADDRESS)
    answer = ask_for(Guest(app).signed_in_as(cast.maya), ADDRESS.upper())
    assert "A letter is on its way" in answer.text
    page = guest.get(newest_link())
    refused = guest.send(page.form(newest_link()))
    assert refused.status == 422
    assert "Another account already uses this address." in refused.text


def test_a_wrong_password_changes_nothing_and_keeps_the_address_typed(app: Flask, cast: Cast) -> None:
    page = ask_for(Guest(app).signed_in_as(cast.maya), ADDRESS, "not the password at all")
    assert page.status == 422
    assert page.one("#email")["value"] == ADDRESS
    assert letters("confirm-address") == []


def test_an_address_can_be_taken_away_again(app: Flask) -> None:
    rowan = make_member("Rowan", email=ADDRESS)
    member = Guest(app).signed_in_as(rowan)
    assert f"Confirmed: {ADDRESS}" in member.get("/settings/email").text
    assert "No e-mail address is kept" in ask_for(member, "").text
    assert account("Rowan").email is None


def test_entering_the_same_address_again_sends_no_letter(app: Flask) -> None:
    member = Guest(app).signed_in_as(make_member("Rowan", email=ADDRESS))
    assert "nothing was changed" in ask_for(member, ADDRESS).text
    assert letters("confirm-address") == []
