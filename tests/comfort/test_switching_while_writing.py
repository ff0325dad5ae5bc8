"""The header's button for low-energy mode, pressed over a form that is half written, without a script."""

import pytest
from flask import Flask

from forum.accounts.signing_in import end_all_sign_ins
from forum.core.db import db
from forum.threads.drafts import draft_at, drafts_of
from forum.threads.models import Post, Thread
from tests.accounts.doors import sign_in
from tests.cast import Cast
from tests.make import PASSWORD, first_post, make_post, make_thread
from tests.page import Guest, Page

BUTTON = "button.strip-button"
WORDS = "Half a thought.\r\n\r\nAnd another."


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.kitchen, by=cast.jonas)


def in_low_energy(page: Page) -> bool:
    return page.one("html")["data-energy"] == "low"


def test_a_new_thread_goes_on_with_everything_that_was_typed_and_chosen(maya: Guest, cast: Cast) -> None:
    place = f"/b/{cast.kitchen.slug}/new"
    typed = {"title": "Nights", "topic": "sleep", "notes": "loss", "without_name": "y"}
    page = maya.press(maya.get(place), BUTTON, text=WORDS, **typed)
    values = page.form(place).values
    assert (page.path, in_low_energy(page)) == (place, True)
    assert values["text"].split() == WORDS.split()
    assert {name: values[name] for name in typed} == typed


def test_half_a_reply_below_a_thread_goes_on_on_a_page_of_its_own(maya: Guest, thread: Thread) -> None:
    page = maya.press(maya.get(f"/t/{thread.id}"), BUTTON, text=WORDS)
    assert (page.path, in_low_energy(page)) == (f"/t/{thread.id}/reply", True)
    assert page.form("/reply").values["text"].split() == WORDS.split()
    assert db.session.query(Post).count() == 1, "nothing is posted"


def test_and_back_again(maya: Guest, thread: Thread) -> None:
    place = f"/t/{thread.id}/reply"
    page = maya.press(maya.press(maya.get(place), BUTTON, text=WORDS), BUTTON)
    assert (page.path, in_low_energy(page)) == (place, False)
    assert page.form("/reply").values["text"].split() == WORDS.split()


def test_where_nothing_was_typed_one_stays_where_one_was_and_no_draft_is_made(
    maya: Guest, cast: Cast, thread: Thread
) -> None:
    before = maya.get(f"/t/{thread.id}")
    page = maya.press(before, BUTTON, headers={"Referer": f"http://localhost{before.path}"})
    assert (page.path, in_low_energy(page)) == (before.path, True)
    assert not drafts_of(cast.maya.id)


def test_a_new_wording_keeps_its_title_too(maya: Guest, cast: Cast) -> None:
    post = first_post(make_thread(cast.kitchen, by=cast.maya))
    page = maya.press(maya.get(f"/p/{post.id}/edit"), BUTTON, title="Another name", text=WORDS)
    values = page.form("/edit").values
    assert (values["title"], values["text"].split()) == ("Another name", WORDS.split())


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        ("/check-in", {"how": "heavy", "text": "A note.", "title": "Tea"}),
        ("/check-in", {"how": "heavy"}),
        ("/p/{post}/flag", {"reason": "worried", "text": "I am worried."}),
        ("/p/{post}/flag", {"text": "Nothing chosen yet."}),
        ("/settings/about-me", {"text": "I like mornings."}),
    ],
)
def test_so_do_the_other_forms(maya: Guest, cast: Cast, place: str, typed: dict[str, str]) -> None:
    place = place.format(post=make_post(by=cast.jonas).id)
    page = maya.press(maya.get(place), BUTTON, **typed)
    assert (page.path, in_low_energy(page)) == (place, True)
    values = page.form(place).values
    assert {name: values[name] for name in typed} == typed


@pytest.mark.parametrize("place", ["/moderation/handover", "/moderation/members/{jonas}/notes"])
def test_so_do_moderators_notes(app: Flask, cast: Cast, place: str) -> None:
    place = place.format(jonas=cast.jonas.id)
    ines = Guest(app).signed_in_as(cast.ines)
    page = ines.press(ines.get(place), BUTTON, text="Look in on case 7.")
    assert (page.path, page.form(place).values["text"]) == (place, "Look in on case 7.")


def test_the_words_of_a_search_stay_in_its_field(guest: Guest) -> None:
    for page in (guest.get("/search"), guest.get("/search?q=rain")):
        again = guest.press(page, BUTTON, q="grey & “rain”\x00")
        assert again.path.startswith("/search?q=grey") and again.one("#q")["value"] == "grey & “rain”"
    assert in_low_energy(again)


def test_the_name_at_the_door_stays_and_the_password_goes_nowhere(guest: Guest, cast: Cast) -> None:
    page = guest.press(
        guest.get("/sign-in?next=/unread"), BUTTON, name=cast.maya.name, password=PASSWORD, stay="y"
    )
    values = page.form("/sign-in").values
    assert in_low_energy(page) and not page.all(".error, .errors")
    assert (values["name"], values["next"], values["stay"]) == ("Maya", "/unread", "y")
    assert PASSWORD not in page.response.get_data(as_text=True)
    assert guest.send(page.form("/sign-in"), password=PASSWORD).path == "/unread"


