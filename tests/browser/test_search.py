"""Looking for words in a real browser, with scripts and without."""

from playwright.sync_api import expect

from forum.threads.models import ContentNote
from tests.browser.test_axe import faults_here
from tests.browsing import Enter
from tests.make import first_post, make_board, make_member, make_post, make_thread
from tests.moderation.sorted import WISH


def one_of_a_kind(word: str, scripts: bool) -> str:
    """A word that no other test wrote: they all share one forum."""
    return f"{word}{'s' if scripts else 'less'}"


def test_from_any_page_to_a_post_by_keyboard(enter: Enter, scripts: bool) -> None:
    bird = one_of_a_kind("kingfisher", scripts)
    thread = make_thread(title="On waking early", text=f"The {bird} came back.")
    post = make_post(thread, text=f"A {bird}, here too.")
    page = enter(make_member(), scripts=scripts)
    page.goto("/about")
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    box = page.get_by_role("searchbox", name="Words to look for")
    box.fill(bird)
    box.press("Enter")
    expect(page.locator(".search-result")).to_have_count(2)
    expect(page.locator(".search-result mark")).to_have_text([bird, bird])
    page.get_by_role("link", name="On waking early").first.press("Enter")
    page.wait_for_url(f"**/t/{thread.id}-{thread.slug}#p-{post.id}")
    expect(page.locator(f"#p-{post.id}")).to_be_in_viewport()


def test_one_board_can_be_chosen(enter: Enter, scripts: bool) -> None:
    here, there = make_board(), make_board()
    for board in (here, there):
        make_thread(board, text="A nightjar, far off.")
    page = enter(scripts=scripts)
    page.goto("/search")
    page.get_by_label("Words to look for").fill("nightjar")
    page.get_by_label("Where").select_option(here.slug)
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.locator(".search-result")).to_have_count(1)
    expect(page.get_by_label("Where")).to_have_value(here.slug)


def test_help_stands_above_what_was_found_and_can_be_folded_away(enter: Enter, scripts: bool) -> None:
    make_thread(text=f"I wrote it down: {WISH}")
    page = enter(scripts=scripts)
    page.goto("/boards")
    page.get_by_label("Words to look for").fill(WISH)
    page.get_by_role("main").get_by_role("button", name="Search").click()
    card = page.get_by_role("complementary", name="For you")
    expect(card.get_by_text("it is so much to carry")).to_be_visible()
    expect(page.locator(".search-result").first).to_be_visible()
    card.locator("summary").click()
    expect(card.get_by_text("it is so much to carry")).to_be_hidden()
    if scripts:
        assert faults_here(page) == []


def test_a_content_note_stands_for_the_words(enter: Enter, scripts: bool) -> None:
    notes = frozenset({ContentNote.LOSS})
    bird = one_of_a_kind("waxwing", scripts)
    thread = make_thread(title="Since spring", text=f"The {bird} was hers.", notes=notes)
    page = enter(make_member(), scripts=scripts)
    page.goto(f"/search?q={bird}")
    result = page.locator(".search-result")
    expect(result).to_contain_text("content note: loss")
    expect(result).not_to_contain_text("was hers")
    result.get_by_role("link", name="Since spring").click()
    expect(page.locator(f"#p-{first_post(thread).id} .note-fold")).not_to_have_attribute("open", "")
