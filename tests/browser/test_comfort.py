"""Leaving at once, and how the place looks: as people meet it, with JavaScript and without."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from forum.accounts.comfort import Comfort, choose_comfort
from forum.accounts.models import Account, TextSize, Theme
from forum.accounts.nights import Night
from forum.accounts.signing_in import sign_ins_of
from forum.core import clock
from forum.core.db import db
from tests.browser.test_axe import sideways
from tests.browsing import Enter
from tests.live import Live
from tests.make import make_board, make_member, make_post, make_thread


@pytest.fixture(scope="module")
def thread_id(live: Live) -> Iterator[int]:
    """A thread of two pages."""
    with live.app.app_context():
        thread = make_thread(make_board())
        for _ in range(20):
            make_post(thread)
        yield thread.id
        db.session.remove()


def night_now() -> Night:
    """A night that began an hour ago; clocks in Abidjan show UTC all year."""
    hour = clock.now().hour
    return Night("Africa/Abidjan", (hour - 1) % 24, (hour + 3) % 24)


def is_away(page: Page, live: Live) -> None:
    expect(page).to_have_url(live.settings["QUICK_EXIT_URL"])
    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()


def test_the_link_leads_away_and_signs_out(enter: Enter, live: Live, scripts: bool, thread_id: int) -> None:
    member = make_member()
    page = enter(member, scripts=scripts)
    page.goto(f"/t/{thread_id}")
    page.get_by_role("link", name="Quick exit").click()
    is_away(page, live)
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "forum"]
    db.session.rollback()
    assert sign_ins_of(member.id) == []


def test_with_scripts_back_does_not_return_to_the_page(enter: Enter, live: Live, thread_id: int) -> None:
    page = enter(make_member())
    page.goto("/guidelines")
    page.goto(f"/t/{thread_id}")
    before = page.evaluate("history.length")
    _ready_to_leave(page)
    page.get_by_role("link", name="Quick exit").click()
    is_away(page, live)
    assert page.evaluate("history.length") == before
    page.go_back()
    page.wait_for_url("**/guidelines")


def test_unfinished_words_do_not_stay_in_the_browser(enter: Enter, live: Live, thread_id: int) -> None:
    page = _with_unfinished_words(enter, thread_id)
    _ready_to_leave(page)
    page.get_by_role("link", name="Quick exit").click()
    is_away(page, live)
    assert _kept(page, live) == []


def test_nor_where_the_browser_itself_has_to_empty_the_drawer(
    enter: Enter, live: Live, thread_id: int
) -> None:
    page = _with_unfinished_words(enter, thread_id)
    page.goto("/guidelines")
    page.goto("/leave")
    is_away(page, live)
    assert _kept(page, live) == []


def test_shift_three_times_leaves(enter: Enter, live: Live, thread_id: int) -> None:
    page = enter(make_member())
    page.goto(f"/t/{thread_id}/reply")
    _ready_to_leave(page)
    page.get_by_label("Your reply").focus()
    for _ in range(3):
        page.keyboard.press("Shift")
    is_away(page, live)


def test_capitals_other_keys_clicks_and_slow_presses_do_not(enter: Enter, thread_id: int) -> None:
    page = enter(make_member())
    page.goto(f"/t/{thread_id}/reply")
    _ready_to_leave(page)
    words = page.get_by_label("Your reply")
    words.focus()
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    for key in ("Shift", "Shift", "a", "Shift", "Shift", "Enter", "Shift"):
        page.keyboard.press(key)
    words.click(modifiers=["Shift"])
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_timeout(5100)
    page.keyboard.press("Shift")
    expect(words).to_have_value("ABCDEa\n")
    assert "/reply" in page.url


def test_hidden_it_does_nothing_at_all(enter: Enter, thread_id: int) -> None:
    member = make_member()
    choose_comfort(actor=member, comfort=Comfort(hides_exit=True))
    page = enter(member)
    page.goto(f"/t/{thread_id}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-leave]")).to_have_count(0)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_timeout(200)
    assert f"/t/{thread_id}" in page.url


@pytest.mark.parametrize("who", ["guest", "member"])
def test_one_tap_in_the_header_stays_where_one_is_and_lasts(
    enter: Enter, scripts: bool, who: str, thread_id: int
) -> None:
    page = enter(make_member() if who == "member" else None, scripts=scripts)
    page.goto(f"/t/{thread_id}")
    address = page.url
    page.get_by_role("button", name="Low energy").click()
    expect(page.locator("html")).to_have_attribute("data-energy", "low")
    assert page.url == address
    page.goto("/boards")
    expect(page.locator("html")).to_have_attribute("data-energy", "low")
    expect(page.locator(".board-card .count").first).to_be_hidden()
    page.get_by_role("button", name="Usual view").click()
    expect(page.locator("html")).to_have_attribute("data-energy", "usual")
    expect(page.locator(".board-card .count").first).to_be_visible()


def test_a_reply_in_one_tap(enter: Enter, scripts: bool, thread_id: int) -> None:
    page = enter(make_member(), scripts=scripts)
    page.goto(f"/t/{thread_id}")
    page.get_by_role("button", name="Low energy").click()
    page.get_by_role("link", name="Read on").click()
    expect(page.locator(".post-number").first).to_be_hidden()
    page.get_by_role("button", name="That sounds exhausting.").click()
    expect(page.locator(".post .prose").last).to_have_text("That sounds exhausting.")


def test_the_looks_stand_in_the_first_answer_so_that_nothing_flashes(enter: Enter) -> None:
    member = make_member()
    choose_comfort(actor=member, comfort=Comfort(theme=Theme.DARK, text_size=TextSize.LARGER))
    page = enter(member, scripts=False, color_scheme="light")
    answer = page.goto("/boards")
    assert answer is not None
    first_tag = answer.text().partition("<head>")[0]
    assert 'data-theme="dark" data-text="larger"' in first_tag
    assert '<meta name="color-scheme" content="dark">' in answer.text()
    assert _ground(page) == "rgb(32, 25, 21)"


def test_at_night_the_page_is_warm_whatever_the_device_says(enter: Enter) -> None:
    member = make_member()
    choose_comfort(actor=member, comfort=Comfort(night=night_now()))
    page = enter(member, color_scheme="light")
    page.goto("/")
    assert _ground(page) == "rgb(30, 19, 8)"


def test_nothing_moves_for_whoever_says_so(enter: Enter) -> None:
    page = enter(reduced_motion="no-preference")
    page.goto("/boards")
    moves = "getComputedStyle(document.querySelector('.board-card')).transitionDuration"
    assert page.evaluate(moves) != "0s"
    page.goto("/comfort")
    page.get_by_label("Nothing moves or fades").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto("/boards")
    assert page.evaluate(moves) == "0s"


def test_the_browsers_zone_is_suggested_and_nothing_is_kept_before_saving(enter: Enter) -> None:
    page = enter(timezone_id="Asia/Calcutta")
    page.goto("/comfort")
    expect(page.get_by_label("Where it is night for you")).to_have_value("Asia/Kolkata")
    expect(page.get_by_text("This is what your browser says.")).to_be_visible()
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "comfort"]
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    kept = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "comfort"]
    assert kept == ["zone=Asia%2FKolkata"]


def test_without_scripts_no_zone_is_suggested(enter: Enter) -> None:
    page = enter(scripts=False, timezone_id="Asia/Calcutta")
    page.goto("/comfort")
    expect(page.get_by_label("Where it is night for you")).to_have_value("")


@pytest.mark.parametrize(
    "comfort",
    [
        Comfort(theme=Theme.NIGHT_WARM),
        Comfort(low_energy=True),
        Comfort(low_energy=True, text_size=TextSize.LARGEST, night=night_now()),
    ],
    ids=["warm night", "low energy", "all of it, largest"],
)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    enter: Enter, comfort: Comfort, thread_id: int
) -> None:
    page, found = enter(_member_with(comfort), viewport={"width": 320, "height": 800}), []
    for address in (
        "/",
        "/boards",
        f"/t/{thread_id}",
        "/comfort",
        "/help",
        "/settings",
        "/unread",
        "/notifications",
    ):
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        found += [f"{address}: {fault['id']} {fault['nodes'][:1]}" for fault in violations]
        if sideways(page):
            found.append(f"{address} runs off the side")
    assert found == []


def _with_unfinished_words(enter: Enter, thread_id: int) -> Page:
    page = enter(make_member())
    page.goto(f"/t/{thread_id}/reply")
    page.get_by_label("Your reply").fill("Words that nobody else should find.")
    page.reload()
    assert page.evaluate("Object.keys(localStorage).length") == 1
    return page


def _kept(page: Page, live: Live) -> list[str]:
    """What scripts find in this browser's drawer."""
    page.goto(f"{live.url}/guidelines")
    return list(page.evaluate("Object.keys(localStorage)"))


