"""Every page, as a guest, a member and a moderator meet it: axe finds nothing, nothing runs off the side."""

from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from forum.accounts.models import Account, Role
from forum.core.db import db
from forum.moderation.flags import flag_post
from forum.moderation.models import Case, Reason
from forum.threads.models import ContentNote
from tests.browsing import Enter
from tests.make import first_post, make_board, make_member, make_post, make_reaction, make_thread

WIDTHS = (320, 1280)
THEMES = ("light", "dark")
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

_numbers = count()


class Scene:
    """A little of everything that a page can hold."""

    def __init__(self) -> None:
        # The live forum's people stay: each test needs a name that looks like no other.
        self.member = make_member(f"Wilhelmina of the Meadow {'abcdfghkmpst'[next(_numbers)]}")
        self.other, self.moderator = make_member(), make_member(role=Role.MODERATOR)
        self.board = make_board()
        self.thread = make_thread(
            self.board, by=self.other, title=LONG_WORD, text=f"{LONG_WORD}\n\n> a quote"
        )
        own = make_post(self.thread, by=self.member, text="# A heading\n\n- one\n- two\n\n`code`")
        noted = make_post(self.thread, by=self.other, notes=frozenset({ContentNote.LOSS}))
        make_reaction(own, by=self.other)
        self.own_id, self.first_id = own.id, first_post(self.thread).id
        for post, reason in ((noted, Reason.WORRIED), (first_post(self.thread), Reason.SPAM)):
            flag_post(actor=self.member, post=post, reason=reason, note=LONG_WORD, revision=1)
        self.case_ids = [case.id for case in db.session.query(Case).filter_by(account_id=self.other.id)]

    def pages(self, who: str) -> list[str]:
        """The addresses that somebody can open."""
        everywhere = ["/", "/boards", f"/b/{self.board.slug}", f"/t/{self.thread.id}", "/unanswered", "/help"]
        everywhere += ["/help/in", "/about", "/guidelines", "/consent", "/privacy", "/nowhere"]
        if who == "guest":
            return [
                *everywhere,
                "/join",
                "/sign-in",
                "/recover",
                "/recover/code",
                "/recover/link",
                "/recover/asked",
            ]
        if who == "moderator":
            cases = [f"/moderation/cases/{case_id}" for case_id in self.case_ids]
            return ["/moderation", "/moderation?lane=rules", "/moderation/audit", *cases]
        settings = ["", "/about-me", "/password", "/email", "/codes", "/sign-ins", "/people", "/drafts"]
        own = [f"/p/{self.own_id}/{page}" for page in ("edit", "withdrawal", "reactions", "revisions")]
        writing = [f"/b/{self.board.slug}/new", f"/t/{self.thread.id}/reply?quote={self.first_id}"]
        reading = ["/unread", "/notifications", f"/m/{self.other.name}", f"/p/{self.first_id}/flag"]
        outcomes = [f"/outcomes/{case_id}" for case_id in self.case_ids]
        return [*everywhere, *reading, *writing, *own, *outcomes, *(f"/settings{page}" for page in settings)]


@pytest.fixture
def scene(making: None) -> Scene:
    return Scene()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("who", ["guest", "member", "moderator"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    enter: Enter, scene: Scene, who: str, theme: str
) -> None:
    people: dict[str, Account | None] = {"guest": None, "member": scene.member, "moderator": scene.moderator}
    page = enter(people[who], color_scheme=theme, reduced_motion="reduce")
    assert [fault for address in scene.pages(who) for fault in faults(page, address)] == []


@pytest.mark.parametrize("theme", THEMES)
def test_refused_forms_are_as_sound_as_fresh_ones(enter: Enter, scene: Scene, theme: str) -> None:
    guest = enter(color_scheme=theme)
    guest.goto("/join")
    guest.locator("main form").evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    guest.wait_for_selector("[role=alert]")
    member = enter(scene.member, color_scheme=theme)
    member.goto(f"/b/{scene.board.slug}/new")
    member.get_by_role("button", name="Post it").click()
    member.wait_for_selector("[role=alert]")
    assert [fault for page in (guest, member) for fault in faults_here(page)] == []


def test_the_page_holds_at_twice_the_text_size(enter: Enter, scene: Scene) -> None:
    page = enter(scene.member, viewport={"width": 640, "height": 800})
    for address in scene.pages("member"):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not sideways(page), f"{address} runs off the side at 200 %"


def test_the_first_tab_skips_to_the_page_and_the_second_stop_is_help(enter: Enter, scene: Scene) -> None:
    page = enter(scene.member)
    page.goto(f"/t/{scene.thread.id}")
    stops = []
    for _ in range(2):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert stops == ["#main", "/help"]
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "focus is seen"


def test_a_menu_opens_and_closes_by_keyboard(enter: Enter, scene: Scene) -> None:
    page = enter(scene.member)
    page.goto(f"/t/{scene.thread.id}")
    menu = page.locator("details.menu").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert menu.evaluate("menu => menu.open")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not menu.evaluate("menu => menu.open")


def faults(page: Page, address: str) -> list[str]:
    """What is wrong with the page at an address, at every width."""
    page.goto(address)
    return faults_here(page)


def faults_here(page: Page) -> list[str]:
    """What is wrong with the page that is open, with every drawer and fold open: their insides count too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        where = f"{page.url} at {width}"
        found += [
            f"{where}: {fault['id']} {_nodes(fault)}" for fault in Axe().run(page).response["violations"]
        ]
        if sideways(page):
            found.append(f"{where}: runs off the side")
    return found


def sideways(page: Page) -> bool:
    """Whether the page is wider than the window."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    )


def _nodes(fault: dict[str, list[dict[str, object]]]) -> list[object]:
    return [node["html"] for node in fault["nodes"][:2]]
