"""A forum that was there before can be searched after its upgrade, and goes back without a trace."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from forum.accounts.visitor import GUEST
from forum.core.db import db
from forum.search.keeping import differing, is_sound
from forum.search.parser import parse
from forum.search.queries import found
from forum.threads.editing import withdraw_post
from forum.threads.posting import post_reply
from forum.threads.writing import Writing
from tests.make import make_member, make_post, make_thread
from tests.migrations.test_migrations import fresh  # noqa: F401  # a fixture, by being imported

BEFORE = "0015"
TEXTS = (
    "It **rained**, and I didn't sleep.\n\n> quoted words\n\nCafé &amp; tea, 5mg.",
    "眠れない夜 हिन्दी में Straße",
    "rain " * 3_000,
    "!?",
)


def test_what_was_written_before_is_found_as_if_it_were_written_now(fresh: Flask) -> None:  # noqa: F811  # the fixture
    upgrade()
    author = make_member()
    thread = make_thread(by=author, title="Łódź, once")
    for words in TEXTS:
        make_post(thread, text=words)
    post_reply(actor=author, thread=thread, writing=Writing("Without my name.", without_name=True))
    other = make_member()
    withdraw_post(actor=other, post=make_post(thread, by=other, text="Taken back."))
    db.session.remove()
    downgrade(revision=BEFORE)
    assert not [name for name in inspect(db.engine).get_table_names() if name.startswith("search")]
    upgrade()
    assert is_sound() and list(differing()) == []
    assert len(found(GUEST, parse("lodz"), board_ids=None).items) == 1
    assert db.session.scalar(text("SELECT count(*) FROM search_index")) == len(TEXTS) + 2


def test_it_fills_more_than_one_batch(fresh: Flask) -> None:  # noqa: F811  # the fixture
    upgrade()
    thread = make_thread()
    first = make_post(thread)
    copies = text(
        "INSERT INTO posts (thread_id, author_id, number, source, html, renderer, notes, quoted, once,"
        " created_at, revision, kinds, changed)"
        " SELECT thread_id, author_id, number + :n, source, html, renderer, notes, quoted,"
        " CAST(:n AS VARCHAR(9)), created_at, revision, kinds, changed FROM posts WHERE id = :id"
    )
    with db.engine.begin() as connection:
        connection.execute(copies, [{"n": n, "id": first.id} for n in range(1, 1_100)])
    db.session.remove()
    downgrade(revision=BEFORE)
    upgrade()
    assert db.session.scalar(text("SELECT count(*) FROM search_index")) == 1_101
    assert list(differing()) == []
