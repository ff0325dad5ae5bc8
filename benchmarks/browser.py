"""A member's browser, as far as it matters here: a cookie, one GET, and requests as bytes to be sent."""

import http.client
import re
import time
from dataclasses import dataclass

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from benchmarks.people import token_of
from forum.http.marks import new_mark

# What browsers send; and what a proxy sends that compresses by itself.
BROWSERS = "gzip, deflate, br"
PLAIN = "identity"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; `headers` as they came, for the ceiling to send the same."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, wanted: str) -> str:
        return next((value for name, value in self.headers if name.lower() == wanted), "")


def cookie_of(app: Flask, account_id: int) -> str:
    """The session cookie of a made-up member, signed as the forum signs it."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    with app.app_context():
        mark = new_mark(account_id)
    content = {
        "_user_id": token_of(account_id),
        "_fresh": True,
        "_id": "0" * 128,
        "csrf_token": mark,
    }
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(content)}"


def fetch(port: int, path: str, cookie: str = "", *, accepts: str = PLAIN) -> Answer:
    """GET one page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Accept-Encoding": accepts} | ({"Cookie": cookie} if cookie else {})
    connection.request("GET", path, headers=headers)
    came = connection.getresponse()
    answer = Answer(came.status, came.getheaders(), came.read())
    connection.close()
    return answer


def seconds_for(port: int, path: str, cookie: str = "") -> float:
    """How long one page takes, which has to be found."""
    start = time.perf_counter()
    answer = fetch(port, path, cookie)
    taken = time.perf_counter() - start
    assert answer.status == 200, f"{path} answered {answer.status}"
    return taken


def form_token(html: str) -> str:
    """The CSRF token that a page's forms carry."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    assert found, "the page holds no form"
    return found[1]


def get(path: str, cookie: str, *, accepts: str) -> str:
    """A GET as bytes on the wire (latin-1)."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Accept-Encoding: {accepts}"]
    return "\r\n".join([*lines, *([f"Cookie: {cookie}"] if cookie else []), "", ""])


def post(path: str, cookie: str, body: str) -> str:
    """A form sent, as bytes on the wire."""
    kind = "application/x-www-form-urlencoded"
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}", f"Content-Type: {kind}"]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body])
