"""Starting threads and replying."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Account
from forum.boards.models import Board
from forum.core.db import db
from forum.core.errors import Invalid, NotAllowed, NotFound
from forum.moderation.opening import lock_thread
from forum.threads.models import ContentNote, Post, Thread
from forum.threads.posting import post_reply, start_thread
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_board, make_post, make_thread


def test_a_thread_begins_with_its_first_post(cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya, title="Slow mornings", text="They are *slow*.")
    post = first_post(thread)
    assert (post.number, post.author_id) == (1, cast.maya.id)
    assert "<em>slow</em>" in post.html
    assert (thread.slug, thread.last_number) == ("slow-mornings", 1)


def test_replies_are_numbered_in_their_order(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    assert [make_post(thread, by=cast.jonas).number for _ in range(3)] == [2, 3, 4]


def test_counters_follow_what_is_posted(cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    reply = make_post(thread, by=cast.jonas)
    board = db.session.get_one(Board, cast.kitchen.id)
    assert (board.thread_count, board.post_count, board.last_post_at) == (1, 2, reply.created_at)
    assert (thread.last_number, thread.last_author_id) == (2, cast.jonas.id)
    assert [db.session.get_one(Account, a.id).post_count for a in (cast.maya, cast.jonas)] == [1, 1]


def test_the_same_form_sent_twice_makes_one_thread(cast: Cast) -> None:
    writing = Writing("Once is enough.", once="form-7")
    first = start_thread(actor=cast.maya, board=cast.kitchen, topic_slug="", title="Once", writing=writing)
    again = start_thread(actor=cast.maya, board=cast.kitchen, topic_slug="", title="Once", writing=writing)
    assert first.id == again.id
    assert db.session.query(Thread).count() == 1


def test_the_same_form_sent_twice_makes_one_reply_even_if_the_thread_was_closed_between(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    writing = Writing("I am here.", once="form-8")
    first = post_reply(actor=cast.jonas, thread=thread, writing=writing)
    lock_thread(actor=cast.ines, thread_id=thread.id, reason="It has run its course.")
    assert post_reply(actor=cast.jonas, thread=thread, writing=writing).id == first.id


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n", "\u200b\x00"])
def test_an_empty_post_is_refused_kindly(cast: Cast, nothing: str) -> None:
    with pytest.raises(Invalid, match="One sentence is enough") as refusal:
        make_post(make_thread(by=cast.maya), by=cast.jonas, text=nothing)
    assert refusal.value.field == "text"


def test_a_post_that_is_too_long_is_refused_with_its_length(cast: Cast) -> None:
    with pytest.raises(Invalid, match="20001 characters"):
        make_post(make_thread(by=cast.maya), by=cast.jonas, text="a" * 20_001)


def test_a_topic_must_be_the_boards_own(cast: Cast) -> None:
    other = make_board(topics=("elsewhere",))
    with pytest.raises(Invalid) as refusal:
        make_thread(cast.kitchen, by=cast.maya, topic="elsewhere")
    assert refusal.value.field == "topic"
    assert make_thread(other, by=cast.maya, topic="elsewhere").topic_id is not None


def test_a_resting_thread_says_why_it_takes_no_replies(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    lock_thread(actor=cast.ines, thread_id=thread.id, reason="It has run its course.")
    with pytest.raises(NotAllowed, match="run its course"):
        make_post(thread, by=cast.jonas)


def test_only_moderators_let_a_thread_rest(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    with pytest.raises(NotFound):
        lock_thread(actor=cast.maya, thread_id=thread.id, reason="Mine.")


def test_a_quote_counts_only_within_its_own_thread(cast: Cast) -> None:
    thread, elsewhere = make_thread(by=cast.maya), make_thread(by=cast.priya)
    inside, outside = first_post(thread), first_post(elsewhere)
    reply = make_post(
        thread,
        by=cast.jonas,
        text=f"> [Maya wrote](/p/{inside.id}):\n> words\n\n> [Priya wrote](/p/{outside.id}):\n> more",
    )
    assert reply.quoted == f"{cast.maya.id}:{inside.id}"


def test_content_notes_are_kept_in_their_own_order(cast: Cast) -> None:
    notes = frozenset({ContentNote.LOSS, ContentNote.SELF_HARM})
    thread = make_thread(by=cast.maya, notes=notes)
    assert thread.notes == "self-harm loss"
    assert db.session.scalars(select(Post.notes).where(Post.thread_id == thread.id)).one() == "self-harm loss"
