"""Where words wait in two places, in this browser and with the server, the newest ones are there again."""

import re

from playwright.sync_api import Page, expect

from forum.accounts.models import Role
from forum.checkins.operations import PLACE
from forum.moderation.handover import HANDOVER_PLACE
from forum.threads.drafts import keep_draft, reply_place, thread_place
from tests.browsing import Enter
from tests.make import first_post, make_board, make_member, make_thread

BEGUN = "I began this at night."
WITH_MORE = f"{BEGUN}\n\nAnd this in the morning."
CONVERSATION, REPLY, NOTE = "What would you like to say?", "Your reply", "A note to yourself"


def look_for_help_and_come_back(page: Page, address: str) -> None:
    page.goto("/help")
    page.goto(address)


def in_the_browser(page: Page) -> list[str]:
    return list(page.evaluate("Object.entries(localStorage).flat().sort()"))


def test_what_was_added_to_a_draft_is_there_after_leaving_the_page(enter: Enter) -> None:
    member, place = make_member(), thread_place(make_board().slug)
    keep_draft(actor=member, place=place, title="Nights", text=BEGUN)
    page = enter(member)
    page.goto(place)
    page.get_by_label(CONVERSATION).fill(WITH_MORE)
    for _ in range(2):
        look_for_help_and_come_back(page, place)
        expect(page.get_by_label(CONVERSATION)).to_have_value(WITH_MORE)
        expect(page.get_by_label("Title")).to_have_value("Nights")
        expect(page.get_by_text("We kept what you had written here.")).to_be_visible()


def test_what_was_added_to_a_draft_counts_as_newer_though_the_browsers_clock_is_slow(enter: Enter) -> None:
    member, place = make_member(), thread_place(make_board().slug)
    keep_draft(actor=member, place=place, title="Nights", text=BEGUN)
    page = enter(member)
    page.add_init_script("const real = Date.now; Date.now = () => real() - 3600 * 1000;")
    page.goto(place)
    page.get_by_label(CONVERSATION).fill(WITH_MORE)
    look_for_help_and_come_back(page, place)
    expect(page.get_by_label(CONVERSATION)).to_have_value(WITH_MORE)


def test_what_was_added_to_a_check_in_that_could_not_be_kept_is_there_again(enter: Enter) -> None:
    member = make_member()
    keep_draft(actor=member, place=PLACE, title="", text=BEGUN)
    page = enter(member)
    page.goto(PLACE)
    page.get_by_label(NOTE).fill(WITH_MORE)
    look_for_help_and_come_back(page, PLACE)
    expect(page.get_by_label(NOTE)).to_have_value(WITH_MORE)


def test_words_about_oneself_are_there_again_and_gone_from_the_browser_once_they_are_saved(
    enter: Enter,
) -> None:
    page, about_me = enter(make_member()), "/settings/about-me"
    page.goto(about_me)
    words = page.get_by_label("A few words about you")
    words.fill(BEGUN)
    page.get_by_role("button", name="Save").click()
    words.fill(WITH_MORE)
    look_for_help_and_come_back(page, about_me)
    expect(words).to_have_value(WITH_MORE)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert not [kept for kept in in_the_browser(page) if BEGUN in kept]


def test_what_was_added_to_a_kept_handover_is_there_again(enter: Enter) -> None:
    moderator = make_member(role=Role.MODERATOR)
    keep_draft(actor=moderator, place=HANDOVER_PLACE, title="", text=BEGUN)
    page = enter(moderator)
    page.goto(HANDOVER_PLACE)
    words = page.locator("textarea[name=text]")
    words.fill(WITH_MORE)
    look_for_help_and_come_back(page, HANDOVER_PLACE)
    expect(words).to_have_value(WITH_MORE)


def test_a_draft_that_is_newer_than_the_browsers_copy_is_shown(enter: Enter) -> None:
    member, place = make_member(), thread_place(make_board().slug)
    page = enter(member)
    page.goto(place)
    page.get_by_label(CONVERSATION).fill(BEGUN)
    page.goto("/help")
    keep_draft(actor=member, place=place, title="", text=WITH_MORE)
    page.goto(place)
    expect(page.get_by_label(CONVERSATION)).to_have_value(WITH_MORE)


def test_a_form_that_nobody_touched_leaves_the_browsers_copy_alone(enter: Enter) -> None:
    member, place = make_member(), thread_place(make_board().slug)
    page = enter(member)
    page.goto(place)
    page.get_by_label(CONVERSATION).fill(BEGUN)
    page.goto("/help")
    kept = in_the_browser(page)
    assert any(BEGUN in words for words in kept)
    keep_draft(actor=member, place=place, title="", text="Another beginning.")
    look_for_help_and_come_back(page, place)
    page.goto("/help")
    assert in_the_browser(page) == kept


def test_half_a_reply_stands_below_the_quote_and_is_in_the_box_again(enter: Enter) -> None:
    thread, page = make_thread(text="It rains."), enter(make_member())
    page.goto(f"/t/{thread.id}")
    page.get_by_label(REPLY).fill("Half a reply")
    page.locator(f"#p-{first_post(thread).id} details.menu summary").click()
    page.locator(f"#p-{first_post(thread).id}").get_by_role("link", name="Quote").click()
    words = page.get_by_label(REPLY)
    expect(words).to_have_value(_ending("> It rains.", "Half a reply"))
    page.locator(".crumbs a").click()
    expect(page.get_by_label(REPLY)).to_have_value("Half a reply")


def test_a_quote_is_not_put_twice_before_the_words_it_was_written_under(enter: Enter) -> None:
    thread, page = make_thread(text="It rains."), enter(make_member())
    address = f"/t/{thread.id}/reply?quote={first_post(thread).id}"
    page.goto(address)
    words = page.get_by_label(REPLY)
    typed = f"{words.input_value()}Here too."
    words.fill(typed)
    look_for_help_and_come_back(page, address)
    expect(words).to_have_value(typed)


def test_the_newest_words_stand_below_a_quote_and_older_ones_do_not(enter: Enter) -> None:
    member, thread = make_member(), make_thread(text="It rains.")
    keep_draft(actor=member, place=reply_place(thread.id), title="", text=BEGUN)
    page = enter(member)
    page.goto(reply_place(thread.id))
    page.get_by_label(REPLY).fill(WITH_MORE)
    page.goto(f"/t/{thread.id}/reply?quote={first_post(thread).id}")
    words = page.get_by_label(REPLY)
    expect(words).to_have_value(_ending("> It rains.", WITH_MORE))
    assert words.input_value().count(BEGUN) == 1


def test_a_quote_that_nobody_wrote_under_is_not_kept(enter: Enter) -> None:
    thread, page = make_thread(), enter(make_member())
    page.goto(f"/t/{thread.id}/reply?quote={first_post(thread).id}")
    expect(page.get_by_label(REPLY)).not_to_have_value("")
    page.goto(f"/t/{thread.id}")
    expect(page.get_by_label(REPLY)).to_have_value("")


def _ending(*parts: str) -> re.Pattern[str]:
    """A value that ends with these, an empty line between them."""
    return re.compile(re.escape("\n\n".join(parts)) + "$")
