"""Wherever a noted post is spoken of, its note stands and its words do not."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.core.db import db
from forum.core.mail import Letter
from forum.core.markdown import render
from forum.moderation.models import Reason
from forum.threads.drafts import draft_at, drafts_of, keep_draft
from forum.threads.editing import edit_post
from forum.threads.models import ContentNote, Post, Thread
from forum.threads.noted import EXCERPT, excerpt
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import PASSWORD, first_post, make_post, make_reaction, make_thread
from tests.moderation.acts import decided, flagged
from tests.notes.acts import quoting
from tests.page import Guest, Page

LOSS, EATING = ContentNote.LOSS, ContentNote.EATING
WORDS = "My mother died in spring."


@pytest.fixture
def thread(cast: Cast) -> Thread:
    """Maya's thread, noted, with a noted answer; Priya was here before it and has not read it."""
    assert cast.priya
    noted = frozenset({LOSS})
    thread = make_thread(cast.kitchen, by=cast.maya, title="Since spring", text=WORDS, notes=noted)
    make_post(thread, by=cast.jonas, text=f"{WORDS} Mine too.", notes=frozenset({EATING}))
    return thread


def outside_folds(page: Page) -> str:
    """What somebody reads who opens nothing."""
    for fold in page.all("details:not([open])"):
        for inside in fold.find_all(recursive=False):
            if inside.name != "summary":
                inside.decompose()
    return page.text


@pytest.mark.parametrize("address", ["/", "/b/kitchen-table", "/m/Maya", "/unread"])
def test_lists_show_the_title_with_the_note_beside_it_and_no_words(
    app: Flask, cast: Cast, thread: Thread, address: str
) -> None:
    row = Guest(app).signed_in_as(cast.priya).get(address).one("article.thread-row")
    assert "Since spring" in row.text and "content note: loss" in row.text and "mother" not in row.text


def test_a_thread_nobody_answered_is_listed_the_same_way(cast: Cast, guest: Guest) -> None:
    make_thread(cast.kitchen, by=cast.maya, text=WORDS, notes=frozenset({LOSS}))
    row = guest.get("/unanswered").one("article.thread-row")
    assert "loss" in row.text and "mother" not in row.text


def test_a_threads_page_says_its_note_beside_the_title(cast: Cast, guest: Guest, thread: Thread) -> None:
    page = guest.get(f"/t/{thread.id}")
    assert "content note: loss" in page.one(".page-head").get_text()
    assert "mother" not in outside_folds(page) and "mother" not in str(page.one("head"))


def test_a_screen_reader_hears_which_post_a_fold_belongs_to(guest: Guest, thread: Thread) -> None:
    names = [" ".join(s.get_text().split()) for s in guest.get(f"/t/{thread.id}").all(".note-fold > summary")]
    assert names == ["Content note: loss for post 1", "Content note: eating for post 2"]


def test_notifications_show_the_notes_of_post_and_thread(cast: Cast, maya: Guest, thread: Thread) -> None:
    answer = make_post(thread, by=cast.priya, text=quoting(first_post(thread)))
    make_reaction(first_post(thread), by=cast.ada)
    page = maya.get("/notifications")
    lines = [" ".join(row.get_text(" ").split()) for row in page.all(".news-row")]
    assert ["content note: loss" in line for line in lines] == [True, True, False], lines
    assert "content note: eating, loss" in lines[2] and "mother" not in page.text
    assert answer.notes == ""


def test_notifications_are_silent_about_notes_where_the_thread_is_out_of_sight(
    cast: Cast, maya: Guest, thread: Thread
) -> None:
    reply = make_post(thread, by=cast.maya, text="Thank you.", notes=frozenset({EATING}))
    decided(flagged(reply), by=cast.ines)
    line = maya.get("/notifications").all(".news-row")[0].get_text()
    assert "hidden one of your posts" in line and "note" not in line


def test_letters_hold_neither_words_nor_title(cast: Cast, thread: Thread) -> None:
    cast.maya.email = cast.maya.email_key = "maya@example.org"
    db.session.commit()
    decided(flagged(first_post(thread)), by=cast.ines)
    letters = db.session.query(Letter).all()
    assert letters and not [
        one for one in letters if "spring" in str(one.params) or "mother" in str(one.params)
    ]


def test_earlier_wordings_fold_behind_the_note_even_if_it_came_later(
    app: Flask, cast: Cast, maya: Guest
) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, text=WORDS)
    writing = Writing("It was spring.", frozenset({LOSS}))
    edit_post(actor=cast.maya, post=first_post(thread), revision=1, title=thread.title, writing=writing)
    page = Guest(app).signed_in_as(cast.jonas).get(f"/p/{first_post(thread).id}/revisions")
    assert len(page.all(".note-fold")) == 2 and "mother" not in outside_folds(page)
    cast.maya.open_notes = "loss"
    db.session.commit()
    assert not maya.get(f"/p/{first_post(thread).id}/revisions").all(".note-fold")


def test_the_page_for_taking_a_post_back_folds_it(cast: Cast, maya: Guest, thread: Thread) -> None:
    page = maya.get(f"/p/{first_post(thread).id}/withdrawal")
    assert page.all(".note-fold") and "mother" not in outside_folds(page)


@pytest.mark.parametrize("page", ["flag", "notes"])
def test_pages_about_a_post_name_its_notes_and_not_its_words(
    app: Flask, cast: Cast, thread: Thread, page: str
) -> None:
    answer = db.session.query(Post).filter_by(number=2).one()
    about = Guest(app).signed_in_as(cast.priya).get(f"/p/{answer.id}/{page}")
    assert "content note: eating, loss" in about.text and "mother" not in about.text


