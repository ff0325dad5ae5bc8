"""Help now as people meet it: the country offered from the time zone, and one sheet of paper."""

import re

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Role
from forum.safety.countries import countries
from tests.browsing import Enter
from tests.make import make_member


def pages_in(pdf: bytes) -> int:
    """How many sheets a PDF has: its page objects stand uncompressed in what Chromium writes."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_time_zone_offers_a_country_and_chooses_none(enter: Enter, scripts: bool) -> None:
    page = enter(scripts=scripts, timezone_id="Asia/Kolkata", locale="en-GB")
    page.goto("/help")
    offered = page.locator("main form a")
    words = ["India", "United Kingdom"] if scripts else ["United Kingdom"]
    expect(offered).to_have_text(words)
    expect(page.locator(".line-card")).to_have_count(0)
    offered.first.click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("India" if scripts else "United Kingdom")


def test_a_zone_and_a_language_that_agree_offer_once(enter: Enter) -> None:
    page = enter(timezone_id="Europe/London", locale="en-GB")
    page.goto("/help", wait_until="networkidle")
    expect(page.locator("main form a")).to_have_text(["United Kingdom"])


@pytest.mark.parametrize("zone", ["Africa/Nairobi", "UTC", "Asia/Ho_Chi_Minh"])
def test_a_zone_that_we_know_no_lines_for_offers_nothing(enter: Enter, zone: str) -> None:
    page = enter(timezone_id=zone, locale="en")
    page.goto("/help", wait_until="networkidle")
    expect(page.get_by_text("Perhaps:")).to_be_hidden()


def test_the_choice_is_kept_when_the_browser_has_been_closed(enter: Enter, scripts: bool) -> None:
    page = enter(scripts=scripts)
    page.goto("/help")
    page.get_by_label("Where are you?").select_option("GB")
    page.get_by_role("button", name="Show lines").click()
    lasting = [cookie for cookie in page.context.cookies() if cookie["expires"] > 0]
    assert [cookie["name"] for cookie in lasting] == ["country"]
    page.context.clear_cookies()
    page.context.add_cookies(lasting)  # type: ignore[arg-type]  # what it gave, it takes
    page.goto("/help")
    expect(page.get_by_role("heading", name="Samaritans")).to_be_visible()
    page.get_by_label("Somewhere else?").select_option("")
    page.get_by_role("button", name="Show lines").click()
    expect(page.get_by_label("Where are you?")).to_have_value("")
    assert page.context.cookies() == []


def test_every_country_fits_on_one_sheet(enter: Enter) -> None:
    page = enter()
    spilling = []
    for country in countries():
        page.goto(f"/help/{country.iso.lower()}")
        if pages_in(page.pdf(format="A4")) != 1:
            spilling.append(country.name)
    assert spilling == []


def test_what_needs_more_than_a_sheet_is_seen_to(enter: Enter) -> None:
    page = enter()
    page.goto("/guidelines")
    assert pages_in(page.pdf(format="A5")) > 1


def test_an_admin_writes_down_that_a_line_answers(enter: Enter, scripts: bool) -> None:
    page = enter(make_member(role=Role.ADMIN), scripts=scripts)
    page.goto("/moderation")
    page.get_by_role("link", name="Crisis lines").click()
    page.get_by_role("link", name=re.compile(r"^Samaritans\s+\(United Kingdom\)")).click()
    page.get_by_text("It answers, and what stands here is right").click()
    page.get_by_label("Note").fill("A calm voice.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Written down, with today’s date.")).to_be_visible()
    expect(page.get_by_text("“A calm voice.”").first).to_be_visible()
