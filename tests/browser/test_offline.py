"""Help now without a connection: it is read as before, and nothing of a member's was kept for it."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import BadGateway, Place, Silence
from tests.browsing import Enter
from tests.make import make_member

# The stores of the worker, and the addresses in each.
STORES = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) => {
    const requests = await (await caches.open(name)).keys();
    return [name, requests.map((request) => new URL(request.url).pathname)];
})))"""
KEPT_PAGES = """async () => {
    const store = await caches.open((await caches.keys())[0]);
    const answers = await Promise.all((await store.keys()).map((request) => store.match(request)));
    const pages = answers.filter((answer) => answer.headers.get("Content-Type").startsWith("text/html"));
    return (await Promise.all(pages.map((answer) => answer.text()))).join();
}"""
# As if this browser had been here with an older version only: its store, and no worker of today's.
LEAVE_AN_OLDER_VERSION = """async () => {
    const [name] = await caches.keys();
    const page = await (await caches.open(name)).match("/help/in");
    await (await caches.open("help-older")).put("/help/in", page);
    await caches.delete(name);
    await (await navigator.serviceWorker.ready).unregister();
}"""
LINE = "14416"


def kept(page: Page) -> set[str]:
    """The addresses that the worker keeps, without the files."""
    stores: dict[str, list[str]] = page.evaluate(STORES)
    assert len(stores) == 1, "old stores are removed"
    return {address for held in stores.values() for address in held if not address.startswith("/assets/")}


def has_numbers_to_call(page: Page) -> None:
    """Folded until it is asked for: the number of every country."""
    numbers = page.locator("details", has_text="Emergency numbers, by country")
    expect(numbers.get_by_text("United Kingdom")).to_be_hidden()
    numbers.locator("summary").click()
    expect(numbers.locator("div", has_text="United Kingdom").get_by_role("link", name="999")).to_be_visible()


def test_the_chosen_country_is_read_when_the_server_is_gone(place: Place) -> None:
    page = place.visit()
    place.choose(page)
    place.live.stop()
    for address in ("/help", "/help/in", "/help/IN", "/help?country=IN"):
        place.open(page, address)
        expect(page.get_by_role("link", name=LINE)).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.line-call')).borderRadius") != "0px"
        assert page.evaluate("document.fonts.check('500 20px Literata')")


def test_other_pages_say_so_and_lead_to_help(place: Place) -> None:
    page = place.visit()
    place.choose(page)
    place.live.stop()
    place.open(page, "/boards")
    expect(page.get_by_role("heading", name="No connection just now")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Help now").click()
    expect(page.get_by_role("link", name=LINE)).to_be_visible()


def test_a_country_that_is_not_kept_is_not_replaced_by_another(place: Place) -> None:
    page = place.visit()
    place.choose(page)
    place.live.stop()
    place.open(page, "/help/gb")
    expect(page.get_by_role("heading", name="No connection just now")).to_be_visible()
    expect(page.get_by_role("link", name=LINE)).to_have_count(0)
    has_numbers_to_call(page)


def test_before_a_country_is_chosen_the_directories_are_kept(place: Place) -> None:
    page = place.visit()
    place.choose(page, "/help")
    place.live.stop()
    place.open(page, "/help")
    expect(page.get_by_role("heading", name="Anywhere in the world")).to_be_visible()
    has_numbers_to_call(page)


def test_only_the_last_choice_is_kept_and_none_when_it_is_forgotten(place: Place) -> None:
    page = place.visit()
    for address, then in (("/help/in", {"/help/in"}), ("/help/gb", {"/help/gb"}), ("/help?country=", set())):
        place.choose(page, address)
        assert kept(page) == {"/help", "/offline", *then}


def test_nothing_of_a_member_is_kept(place: Place) -> None:
    member = make_member("Wren of the Reeds")
    page = place.visit(member)
    place.choose(page)
    for address in ("/", "/settings", "/notifications", "/help"):
        place.open(page, address)
        expect(page.get_by_text("Wren of the Reeds").first).to_be_attached()
    assert kept(page) == {"/help", "/help/in", "/offline"}
    words = page.evaluate(KEPT_PAGES)
    assert LINE in words and "Wren" not in words
    place.live.stop()
    place.open(page, "/help")
    expect(page.get_by_role("link", name=LINE)).to_be_visible()
    expect(page.get_by_text("Wren")).to_have_count(0)


def test_while_there_is_a_connection_the_page_itself_answers(place: Place) -> None:
    member = make_member("Heron at Dusk")
    page = place.visit(member)
    place.choose(page)
    place.open(page, "/help")
    expect(page.get_by_text("Heron at Dusk").first).to_be_attached()


def test_a_new_version_takes_the_place_of_the_old_and_brings_the_country_along(place: Place) -> None:
    page = place.visit()
    place.choose(page)
    page.evaluate(LEAVE_AN_OLDER_VERSION)
    place.open(page, "/boards")
    # It takes the page over as the last thing it does.
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    assert kept(page) == {"/help", "/help/in", "/offline"}


@pytest.mark.parametrize("handler", [BadGateway, Silence])
def test_help_is_there_when_a_proxy_says_that_nobody_is_or_nothing_comes_back(
    place: Place,
    stand_in: Callable[[type[BaseHTTPRequestHandler]], None],
    complaints: list[str],
    handler: type[BaseHTTPRequestHandler],
) -> None:
    page = place.visit()
    place.choose(page)
    stand_in(handler)
    place.open(page, "/help")
    expect(page.get_by_role("link", name=LINE)).to_be_visible()
    page.close()
    complaints.clear()


def test_without_scripts_nothing_is_promised(enter: Enter) -> None:
    page = enter(scripts=False)
    page.goto("/help/in")
    expect(page.get_by_text("It also keeps a copy of this page")).to_be_hidden()
