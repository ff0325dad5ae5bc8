"""Two moderators decide one case at the same moment."""

from playwright.sync_api import Page, expect

from forum.accounts.models import Role
from forum.moderation.flags import flag_post
from forum.moderation.models import Reason
from tests.browsing import Enter
from tests.make import first_post, make_member, make_thread


def test_the_second_of_two_decisions_learns_what_changed_and_loses_no_word(
    enter: Enter, scripts: bool
) -> None:
    thread = make_thread(title="Cheap pills, no questions asked")
    flag = flag_post(actor=make_member(), post=first_post(thread), reason=Reason.SPAM, revision=1)
    case = f"/moderation/cases/{flag.case_id}"
    first, second = make_member(role=Role.MODERATOR), make_member(role=Role.MODERATOR)
    first_name = first.name
    quick, late = enter(first, scripts=scripts), enter(second, scripts=scripts)
    late.goto(case)
    quick.goto(case)
    quick.get_by_role("button", name="Take it in hand").click()

    _fill_in(quick, "It offers medicines for sale.")
    expect(quick.get_by_text("Decided, and everybody concerned is told.")).to_be_visible()
    _fill_in(late, "I was a moment too late.")

    expect(late.get_by_role("heading", name="This case changed since you opened it")).to_be_visible()
    expect(late.get_by_text(f"{first_name} decided:")).to_be_visible()
    expect(late.get_by_label("To the author")).to_have_value("I was a moment too late.")


def _fill_in(page: Page, words: str) -> None:
    page.get_by_role("group", name="What to do").get_by_text("Remove the post").click()
    page.get_by_label("House rule").select_option(index=1)
    page.get_by_label("To the author").fill(words)
    page.get_by_role("button", name="Decide", exact=True).click()
