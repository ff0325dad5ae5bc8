"""The quick exit, as a link: away at once, with nothing of a sign-in left in this browser."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

import config
from config import BadSetting
from forum.accounts.comfort import USUAL, choose_comfort
from forum.accounts.signing_in import sign_ins_of
from forum.accounts.visitor import visitor_with
from forum.core.db import db
from forum.http.choices import COOKIE
from tests.cast import Cast
from tests.make import make_sign_in
from tests.page import Guest

ELSEWHERE = "https://www.wikipedia.org/"


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def exit_of(guest: Guest, path: str) -> str | None:
    links = guest.get(path).all("header .strip a[data-leave]")
    return str(links[0]["href"]) if links else None


def test_it_leads_to_the_neutral_page_and_is_stored_nowhere(maya: Guest) -> None:
    answer = maya.client.get("/leave")
    assert (answer.status_code, answer.headers["Location"]) == (303, ELSEWHERE)
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_sign_in_of_this_browser_ends_and_no_other(app: Flask, cast: Cast, maya: Guest) -> None:
    other = make_sign_in(cast.maya)
    with maya.client.session_transaction() as session:
        here = session["_user_id"]
    maya.client.get("/leave")
    assert visitor_with(here) is None
    assert visitor_with(other) is not None
    assert len(sign_ins_of(cast.maya.id)) == 1


def test_nothing_of_ours_stays_in_the_browser(maya: Guest) -> None:
    maya.client.set_cookie(COOKIE, "theme=dark")
    maya.get("/help/in")
    answer = maya.client.get("/leave")
    assert maya.client.get_cookie("forum") is None
    assert maya.client.get_cookie(COOKIE) is None
    # What scripts kept of unfinished posts.
    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_the_service_worker_that_leaves_later_is_not_emptied_away_with_the_storage(maya: Guest) -> None:
    answer = maya.client.get("/leave", headers={"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"})
    assert "Clear-Site-Data" not in answer.headers
    assert maya.client.get_cookie("forum") is None


def test_a_guest_leaves_the_same_way(guest: Guest) -> None:
    assert guest.client.get("/leave").headers["Location"] == ELSEWHERE


def test_another_sites_link_signs_nobody_out(cast: Cast, maya: Guest) -> None:
    answer = maya.client.get("/leave", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.headers["Location"] == ELSEWHERE
    assert "Clear-Site-Data" not in answer.headers
    assert maya.get("/settings").status == 200


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_link_a_bookmark_and_a_typed_address_do(maya: Guest, site: str) -> None:
    maya.client.get("/leave", headers={"Sec-Fetch-Site": site})
    assert maya.get("/settings", follow=False).status == 302


def test_a_database_that_is_gone_holds_nobody_up(maya: Guest) -> None:
    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        raise OperationalError(statement, {}, Exception("the database is gone"))

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        answer = maya.client.get("/leave")
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)
    assert answer.headers["Location"] == ELSEWHERE
    assert maya.client.get_cookie("forum") is None


@pytest.mark.parametrize(
    "path", ["/", "/boards", "/sign-in", "/join", "/help", "/nowhere", "/comfort", "/about"]
)
def test_every_page_shows_the_way_out(guest: Guest, path: str) -> None:
    assert exit_of(guest, path) == "/leave"


def test_so_does_a_page_for_when_everything_else_has_fallen(
    app: Flask, monkeypatch: pytest.MonkeyPatch, guest: Guest
) -> None:
    def fall() -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(app.view_functions, "boards.index", fall)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    guest.client.set_cookie(COOKIE, "theme=night-warm&text=larger")
    page = guest.get("/boards")
    assert page.status == 500
    assert page.one("a[data-leave]")["href"] == "/leave"
    assert (page.one("html")["data-theme"], page.one("html")["data-text"]) == ("night-warm", "larger")


def test_whoever_does_not_want_it_sees_it_nowhere(cast: Cast, guest: Guest, maya: Guest) -> None:
    guest.send(guest.get("/comfort").form("/comfort"), hides_exit="y")
    maya.send(maya.get("/comfort").form("/comfort"), hides_exit="y")
    for path in ("/", "/boards", "/nowhere"):
        assert exit_of(guest, path) is exit_of(maya, path) is None


@pytest.mark.parametrize("path", ["/", "/comfort", "/help"])
def test_it_is_said_that_the_browsers_history_stays(guest: Guest, path: str) -> None:
    assert "does not erase the browser’s own history" in guest.get(path).text


def test_where_it_leads_is_the_operators_choice(
    app: Flask, monkeypatch: pytest.MonkeyPatch, guest: Guest
) -> None:
    monkeypatch.setitem(app.config, "QUICK_EXIT_URL", "https://weather.example/")
    assert guest.client.get("/leave").headers["Location"] == "https://weather.example/"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "/boards", "weather.example", "https://a b"])
def test_an_address_that_is_none_stops_the_start(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadSetting, match="QUICK_EXIT_URL"):
        config.load({"INSTANCE_PATH": str(tmp_path), "QUICK_EXIT_URL": address})


def test_choices_of_the_account_are_there_when_one_comes_back(app: Flask, cast: Cast, maya: Guest) -> None:
    choose_comfort(actor=cast.maya, comfort=USUAL)
    maya.press(maya.get("/boards"), ".strip-button")
    maya.client.get("/leave")
    assert Guest(app).signed_in_as(cast.maya).get("/").one("html")["data-energy"] == "low"
