"""The headers on every answer, and what may be stored of it."""

from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.http.headers import ALWAYS, CSP
from tests.cast import Cast
from tests.conftest import SECRET
from tests.page import Guest

ANSWERS = [
    "/",
    "/help",
    "/nothing-here",
    "/favicon.ico",
    "/settings",
    "/assets/0/forum.css",
    "/%00",
    "/m/Maya",
]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_carries_them(guest: Guest, path: str) -> None:
    with guest.client.get(path) as answer:
        headers = answer.headers
    for name, value in ALWAYS:
        assert headers[name] == value


def test_refused_forms_carry_them_too(guest: Guest) -> None:
    answer = guest.client.post("/sign-in", data={"name": "Maya"})
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"] == CSP


def test_the_policy_names_no_other_site_and_allows_nothing_inline() -> None:
    assert "unsafe" not in CSP
    assert "http" not in CSP
    assert "data:" not in CSP
    assert CSP.startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["/", "/help", "/m/Maya", "/settings", "/nothing-here"])
def test_what_a_member_sees_is_stored_nowhere(app: Flask, cast: Cast, path: str) -> None:
    member = Guest(app).signed_in_as(cast.maya)
    assert member.get(path).response.headers["Cache-Control"] == "private, no-store"


def test_what_a_guest_sees_is_asked_for_again_each_time(guest: Guest) -> None:
    assert guest.get("/help").response.headers["Cache-Control"] == "private, no-cache"


def test_style_is_kept_for_a_year_under_its_own_version(guest: Guest) -> None:
    address = str(guest.get("/help").one("link[rel=stylesheet]")["href"])
    assert "immutable" in guest.client.get(address).headers["Cache-Control"]
    other = "/assets/0123456789ab/forum.css"
    assert "immutable" not in guest.client.get(other).headers["Cache-Control"]


def test_behind_tls_the_cookie_is_bound_to_this_host_and_the_browser_told_to_stay_with_tls(
    tmp_path: Path,
) -> None:
    environ = {"SECRET_KEY": SECRET, "INSTANCE_PATH": str(tmp_path), "PUBLIC_URL": "https://lantern.example"}
    answer = create_app(environ, TESTING=True, RATELIMIT_ENABLED=False).test_client().get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-forum=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert f"; {part}" in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_without_tls_the_browser_is_told_nothing_it_could_not_keep(guest: Guest) -> None:
    answer = guest.client.get("/sign-in")
    assert "Strict-Transport-Security" not in answer.headers
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "Secure" not in answer.headers["Set-Cookie"]
