"""A session cookie whose signature was checked is remembered; nothing else about it is."""

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder

from forum.accounts.signing_in import end_all_sign_ins
from forum.http import sessions
from forum.http.sessions import RememberingSessions
from tests.cast import Cast
from tests.page import Guest


@pytest.fixture
def interface() -> RememberingSessions:
    return RememberingSessions()


@pytest.fixture
def cookie(app: Flask, interface: RememberingSessions) -> str:
    serializer = interface.get_signing_serializer(app)
    assert serializer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({'_user_id': 'a token'})}"


def opened(app: Flask, interface: RememberingSessions, cookie: str) -> dict[str, object]:
    request = app.request_class(EnvironBuilder(headers={"Cookie": cookie}).get_environ())
    found = interface.open_session(app, request)
    assert found is not None
    return dict(found)


def test_a_remembered_cookie_says_the_same_again(
    app: Flask, interface: RememberingSessions, cookie: str
) -> None:
    assert [opened(app, interface, cookie) for _ in range(2)] == [{"_user_id": "a token"}] * 2


def test_a_cookie_that_was_tampered_with_is_empty(
    app: Flask, interface: RememberingSessions, cookie: str
) -> None:
    opened(app, interface, cookie)
    assert opened(app, interface, cookie[:-3] + "AAA") == {}
    assert opened(app, interface, "") == {}


def test_what_one_request_changes_no_other_finds(
    app: Flask, interface: RememberingSessions, cookie: str
) -> None:
    request = app.request_class(EnvironBuilder(headers={"Cookie": cookie}).get_environ())
    for _ in range(2):
        first = interface.open_session(app, request)
        assert first is not None
        first["flash"] = ["something"]
    assert "flash" not in opened(app, interface, cookie)


def test_it_is_checked_again_after_a_while(
    app: Flask, interface: RememberingSessions, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(app, interface, cookie)
    app.config["PERMANENT_SESSION_LIFETIME"], before = -1, app.config["PERMANENT_SESSION_LIFETIME"]
    try:
        assert opened(app, interface, cookie)
        monkeypatch.setattr(sessions, "monotonic", lambda: float("inf"))
        assert not opened(app, interface, cookie)
    finally:
        app.config["PERMANENT_SESSION_LIFETIME"] = before


def test_it_remembers_no_more_than_its_bound(
    app: Flask, interface: RememberingSessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "MOST_REMEMBERED", 3)
    serializer = interface.get_signing_serializer(app)
    assert serializer is not None
    for number in range(10):
        opened(app, interface, f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({'n': number})}")
    assert len(interface._verified) <= 3


def test_a_sign_in_that_ended_is_worthless_whatever_is_remembered(app: Flask, cast: Cast) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    assert maya.get("/settings").status == 200
    end_all_sign_ins(account=cast.maya)
    assert "/sign-in" in maya.get("/settings", follow=False).response.headers["Location"]


def test_a_page_that_asked_who_is_looking_says_so(guest: Guest) -> None:
    assert {part.strip() for part in guest.get("/").response.headers["Vary"].split(",")} == {
        "Accept-Encoding",
        "Cookie",
    }
