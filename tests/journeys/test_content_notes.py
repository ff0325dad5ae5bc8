"""A note's way: suggested by a reader, added by its author, folding the words and whatever quotes them."""

from playwright.sync_api import Page, expect

from forum.accounts.models import Role
from forum.threads.models import ContentNote
from tests.browsing import Enter
from tests.make import first_post, make_board, make_member, make_post, make_thread
from tests.notes.acts import quoting

WORDS = "My mother died in spring."


def test_a_reader_suggests_a_note_its_author_adds_it_and_words_and_quotes_fold(
    enter: Enter, scripts: bool
) -> None:
    author, reader = make_member(), make_member()
    thread = make_thread(by=author, text=WORDS)
    make_post(thread, by=reader, text=quoting(first_post(thread), "I am so sorry."))
    post, address = f"#p-{first_post(thread).id}", f"/t/{thread.id}"

    page = enter(reader, scripts=scripts)
    page.goto(address)
    page.locator(f"{post} details.menu summary").click()
    page.locator(post).get_by_role("link", name="Suggest a content note").click()
    page.get_by_label("loss").check()
    page.get_by_role("button", name="Suggest").click()
    expect(page.get_by_text("Whoever wrote it is asked kindly, and decides.")).to_be_visible()

    writer = enter(author, scripts=scripts)
    writer.goto("/notifications")
    writer.get_by_role("button", name="Add it").click()
    expect(writer.get_by_role("button", name="Add it")).to_have_count(0)

    guest = enter(scripts=scripts)
    guest.goto(address)
    for words in guest.get_by_text(WORDS).all():
        expect(words).not_to_be_visible()
    expect(guest.get_by_text("I am so sorry.")).to_be_visible()
    guest.locator(f"{post} summary", has_text="Content note: loss").press("Enter")
    expect(guest.locator(post).get_by_text(WORDS)).to_be_visible()
    guest.locator("summary", has_text="A quote with a content note: loss").click()
    expect(guest.locator("blockquote").get_by_text(WORDS)).to_be_visible()


def test_each_reader_chooses_which_notes_stay_open(enter: Enter, scripts: bool) -> None:
    thread, page = (
        make_thread(text=WORDS, notes=frozenset({ContentNote.LOSS})),
        enter(make_member(), scripts=scripts),
    )
    page.goto(f"/t/{thread.id}")
    expect(page.get_by_text(WORDS)).not_to_be_visible()
    page.goto("/settings")
    page.get_by_role("group", name="Content notes").get_by_label("Loss").check()
    page.get_by_role("main").get_by_role("button", name="Save").click()
    page.goto(f"/t/{thread.id}")
    expect(page.get_by_text(WORDS)).to_be_visible()


def test_an_admins_own_note_is_there_for_everybody_at_once(enter: Enter, scripts: bool) -> None:
    board, label = make_board(), f"night shifts {'ab'[scripts]}"
    admin = enter(make_member(role=Role.ADMIN), scripts=scripts)
    admin.goto("/moderation")
    admin.get_by_role("link", name="Content notes").click()
    admin.get_by_label("What it is called").fill(label)
    admin.get_by_role("button", name="Add it").click()

    page = enter(make_member(), scripts=scripts)
    page.goto(f"/b/{board.slug}/new")
    page.get_by_label("Title").fill("After work")
    page.get_by_label("What would you like to say?").fill("I came home at six.")
    _tick(page, label)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview summary")).to_have_text(f"Content note: {label}")
    page.get_by_role("button", name="Post it").click()
    expect(page.locator(".post summary").first).to_contain_text(f"Content note: {label}")
    expect(page.get_by_text("I came home at six.")).not_to_be_visible()


def test_on_paper_folded_words_stay_folded_and_what_was_opened_is_printed(
    enter: Enter, scripts: bool
) -> None:
    noted = frozenset({ContentNote.LOSS})
    thread, page = make_thread(text=WORDS, notes=noted), enter(scripts=scripts)
    make_post(thread, text="It rains.", notes=noted)
    page.goto(f"/t/{thread.id}")
    page.locator(".note-fold summary").last.click()
    page.emulate_media(media="print")
    expect(page.get_by_text("Content note: loss").first).to_be_visible()
    expect(page.get_by_text(WORDS)).not_to_be_visible()
    expect(page.get_by_text("It rains.")).to_be_visible()


def test_notes_come_back_with_words_that_this_browser_kept(enter: Enter) -> None:
    thread, page = make_thread(), enter(make_member())
    page.goto(f"/t/{thread.id}/reply")
    page.get_by_label("Your reply").fill(WORDS)
    _tick(page, "loss")
    page.goto("about:blank")
    page.goto(f"/t/{thread.id}/reply")
    expect(page.get_by_label("Your reply")).to_have_value(WORDS)
    expect(page.get_by_label("loss")).to_be_checked()
    expect(page.get_by_label("loss")).to_be_visible()
    expect(page.get_by_label("eating")).not_to_be_checked()


def _tick(page: Page, note: str) -> None:
    """Open the drawer of content notes and choose one."""
    page.locator("details.more-options:has([name=notes]) summary").click()
    page.get_by_label(note).check()
