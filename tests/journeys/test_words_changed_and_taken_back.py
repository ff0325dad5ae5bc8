"""What can be done with words once they are said: a new wording, taking them back, keeping somebody away."""

from playwright.sync_api import Page, expect

from tests.browsing import Enter
from tests.make import first_post, make_member, make_post, make_thread


def test_a_new_wording_shows_and_the_one_before_stays_readable(enter: Enter, scripts: bool) -> None:
    author, reader = make_member(), make_member()
    thread = make_thread(by=author, text="It began in March.")
    post, address = f"#p-{first_post(thread).id}", f"/t/{thread.id}"

    page = enter(author, scripts=scripts)
    page.goto(address)
    _choose(page, post, "Edit")
    page.get_by_label("Your words").fill("It began in the spring.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(f"{post} .prose")).to_have_text("It began in the spring.")

    other = enter(reader, scripts=scripts)
    other.goto(address)
    other.locator(post).get_by_role("link", name="edited").click()
    expect(other.locator(".revision .prose")).to_have_text(["It began in the spring.", "It began in March."])


def test_words_taken_back_leave_their_place_and_nothing_to_read(enter: Enter, scripts: bool) -> None:
    author, reader, thread = make_member(), make_member(), make_thread()
    reply = make_post(thread, by=author, text="I should not have said that.")
    post, address = f"#p-{reply.id}", f"/t/{thread.id}"

    page = enter(author, scripts=scripts)
    page.goto(address)
    _choose(page, post, "Withdraw")
    page.get_by_role("button", name="Withdraw it").click()

    for shown in (page, enter(reader, scripts=scripts)):
        shown.goto(address)
        expect(shown.locator(post)).to_contain_text("Withdrawn by the person who wrote it.")
        assert "should not have said" not in shown.content()


def test_whoever_is_blocked_folds_and_so_do_quotes_of_them(enter: Enter, scripts: bool) -> None:
    reader, loud, kind = make_member(), make_member(), make_member()
    thread = make_thread(by=loud, text="Just pull yourself together.")
    address, name, opening = f"/t/{thread.id}", loud.name, f"#p-{first_post(thread).id}"

    quoting = enter(kind, scripts=scripts)
    quoting.goto(address)
    _choose(quoting, opening, "Quote")
    box = quoting.get_by_label("Your reply")
    box.fill(f"{box.input_value()}\n\nThat is not how it works.")
    quoting.get_by_role("button", name="Post reply").click()
    expect(quoting.locator(".post").last.locator("blockquote")).to_contain_text("pull yourself together")

    page = enter(reader, scripts=scripts)
    page.goto(f"/m/{name}")
    page.get_by_role("button", name="Block").click()
    page.goto(address)
    for words in page.get_by_text("Just pull yourself together.").all():
        expect(words).not_to_be_visible()
    expect(page.get_by_text("That is not how it works.")).to_be_visible()
    expect(page.locator(opening).get_by_text(name)).not_to_be_visible()
    page.locator(f"{opening} summary", has_text="keep away").click()
    expect(page.locator(opening).get_by_text("Just pull yourself together.")).to_be_visible()


def _choose(page: Page, post: str, words: str) -> None:
    """Open a post's drawer and take one thing out of it."""
    page.locator(f"{post} details.menu summary").click()
    page.locator(post).get_by_role("link", name=words, exact=True).click()
