"""The check-in as people meet it, with scripts and without."""

import pytest
from playwright.sync_api import Page, expect

from forum.accounts.signing_in import end_all_sign_ins
from forum.checkins.models import CheckIn, How
from forum.checkins.operations import Told, check_in
from forum.core.db import db
from tests.browsing import Enter
from tests.make import PASSWORD, make_member

NOTE, SMALL = "A note to yourself", "One small thing done"


def kept_by(account_id: int) -> list[CheckIn]:
    db.session.rollback()
    return db.session.query(CheckIn).filter_by(account_id=account_id).order_by(CheckIn.id).all()


def in_the_browser(page: Page) -> list[str]:
    return list(page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))"))


def test_a_moment_is_kept_changed_and_erased(enter: Enter, scripts: bool) -> None:
    member = make_member()
    page = enter(member, scripts=scripts)
    page.goto("/")
    page.get_by_role("link", name="Check in with yourself").click()
    page.get_by_text("A bit lighter", exact=True).click()
    page.get_by_label(NOTE).fill("Slept.\n\nThen tea.")
    page.get_by_label(SMALL).fill("Opened the window")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept. Only you can see it.")).to_be_visible()
    expect(page.locator(".moments li")).to_contain_text("Then tea.")
    expect(page.get_by_role("img", name="How it was since")).to_be_visible()
    page.get_by_role("link", name="Change or erase").click()
    expect(page.get_by_label("A bit lighter")).to_be_checked()
    page.get_by_label(NOTE).fill("Slept, a little.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".moments li")).to_contain_text("Slept, a little.")
    page.get_by_role("link", name="Change or erase").click()
    page.get_by_role("button", name="Erase it").click()
    expect(page.get_by_text("Nothing is kept here yet.")).to_be_visible()
    assert kept_by(member.id) == []


def test_two_quick_presses_keep_one_moment(enter: Enter, scripts: bool) -> None:
    member = make_member()
    page = enter(member, scripts=scripts)
    page.goto("/check-in")
    page.get_by_label(NOTE).fill("Only once.")
    page.get_by_role("button", name="Keep it").dblclick()
    expect(page.locator(".moments li")).to_have_count(1)
    assert len(kept_by(member.id)) == 1


def test_words_written_while_a_sign_in_ended_come_back(enter: Enter, scripts: bool) -> None:
    member = make_member()
    page = enter(member, scripts=scripts)
    page.goto("/check-in")
    page.get_by_label(NOTE).fill("A long night of words.")
    end_all_sign_ins(account=member)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_label("Name").fill(member.name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label(NOTE)).to_have_value("A long night of words.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".moments li")).to_contain_text("A long night of words.")


def test_the_browser_keeps_what_was_not_sent_and_lets_go_of_what_was(enter: Enter) -> None:
    page = enter(make_member())
    page.goto("/check-in")
    page.get_by_label(NOTE).fill("Half a sentence")
    page.goto("/boards")
    page.goto("/check-in")
    expect(page.get_by_label(NOTE)).to_have_value("Half a sentence")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".moments li")).to_contain_text("Half a sentence")
    page.get_by_role("link", name="Change or erase").click()
    page.get_by_label(NOTE).fill("Something else")
    page.goto("/check-in")
    assert in_the_browser(page) == [], "what may be erased is not left behind in the browser"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_help_stands_beside_words_of_danger(enter: Enter, scripts: bool, theme: str) -> None:
    page = enter(make_member(), scripts=scripts, color_scheme=theme)
    page.goto("/check-in")
    page.get_by_label(NOTE).fill("I want to end my life tonight.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("nothing is kept of it")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Choose your country").click()
    expect(opened.value.get_by_role("heading", name="Help now", level=1)).to_be_visible()


def test_the_same_is_there_in_words(enter: Enter, scripts: bool) -> None:
    member = make_member()
    for how in How:
        check_in(actor=member, told=Told(how))
    page = enter(member, scripts=scripts)
    page.goto("/check-in")
    page.get_by_text("The same in words").click()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("cell", name="Very heavy")).to_be_visible()


def test_the_file_is_given(enter: Enter, scripts: bool) -> None:
    member = make_member()
    check_in(actor=member, told=Told(words="Mine."))
    page = enter(member, scripts=scripts)
    page.goto("/check-in")
    with page.expect_download() as given:
        page.get_by_role("link", name="Take the table").click()
    assert given.value.suggested_filename.startswith("check-ins-")
    assert "Mine." in given.value.path().read_text(encoding="utf-8")
