"""Fixtures for the tests in a real browser: the forum, people with browsers, and an ear for complaints."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from forum.accounts.models import Account
from forum.core.db import db
from tests import postgres
from tests.conftest import DATABASES
from tests.live import COOKIE, Live

PATIENCE = 10_000
"""Milliseconds until a test stops waiting for something to appear."""
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Colours that are still fading in have no contrast to measure.
# A service worker would answer for pages under test, and for routes that a test sets up.
USUAL = {"locale": "en-GB", "reduced_motion": "reduce", "service_workers": "block"}

Enter = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, or the one in CHROMIUM. In CI a missing one is a failure, elsewhere a loud skip."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        if os.environ.get("CI"):
            pytest.fail("NO CHROMIUM: CHROMIUM=/path/to/chromium names one")
        pytest.skip("NO CHROMIUM: the browser tests did not run")
    args = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    return {**browser_type_launch_args, "executable_path": path, "args": args}


@pytest.fixture(scope="session")
def base_url() -> str:
    """The plugin's own, which warns, is not needed: `enter` knows the address."""
    return ""


@pytest.fixture(scope="session")
def live(scratch: Path) -> Iterator[Live]:
    """The production server on SQLite. Tests share its database: they make people and boards of their own."""
    folder = scratch / "live-sqlite"
    # With a mail server to name, though none answers there, the pages that speak of e-mail can be looked at.
    settings = {"MAIL_URL": "smtp://127.0.0.1:9"}
    with elsewhere() as address:
        forum = Live(f"sqlite:///{folder / 'forum.db'}", folder, QUICK_EXIT_URL=address, **settings)
        yield from _running(forum)


@pytest.fixture(scope="session", params=DATABASES)
def each_live(request: pytest.FixtureRequest, scratch: Path) -> Iterator[Live]:
    """The same, and once more on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("live")
    else:
        with postgres.database() as url:
            yield from _running(Live(url, scratch / "live-postgres"))


@pytest.fixture(autouse=True)
def making(request: pytest.FixtureRequest) -> Iterator[None]:
    """`tests.make` works on the live forum's database."""
    name = "each_live" if "each_live" in request.fixturenames else "live"
    live: Live = request.getfixturevalue(name)
    with live.app.app_context():
        yield
        db.session.remove()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Every test that asks for this runs with JavaScript and without."""
    return bool(request.param)


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Errors in scripts and whatever the CSP forbids, as browsers heard them; with any the test fails."""
    heard: list[str] = []
    yield heard
    assert not heard, "\n".join(heard)


@pytest.fixture
def enter(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext], complaints: list[str]
) -> Enter:
    """`enter()` opens a browser of its own for a guest, `enter(member)` for somebody who is signed in."""
    live: Live = request.getfixturevalue("each_live" if "each_live" in request.fixturenames else "live")

    def enter(account: Account | None = None, *, scripts: bool = True, **options: Any) -> Page:
        context = new_context(base_url=live.url, java_script_enabled=scripts, **USUAL | options)
        context.set_default_timeout(PATIENCE)
        if account is not None:
            context.add_cookies([{"name": COOKIE, "value": live.cookie_of(account), "url": live.url}])
            db.session.rollback()
        page = context.new_page()
        page.on("console", lambda message: _listen(message, complaints))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    return enter


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>")

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@contextmanager
def elsewhere() -> Iterator[str]:
    """The address of a page on another site, to which the quick exit may lead."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def _running(live: Live) -> Iterator[Live]:
    live.start()
    yield live
    live.stop()
    assert "Traceback" not in live.log, live.log[-5000:]


def _listen(message: ConsoleMessage, complaints: list[str]) -> None:
    # That a page was refused (404, 422 …) is told by its status, and tests look at that.
    of_status = message.text.startswith("Failed to load resource: the server responded with a status of 4")
    of_playwright = message.text.startswith("Service Worker registration blocked by Playwright")
    if message.type in ("error", "warning") and not of_status and not of_playwright:
        complaints.append(f"{message.location.get('url')}: {message.text}")
