"""A forum that can go while somebody visits it, and what may stand at its address instead."""

import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from forum.accounts.models import Account
from forum.core.db import db
from tests.browsing import Enter
from tests.live import COOKIE, Live


class Place:
    """A forum of its own, that can go, and a browser that visits it."""

    def __init__(self, live: Live, enter: Enter) -> None:
        self.live, self._enter = live, enter

    def visit(self, account: Account | None = None) -> Page:
        page = self._enter(service_workers="allow")
        if account is not None:
            cookie = self.live.cookie_of(account)
            page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": self.live.url}])
            db.session.rollback()
        return page

    def open(self, page: Page, address: str) -> None:
        page.goto(f"{self.live.url}{address}")

    def choose(self, page: Page, address: str = "/help/in") -> None:
        """Open a page of lines, until it says that it is kept."""
        self.open(page, address)
        expect(page.get_by_text("It also keeps a copy of this page")).to_be_visible()


class BadGateway(BaseHTTPRequestHandler):
    """A proxy whose forum is gone."""

    def do_GET(self) -> None:
        self.send_error(502)

    def log_message(self, *_: object) -> None:
        pass


class Silence(BadGateway):
    """A connection on which nothing comes back."""

    def do_GET(self) -> None:
        time.sleep(15)


@pytest.fixture
def place(tmp_path: Path, enter: Enter, complaints: list[str]) -> Iterator[Place]:
    live = Live(f"sqlite:///{tmp_path / 'forum.db'}", tmp_path)
    live.start()
    with live.app.app_context():
        yield Place(live, enter)
        db.session.remove()
    live.stop()
    # A browser reports requests that reach nobody by itself; that is no complaint about the forum.
    complaints[:] = [heard for heard in complaints if "ERR_CONNECTION_REFUSED" not in heard]


@pytest.fixture
def stand_in(place: Place) -> Iterator[Callable[[type[BaseHTTPRequestHandler]], None]]:
    """Puts something else at the forum's address."""
    servers: list[ThreadingHTTPServer] = []

    def stand_in(handler: type[BaseHTTPRequestHandler]) -> None:
        place.live.stop()
        servers.append(ThreadingHTTPServer((place.live.host, place.live.port), handler))
        Thread(target=servers[0].serve_forever, daemon=True).start()

    yield stand_in
    for server in servers:
        server.shutdown()
        server.server_close()
