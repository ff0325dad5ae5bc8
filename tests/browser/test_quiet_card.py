"""The quiet card in a real browser: it comes while one writes, takes nothing, and can be folded away."""

from playwright.sync_api import Page, expect

from forum.threads.models import Thread
from tests.browser.test_axe import faults_here
from tests.browsing import Enter
from tests.make import make_board, make_member, make_thread
from tests.moderation.sorted import CALM, WISH

# It asks when somebody has paused for a second and a half.
PAUSE = 2_000


def type_a_reply(page: Page, thread: Thread, text: str) -> None:
    page.goto(f"/t/{thread.id}")
    page.get_by_label("Your reply").press_sequentially(text)


def test_it_comes_to_stand_below_the_words_and_leaves_the_focus_where_it_is(enter: Enter) -> None:
    page = enter(make_member())
    type_a_reply(page, make_thread(), WISH)
    expect(page.locator(".quiet-card")).to_be_visible()
    expect(page.get_by_label("Your reply")).to_be_focused()
    expect(page.get_by_label("Your reply")).to_have_value(WISH)
    expect(page.locator("[data-beside-said]")).to_contain_text("You can go on writing.")
    assert faults_here(page) == []


def test_folded_away_it_stays_so_however_much_is_written(enter: Enter) -> None:
    page = enter(make_member())
    type_a_reply(page, make_thread(), WISH)
    page.locator(".quiet-card > summary").click()
    page.get_by_label("Your reply").press_sequentially(" I cannot go on.")
    page.wait_for_timeout(PAUSE)
    expect(page.locator(".quiet-card")).to_have_count(1)
    assert not page.locator(".quiet-card").evaluate("card => card.open")


def test_calm_words_bring_nothing(enter: Enter) -> None:
    page = enter(make_member())
    with page.expect_response("**/help/beside") as answer:
        type_a_reply(page, make_thread(), CALM)
    assert answer.value.status == 204
    expect(page.locator(".quiet-card")).to_have_count(0)


def test_a_card_that_cannot_be_had_stops_nobody(enter: Enter, complaints: list[str]) -> None:
    page = enter(make_member())
    page.route("**/help/beside", lambda route: route.abort())
    type_a_reply(page, make_thread(), WISH)
    page.wait_for_timeout(PAUSE)
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator("article.post .prose").last).to_have_text(WISH)
    # The browser reports the broken request by itself; that is no complaint about the forum.
    complaints[:] = [heard for heard in complaints if "ERR_FAILED" not in heard]


def test_after_posting_it_stands_below_ones_post_and_leads_back_to_writing(
    enter: Enter, scripts: bool
) -> None:
    page, thread = enter(make_member(), scripts=scripts), make_thread()
    page.goto(f"/t/{thread.id}")
    page.get_by_label("Your reply").fill(WISH)
    page.get_by_role("button", name="Post reply").click()
    after = page.get_by_role("complementary", name="For you")
    expect(after.get_by_text("you can go on writing here")).to_be_visible()
    after.locator("summary").click()
    expect(after.get_by_text("you can go on writing here")).to_be_hidden()
    after.locator("summary").click()
    after.get_by_role("link", name="Keep writing").click()
    assert page.url.endswith("#text")
    if scripts:
        assert faults_here(page) == []
    page.reload()
    expect(after).to_have_count(0)


def test_the_lines_are_those_of_the_country_one_chose(enter: Enter, scripts: bool) -> None:
    page, board = enter(make_member(), scripts=scripts), make_board()
    page.goto("/help/in")
    page.goto(f"/b/{board.slug}/new")
    page.get_by_label("What would you like to say?").fill(WISH)
    page.get_by_role("button", name="Post it").click()
    expect(page.locator(".quiet-card a.line-call").first).to_have_attribute("href", "tel:112")
    expect(page.get_by_label("What would you like to say?")).to_have_value(WISH)


def test_three_headings_come_below_what_was_typed(enter: Enter, scripts: bool) -> None:
    page, thread = enter(make_member(), scripts=scripts), make_thread()
    page.goto(f"/t/{thread.id}")
    page.get_by_label("Your reply").fill("It is late.")
    page.get_by_role("button", name="Begin with three headings").click()
    words = page.get_by_label("Your reply")
    headings = ("What I need tonight", "What has helped before", "What I'd rather not hear")
    expect(words).to_have_value("\n\n".join(["It is late.", *(f"**{one}**" for one in headings)]) + "\n")


def test_the_time_zone_offers_a_country_before_the_language_does(enter: Enter) -> None:
    page = enter(make_member(), timezone_id="Asia/Kolkata", locale="en-GB")
    type_a_reply(page, make_thread(), WISH)
    offered = page.locator(".quiet-card [data-near] a")
    expect(offered).to_have_count(2)
    assert [link.get_attribute("href") for link in offered.all()] == ["/help/in", "/help/gb"]
    expect(offered.first).to_have_text("perhaps: India (opens beside this page)")
    assert (offered.first.get_attribute("target"), offered.first.get_attribute("rel")) == (
        "_blank",
        "noopener",
    )
    assert faults_here(page) == []


def test_it_does_so_in_a_card_that_came_with_the_page(enter: Enter) -> None:
    page, board = enter(make_member(), timezone_id="Asia/Kolkata", locale="en"), make_board()
    page.goto(f"/b/{board.slug}/new")
    page.get_by_label("What would you like to say?").fill(WISH)
    page.get_by_role("button", name="Post it").click()
    expect(page.locator(".quiet-card a[href='/help/in']")).to_be_visible()


def test_whoever_comes_back_from_choosing_a_country_finds_its_lines(enter: Enter) -> None:
    page = enter(make_member(), timezone_id="Asia/Kolkata", locale="en")
    type_a_reply(page, make_thread(), WISH)
    with page.expect_popup() as beside:
        page.locator(".quiet-card a[href='/help/in']").click()
    beside.value.wait_for_load_state()
    beside.value.close()
    _come_back(page)
    expect(page.locator(".quiet-card a.line-call").first).to_have_attribute("href", "tel:112")
    expect(page.locator(".quiet-card")).to_have_count(1)
    expect(page.locator(".quiet-card > summary")).to_be_focused()
    expect(page.get_by_label("Your reply")).to_have_value(WISH)


def test_a_card_that_was_folded_away_is_folded_when_it_comes_anew(enter: Enter) -> None:
    page = enter(make_member(), locale="en")
    type_a_reply(page, make_thread(), WISH)
    page.locator(".quiet-card > summary").click()
    page.context.request.get("/help/in")
    _come_back(page)
    expect(page.locator(".quiet-card a.line-call").first).to_have_attribute("href", "tel:112")
    assert not page.locator(".quiet-card").evaluate("card => card.open")


def test_a_card_with_lines_asks_nobody_when_its_writer_looks_elsewhere(enter: Enter) -> None:
    page = enter(make_member())
    page.goto("/help/in")
    type_a_reply(page, make_thread(), WISH)
    expect(page.locator(".quiet-card a.line-call").first).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _come_back(page)
    page.wait_for_timeout(300)
    assert asked == []


def _come_back(page: Page) -> None:
    """To this window from another: a browser under test has every window in front."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")
