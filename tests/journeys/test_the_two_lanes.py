"""A case's whole way through each lane, in a real browser, with scripts and without."""

from playwright.sync_api import Page, expect

from forum.accounts.models import Account, Role
from forum.threads.models import Post
from tests.browsing import Enter
from tests.make import first_post, make_board, make_member, make_thread

NOTE = "I read what you wrote twice. Are you somewhere safe tonight? I am around until six."
SELLING = "Pills that help at once, no questions asked: https://pills.example/now"


def test_a_worry_becomes_a_crisis_a_personal_word_and_a_look_the_day_after(
    enter: Enter, scripts: bool
) -> None:
    author, worried = make_member(), make_member()
    first, second = make_member(role=Role.MODERATOR), make_member(role=Role.ADMIN)
    post = first_post(make_thread(by=author, title="For all of you", text="Be kind to each other, always."))
    _flag(enter(worried, scripts=scripts), post, "I’m worried about this person")

    desk = enter(first, scripts=scripts)
    case = _take_in_hand(desk, "/moderation", author)
    _give_level(desk, "crisis")
    _read_the_words(desk, "Be kind to each other, always.")
    _give_to_the_admins(desk, "Their last lines read like a goodbye.")

    other = enter(second, scripts=scripts)
    other.goto("/moderation?show=escalated")
    other.locator(".case", has_text=author.name).get_by_role("link").first.click()
    expect(other.get_by_text("Their last lines read like a goodbye.")).to_be_visible()
    _decide(other, "Write to this member", NOTE)
    expect(other.get_by_role("heading", level=1)).to_have_text("How are you?")

    reader = enter(author, scripts=scripts)
    reader.goto("/notifications")
    reader.get_by_role("link", name="The moderators have written to you").first.click()
    expect(reader.get_by_text(NOTE)).to_be_visible()
    reader.get_by_role("main").get_by_role("link", name="talk to somebody on a line near you").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Help now")

    desk.goto(case)
    desk.get_by_label("How is it now?").fill("They wrote this morning, and their sister is with them.")
    desk.get_by_role("button", name="Seen to").click()
    expect(desk.get_by_text("The case is closed; a new flag would open it again.")).to_be_visible()


def test_spam_is_removed_at_once_appealed_and_shown_again(enter: Enter, scripts: bool) -> None:
    board = make_board()
    author, reader = make_member(), make_member()
    first, second = make_member(role=Role.MODERATOR), make_member(role=Role.MODERATOR)
    post = first_post(make_thread(board, by=author, title="What helped my sister", text=SELLING))
    _flag(enter(reader, scripts=scripts), post, "It is spam")

    desk = enter(first, scripts=scripts)
    desk.goto("/moderation/spam")
    case = desk.locator("fieldset .stack > div", has_text=author.name)
    case.get_by_role("checkbox").check()
    desk.get_by_label("To their authors").fill("The post points to a shop, and nothing else.")
    expect(desk.get_by_text(SELLING)).to_have_count(0)
    case.get_by_role("button", name="Show the post").click()
    expect(desk.get_by_text("Pills that help at once")).to_be_visible()
    expect(case.get_by_role("checkbox")).to_be_checked()
    _choose(desk, "Remove")
    desk.get_by_role("button", name="Decide these").click()
    expect(desk.get_by_text("1 decided")).to_be_visible()

    writer = enter(author, scripts=scripts)
    writer.goto("/notifications")
    writer.get_by_role("link", name="A moderator has removed one of your posts").click()
    writer.get_by_role("link", name="Ask for another look").click()
    writer.get_by_role("textbox").fill("It is the address of a charity, and it is free.")
    writer.get_by_role("button", name="Send").click()
    expect(writer.get_by_text("Somebody looks again")).to_be_visible()

    judge = enter(second, scripts=scripts)
    judge.goto("/moderation/appeals")
    judge.locator(".case", has_text=author.name).get_by_role("link").click()
    _choose(judge, "They are right")
    judge.get_by_label("To the author").fill("I looked at the address. You are right, and I am sorry.")
    judge.get_by_role("button", name="Answer").click()
    expect(judge.get_by_text("Upheld: the decision was taken back.")).to_be_visible()

    for page in (writer, enter(reader, scripts=scripts)):
        page.goto(f"/p/{post.id}")
        expect(page.get_by_text("Pills that help at once")).to_be_visible()


def _flag(page: Page, post: Post, reason: str) -> None:
    page.goto(f"/p/{post.id}/flag")
    _choose(page, reason)
    page.get_by_role("button", name="Send to the moderators").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moderators have it now")


def _take_in_hand(page: Page, queue: str, author: Account) -> str:
    page.goto(queue)
    page.locator(".case", has_text=author.name).get_by_role("button", name="Take it in hand").click()
    expect(page.get_by_text("This case is in your hands")).to_be_visible()
    return page.url


def _give_level(page: Page, level: str) -> None:
    page.locator("summary", has_text="Change the level").click()
    page.get_by_label("Level").select_option(level)
    page.get_by_role("button", name="Change it").click()
    expect(page.locator(f".page-head .level-{level}")).to_be_visible()


def _read_the_words(page: Page, words: str) -> None:
    expect(page.get_by_text(words)).to_have_count(0)
    page.get_by_role("link", name="Show the words").click()
    expect(page.locator(".said").get_by_text(words)).to_be_visible()


def _give_to_the_admins(page: Page, why: str) -> None:
    page.locator("summary", has_text="Give it to the admins").click()
    page.get_by_label("What they should know").fill(why)
    page.get_by_role("button", name="Give it to them").click()
    expect(page.get_by_text("It is with the admins now.")).to_be_visible()


def _decide(page: Page, act: str, words: str) -> None:
    _choose(page, act)
    page.get_by_label("To the author").fill(words)
    page.get_by_role("button", name="Decide", exact=True).click()


def _choose(page: Page, words: str) -> None:
    """Press a card; the whole of it is the label of its radio button."""
    page.locator("label", has_text=words).first.click()
