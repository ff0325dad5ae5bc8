"""Every page, as everybody meets it: axe finds nothing, nothing runs off the side."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from forum.accounts.models import Account
from forum.core.db import db
from tests.browser.scene import LONG_WORD, Scene
from tests.browsing import Enter
from tests.live import Live

EVERYBODY = ("guest", "newcomer", "member", "author", "moderator", "admin")
WIDTHS = (320, 1280)
# What depends on the theme: the dark page is the same page in other colours.
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
NO_PAGES = {
    *("assets.file", "assets.css", "assets.favicon", "offline.service_worker"),
    *("threads.short", "threads.post", "threads.first_unread", "moderation.reasons"),
    *("ledger.of_month", "leaving.leave", "checkins.export"),
    *("feeds.everywhere", "feeds.board", "feeds.thread"),
}
"""Files, feeds, addresses that only lead elsewhere; the ledger of one month, whose page is the latest."""
REFUSED = ("/nowhere", "/moderation/nowhere", "/confirm/old", "/recover/link/old")


# Of the session, as `live` is: pytest sets what needs a browser apart, so that a module is not run at one go.
@pytest.fixture(scope="session")
def scene(live: Live) -> Iterator[Scene]:
    """Made once: these tests only look."""
    with live.app.app_context():
        yield Scene()
        db.session.remove()


def test_every_page_there_is_gets_looked_at(live: Live, scene: Scene) -> None:
    routes = live.app.url_map.bind("localhost")
    looked_at = {
        routes.match(urlsplit(address).path)[0]
        for addresses in scene.pages.values()
        for address in addresses
        if address not in REFUSED
    }
    pages = {rule.endpoint for rule in live.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - looked_at - NO_PAGES == set()


@pytest.mark.parametrize("who", EVERYBODY)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(enter: Enter, scene: Scene, who: str) -> None:
    page = enter(_account(scene, who))
    found = []
    for address in scene.pages[who]:
        answer = page.goto(address)
        if answer is None or (address not in REFUSED and answer.status not in (200, 403)):
            found.append(f"{address} answers {answer and answer.status}")
        found += faults_here(page)
    assert found == []


def test_refused_forms_are_as_sound_as_fresh_ones(enter: Enter, scene: Scene) -> None:
    guest, member = enter(), enter(_account(scene, "newcomer"))
    for address in ("/join", "/sign-in", "/recover/code", "/recover/link"):
        _send_empty(guest, address)
        assert faults_here(guest) == []
    for address in (f"/b/{scene.board.slug}/new", f"/p/{scene.rest[3].id}/flag", "/settings/password"):
        _send_empty(member, address)
        assert faults_here(member) == []


def test_a_search_for_too_much_is_sound(enter: Enter) -> None:
    page = enter()
    page.goto(f"/search?q={'many+' * 60}")
    page.get_by_text("the few words that matter most").wait_for()
    assert faults_here(page) == []


def test_pages_that_stand_in_for_others_are_sound(enter: Enter, scene: Scene) -> None:
    page = enter(_account(scene, "newcomer"))
    page.goto(f"/b/{scene.board.slug}/new")
    page.get_by_label("Title").fill("A title")
    page.get_by_label("What would you like to say?").fill("A page that was open for too long.")
    page.locator("main input[name=csrf_token]").evaluate("field => { field.value = 'stale'; }")
    page.get_by_role("button", name="Post it").click()
    page.get_by_role("heading", name="Once more, please").wait_for()
    assert faults_here(page) == []


def test_a_post_that_was_opened_among_spam_is_sound(enter: Enter, scene: Scene) -> None:
    page = enter(scene.moderator)
    page.goto("/moderation/spam")
    page.get_by_role("button", name="Show the post").first.click()
    page.locator("details[open] .said").wait_for()
    assert faults_here(page) == []


def test_the_sign_in_that_keeps_words_is_sound(enter: Enter, scene: Scene) -> None:
    page = enter(_account(scene, "member"))
    page.goto(f"/t/{scene.thread.id}/reply")
    page.get_by_label("Your reply").fill(LONG_WORD)
    page.context.clear_cookies()
    page.get_by_role("button", name="Post reply").click()
    page.get_by_role("heading", name="Please sign in first").wait_for()
    assert faults_here(page) == []


def test_the_page_holds_at_twice_the_text_size(enter: Enter, scene: Scene) -> None:
    page = enter(_account(scene, "member"), viewport={"width": 640, "height": 800})
    for address in scene.pages["member"]:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not sideways(page), f"{address} runs off the side at 200 %"


def test_the_first_tab_skips_to_the_page_and_the_second_stop_is_help(enter: Enter, scene: Scene) -> None:
    page = enter(_account(scene, "member"))
    page.goto(f"/t/{scene.thread.id}")
    stops = []
    for _ in range(2):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('href')"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", "focus is seen"
    assert stops == ["#main", "/help"]


def test_a_menu_opens_and_closes_by_keyboard(enter: Enter, scene: Scene) -> None:
    page = enter(_account(scene, "member"))
    page.goto(f"/t/{scene.thread.id}")
    menu = page.locator("details.menu").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.evaluate("menu => menu.open")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not menu.evaluate("menu => menu.open")
    assert page.evaluate("document.activeElement.localName") == "summary"


def faults_here(page: Page) -> list[str]:
    """What is wrong with the page that is open, with every drawer and fold open: their insides count too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if sideways(page):
            found.append(f"{page.url} at {width} runs off the side")
        for theme, options in (("light", {}), ("dark", OF_COLOURS)):
            page.emulate_media(color_scheme=theme)
            violations = Axe().run(page, options=options).response["violations"]
            found += [
                f"{page.url} at {width}, {theme}: {fault['id']} {_nodes(fault)}" for fault in violations
            ]
    return found


def sideways(page: Page) -> bool:
    """Whether the page is wider than the window."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    )


def _account(scene: Scene, who: str) -> Account | None:
    return db.session.get(Account, scene.ids.get(who, 0))


def _send_empty(page: Page, address: str) -> None:
    """Send a page's form as it stands, past what the browser itself would ask for."""
    page.goto(address)
    form = page.locator("main form").first
    form.evaluate("form => { form.noValidate = true; }")
    form.locator("button").first.click()
    page.locator("[role=alert]").first.wait_for()


def _nodes(fault: dict[str, list[dict[str, object]]]) -> list[object]:
    return [node["html"] for node in fault["nodes"][:2]]
