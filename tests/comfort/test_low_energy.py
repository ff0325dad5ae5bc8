"""Low-energy mode: few things at a time, answers that need one tap, nothing that counts."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from forum.accounts.comfort import choose_low_energy
from forum.accounts.models import Account
from forum.core.db import db
from forum.threads.drafts import draft_at, keep_draft, reply_place
from forum.threads.lists import FEW
from forum.threads.models import ContentNote, Post, Thread
from forum.threads.one_tap import PHRASES, OneTap, reply_in_one_tap
from forum.threads.posting import post_reply
from forum.threads.queries import POSTS_A_PAGE
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import make_member, make_post, make_thread
from tests.page import Guest, Page

BUTTONS = "form.one-tap button"


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    choose_low_energy(actor=cast.maya, low=True)
    return Guest(app).signed_in_as(cast.maya)


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.kitchen, by=cast.jonas)


def address(thread: Thread) -> str:
    return f"/t/{thread.id}-{thread.slug}"


def replies(thread: Thread) -> list[str]:
    db.session.rollback()
    found = db.session.query(Post).filter(Post.thread_id == thread.id, Post.number > 1)
    return [post.source for post in found.order_by(Post.number)]


def tap(guest: Guest, page: Page, key: OneTap) -> Page:
    return guest.press(page, f"{BUTTONS}[value={key}]")


def test_home_is_three_doors_and_help_and_asks_the_database_for_nothing_more(
    maya: Guest, thread: Thread
) -> None:
    page = maya.get("/")
    assert [str(door["href"]) for door in page.all("a.door")] == ["/unread", "/unanswered", "/boards"]
    assert page.link("Find a line") == "/help"
    assert not page.all(".thread-row, .board-card")
    assert len(page.queries) == 1


def test_a_guest_has_doors_of_their_own(guest: Guest) -> None:
    guest.client.post("/comfort/low-energy")
    doors = [str(door["href"]) for door in guest.get("/").all("a.door")]
    assert doors == ["/boards", "/join", "/sign-in"]


def test_a_thread_stands_alone_without_numbers_beside_or_below_it(
    cast: Cast, maya: Guest, thread: Thread
) -> None:
    for _ in range(POSTS_A_PAGE):
        make_post(thread)
    first, last = maya.get(address(thread)), maya.get(f"{address(thread)}/2")
    for page in (first, last):
        assert not page.all("aside, textarea")
        assert not re.search(r"\d+ repl", page.text)
        assert not re.search(r"\d", page.one("nav.pager").get_text())
    assert first.link("Read on") == f"{address(thread)}/2"
    assert last.link("Back") == address(thread)
    assert last.link("Write your own words") == f"/t/{thread.id}/reply"


@pytest.mark.parametrize("path", ["/b/kitchen-table", "/unanswered", "/unread"])
def test_lists_hold_a_few_things_and_go_on_behind_a_link(cast: Cast, maya: Guest, path: str) -> None:
    for _ in range(FEW + 1):
        make_thread(cast.kitchen)
    first = maya.get(path)
    assert len(first.all(".thread-row")) == FEW
    assert len(maya.get(first.link("Older")).all(".thread-row")) == 1


@pytest.mark.parametrize("key", list(OneTap))
def test_one_tap_posts_exactly_the_phrase_on_the_button(maya: Guest, thread: Thread, key: OneTap) -> None:
    page = tap(maya, maya.get(address(thread)), key)
    assert page.all(".post .prose")[-1].get_text().strip() == PHRASES[key]
    assert replies(thread) == [PHRASES[key]]


@pytest.mark.parametrize("note", [ContentNote.SUICIDE, ContentNote.SELF_HARM])
def test_nobody_thanks_for_words_about_risk_or_claims_to_know_them(
    cast: Cast, maya: Guest, note: ContentNote
) -> None:
    page = maya.get(address(make_thread(cast.kitchen, by=cast.jonas, notes=frozenset({note}))))
    assert [str(button["value"]) for button in page.all(BUTTONS)] == ["read", "here", "hard", "no-words"]


def test_it_is_answered_by_a_redirect_to_the_post(maya: Guest, thread: Thread) -> None:
    answer = maya.press(maya.get(address(thread)), f"{BUTTONS}[value=read]", follow=False)
    assert answer.status == 303
    assert answer.response.headers["Location"].startswith(f"{address(thread)}#p-")


def test_two_taps_on_one_page_make_one_reply(maya: Guest, thread: Thread) -> None:
    page = maya.get(address(thread))
    tap(maya, page, OneTap.READ)
    tap(maya, page, OneTap.HARD)
    assert replies(thread) == [PHRASES[OneTap.READ]]


@pytest.mark.parametrize("words", ["", "anything else", "READ", "читать"])
def test_nothing_but_a_key_of_the_list_is_taken(maya: Guest, thread: Thread, words: str) -> None:
    form = maya.get(address(thread)).form("/one-tap")
    page = maya.send(form, words=words, text="words of the request")
    assert (page.status, replies(thread)) == (422, [])


def test_a_longer_reply_under_way_stays_a_draft(cast: Cast, maya: Guest, thread: Thread) -> None:
    keep_draft(
        actor=cast.maya, place=reply_place(thread.id), title="", text="An hour of words.", notes=["loss"]
    )
    tap(maya, maya.get(address(thread)), OneTap.HERE)
    draft = draft_at(cast.maya.id, reply_place(thread.id))
    assert draft is not None
    assert (draft.text, draft.notes) == ("An hour of words.", "loss")


def test_the_same_quotas_hold_and_what_the_refusal_says_is_true(
    app: Flask, cast: Cast, thread: Thread
) -> None:
    newcomer = make_member(joined=timedelta(hours=1))
    _write_all_there_is_room_for(newcomer, thread)
    choose_low_energy(actor=newcomer, low=True)
    reader = Guest(app).signed_in_as(newcomer)
    page = tap(reader, reader.get(address(thread)), OneTap.THANKS)
    assert page.status == 429
    assert "Your words are kept as a draft" in page.text
    draft = draft_at(newcomer.id, reply_place(thread.id))
    assert draft is not None
    assert draft.text == PHRASES[OneTap.THANKS]


def test_a_thread_that_is_not_there_takes_none(maya: Guest, thread: Thread) -> None:
    form = maya.get(address(thread)).form("/one-tap")
    form.action = "/t/999999/one-tap"
    assert maya.send(form, words="read").status == 404


def test_guests_are_offered_none_and_asked_to_sign_in(guest: Guest, thread: Thread) -> None:
    guest.client.post("/comfort/low-energy")
    page = guest.get(address(thread))
    assert not page.all(BUTTONS)
    assert page.link("Join to answer") == "/join"


def test_otherwise_the_composer_stands_there_and_no_phrases(app: Flask, cast: Cast, thread: Thread) -> None:
    page = Guest(app).signed_in_as(cast.priya).get(address(thread))
    assert page.all("textarea")
    assert not page.all(BUTTONS)


def test_a_thread_page_stays_within_its_budget(maya: Guest, thread: Thread) -> None:
    maya.get(address(thread))
    assert len(maya.get(address(thread)).queries) <= 6


def _write_all_there_is_room_for(account: Account, thread: Thread) -> None:
    """As much as somebody may write on their first day."""
    for _ in range(12):
        reply_in_one_tap(actor=account, thread=thread, words="One more line.", once="")


def test_one_tap_does_not_out_somebody_who_writes_without_their_name(
    maya: Guest, cast: Cast, thread: Thread
) -> None:
    own = Writing("I would rather not say who I am.", without_name=True)
    alias = post_reply(actor=cast.maya, thread=thread, writing=own).alias
    page = maya.get(f"/t/{thread.id}")
    assert f"as {alias}." in page.one(".one-tap").text
    tap(maya, page, OneTap.READ)
    db.session.rollback()
    last = db.session.query(Post).filter_by(thread_id=thread.id).order_by(Post.number.desc()).first()
    assert last is not None and (last.number, last.alias) == (3, alias)


def test_nobody_is_asked_to_answer_themselves(maya: Guest, cast: Cast) -> None:
    own = make_thread(by=cast.maya)
    assert not maya.get(f"/t/{own.id}").all(".one-tap")
    make_post(own, by=cast.jonas)
    assert maya.get(f"/t/{own.id}").all(".one-tap")
