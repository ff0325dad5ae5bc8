"""The path that the forum exists for, in a real browser, with scripts and without, on both databases."""

from itertools import count

from playwright.sync_api import Page, expect

from forum.accounts.models import Role
from tests.browsing import Enter
from tests.live import Live
from tests.make import make_board, make_member

PASSPHRASE = "copper kettle on a low flame"
WHY = "The middle part names an amount of a medicine. You are welcome to write it again without that."

_numbers = count(1)


def test_somebody_joins_and_posts_is_answered_and_flagged_and_reads_what_a_moderator_decided(
    each_live: Live, enter: Enter, scripts: bool
) -> None:
    # Names come from words: a digit more would look alike.
    place = make_board(f"Porch {'abcdefgh'[next(_numbers)]}")
    answerer, worrier = make_member(), make_member()
    moderator = make_member(role=Role.MODERATOR)
    board, place_name, answerer_name = f"/b/{place.slug}", place.name, answerer.name

    author = enter(scripts=scripts)
    _join(author)
    thread = _post(author, board)
    _reply_and_hug(enter(answerer, scripts=scripts), thread)
    _sees_the_answer(author, answerer_name)
    _flag(enter(worrier, scripts=scripts), thread)
    _claim_and_hide(enter(moderator, scripts=scripts), place_name)
    _reads_why(author)
    _nobody_else_finds_it(enter(answerer, scripts=scripts), thread, board)


def _join(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Join").click()
    # The suggested name is taken as it stands.
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    for promise in ("18 or over", "house guidelines and", "I agree that"):
        page.get_by_label(promise).check()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these somewhere safe")
    expect(page.locator(".codes li")).to_have_count(8)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello, ")


def _post(page: Page, board: str) -> str:
    page.goto(board)
    page.get_by_role("link", name="Start a conversation").first.click()
    page.get_by_label("Title").fill("The third medicine did nothing")
    page.get_by_label("What would you like to say?").fill("I took **too much** of it, and it is still dark.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview strong")).to_have_text("too much")
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The third medicine did nothing")
    expect(page.locator(".post .prose strong")).to_have_text("too much")
    return page.url.partition("#")[0]


def _reply_and_hug(page: Page, thread: str) -> None:
    page.goto(thread)
    page.get_by_label("Your reply").fill("I am glad you wrote. It was the same for me.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".post .prose").last).to_contain_text("It was the same for me.")
    hug = page.locator(".post").first.get_by_role("button", name="Hug")
    hug.click()
    expect(page.locator(".post").first.get_by_role("button", name="Hug")).to_have_attribute(
        "aria-pressed", "true"
    )


def _sees_the_answer(page: Page, name: str) -> None:
    page.goto("/notifications")
    expect(page.get_by_role("link", name=f"{name} sent you a hug")).to_be_visible()
    page.get_by_role("link", name=f"{name} replied").click()
    expect(page.locator(".post").last).to_contain_text("It was the same for me.")


def _flag(page: Page, thread: str) -> None:
    page.goto(thread)
    post = page.locator(".post").first
    post.locator("summary", has_text="More").click()
    post.get_by_role("link", name="Flag for a moderator").click()
    page.get_by_text("It tells someone what to take or stop").click()
    page.get_by_label("A note for the moderators").fill("It names an amount.")
    page.get_by_role("button", name="Send to the moderators").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moderators have it now")


def _claim_and_hide(page: Page, place_name: str) -> None:
    page.goto("/moderation?lane=rules")
    page.locator(".case", has_text=place_name).get_by_role("button", name="Take it in hand").click()
    expect(page.get_by_text("This case is in your hands")).to_be_visible()
    expect(page.get_by_text("It names an amount.")).to_be_visible()
    expect(page.get_by_text("it is still dark")).to_have_count(0)
    page.get_by_role("link", name="Show the words").click()
    expect(page.locator(".said").get_by_text("it is still dark")).to_be_visible()
    page.get_by_role("group", name="What to do").get_by_text("Hide", exact=False).first.click()
    page.get_by_label("House rule").select_option(index=1)
    page.get_by_label("To the author").fill(WHY)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Decided, and everybody concerned is told.")).to_be_visible()


def _reads_why(page: Page) -> None:
    page.goto("/notifications")
    page.get_by_role("link", name="A moderator has hidden one of your posts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your post is out of sight for now")
    expect(page.get_by_text(WHY)).to_be_visible()
    page.get_by_role("link", name="Your post", exact=True).click()
    expect(page.get_by_text("it is still dark")).to_be_attached()


def _nobody_else_finds_it(page: Page, thread: str, board: str) -> None:
    answer = page.goto(thread)
    assert answer is not None and answer.status == 404
    page.goto(board)
    expect(page.get_by_text("The third medicine did nothing")).to_have_count(0)
