"""Whoever writes without their name hears of everything as usual; whoever hears of them learns no more."""

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.core.db import db
from forum.core.markdown import quote
from forum.moderation.models import Act, Case, Level, Rule
from forum.moderation.watched_models import Effect, Watched
from forum.moderation.watched_words import watch_word
from forum.notifications.models import Kind, Notification
from forum.threads.models import Post, Thread
from forum.threads.posting import post_reply, start_thread
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import make_post, make_reaction, make_thread
from tests.moderation.acts import decided
from tests.page import Guest


def told(account: Account) -> list[Kind]:
    lines = db.session.query(Notification).filter_by(account_id=account.id).order_by(Notification.id)
    return [line.kind for line in lines]


@pytest.fixture
def begun(cast: Cast) -> Post:
    """A thread that Maya began without her name."""
    writing = Writing("I have told nobody this.", without_name=True)
    return start_thread(
        actor=cast.maya, board=cast.kitchen, topic_slug="", title="Said once", writing=writing
    )


def test_replies_quotes_and_reactions_reach_whoever_wrote(app: Flask, cast: Cast, begun: Post) -> None:
    thread = db.session.get_one(Thread, begun.thread_id)
    make_post(thread, by=cast.jonas)
    make_post(thread, by=cast.priya, text=quote(begun.alias, begun.id, begun.source) + "Me too.")
    make_reaction(begun, by=cast.jonas)
    assert told(cast.maya) == [Kind.REPLY, Kind.QUOTE, Kind.REACTION]
    page = Guest(app).signed_in_as(cast.maya).get("/notifications")
    for line in ("Jonas replied in", "Priya quoted you in", "Jonas sent you a hug"):
        assert line in page.text


def test_nobody_is_told_of_what_they_wrote_themselves(cast: Cast, begun: Post) -> None:
    thread = db.session.get_one(Thread, begun.thread_id)
    words = quote(begun.alias, begun.id, begun.source) + "And one thing more."
    post_reply(actor=cast.maya, thread=thread, writing=Writing(words, without_name=True))
    make_post(make_thread(cast.kitchen, by=cast.maya), by=cast.jonas)
    assert told(cast.maya) == [Kind.REPLY]


def test_a_held_post_that_quotes_them_reaches_them_once_it_is_shown(cast: Cast, begun: Post) -> None:
    watch_word(
        actor=cast.ada,
        kind=Watched.WORDS,
        pattern="wonderpill*",
        effect=Effect.HOLD,
        level=Level.ROUTINE,
        why="May be selling.",
    )
    thread = make_thread(cast.kitchen, by=cast.priya)
    unnamed = post_reply(actor=cast.maya, thread=thread, writing=Writing("It is so.", without_name=True))
    words = quote(unnamed.alias, unnamed.id, unnamed.source) + "Have you tried wonderpills?"
    held = make_post(thread, by=cast.jonas, text=words)
    assert told(cast.maya) == []
    case = db.session.query(Case).filter_by(post_id=held.id).one()
    decided(case, by=cast.ines, act=Act.RESTORE, rule=Rule.NONE, words="")
    assert told(cast.maya) == [Kind.QUOTE]
