"""The forum as operators run it: the production server, in processes of its own, on a database of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask_migrate import upgrade

from forum.accounts.models import Account
from forum.core.db import db
from tests.conftest import SECRET, make_app
from tests.make import make_sign_in

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START = 30
LONGEST_STOP = 30
COOKIE = "forum"


class Live:
    """A forum under an address. `app` is a second one on the same database, for making what a test needs."""

    def __init__(self, database_url: str, folder: Path, **settings: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.app: Flask = make_app(database_url, folder)
        self.database_url, self.folder, self.settings = database_url, folder, settings
        self._log = folder / "server.log"
        self.host, self.port = "127.0.0.1", _free_port()
        self._server: subprocess.Popen[bytes] | None = None
        with self.app.app_context():
            upgrade()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def log(self) -> str:
        """What the server said."""
        return self._log.read_text(errors="replace")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with open(self._log, "ab") as log:
            command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
            self._server = subprocess.Popen(
                command, cwd=ROOT, env=self._environ(), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        end = time.monotonic() + LONGEST_START
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > end:
                self.kill()
                raise RuntimeError(f"the server does not answer:\n{self.log[-3000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ask it to end, as Ctrl-C does."""
        with self.app.app_context():
            db.engine.dispose()
        if self._server is None:
            return
        self._server.send_signal(signal.SIGTERM)
        try:
            self._server.wait(timeout=LONGEST_STOP)
        except subprocess.TimeoutExpired:
            self._send_all(signal.SIGABRT)
            raise RuntimeError(f"the server does not stop:\n{self.log[-9000:]}") from None
        self._server = None

    def kill(self) -> None:
        """`kill -9`, every process of it at once: nobody gets to say goodbye."""
        self._send_all(signal.SIGKILL)

    def cookie_of(self, account: Account) -> str:
        """The value of a cookie with which `account` is signed in. Within the app's context."""
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = make_sign_in(account)
        cookie = client.get_cookie(COOKIE)
        assert cookie is not None
        return cookie.value

    def _send_all(self, which: signal.Signals) -> None:
        assert self._server is not None
        for pid in (*_children(self._server.pid), self._server.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, which)
        self._server.wait(timeout=10)
        self._server = None

    def _environ(self) -> dict[str, str]:
        given = {
            "FORUM_ENV": "production",
            "FLASK_SKIP_DOTENV": "1",
            # Should it hang, it is sent SIGABRT and writes where into its log.
            "PYTHONFAULTHANDLER": "1",
            "SECRET_KEY": SECRET,
            "DATABASE_URL": self.database_url,
            "INSTANCE_PATH": str(self.folder),
            "HOST": self.host,
            "PORT": str(self.port),
        }
        return {**os.environ, **given, **self.settings}

    def _answers(self) -> bool:
        try:
            return Caller(self).get("/guidelines").status == 200
        except (OSError, http.client.HTTPException):
            return False


class Answer:
    """What the server said."""

    def __init__(self, status: int, location: str, body: str) -> None:
        self.status, self.location, self.body = status, location, body

    def fields(self, **which: str) -> dict[str, str]:
        """What the form with this attribute (`action="/join"`) holds out of sight."""
        form = BeautifulSoup(self.body, "html.parser").find("form", attrs=dict(which))
        assert isinstance(form, Tag), f"no form with {which} in an answer {self.status}"
        return {
            str(field["name"]): str(field.get("value", "")) for field in form.select("input[type=hidden]")
        }


class Caller:
    """Somebody who speaks HTTP, a connection for each question, and keeps cookies."""

    def __init__(self, live: Live, cookie: str = "") -> None:
        self.live = live
        self.cookies = {COOKIE: cookie} if cookie else {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with closing(http.client.HTTPConnection(self.live.host, self.live.port, timeout=30)) as connection:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            words = response.read().decode()
        for set_cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(set_cookie).items()}
        return Answer(response.status, urlsplit(response.headers.get("Location", "")).path, words)


def fetch_all(statement: Any) -> list[Any]:
    """What a read gives now, whatever this session had seen before."""
    db.session.rollback()
    return list(db.session.execute(statement).all())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if listed.exists():
        return [int(child) for child in listed.read_text().split()]
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(child) for child in found.stdout.split()]
