"""A cookie is worth what its sign-in is worth, and that ends when it is said to."""

from datetime import timedelta

import time_machine
from flask import Flask

from forum.accounts.signing_in import SHORT, STAYS
from forum.core import clock
from tests.accounts.doors import PASSPHRASE, is_member, join, sign_in
from tests.cast import Cast
from tests.make import PASSWORD
from tests.page import Guest


def cookie(guest: Guest) -> str:
    held = guest.client.get_cookie("forum")
    assert held is not None
    return held.value


def with_cookie(app: Flask, value: str) -> Guest:
    other = Guest(app)
    other.client.set_cookie("forum", value)
    return other


def sign_out(guest: Guest) -> None:
    assert "You are signed out." in guest.send(guest.get("/settings").form("/sign-out")).text


def test_the_old_cookie_is_worthless_after_signing_out(app: Flask, guest: Guest, cast: Cast) -> None:
    assert cast.maya
    sign_in(guest, "Maya")
    stolen = cookie(guest)
    assert is_member(with_cookie(app, stolen))
    sign_out(guest)
    assert not is_member(guest)
    assert not is_member(with_cookie(app, stolen))


def test_a_cookie_from_before_the_sign_in_gains_nothing_by_it(app: Flask, guest: Guest, cast: Cast) -> None:
    assert cast.maya
    guest.get("/sign-in")
    planted = cookie(guest)
    sign_in(guest, "Maya")
    assert cookie(guest) != planted
    assert not is_member(with_cookie(app, planted))


def test_nothing_of_the_session_before_is_kept_at_the_sign_in(app: Flask, guest: Guest, cast: Cast) -> None:
    assert cast.maya
    with guest.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    sign_in(guest, "Maya")
    with guest.client.session_transaction() as session:
        assert "planted" not in session


def test_a_token_for_forms_from_before_the_sign_in_is_worthless_after_it(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    before = guest.get("/sign-in").form("/sign-in").values["csrf_token"]
    sign_in(guest, "Maya")
    page = guest.post("/settings/about-me", {"text": "Hello.", "csrf_token": before})
    assert (page.status, page.h1) == (400, "Once more, please")


def test_changing_the_password_ends_every_other_sign_in_and_keeps_this_one(app: Flask, cast: Cast) -> None:
    here, elsewhere = Guest(app), Guest(app)
    for browser in (here, elsewhere):
        sign_in(browser, cast.maya.name)
    form = here.get("/settings/password").form("/settings/password")
    page = here.send(form, old=PASSWORD, password=PASSPHRASE)
    assert "Your password is changed." in page.text
    assert is_member(here)
    assert not is_member(elsewhere)
    assert sign_in(Guest(app), "Maya", PASSWORD).status == 422
    sign_in(elsewhere, "Maya", PASSPHRASE)
    assert is_member(elsewhere)


def test_joining_opens_a_sign_in_that_can_be_ended_like_any_other(app: Flask, guest: Guest) -> None:
    join(guest)
    stolen = cookie(guest)
    sign_out(guest)
    assert not is_member(with_cookie(app, stolen))


def test_a_sign_in_runs_out_by_itself(guest: Guest, app: Flask, cast: Cast) -> None:
    assert cast.maya
    staying = Guest(app)
    sign_in(guest, "Maya")
    sign_in(staying, "Maya", stay="y")
    now = clock.now()
    with time_machine.travel(now + SHORT + timedelta(minutes=1)):
        assert not is_member(guest)
        assert is_member(staying)
    with time_machine.travel(now + STAYS + timedelta(minutes=1)):
        assert not is_member(staying)


def test_sign_ins_are_listed_and_ended_one_by_one(app: Flask, cast: Cast) -> None:
    here, elsewhere = Guest(app), Guest(app)
    here.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux) Gecko Firefox/140.0"
    elsewhere.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone) AppleWebKit Safari/605"
    for browser in (here, elsewhere):
        sign_in(browser, cast.maya.name)
    page = here.get("/settings/sign-ins")
    assert "Firefox on Linux" in page.text
    assert "Safari on iPhone" in page.text
    assert len(page.all("main li")) == 2
    after = here.press(page, "main li button")
    assert "That sign-in has ended." in after.text
    assert is_member(here)
    assert not is_member(elsewhere)


def test_all_but_this_one_are_ended_at_once(app: Flask, cast: Cast) -> None:
    here, *others = (Guest(app) for _ in range(3))
    for browser in (here, *others):
        sign_in(browser, cast.maya.name)
    here.send(here.get("/settings/sign-ins").form("/settings/sign-ins/ending"))
    assert is_member(here)
    assert not [other for other in others if is_member(other)]


def test_nobody_ends_the_sign_in_of_somebody_else(app: Flask, cast: Cast) -> None:
    maya, jonas = Guest(app).signed_in_as(cast.maya), Guest(app).signed_in_as(cast.jonas)
    maya.get("/settings/sign-ins")
    other = Guest(app).signed_in_as(cast.maya)
    form = maya.get("/settings/sign-ins").form("/ending")
    token = jonas.get("/settings").form("/settings").values["csrf_token"]
    jonas.post(form.action, {"csrf_token": token})
    assert is_member(maya)
    assert is_member(other)


def test_the_list_of_sign_ins_asks_the_database_little(app: Flask, cast: Cast) -> None:
    member = Guest(app).signed_in_as(cast.maya)
    for _ in range(5):
        Guest(app).signed_in_as(cast.maya)
    assert len(member.get("/settings/sign-ins").queries) <= 6
