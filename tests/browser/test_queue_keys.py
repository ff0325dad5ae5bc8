"""The queue by keys: j and k move, o opens, c takes in hand; never while somebody types."""

import pytest
from playwright.sync_api import Page, expect

from forum.accounts.models import Account, Role
from forum.moderation.flags import flag_post
from forum.moderation.models import Reason
from tests.browsing import Enter
from tests.make import make_board, make_member, make_post, make_thread


@pytest.fixture
def moderator() -> Account:
    return make_member(role=Role.MODERATOR)


@pytest.fixture
def board_id() -> int:
    """A board of its own, so that its queue holds nothing else."""
    board = make_board()
    thread = make_thread(board)
    for _ in range(3):
        post = make_post(thread)
        flag_post(actor=make_member(), post=post, reason=Reason.SPAM, revision=1)
    return board.id


@pytest.fixture
def page(enter: Enter, moderator: Account, board_id: int) -> Page:
    page = enter(moderator)
    page.goto(f"/moderation?lane=rules&board={board_id}")
    expect(page.locator("#keys")).to_be_visible()
    return page


def test_j_and_k_move_between_cases_and_say_where_one_is(page: Page) -> None:
    links = page.locator(".case h2 a")
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    expect(page.locator("#keys-said")).to_have_text("Case 2 of 3 on this page")


def test_o_opens_and_enter_does_the_same(page: Page) -> None:
    first = page.locator(".case h2 a").first.get_attribute("href")
    for key in ("o", "Enter"):
        page.keyboard.press("j")
        page.keyboard.press(key)
        page.wait_for_url(f"**{first}")
        page.go_back()
        expect(page.locator("#keys")).to_be_visible()
        page.locator("#main").focus()


def test_c_takes_in_hand(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_url("**/moderation/cases/*")
    expect(page.get_by_text("This case is in your hands")).to_be_visible()


def test_nothing_happens_before_a_case_is_chosen_or_while_choosing_a_level(page: Page) -> None:
    address = page.url
    for key in ("o", "c"):
        page.keyboard.press(key)
    page.locator("select[name=level]").focus()
    for key in ("j", "o", "c", "?"):
        page.keyboard.press(key)
    expect(page.locator("select[name=level]")).to_be_focused()
    expect(page.locator("#keys")).not_to_have_attribute("open", "")
    assert page.url == address


def test_a_question_mark_shows_the_keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    expect(page.locator("#keys summary")).to_be_focused()


def test_keys_can_be_switched_off_for_good(page: Page) -> None:
    page.locator("#keys summary").click()
    page.get_by_role("button", name="Keys are on").click()
    page.reload()
    expect(page.locator("#keys-switch")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("j")
    expect(page.locator(".case h2 a").first).not_to_be_focused()


def test_without_scripts_no_keys_are_promised(enter: Enter, moderator: Account, board_id: int) -> None:
    page = enter(moderator, scripts=False)
    page.goto(f"/moderation?lane=rules&board={board_id}")
    expect(page.locator("#keys")).to_be_hidden()
    page.get_by_role("button", name="Take it in hand").first.click()
    expect(page.get_by_text("This case is in your hands")).to_be_visible()
