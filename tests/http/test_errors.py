"""What goes wrong is said in plain words, with a status that says the same; bad input is never a fault."""

from pathlib import Path

import pytest
from flask import Flask

from forum.http.headers import CSP
from tests.accounts.doors import sign_in
from tests.cast import Cast
from tests.conftest import make_app
from tests.gone import without_database
from tests.page import Guest, look_over

MILLION = 1_000_000


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing-here",
        "/t/99999999999999999999",
        "/t/9223372036854775808",
        "/p/0",
        "/p/-1",
        "/t/%00",
        "/b/%FF",
        "/b/UPPER",
        "/m/",
        "/settings/nothing",
        "/t/1-%E2%80%AE",
        "/" + "a" * 5000,
    ],
)
def test_an_address_of_nothing_says_so(guest: Guest, path: str) -> None:
    page = guest.get(path)
    assert (page.status, page.h1) == (404, "Nothing here")


def test_a_guest_is_told_that_signing_in_may_help_and_led_back(guest: Guest, cast: Cast) -> None:
    assert cast.jonas
    assert cast.maya
    page = guest.get("/m/Jonas?before=")
    asked = guest.get(str(page.one("main a.button-main")["href"]))
    after = guest.send(asked.form("/sign-in"), name="Maya", password="a lantern on the kitchen table")
    assert after.h1 == "Jonas"


def test_a_member_is_not_told_to_sign_in(maya: Guest) -> None:
    assert not maya.get("/nothing-here").all("main a[href^='/sign-in']")


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/help"), ("PUT", "/join"), ("DELETE", "/m/Maya"), ("GET", "/sign-out")]
)
def test_a_way_that_does_not_exist_is_405(guest: Guest, method: str, path: str) -> None:
    assert guest.client.open(path, method=method).status_code == 405


def test_a_body_above_a_megabyte_is_413_in_plain_words(guest: Guest) -> None:
    page = guest.post("/join", {"name": "x" * 2 * MILLION})
    assert (page.status, page.h1) == (413, "That is too much at once")
    assert "your words are still on the page before" in page.text


@pytest.mark.parametrize("path", ["/join", "/sign-in", "/recover/code", "/recover/link"])
def test_nearly_a_megabyte_in_each_field_is_refused_and_kept(guest: Guest, path: str) -> None:
    form = guest.get(path).form(path)
    field = "name" if "name" in form.values else "email"
    data = {**form.values, field: "x" * 300_000, "password": "y " * 150_000, "code": "Z" * 200_000}
    page = guest.post(form.action, data)
    if path == "/recover/link":
        assert page.h1 == "Look in your mail"
    else:
        assert page.status == 422
        assert page.one(f"#{field}")["value"] == data[field]


NASTY = {
    "nul": "a\x00b",
    "direction": "\u202eright to left\u202c",
    "zalgo": "z" + "\u0300\u0301\u0302\u0303" * 40,
    "controls": "\x01\x02\x1b[31m",
    "astral": "😀" * 50,
    "noncharacter": "\ufffe\uffff",
    "markup": "\"'><script>alert(1)</script>",
    "template": "{{ 7 * 7 }}%(name)s%s",
}


@pytest.mark.parametrize("path", ["/join", "/sign-in", "/recover/code"])
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_nasty_text_is_refused_politely_and_comes_back(guest: Guest, path: str, nasty: str) -> None:
    form = guest.get(path).form(path)
    sent = dict.fromkeys(("name", "password", "code", "email", "next"), nasty)
    page = guest.send(form, **sent)
    assert page.status == 422
    assert not page.all("main script")
    typed = str(page.one("#name")["value"])
    assert typed.replace("\x01\x02\x1b", "") == nasty.replace("\x00", "").replace("\x01\x02\x1b", "")


@pytest.mark.parametrize("path", ["/join", "/sign-in", "/recover/code", "/recover/link"])
def test_bytes_that_are_no_text_are_refused(guest: Guest, path: str) -> None:
    token = guest.get(path).form(path).values["csrf_token"]
    body = f"csrf_token={token}&name=%FF%FE%C3%28&password=%ED%A0%80&code=%C0&email=%FF".encode()
    answer = guest.client.post(path, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (303, 422)


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"{}", b"[1,2]", b"a=b&a=c&=&&&%zz", b""])
@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data", "text/plain", "a/b; boundary=\xff"]
)
def test_a_body_of_the_wrong_kind_is_a_plain_refusal(guest: Guest, body: bytes, kind: str) -> None:
    assert guest.client.post("/sign-in", data=body, content_type=kind).status_code == 400


def test_a_file_where_words_were_asked_for_is_refused(guest: Guest, tmp_path: Path) -> None:
    file = tmp_path / "name.txt"
    file.write_bytes(b"\x89PNG" * 100)
    token = guest.get("/join").form("/join").values["csrf_token"]
    with file.open("rb") as upload:
        answer = guest.client.post("/join", data={"csrf_token": token, "name": upload, "password": "x"})
    assert answer.status_code == 422


def test_ids_above_what_a_database_can_hold_are_nobody(maya: Guest) -> None:
    token = maya.get("/settings").form("/settings").values["csrf_token"]
    for number in (2**63, 2**64, 10**30):
        page = maya.post(f"/settings/sign-ins/{number}/ending", {"csrf_token": token})
        assert page.status == 404


def test_a_cookie_that_was_tampered_with_is_no_cookie(guest: Guest, cast: Cast) -> None:
    assert cast.maya
    for value in ("x", "a.b.c", "é", "A" * 3000, '"; x', ".eJw.x.y"):
        guest.client.set_cookie("forum", value)
        assert guest.get("/settings").h1 == "Welcome back"


@pytest.mark.parametrize("path", ["/boards", "/settings", "/m/Maya", "/sign-in"])
def test_a_database_that_is_gone_is_503_with_headers_and_help_in_sight(maya: Guest, path: str) -> None:
    with without_database():
        page = maya.get(path)
    assert (page.status, page.h1) == (503, "Resting for a moment")
    assert "Nothing you did was wrong" in page.text
    assert page.response.headers["Content-Security-Policy"] == CSP


def test_help_stands_for_guests_without_a_database(guest: Guest) -> None:
    with without_database():
        page = guest.get("/help/gb")
    assert page.status == 200
    assert "Samaritans" in page.text


def test_a_fault_of_ours_says_that_it_is_ours(database_url: str, tmp_path: Path) -> None:
    broken = make_app(database_url, tmp_path, PROPAGATE_EXCEPTIONS=False)

    def fall() -> str:
        raise ZeroDivisionError

    broken.add_url_rule("/fall", view_func=fall)
    with broken.app_context():
        page = Guest(broken).get("/fall")
    assert (page.status, page.h1) == (500, "Something broke")
    assert "It is not your fault" in page.text
    assert "ZeroDivision" not in page.text
    look_over(page)


def test_a_flood_is_stopped_at_the_edge_and_looking_is_not(limited: Flask) -> None:
    guest = Guest(limited)
    form = guest.get("/sign-in").form("/sign-in")
    for _ in range(60):
        guest.client.post(form.action, data={**form.values, "name": "Nobody"})
    page = guest.send(form, name="Nobody")
    assert (page.status, page.h1) == (429, "A short rest")
    assert guest.get("/sign-in").status == 200


def test_signing_in_helps_where_a_page_is_for_members(guest: Guest, cast: Cast) -> None:
    assert cast.jonas
    assert guest.get("/m/Jonas").status == 404
    sign_in(guest, cast.maya.name)
    assert guest.get("/m/Jonas").status == 200
