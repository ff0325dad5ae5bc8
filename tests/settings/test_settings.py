"""What members set for themselves, page by page."""

import pytest
from flask import Flask

from forum.accounts.models import Account, Distance, Theme
from forum.accounts.profile import keep_away
from forum.core.db import db
from forum.threads.drafts import drafts_of, keep_draft
from tests.accounts.doors import PASSPHRASE, codes_on, join
from tests.cast import Cast
from tests.make import PASSWORD
from tests.page import Guest

PAGES = [
    "",
    "/about-me",
    "/password",
    "/email",
    "/codes",
    "/sign-ins",
    "/people",
    "/drafts",
    "/order",
    "/export",
]


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def again(account: Account) -> Account:
    db.session.refresh(account)
    return account


@pytest.mark.parametrize("place", PAGES)
def test_each_page_asks_little_of_the_database_and_is_stored_nowhere(maya: Guest, place: str) -> None:
    answer = maya.get(f"/settings{place}")
    assert answer.status == 200
    assert len(answer.queries) <= 6
    assert answer.response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("place", PAGES)
def test_guests_are_asked_to_sign_in(guest: Guest, place: str) -> None:
    assert guest.get(f"/settings{place}").h1 == "Welcome back"


def test_every_page_is_reached_from_the_first(maya: Guest) -> None:
    first = maya.get("/settings")
    linked = {str(link["href"]) for link in first.all("main nav a")}
    elsewhere = {"/m/Maya", "/comfort", "/check-in"}
    assert linked == {f"/settings{page}" for page in PAGES[1:]} | elsewhere


def test_colours_notes_and_notices_are_remembered(maya: Guest, cast: Cast) -> None:
    form = maya.get("/settings").form("/settings")
    page = maya.send(form, theme="dark", open_notes=["loss", "eating"], reaction_notices=None)
    assert page.one("html")["data-theme"] == "dark"
    assert "Saved." in page.text
    assert {box["value"] for box in page.all("[name=open_notes][checked]")} == {"loss", "eating"}
    account = again(cast.maya)
    assert account.theme is Theme.DARK
    assert (account.wants_reply_notices, account.wants_reaction_notices) == (True, False)


def test_no_note_need_stay_open(maya: Guest, cast: Cast) -> None:
    maya.send(maya.get("/settings").form("/settings"), open_notes=["loss"])
    maya.send(maya.get("/settings").form("/settings"), open_notes=None)
    assert again(cast.maya).open_notes == ""


@pytest.mark.parametrize(
    "nonsense", [{"theme": "purple"}, {"theme": None}, {"open_notes": ["loss", "weather"]}]
)
def test_what_is_not_on_offer_is_refused(maya: Guest, cast: Cast, nonsense: dict[str, object]) -> None:
    page = maya.send(maya.get("/settings").form("/settings"), **nonsense)
    assert page.status == 422
    assert "one of those on offer" in page.text
    assert again(cast.maya).theme is Theme.SYSTEM


def test_a_few_words_about_oneself_stand_on_ones_page(maya: Guest) -> None:
    form = maya.get("/settings/about-me").form("/settings/about-me")
    maya.send(form, text="I like slow <b>trains</b>.\n\nAnd tea.")
    page = maya.get("/m/Maya")
    assert "I like slow <b>trains</b>." in page.text
    assert len(page.all("main .prose p")) == 2
    assert not page.all("main .prose b")


def test_too_many_words_come_back_to_be_shortened(maya: Guest) -> None:
    words = "a long story " * 60
    page = maya.send(maya.get("/settings/about-me").form("/settings/about-me"), text=words)
    assert page.status == 422
    assert page.one("#text").get_text().strip() == words.strip()
    assert "under 600 characters" in page.one("#text-error").get_text()


def test_a_wrong_present_password_changes_nothing(maya: Guest, cast: Cast) -> None:
    before = cast.maya.password_hash
    form = maya.get("/settings/password").form("/settings/password")
    page = maya.send(form, old="not the one at all", password=PASSPHRASE)
    assert page.status == 422
    assert "not your present password" in page.one("#old-error").get_text()
    assert again(cast.maya).password_hash == before


def test_a_weak_new_password_is_refused_at_its_field(maya: Guest) -> None:
    form = maya.get("/settings/password").form("/settings/password")
    page = maya.send(form, old=PASSWORD, password="correct horse battery staple")
    assert page.status == 422
    assert "many people use" in page.one("#password-error").get_text()
    assert PASSWORD not in page.response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("place", "typed"),
    [("/password", {"old": "not the one", "password": ""}), ("/codes", {}), ("/export", {})],
)
def test_a_form_of_passwords_alone_does_not_say_that_what_was_typed_is_there(
    maya: Guest, place: str, typed: dict[str, str]
) -> None:
    page = maya.send(maya.get(f"/settings{place}").form(f"/settings{place}"), **typed)
    assert page.status == 422 and page.one("#errors h2").get_text() == "Something needs another look."