def test_so_do_a_chosen_name_and_the_ticks_of_somebody_who_joins(guest: Guest) -> None:
    typed = {"name": "Slow <River>", "is_adult": "y", "accepts_guidelines": "y"}
    page = guest.press(guest.get("/join"), BUTTON, password=PASSWORD, **typed)
    values = page.form("/join").values
    assert in_low_energy(page) and not page.all(".error, .errors")
    assert {name: values[name] for name in typed} == typed and "gives_consent" not in values
    assert PASSWORD not in page.response.get_data(as_text=True)
    assert "Here are five, drawn for you just now." in page.text


def test_another_site_fills_in_no_door(guest: Guest) -> None:
    page = guest.press(guest.get("/sign-in"), BUTTON, name="Maya", headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status == 403


def test_the_draft_is_gone_once_it_is_posted(maya: Guest, cast: Cast, thread: Thread) -> None:
    page = maya.press(maya.get(f"/t/{thread.id}"), BUTTON, text=WORDS)
    maya.send(page.form("/reply"))
    assert not drafts_of(cast.maya.id)


def test_where_the_sign_in_has_ended_the_words_travel_through_the_next(
    maya: Guest, cast: Cast, thread: Thread
) -> None:
    before = maya.get(f"/t/{thread.id}")
    end_all_sign_ins(account=cast.maya)
    asked = maya.press(before, BUTTON, text=WORDS)
    assert asked.status == 401 and "Your words are safe." in asked.text
    page = maya.send(asked.form("/sign-in"), name="Maya", password=PASSWORD)
    assert page.path == f"/t/{thread.id}/reply"
    assert page.form("/reply").values["text"].split() == WORDS.split()


def test_there_the_mode_is_on_at_once_and_stays_so_for_the_member(
    maya: Guest, cast: Cast, thread: Thread
) -> None:
    before = maya.get(f"/t/{thread.id}")
    end_all_sign_ins(account=cast.maya)
    asked = maya.press(before, BUTTON, text=WORDS)
    assert in_low_energy(asked) and in_low_energy(maya.get("/sign-in"))
    slip = maya.send(asked.form("/sign-in"), name="Maya", password="not this one at all")
    page = maya.send(slip.form("/sign-in"), name="Maya", password=PASSWORD)
    assert page.path == f"/t/{thread.id}/reply" and in_low_energy(page)
    assert in_low_energy(maya.get("/unread"))


def test_pressed_again_on_that_page_it_is_off_again(maya: Guest, cast: Cast, thread: Thread) -> None:
    before = maya.get(f"/t/{thread.id}")
    end_all_sign_ins(account=cast.maya)
    usual = maya.press(maya.press(before, BUTTON, text=WORDS), BUTTON)
    assert not in_low_energy(usual) and "Your words are safe." in usual.text
    page = maya.send(usual.form("/sign-in"), name="Maya", password=PASSWORD)
    assert not in_low_energy(page) and page.form("/reply").values["text"].split() == WORDS.split()


def test_the_mode_is_nobody_elses_who_signs_in_there(maya: Guest, cast: Cast, thread: Thread) -> None:
    before = maya.get(f"/t/{thread.id}")
    end_all_sign_ins(account=cast.maya)
    asked = maya.press(before, BUTTON, text=WORDS)
    assert not in_low_energy(maya.send(asked.form("/sign-in"), name=cast.priya.name, password=PASSWORD))


def test_words_on_their_way_through_a_sign_in_are_on_that_page_still(
    maya: Guest, cast: Cast, thread: Thread
) -> None:
    form = maya.get(f"/t/{thread.id}/reply").form("/reply")
    maya.client.delete_cookie("forum")
    asked = maya.send(form, text=WORDS)
    slip = maya.send(asked.form("/sign-in"), name="Maya", password="not this one at all")
    for before in (asked, slip):
        again = maya.press(before, BUTTON)
        assert again.h1 == "Please sign in first" and "Your words are safe." in again.text
    page = maya.send(again.form("/sign-in"), name="Maya", password=PASSWORD)
    assert page.form("/reply").values["text"].split() == WORDS.split()


def test_words_of_a_form_that_was_anothers_are_kept_for_nobody(
    maya: Guest, cast: Cast, thread: Thread
) -> None:
    before = maya.get(f"/t/{thread.id}")
    maya.client.delete_cookie("forum")
    sign_in(maya, cast.priya.name)
    page = maya.press(before, BUTTON, text=WORDS)
    assert page.h1 == "That page was under another name"
    assert not drafts_of(cast.priya.id)


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example", "/\\evil", "", "x"])
def test_no_made_up_place_is_gone_to(maya: Guest, cast: Cast, thread: Thread, place: str) -> None:
    page = maya.press(maya.get(f"/t/{thread.id}"), BUTTON, follow=False, text=WORDS, place=place)
    assert page.response.headers["Location"] == "/" and draft_at(cast.maya.id, place) is None


def test_another_sites_page_keeps_no_words(maya: Guest, cast: Cast, thread: Thread) -> None:
    before = maya.get(f"/t/{thread.id}")
    page = maya.press(before, BUTTON, text=WORDS, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status == 403 and not drafts_of(cast.maya.id)
