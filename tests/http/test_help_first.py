"""Help now is the first link in the header of every page: errors, sign-in and moderation included."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import Tag
from flask import Flask, abort

from forum.accounts.models import Account
from forum.core.db import db
from forum.http.errors import SENTENCES
from tests.browser.scene import Scene
from tests.browser.test_axe import NO_PAGES
from tests.conftest import make_app
from tests.page import Guest, Page

FIRST = "/help"


def first_link(page: Page) -> str:
    found = page.one("body > header").find("a")
    assert isinstance(found, Tag), page.path
    return str(found["href"])


def test_on_every_page_there_is(app: Flask) -> None:
    scene, routes = Scene(), app.url_map.bind("localhost")
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())} - NO_PAGES
    for who, addresses in scene.pages.items():
        visitor = Guest(app)
        if who in scene.ids:
            visitor.signed_in_as(db.session.get_one(Account, scene.ids[who]))
        for address in addresses:
            page = visitor.get(address)
            assert first_link(page) == FIRST, f"{address} for a {who}"
            if page.status == 200:
                pages.discard(routes.match(urlsplit(page.path).path)[0])
    assert pages == set()


@pytest.mark.parametrize("status", SENTENCES)
def test_on_every_error(database_url: str, tmp_path: Path, status: int) -> None:
    broken = make_app(database_url, tmp_path, PROPAGATE_EXCEPTIONS=False)
    broken.add_url_rule("/broken", view_func=lambda: abort(status))
    with broken.app_context():
        page = Guest(broken).get("/broken")
        db.engine.dispose()
    assert page.status == status
    assert first_link(page) == FIRST