def test_statements_and_outcomes_do_not_show_its_words(app: Flask, cast: Cast, thread: Thread) -> None:
    case = flagged(first_post(thread), by=cast.priya)
    made = decided(case, by=cast.ines)
    assert "mother" not in Guest(app).signed_in_as(cast.maya).get(f"/decisions/{made.id}").text
    assert "mother" not in Guest(app).signed_in_as(cast.priya).get(f"/outcomes/{case.id}").text


def test_moderators_lists_name_the_note_and_hold_no_words(app: Flask, cast: Cast, thread: Thread) -> None:
    case = flagged(first_post(thread), by=cast.priya, reason=Reason.SPAM)
    ines = Guest(app).signed_in_as(cast.ines)
    assert "mother" not in ines.get("/moderation?lane=rules").text
    for address in ("/moderation/members/Maya", f"/p/{case.post_id}/case"):
        listed = outside_folds(ines.get(address))
        assert "content note: loss" in listed and "mother" not in listed, address
    page = ines.get(f"/moderation/cases/{case.id}")
    assert "content note: loss" in page.text and "mother" not in page.text


def test_the_list_of_spam_names_the_note(app: Flask, cast: Cast) -> None:
    pillows = make_post(text="Pillows, half price.", by=cast.maya, notes=frozenset({LOSS}))
    flagged(pillows, by=cast.priya, reason=Reason.SPAM)
    listed = outside_folds(Guest(app).signed_in_as(cast.ines).get("/moderation/spam"))
    assert "content note: loss" in listed and "half price" not in listed


def test_a_moderator_who_reads_one_post_is_not_shown_its_noted_neighbours_unasked(
    app: Flask, cast: Cast, thread: Thread
) -> None:
    plain = make_post(thread, by=cast.maya, text="It rains.")
    page = Guest(app).signed_in_as(cast.ines).get(f"/moderation/cases/{flagged(plain).id}?words=shown")
    around = next(fold for fold in page.all(".fold") if "what stands around" in fold.get_text())
    assert len(around.select(".note-fold")) == 2


def test_a_preview_shows_the_note_before_the_words(cast: Cast, maya: Guest, thread: Thread) -> None:
    form = maya.get(f"/t/{thread.id}/reply").form("/reply")
    page = maya.send(form, text=WORDS, notes="loss", preview="yes")
    fold = page.one(".preview details.note-fold")
    assert fold.has_attr("open") and "Content note: loss" in fold.get_text() and WORDS in fold.get_text()
    token = page.one("input[name=csrf_token]")["value"]
    piece = maya.client.post(
        "/preview", data={"text": WORDS, "notes": ["loss", "weather"], "csrf_token": token}
    )
    assert "Content note: loss<" in piece.get_data(as_text=True)


def test_a_draft_keeps_its_notes_and_shows_its_writer_their_own_words_only(
    cast: Cast, maya: Guest, thread: Thread
) -> None:
    place, quoted = f"/t/{thread.id}/reply", quoting(first_post(thread), "I read this twice.")
    keep_draft(actor=cast.maya, place=place, title="", text=quoted, notes=["eating", "weather"])
    drafts = maya.get("/settings/drafts")
    assert "content note: eating" in drafts.text and "I read this twice." in drafts.text
    assert "mother" not in str(drafts.soup)
    page = maya.get(place)
    assert [box["value"] for box in page.all("input[name=notes][checked]")] == ["eating"]


def test_a_reply_that_cannot_be_posted_yet_keeps_its_notes(cast: Cast, maya: Guest, thread: Thread) -> None:
    form = maya.get(f"/t/{thread.id}/reply").form("/reply")
    thread.locked_at = thread.created_at + timedelta(minutes=1)
    db.session.commit()
    refused = maya.send(form, text=WORDS, notes="loss")
    draft = draft_at(cast.maya.id, f"/t/{thread.id}/reply")
    assert refused.status == 403 and draft is not None and draft.notes == "loss"


def test_notes_travel_through_a_lost_sign_in_with_the_words(cast: Cast, maya: Guest, thread: Thread) -> None:
    place = f"/t/{thread.id}/reply"
    form = maya.get(place).form(place)
    maya.client.delete_cookie("forum")
    page = maya.send(form, text=WORDS, notes=["loss", "eating"])
    new = maya.send(page.form("/sign-in"), name="Maya", password=PASSWORD)
    assert new.path == place and drafts_of(cast.maya.id)[0].notes == "eating loss"
    assert [box["value"] for box in new.all("input[name=notes][checked]")] == ["eating", "loss"]


def test_an_excerpt_is_the_posts_own_words_or_nothing() -> None:
    html = render(
        "> [Maya wrote](/p/3):\n> quoted\n> > deeper\n\nIt is **not**hing, a < b.\n\n- one\n- two"
    ).html
    assert excerpt(html, "") == "It is nothing, a < b. one two"
    assert excerpt(html, "loss") is None
    assert excerpt(html, "loss eating", frozenset({"loss"})) is None
    assert excerpt(html, "loss eating", frozenset({"loss", "eating"})) is not None
    assert excerpt(render("x " * 500).html, "") == "x " * (EXCERPT // 2 - 1) + "x…"


def test_on_paper_a_note_stays_as_its_reader_left_it(guest: Guest, thread: Thread) -> None:
    address = str(guest.get(f"/t/{thread.id}").one("link[rel=stylesheet]")["href"])
    css = guest.client.get(address).get_data(as_text=True)
    assert ".fold:not(.note-fold)::details-content" in css
