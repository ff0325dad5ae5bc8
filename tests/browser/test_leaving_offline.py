"""The quick exit without a connection: it names nothing, and the sign-in ends with the next page."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from playwright.sync_api import Page, expect

from forum.accounts.signing_in import sign_ins_of
from forum.core.db import db
from tests.browser.places import BadGateway, Place, Silence
from tests.live import COOKIE
from tests.make import make_member


def a_member_leaves(place: Place, page: Page, without: Callable[[], None]) -> None:
    """By the link, on a page that was open before the connection went."""
    place.choose(page, "/help")
    place.open(page, "/boards")
    page.wait_for_load_state("networkidle")
    without()
    page.get_by_role("link", name="Quick exit").click()
    expect(page).to_have_title("New page")


def names_nothing(page: Page) -> bool:
    """Whether it is an empty page: no words, no links, nothing fetched from here."""
    return bool(page.evaluate("document.body.childNodes.length === 0")) and "antern" not in page.content()


def is_a_strangers(page: Page) -> None:
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Wren of the Reeds")).to_have_count(0)


@pytest.mark.parametrize("address", ["/boards", "/help"])
def test_the_exit_without_a_connection_names_nothing_and_the_next_page_is_a_strangers(
    place: Place, address: str
) -> None:
    member = make_member("Wren of the Reeds")
    page = place.visit(member)
    a_member_leaves(place, page, without=place.live.stop)
    assert names_nothing(page)
    place.open(page, "/boards")
    expect(page.get_by_role("heading", name="No connection just now")).to_be_visible()
    place.live.start()
    place.open(page, address)
    is_a_strangers(page)
    assert COOKIE not in {cookie["name"] for cookie in page.context.cookies()}
    db.session.rollback()
    assert sign_ins_of(member.id) == []


def test_who_has_signed_in_again_after_leaving_stays_signed_in(place: Place) -> None:
    member = make_member("Wren of the Reeds")
    page = place.visit(member)
    a_member_leaves(place, page, without=place.live.stop)
    place.live.start()
    place.open(page, "/boards")
    is_a_strangers(page)
    page.context.add_cookies([{"name": COOKIE, "value": place.live.cookie_of(member), "url": place.live.url}])
    db.session.rollback()
    for _ in range(2):
        place.open(page, "/boards")
        expect(page.get_by_text("Wren of the Reeds").first).to_be_attached()


def test_a_new_version_of_the_worker_still_knows_that_somebody_left(place: Place) -> None:
    member = make_member("Wren of the Reeds")
    page = place.visit(member)
    a_member_leaves(place, page, without=place.live.stop)
    page.evaluate("caches.open('help-older')")
    page.evaluate("navigator.serviceWorker.ready.then((here) => here.unregister())")
    other = page.context.new_page()
    page.close()
    place.live.start()
    place.open(other, "/offline")
    other.wait_for_function("() => navigator.serviceWorker.controller !== null")
    assert "help-older" not in other.evaluate("caches.keys()")
    place.open(other, "/boards")
    is_a_strangers(other)


@pytest.mark.parametrize("handler", [BadGateway, Silence])
def test_the_exit_names_nothing_when_a_proxy_answers_or_nothing_comes_back(
    place: Place,
    stand_in: Callable[[type[BaseHTTPRequestHandler]], None],
    complaints: list[str],
    handler: type[BaseHTTPRequestHandler],
) -> None:
    page = place.visit(make_member("Wren of the Reeds"))
    a_member_leaves(place, page, without=lambda: stand_in(handler))
    assert names_nothing(page)
    page.close()
    complaints.clear()