def test_one_that_asks_for_more_says_what_is_there_and_what_is_not(maya: Guest) -> None:
    page = maya.send(maya.get("/settings/email").form("/settings/email"), email="m@example.org")
    assert "all but the password" in page.one("#errors h2").get_text()


def test_new_codes_ask_for_the_password_and_replace_the_old_ones(app: Flask, guest: Guest) -> None:
    old = codes_on(join(guest))
    assert "You have 8 codes" in guest.get("/settings/codes").text
    form = guest.get("/settings/codes").form("/settings/codes")
    refused = guest.send(form, password="not the one at all")
    assert refused.status == 422
    assert not codes_on(refused)
    new = codes_on(guest.send(form, password=PASSPHRASE))
    assert len(new) == 8
    assert not set(old) & set(new)
    stranger = Guest(app)
    recovering = stranger.get("/recover/code").form("/recover/code")
    answers = [
        stranger.send(recovering, name="Slow River", code=code, password="a kettle and two blue cups")
        for code in (old[0], new[0])
    ]
    assert [answer.status for answer in answers] == [422, 200]


def test_people_kept_away_are_listed_and_let_near_again(maya: Guest, cast: Cast) -> None:
    keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.BLOCK)
    page = maya.get("/settings/people")
    assert page.link("Jonas") == "/m/Jonas"
    after = maya.press(page, "main li button")
    assert after.path == "/settings/people"
    assert "Nobody" in after.text


def test_words_about_oneself_outlive_a_sign_in_and_are_let_go_of_when_saved(maya: Guest, cast: Cast) -> None:
    form = maya.get("/settings/about-me").form("/settings/about-me")
    maya.client.delete_cookie("forum")
    asked = maya.send(form, text="I like mornings.")
    back = maya.send(asked.form("/sign-in"), name="Maya", password=PASSWORD).form("/settings/about-me")
    assert back.values["text"] == "I like mornings."
    after = maya.send(back)
    assert after.one("meta[name=kept]")["content"] == back.tag["data-keep"]
    assert not drafts_of(cast.maya.id) and again(cast.maya).about == "I like mornings."


def test_refused_words_about_oneself_are_not_let_go_of(maya: Guest) -> None:
    page = maya.send(maya.get("/settings/about-me").form("/settings/about-me"), text="a" * 700)
    assert page.status == 422 and not page.all("meta[name=kept]")


def test_nobody_kept_away_is_a_state_of_its_own(maya: Guest) -> None:
    assert maya.get("/settings/people").one(".empty h2").get_text() == "Nobody"


def test_drafts_are_listed_led_back_to_and_thrown_away(maya: Guest, cast: Cast) -> None:
    keep_draft(actor=cast.maya, place="/t/7/reply", title="", text="I began this at night.")
    keep_draft(actor=cast.jonas, place="/t/8/reply", title="", text="Somebody else's.")
    page = maya.get("/settings/drafts")
    assert page.link("Go on writing") == "/t/7/reply"
    assert "I began this at night." in page.text
    assert "Somebody else's." not in page.text
    assert "No drafts" in maya.press(page, "main li button").text
    assert len(drafts_of(cast.jonas.id)) == 1


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ("/b/kitchen-table/new", "A conversation"),
        ("/t/7/reply", "A reply"),
        ("/p/7/edit", "New words for a post"),
        ("/p/7/flag", "A flag for the moderators"),
        ("/p/7/notes", "Content notes you were suggesting"),
        ("/decisions/7/appeal", "An appeal"),
        ("/settings/about-me", "About me"),
        ("/check-in", "Check-in"),
        ("/check-in/7", "Check-in"),
        ("/moderation/handover", "Words from the moderators’ desk"),
        ("/somewhere/else", "Something you began"),
    ],
)
def test_a_draft_is_called_by_what_it_is(maya: Guest, cast: Cast, place: str, label: str) -> None:
    keep_draft(actor=cast.maya, place=place, title="", text="Begun.")
    assert maya.get("/settings/drafts").one("main li h2").get_text(strip=True) == label


@pytest.mark.parametrize("place", PAGES[:4])
def test_nul_and_direction_overrides_break_nothing(maya: Guest, place: str) -> None:
    form = maya.get(f"/settings{place}").form(f"/settings{place}")
    nasty = dict.fromkeys(("text", "theme", "old", "password", "email"), "a\x00b\u202ec\u0000")
    answer = maya.send(form, **nasty)
    assert answer.status in (200, 422)