def _member_with(comfort: Comfort) -> Account:
    member = make_member()
    choose_comfort(actor=member, comfort=comfort)
    return member


def _ready_to_leave(page: Page) -> None:
    """Wait until the scripts of the way out are there."""
    page.wait_for_load_state("networkidle")


def _ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def test_half_a_reply_comes_along_when_the_mode_is_switched(enter: Enter, scripts: bool) -> None:
    thread, page = make_thread(), enter(make_member(), scripts=scripts)
    page.goto(f"/t/{thread.id}")
    page.get_by_label("Your reply").fill("Half a thought.")
    page.get_by_role("button", name="Low energy").click()
    expect(page).to_have_url(re.compile(rf"/t/{thread.id}/reply$"))
    expect(page.get_by_label("Your reply")).to_have_value("Half a thought.")
    page.get_by_label("Your reply").fill("Half a thought, and more.")
    page.get_by_role("button", name="Usual view").click()
    expect(page.get_by_label("Your reply")).to_have_value("Half a thought, and more.")


@pytest.mark.parametrize("width", [390, 1280])
def test_in_low_energy_mode_reactions_stand_in_rows_that_can_be_tapped(enter: Enter, width: int) -> None:
    member = make_member()
    choose_comfort(actor=member, comfort=Comfort(low_energy=True))
    page, thread = enter(member), make_thread(make_board())
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/t/{thread.id}")
    boxes = [one.bounding_box() for one in page.locator("article.post button.reaction").all()]
    assert len(boxes) == 5 and all(box and box["height"] >= 44 for box in boxes)
    assert len({box["y"] for box in boxes if box}) <= 3
    assert not sideways(page)
