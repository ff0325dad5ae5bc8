"""The doctor finds what is wrong, says so plainly, and sets right what can be counted."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select, text, update

from forum.accounts.models import Account, Distance, Role
from forum.accounts.profile import keep_away
from forum.accounts.roles import give_role
from forum.boards.models import Board
from forum.cli.counters import COUNTERS
from forum.core import clock
from forum.core.db import Model, db
from forum.core.mail import MOST_ATTEMPTS, Letter
from forum.core.operation import operation
from forum.moderation.flags import flag_post
from forum.moderation.models import Case, Reason
from forum.reactions.models import Kind
from forum.reactions.operations import react
from forum.threads.models import Post, Thread
from forum.threads.naming import keep_name_away
from forum.threads.posting import post_reply, start_thread
from forum.threads.writing import Writing
from tests.audit_guard import without_guard
from tests.cast import Cast
from tests.cli.running import flask
from tests.make import first_post, make_post, make_thread


@operation
def spoil(model: type[Model], **columns: Any) -> None:
    """Write something false into every row."""
    db.session.execute(update(model).values(**columns))


@pytest.fixture
def community(cast: Cast) -> Post:
    """A little of everything that is counted."""
    thread = make_thread(cast.kitchen, by=cast.maya)
    make_post(thread, by=cast.jonas)
    react(actor=cast.jonas, post=first_post(thread), kind=Kind.HUG)
    react(actor=cast.priya, post=first_post(thread), kind=Kind.HUG)
    react(actor=cast.priya, post=first_post(thread), kind=Kind.HOPE)
    keep_away(actor=cast.maya, other=cast.priya, distance=Distance.MUTE)
    post = make_post(thread, by=cast.priya)
    flag_post(actor=cast.jonas, post=post, reason=Reason.WORRIED, note="", revision=1)
    return post


def test_a_forum_that_is_well_is_said_to_be(app: Flask, community: Post) -> None:
    result = flask(app, "doctor")
    assert (result.exit_code, result.output) == (0, "All is well.\n")


def test_a_new_forum_is_well(app: Flask) -> None:
    assert flask(app, "doctor").exit_code == 0


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (Thread, "last_number", 77),
        (Thread, "last_post_at", None),
        (Thread, "last_author_id", None),
        (Thread, "waiting_since", datetime(2020, 1, 1, tzinfo=UTC)),
        (Thread, "alias", "Slow River"),
        (Board, "thread_count", 5),
        (Board, "post_count", 5),
        (Board, "last_post_at", None),
        (Account, "post_count", 9),
        (Account, "unread_notifications", -1),
        (Account, "kept_away", 3),
        (Post, "kinds", 1),
        (Case, "flag_count", 4),
    ],
)
def test_a_false_number_is_found_and_set_right(
    app: Flask, cast: Cast, community: Post, model: type[Model], column: str, value: Any
) -> None:
    counted = getattr(model, column)
    before = db.session.scalars(select(counted).order_by(model.__table__.c.id)).all()
    spoil(model, **{column: _false(column, value, cast)})
    found = flask(app, "doctor")
    assert found.exit_code == 1
    assert f"- {model.__tablename__}.{column} is wrong in " in found.output
    mended = flask(app, "doctor", "--fix")
    assert mended.exit_code == 0
    assert f"Set right: {model.__tablename__}.{column}" in mended.output
    assert db.session.scalars(select(counted).order_by(model.__table__.c.id)).all() == before


def test_posts_without_a_name_are_counted_where_nobody_sees(app: Flask, cast: Cast, community: Post) -> None:
    thread = db.session.get_one(Thread, community.thread_id)
    unnamed = Writing("I have told nobody this.", without_name=True)
    start_thread(actor=cast.maya, board=cast.kitchen, topic_slug="", title="Once", writing=unnamed)
    keep_name_away(actor=cast.maya, post=post_reply(actor=cast.ines, thread=thread, writing=unnamed))
    assert flask(app, "doctor").output == "All is well.\n"


def _false(column: str, value: Any, cast: Cast) -> Any:
    if column.endswith("_at"):
        return clock.now()
    return cast.ada.id if column.endswith("_id") else value


def test_every_counter_has_its_test() -> None:
    tested = test_a_false_number_is_found_and_set_right.pytestmark[0].args[1]
    assert {counter.name for counter in COUNTERS} == {
        f"{model.__tablename__}.{column}" for model, column, _ in tested
    }


def test_posts_rendered_by_another_version_are_rendered_anew(app: Flask, community: Post) -> None:
    html = community.html
    spoil(Post, renderer=0, html="<p>old</p>")
    found = flask(app, "doctor")
    assert found.exit_code == 1
    assert "3 rows of posts were rendered by another version" in found.output
    assert flask(app, "doctor", "--fix").exit_code == 0
    db.session.refresh(community)
    assert community.html == html


def test_a_database_that_was_not_migrated_is_said_so(app: Flask) -> None:
    version = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    _set_version("0000")
    result = flask(app, "doctor")
    _set_version(version)
    assert result.exit_code == 1
    assert "`flask --app wsgi db upgrade` brings it there" in result.output


@operation
def _set_version(version: str) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def test_an_audit_log_that_was_tampered_with_is_said_so(app: Flask, cast: Cast) -> None:
    give_role(name=cast.maya.name, role=Role.MODERATOR)
    _rewrite_log()
    result = flask(app, "doctor")
    assert result.exit_code == 1
    assert "The audit log was tampered with: entry 1 is changed." in result.output


@operation
def _rewrite_log() -> None:
    with without_guard(db.session.connection()):
        db.session.execute(text("UPDATE audit_entries SET act = 'nothing'"))


def test_letters_that_could_not_be_sent_are_said_so(app: Flask) -> None:
    _give_up_a_letter()
    result = flask(app, "doctor")
    assert result.exit_code == 1
    assert "1 letters of the last days could not be sent" in result.output


@operation
def _give_up_a_letter() -> None:
    now = clock.now()
    given_up = {"created_at": now, "due_at": now, "attempts": MOST_ATTEMPTS}
    letter = {"address": "maya@example.org", "template": "recovery", "params": {}, **given_up}
    db.session.execute(insert(Letter).values(letter))


def test_a_site_without_tls_is_not_well_in_production(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "FORUM_ENV", "production")
    result = flask(app, "doctor")
    assert result.exit_code == 1
    assert "PUBLIC_URL does not begin with https://" in result.output


def test_what_may_be_meant_is_said_and_no_fault(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "FORUM_ENV", "production")
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://forum.example.org")
    result = flask(app, "doctor")
    assert result.exit_code == 0
    assert "By the way: MAIL_URL is not set." in result.output
