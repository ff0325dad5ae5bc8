"""Leaving, losing a password, coming back."""

from playwright.sync_api import Page, expect

from tests.browsing import Enter
from tests.live import COOKIE, Caller, Live
from tests.make import PASSWORD, make_board, make_member, make_thread

PASSPHRASE = "slow river under the bridge"
NEW_PASSPHRASE = "another kettle on another stove"


def test_a_lost_password_is_replaced_with_a_code_and_other_sign_ins_end(enter: Enter, scripts: bool) -> None:
    page = enter(scripts=scripts)
    name, code = _join(page)
    elsewhere = enter(scripts=scripts)
    elsewhere.goto("/recover")
    elsewhere.get_by_role("link", name="I have a code").click()
    elsewhere.get_by_label("Your name here").fill(name)
    elsewhere.get_by_label("One of your recovery codes").fill(code.lower())
    elsewhere.get_by_label("Passphrase").fill(NEW_PASSPHRASE)
    elsewhere.get_by_role("button", name="Choose this password and come in").click()
    expect(elsewhere.get_by_text("You are back in, with the new password.")).to_be_visible()

    page.goto("/settings")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome back")
    _sign_in(page, name, PASSPHRASE)
    expect(page.get_by_role("alert")).to_be_visible()
    _sign_in(page, name, NEW_PASSPHRASE)
    expect(page).to_have_url(page.url.partition("/settings")[0] + "/settings")


def test_a_cookie_from_before_signing_out_opens_nothing(live: Live, enter: Enter, scripts: bool) -> None:
    page = enter(make_member(), scripts=scripts)
    page.goto("/settings")
    [old] = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE]
    assert Caller(live, old).get("/settings").status == 200
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert Caller(live, old).get("/settings").status == 302


def test_somebody_who_asks_for_a_members_page_is_brought_there_after_signing_in(
    enter: Enter, scripts: bool
) -> None:
    member, thread = make_member(), make_thread(make_board())
    name, address = member.name, f"/t/{thread.id}/reply"
    page = enter(scripts=scripts)
    page.goto(address)
    _sign_in(page, name, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Write a reply")
    assert page.url.endswith(address)


def _join(page: Page) -> tuple[str, str]:
    """A new account under the suggested name; gives it, and one of its recovery codes."""
    page.goto("/join")
    name = page.get_by_label("A name for here").input_value()
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Join").click()
    return name, page.locator(".codes li").first.inner_text()


def _sign_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
