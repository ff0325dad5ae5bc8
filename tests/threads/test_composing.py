"""Writing in the browser without JavaScript: what was typed is never lost."""

import pytest
from flask import Flask

from forum.accounts.signing_in import end_all_sign_ins
from forum.core.db import db
from forum.moderation.opening import lock_thread
from forum.threads.drafts import draft_at
from forum.threads.models import Post, Thread
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.page import Guest


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def test_a_thread_is_begun_on_its_board(cast: Cast, maya: Guest) -> None:
    page = maya.get(f"/b/{cast.kitchen.slug}/new")
    after = maya.send(
        page.form(), title="Third week", text="Something is *different*.", topic="sleep", notes="loss"
    )
    assert (after.status, after.h1) == (200, "Third week")
    thread = db.session.query(Thread).one()
    assert (thread.notes, thread.topic_id is not None) == ("loss", True)


@pytest.mark.parametrize(("title", "text"), [("", "Words."), ("A title", ""), ("x" * 200, "Words.")])
def test_a_refused_thread_keeps_everything_typed(cast: Cast, maya: Guest, title: str, text: str) -> None:
    page = maya.get(f"/b/{cast.kitchen.slug}/new")
    refused = maya.send(page.form(), title=title, text=text, topic="sleep", notes="loss")
    form = refused.form()
    assert refused.status == 422 and refused.all('[role="alert"]')
    kept = {name: form.values.get(name) for name in ("title", "text", "topic", "notes")}
    assert kept == {"title": title, "text": text, "topic": "sleep", "notes": "loss"}
    assert db.session.query(Thread).count() == 0


def test_sending_the_same_page_twice_makes_one_reply(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    form = maya.get(f"/t/{thread.id}").form("/reply")
    first, second = (maya.send(form, text="Once.", follow=False) for _ in range(2))
    assert first.response.headers["Location"] == second.response.headers["Location"]
    assert db.session.query(Post).filter_by(thread_id=thread.id).count() == 2


def test_a_preview_shows_the_text_and_posts_nothing(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    form = maya.get(f"/t/{thread.id}").form("/reply")
    page = maya.send(form, text="Not **yet**.", preview="yes")
    assert page.one(".preview strong").text == "yet"
    assert page.form("/reply").values["text"] == "Not **yet**."
    assert db.session.query(Post).filter_by(thread_id=thread.id).count() == 1


def test_a_quote_stands_ready_in_the_reply(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas, text="The kettle sings.")
    post = first_post(thread)
    text = maya.get(f"/t/{thread.id}/reply?quote={post.id}").form("/reply").values["text"]
    assert text.startswith(f"> [Jonas wrote](/p/{post.id}):\n>\n> The kettle sings.")


@pytest.mark.parametrize("quoted", ["0", "-1", "x", "9" * 30, "99999"])
def test_a_quote_of_nothing_is_no_fault(cast: Cast, maya: Guest, quoted: str) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    assert maya.get(f"/t/{thread.id}/reply?quote={quoted}").status in (200, 404)


def test_a_reply_to_a_thread_that_was_closed_meanwhile_is_kept_as_a_draft(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    form = maya.get(f"/t/{thread.id}").form("/reply")
    lock_thread(actor=cast.ines, thread_id=thread.id, reason="It has run its course.")
    refused = maya.send(form, text="What I wanted to say.")
    assert refused.status == 403 and "run its course" in refused.text
    assert refused.form("/reply").values["text"] == "What I wanted to say."
    draft = draft_at(cast.maya.id, f"/t/{thread.id}/reply")
    assert draft is not None and draft.text == "What I wanted to say."


def test_words_typed_while_the_sign_in_ended_wait_as_a_draft_after_signing_in(
    cast: Cast, maya: Guest
) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    form = maya.get(f"/t/{thread.id}").form("/reply")
    end_all_sign_ins(account=cast.maya)
    asked = maya.send(form, text="An hour of words.")
    assert asked.status == 401 and "An hour of words." in asked.text
    after = maya.send(asked.form("/sign-in"), name="Maya", password="a lantern on the kitchen table")
    assert after.form("/reply").values["text"] == "An hour of words."


def test_so_does_the_topic_of_a_thread(cast: Cast, maya: Guest) -> None:
    form = maya.get(f"/b/{cast.kitchen.slug}/new").form()
    end_all_sign_ins(account=cast.maya)
    asked = maya.send(form, title="Third week", text="An hour of words.", topic="sleep")
    after = maya.send(asked.form("/sign-in"), name="Maya", password="a lantern on the kitchen table")
    assert after.form().values["topic"] == "sleep"


def test_an_old_token_is_answered_with_the_same_words_and_a_fresh_one(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    form = maya.get(f"/t/{thread.id}").form("/reply")
    stale = maya.send(form, text="Still here.", csrf_token="from long ago")
    assert stale.status == 400 and "Still here." in stale.text
    after = maya.send(stale.form("/reply"))
    assert "Still here." in after.text
    assert db.session.query(Post).filter_by(thread_id=thread.id).count() == 2


def test_an_edit_shows_its_history_to_members(cast: Cast, maya: Guest, app: Flask) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    post = make_post(thread, by=cast.maya, text="Before.")
    after = maya.send(maya.get(f"/p/{post.id}/edit").form("/edit"), text="After.")
    assert "edited" in after.one(f"#p-{post.id}").text
    history = Guest(app).signed_in_as(cast.jonas).get(f"/p/{post.id}/revisions")
    assert "Before." in history.text and "After." in history.text


def test_two_edits_from_two_pages_are_a_conflict_that_keeps_the_words(cast: Cast, maya: Guest) -> None:
    post = make_post(make_thread(cast.kitchen, by=cast.jonas), by=cast.maya)
    form = maya.get(f"/p/{post.id}/edit").form("/edit")
    maya.send(form, text="First.")
    refused = maya.send(form, text="Second.")
    assert refused.status == 409
    assert refused.form("/edit").values["text"] == "Second."


def test_a_withdrawal_asks_first_and_leaves_a_calm_line(cast: Cast, maya: Guest) -> None:
    post = make_post(make_thread(cast.kitchen, by=cast.jonas), by=cast.maya, text="Too much.")
    after = maya.send(maya.get(f"/p/{post.id}/withdrawal").form("/withdrawal"))
    assert "Withdrawn by the person who wrote it." in after.one(f"#p-{post.id}").text


BAD = ["a\x00b", "\ud83d", "\u202edrow", "Z" + "\u0334" * 400, "\x1b[31m red", "\r\n" * 9000 + "x"]


@pytest.mark.parametrize("text", BAD, ids=["nul", "surrogate", "rtl", "zalgo", "escape", "blank"])
def test_odd_input_is_cleaned_or_refused_but_never_breaks(cast: Cast, maya: Guest, text: str) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    form = maya.get(f"/t/{thread.id}").form("/reply")
    body = text.encode("utf-8", "surrogatepass")
    answer = maya.post(form.action, {**form.values, "text": body.decode("latin-1")})
    assert answer.status in (200, 422)
    shown = maya.get(f"/t/{thread.id}").response.get_data(as_text=True)
    assert not any(bad in shown for bad in ("\x00", "\u202e", "\x1b"))


def test_a_body_of_a_megabyte_is_refused_in_plain_words(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    form = maya.get(f"/t/{thread.id}").form("/reply")
    refused = maya.send(form, text="a" * 1_100_000)
    assert refused.status == 413 and "more than one post can hold" in refused.text
    long = maya.send(form, text="a" * 300_000)
    assert long.status == 422 and len(long.form("/reply").values["text"]) == 300_000
