"""What scripts add; every one of these things also works without them, and is tested so elsewhere or here."""

from playwright.sync_api import expect

from forum.accounts.models import Role
from forum.accounts.signing_in import end_all_sign_ins
from forum.core.db import db
from forum.threads.models import Post
from tests.browsing import Enter
from tests.make import PASSWORD, first_post, make_member, make_post, make_thread
from tests.moderation.acts import flagged


def test_a_reaction_lights_up_in_place_and_goes_out_again(enter: Enter, scripts: bool) -> None:
    thread, page = make_thread(), enter(make_member(), scripts=scripts)
    page.goto(f"/t/{thread.id}")
    hug = page.locator(".post").first.get_by_role("button", name="Hug")
    for pressed in ("true", "false"):
        hug.click()
        expect(hug).to_have_attribute("aria-pressed", pressed)
    hug.click()
    expect(hug).to_have_class("reaction lit")
    page.reload()
    expect(hug).to_have_attribute("aria-pressed", "true")


def test_a_reaction_that_cannot_be_sent_in_place_is_sent_the_plain_way(
    enter: Enter, complaints: list[str]
) -> None:
    thread, page = make_thread(), enter(make_member())
    page.goto(f"/t/{thread.id}")
    page.route(
        "**/reactions",
        lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
    )
    hug = page.locator(".post").first.get_by_role("button", name="Hug")
    with page.expect_navigation():
        hug.click()
    expect(hug).to_have_attribute("aria-pressed", "true")
    # The browser reports the broken request by itself; that is no complaint about the forum.
    complaints[:] = [heard for heard in complaints if "ERR_FAILED" not in heard]


def test_words_typed_before_a_crash_are_there_again_and_gone_once_posted(enter: Enter) -> None:
    thread, page = make_thread(), enter(make_member())
    page.goto(f"/t/{thread.id}")
    page.get_by_label("Your reply").fill("Half a sentence")
    page.goto("about:blank")
    page.goto(f"/t/{thread.id}")
    expect(page.get_by_label("Your reply")).to_have_value("Half a sentence")
    expect(page.get_by_text("We kept what you had written here.")).to_be_visible()
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".post .prose").last).to_have_text("Half a sentence")
    expect(page.get_by_label("Your reply")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))") == []


def test_words_that_were_sent_with_a_decision_are_gone_when_the_case_is_opened_again(
    enter: Enter, scripts: bool
) -> None:
    case = flagged(make_post())
    page = enter(make_member(role=Role.MODERATOR), scripts=scripts)
    page.goto(f"/moderation/cases/{case.id}")
    page.locator("label", has_text="Write to this member").click()
    page.get_by_label("To the author").fill("How are you tonight?")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("Decided, and everybody concerned is told.")).to_be_visible()
    page.goto(f"/moderation/cases/{case.id}")
    expect(page.get_by_label("To the author")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))") == []


def test_a_preview_appears_beneath_the_words(enter: Enter, scripts: bool) -> None:
    thread, page = make_thread(), enter(make_member(), scripts=scripts)
    page.goto(f"/t/{thread.id}/reply")
    page.get_by_label("Your reply").fill("It is **not** nothing.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview strong")).to_have_text("not")
    expect(page.get_by_label("Your reply")).to_have_value("It is **not** nothing.")


def test_two_quick_presses_make_one_post(enter: Enter, scripts: bool) -> None:
    thread, page = make_thread(), enter(make_member(), scripts=scripts)
    page.goto(f"/t/{thread.id}/reply")
    page.get_by_label("Your reply").fill("Only once.")
    page.get_by_role("button", name="Post reply").dblclick()
    expect(page.locator(".post .prose").last).to_have_text("Only once.")
    db.session.rollback()
    assert db.session.query(Post).filter_by(thread_id=thread.id, source="Only once.").count() == 1


def test_times_are_told_in_the_readers_own_way(enter: Enter) -> None:
    thread, page = make_thread(), enter(make_member(), timezone_id="Asia/Kolkata")
    page.goto(f"/t/{thread.id}")
    time = page.locator(f"#p-{first_post(thread).id} time")
    expect(time).not_to_contain_text("UTC")
    assert time.get_attribute("datetime", timeout=1000)


def test_without_scripts_a_time_says_its_zone(enter: Enter) -> None:
    thread, page = make_thread(), enter(make_member(), scripts=False)
    page.goto(f"/t/{thread.id}")
    expect(page.locator(f"#p-{first_post(thread).id} time")).to_contain_text("UTC")


def test_words_written_while_a_sign_in_ended_wait_behind_the_sign_in(enter: Enter, scripts: bool) -> None:
    member, thread = make_member(), make_thread()
    page = enter(member, scripts=scripts)
    page.goto(f"/t/{thread.id}")
    page.get_by_label("Your reply").fill("An hour of words.")
    end_all_sign_ins(account=member)
    page.get_by_role("button", name="Post reply").click()
    page.get_by_text("See them").click()
    expect(page.get_by_text("An hour of words.").first).to_be_visible()
    page.get_by_label("Name").fill(member.name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Your reply")).to_have_value("An hour of words.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".post .prose").last).to_have_text("An hour of words.")


def test_first_unread_lands_on_the_post(enter: Enter, scripts: bool) -> None:
    reader, thread = make_member(), make_thread()
    page = enter(reader, scripts=scripts)
    page.goto(f"/t/{thread.id}")
    unseen = [make_post(thread) for _ in range(2)]
    page.goto("/unread")
    page.get_by_role("link", name="2 new to you").first.click()
    expect(page).to_have_url(f"{page.url.partition('#')[0]}#p-{unseen[0].id}")
    expect(page.get_by_text("New to you", exact=True)).to_be_visible()


def test_words_kept_in_the_browser_come_back_with_the_choice_they_were_typed_under(enter: Enter) -> None:
    thread, page = make_thread(), enter(make_member())
    page.goto(f"/t/{thread.id}")
    page.get_by_label("Without my name", exact=True).check()
    page.get_by_label("Your reply").fill("Nobody knows this")
    page.goto("about:blank")
    page.goto(f"/t/{thread.id}")
    expect(page.get_by_label("Your reply")).to_have_value("Nobody knows this")
    expect(page.get_by_label("Without my name", exact=True)).to_be_checked()


def test_a_reply_without_a_name_and_the_question_before_ones_own(enter: Enter, scripts: bool) -> None:
    thread, member = make_thread(), make_member()
    page = enter(member, scripts=scripts)
    page.goto(f"/t/{thread.id}")
    page.get_by_label("Without my name", exact=True).check()
    page.get_by_label("Your reply").fill("Nobody knows this")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".post").last).to_contain_text("a name for this thread only")
    expect(page.locator("#without_name")).to_be_checked()
    page.locator("#without_name").uncheck()
    page.get_by_label("Your reply").fill("And this under my own")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("#two-names")).to_contain_text("readers could tell that both are you")
    expect(page.locator("#two-names")).to_be_focused() if scripts else None
    expect(page.get_by_label("Post it under my own name all the same")).to_be_checked()
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".post").last).to_contain_text(member.name)
