"""A quote of a noted post folds as the post does, whoever quotes it, and whenever the note came."""

import pytest
from flask import Flask

from forum.accounts.models import Account, Distance
from forum.accounts.profile import keep_away
from forum.core.db import db
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Rule
from forum.threads.editing import edit_post
from forum.threads.models import ContentNote, Post, Thread
from forum.threads.suggesting import add_suggested, suggest_notes
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.notes.acts import quoting
from tests.page import Guest

LOSS, EATING = ContentNote.LOSS, ContentNote.EATING
FOLD = "details.note-fold:has(> blockquote)"


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.kitchen, by=cast.jonas, text="My mother died.", notes=frozenset({LOSS}))


def leaves_open(account: Account, *notes: str) -> None:
    account.open_notes = " ".join(notes)
    db.session.commit()


def folded(visitor: Guest, thread: Thread) -> list[str]:
    """What stands before each quote that is folded for somebody."""
    page = visitor.get(f"/t/{thread.id}")
    return [" ".join(fold.summary.get_text(" ").split()) for fold in page.all(FOLD) if fold.summary]


def test_a_quote_shows_the_posts_note_and_not_its_words(cast: Cast, guest: Guest, thread: Thread) -> None:
    make_post(thread, by=cast.priya, text=quoting(first_post(thread)))
    fold = guest.get(f"/t/{thread.id}").one(FOLD)
    assert fold.summary and "A quote with a content note: loss" in fold.summary.text
    assert "My mother died." in fold.text and "That, yes." not in fold.text and not fold.has_attr("open")


def test_it_is_open_for_those_who_leave_the_note_open(cast: Cast, maya: Guest, thread: Thread) -> None:
    make_post(thread, by=cast.priya, text=quoting(first_post(thread)))
    assert folded(maya, thread)
    leaves_open(cast.maya, "loss")
    assert folded(maya, thread) == []


def test_readers_with_different_choices_never_get_one_anothers_piece(
    app: Flask, cast: Cast, maya: Guest, thread: Thread
) -> None:
    make_post(thread, by=cast.priya, text=quoting(first_post(thread)))
    leaves_open(cast.maya, "loss")
    for _ in range(2):
        assert folded(maya, thread) == []
        assert folded(Guest(app).signed_in_as(cast.ada), thread) == ["A quote with a content note: loss"]


def test_two_quotes_fold_each_behind_its_own_note(cast: Cast, maya: Guest, thread: Thread) -> None:
    second = make_post(thread, by=cast.ada, text="I stopped eating.", notes=frozenset({EATING}))
    plain = make_post(thread, by=cast.ada, text="It rains.")
    text = quoting(first_post(thread)) + "\n\n" + quoting(second) + "\n\n" + quoting(plain)
    make_post(thread, by=cast.priya, text=text)
    leaves_open(cast.maya, "eating")
    assert folded(maya, thread) == ["A quote with a content note: loss"]


def test_a_post_that_carries_the_note_itself_says_it_once(cast: Cast, guest: Guest, thread: Thread) -> None:
    make_post(thread, by=cast.priya, text=quoting(first_post(thread)), notes=frozenset({LOSS}))
    assert folded(guest, thread) == []
    assert len(guest.get(f"/t/{thread.id}").all(".note-fold")) == 2


def test_the_composer_takes_the_notes_along_with_the_words(cast: Cast, maya: Guest, thread: Thread) -> None:
    page = maya.get(f"/t/{thread.id}/reply?quote={first_post(thread).id}")
    assert [box["value"] for box in page.all("input[name=notes][checked]")] == ["loss"]
    assert page.one("details.more-options:has([name=notes])").has_attr("open")
    after = maya.send(page.form("/reply"))
    assert after.status == 200 and db.session.query(Post).filter_by(number=2).one().notes == "loss"


def test_a_note_that_is_added_later_reaches_the_quotes_that_were_made_before(
    cast: Cast, guest: Guest
) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, text="My mother died.")
    post = first_post(thread)
    quote = make_post(thread, by=cast.priya, text=quoting(post))
    before = quote.changed
    assert folded(guest, thread) == []
    noted = decided(flagged(post), by=cast.ines, act=Act.NOTE, rule=Rule.NONE, notes=frozenset({LOSS}))
    assert folded(guest, thread) == ["A quote with a content note: loss"]
    undo(actor=cast.ines, decision=noted)
    assert folded(guest, thread) == []
    suggest_notes(actor=cast.jonas, post=post, notes={EATING})
    add_suggested(actor=cast.maya, post=post, note="eating")
    assert folded(guest, thread) == ["A quote with a content note: eating"]
    writing = Writing(post.source, frozenset({LOSS, EATING}))
    edit_post(actor=cast.maya, post=post, revision=1, title=thread.title, writing=writing)
    assert folded(guest, thread) == ["A quote with a content note: eating, loss"]
    db.session.refresh(quote)
    assert quote.changed == before + 4


def test_only_posts_that_quote_it_change_with_it(cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    posts = [make_post(thread, by=cast.priya) for _ in range(12)]
    # Its number is the beginning of others'.
    of_the_last = make_post(thread, by=cast.priya, text=quoting(posts[-1]))
    decided(flagged(posts[0]), by=cast.ines, act=Act.NOTE, rule=Rule.NONE, notes=frozenset({LOSS}))
    db.session.refresh(of_the_last)
    assert (of_the_last.quoted_notes, of_the_last.changed) == ("", 0)


def test_a_new_wording_without_the_quote_folds_nothing(cast: Cast, guest: Guest, thread: Thread) -> None:
    quote = make_post(thread, by=cast.priya, text=quoting(first_post(thread)))
    edit_post(actor=cast.priya, post=quote, revision=1, title="", writing=Writing("Only mine."))
    assert folded(guest, thread) == [] and quote.quoted_notes == ""


def test_somebody_kept_away_and_a_note_fold_side_by_side(cast: Cast, maya: Guest, thread: Thread) -> None:
    away = make_post(thread, by=cast.ada, text="It rains.")
    make_post(thread, by=cast.priya, text=quoting(first_post(thread)) + "\n\n" + quoting(away))
    keep_away(actor=cast.maya, other=cast.ada, distance=Distance.MUTE)
    page = maya.get(f"/t/{thread.id}")
    summaries = [fold.summary.get_text() for fold in page.all("details:has(> blockquote)") if fold.summary]
    assert summaries == ["A quote with a content note: loss", "A quote of somebody you keep away"]


def test_a_page_with_folded_quotes_costs_no_query_more(cast: Cast, maya: Guest, thread: Thread) -> None:
    maya.get(f"/t/{thread.id}")
    before = len(maya.get(f"/t/{thread.id}").queries)
    make_post(thread, by=cast.priya, text=quoting(first_post(thread)))
    maya.get(f"/t/{thread.id}")
    assert len(maya.get(f"/t/{thread.id}").queries) == before


def test_earlier_wordings_fold_their_quotes_too(app: Flask, cast: Cast, thread: Thread) -> None:
    quote = make_post(thread, by=cast.priya, text=quoting(first_post(thread)))
    edit_post(actor=cast.priya, post=quote, revision=1, title="", writing=Writing("Only mine."))
    jonas = Guest(app).signed_in_as(cast.jonas)
    assert len(jonas.get(f"/p/{quote.id}/revisions").all(FOLD)) == 1
