"""The databases find what a page shows by an index that fits, so a page costs the same however much there is.

SQLite plans by the shape of a statement. PostgreSQL plans by how much there is, and reads everything where
there is little: so reading everything and sorting are made dear, and a plan that still has them has no index.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event, text

from forum.accounts.visitor import Visitor, visitor_with
from forum.core.db import db
from forum.core.errors import NotFound
from forum.reactions.queries import glimpses_of
from forum.threads import lists
from forum.threads.feeds import new_posts, new_threads
from forum.threads.invitations import invitation_for
from forum.threads.queries import posts_on, thread_head
from tests.cast import Cast
from tests.make import make_sign_in, make_thread

Read = Callable[[Visitor], object]

LATER = "1790000000.000000-9"

HOT: dict[str, tuple[Read, str]] = {
    "latest": (lists.latest, "ix_threads_latest"),
    "latest, deep": (lambda who: lists.latest(who, before=LATER), "ix_threads_latest"),
    "board": (lambda who: lists.latest(who, board_id=1), "ix_threads_board_latest"),
    "board, deep": (lambda who: lists.latest(who, board_id=1, before=LATER), "ix_threads_board_latest"),
    "topic": (lambda who: lists.latest(who, board_id=1, topic="sleep"), "ix_threads_topic_latest"),
    "pinned": (lambda who: lists.pinned(who, board_id=1), "ix_threads_pinned"),
    "unanswered": (lists.unanswered, "ix_threads_waiting"),
    "unanswered on a board": (lambda who: lists.unanswered(who, board_id=1), "_waiting"),
    "an invitation": (lambda who: invitation_for(replace(who, wants_invitations=True)), "ix_threads_waiting"),
    "unread": (lists.unread, "ix_threads_latest"),
    "unread, deep": (lambda who: lists.unread(who, before=LATER), "ix_threads_latest"),
}


def not_there(read: Callable[[], object]) -> None:
    """Whether there is such a thread does not matter here."""
    with suppress(NotFound):
        read()


FEEDS: dict[str, Read] = {
    "everywhere": lambda who: new_threads(),
    "board": lambda who: new_threads(1),
    "thread": lambda who: new_posts(1),
}
POSTS: dict[str, Read] = {
    "head": lambda who: not_there(lambda: thread_head(who, 1)),
    "glimpses": lambda who: glimpses_of(1, 21, 40, reader_id=who.id),
    "posts": lambda who: posts_on(1, 2),
    "visitor": lambda who: visitor_with(who.sign_in_token),
}


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Visitor:
    make_thread(cast.kitchen, by=cast.jonas)
    found = visitor_with(make_sign_in(cast.maya))
    assert found is not None
    return found


def plan_of(read: Read, who: Visitor) -> str:
    """How the database goes about the one statement that `read` sends."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        read(who)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    ((statement, parameters),) = (one for one in sent if one[0].startswith("SELECT"))
    connection = db.session.connection()
    return explained(connection, statement, parameters)


def explained(connection: Connection, statement: str, parameters: Any) -> str:
    if connection.dialect.name == "sqlite":
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return "\n".join(step[3] for step in steps)
    for dear in ("enable_seqscan", "enable_sort", "enable_incremental_sort", "enable_bitmapscan"):
        connection.execute(text(f"SET LOCAL {dear} = off"))
    return "\n".join(step[0] for step in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters))


def sorts(plan: str) -> bool:
    return "TEMP B-TREE" in plan or "Sort" in plan


def reads_everything_of(table: str, plan: str) -> bool:
    return f"Seq Scan on {table}" in plan or any(
        line.startswith(f"SCAN {table}") for line in plan.splitlines()
    )


@pytest.mark.parametrize("name", HOT)
def test_a_list_of_threads_is_read_in_its_order_from_its_index(maya: Visitor, name: str) -> None:
    read, index = HOT[name]
    plan = plan_of(read, maya)
    # Of two that give the order PostgreSQL takes one by how much there is, and here there is next to nothing.
    fitting = index if db.engine.dialect.name == "sqlite" else "ix_threads_"
    assert fitting in plan, plan
    assert not sorts(plan), plan
    assert not reads_everything_of("threads", plan), plan


@pytest.mark.parametrize("name", [name for name in HOT if "deep" in name])
def test_a_deep_page_of_a_list_begins_at_its_place(maya: Visitor, name: str) -> None:
    read, _ = HOT[name]
    plan = plan_of(read, maya)
    assert "last_post_at<?" in plan or "ROW(last_post_at, id) < ROW(" in plan, plan


@pytest.mark.parametrize("name", POSTS)
def test_a_thread_page_reads_nothing_but_its_rows(maya: Visitor, name: str) -> None:
    plan = plan_of(POSTS[name], maya)
    for table in ("posts", "threads", "accounts", "reactions", "read_marks", "sign_ins"):
        assert not reads_everything_of(table, plan), plan
    assert not sorts(plan), plan


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_read_from_its_end_and_no_further_than_it_goes(maya: Visitor, name: str) -> None:
    plan = plan_of(FEEDS[name], maya)
    assert not sorts(plan), plan
    for table in ("posts", "accounts", "threads"):
        assert not reads_everything_of(table, plan), plan
    if name == "board" and db.engine.dialect.name == "sqlite":
        assert "ix_threads_board_new" in plan, plan


def test_it_sees_a_plan_that_reads_and_sorts_everything(maya: Visitor) -> None:
    plan = explained(db.session.connection(), "SELECT id FROM threads ORDER BY title", ())
    assert sorts(plan) and reads_everything_of("threads", plan), plan
