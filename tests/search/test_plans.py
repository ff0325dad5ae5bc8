"""A page of search costs the same however much there is: both indexes are read from the newest post on."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from forum.accounts.visitor import GUEST
from forum.core.db import db
from forum.search.parser import parse
from forum.search.queries import found
from tests.cast import Cast
from tests.make import make_thread
from tests.threads.test_plans import explained, reads_everything_of

Statement = tuple[str, Any]


@pytest.fixture
def sent(app: Flask, cast: Cast) -> list[Statement]:
    """The statements of one search, in their order."""
    make_thread(cast.kitchen, text="It rained.")
    sent: list[Statement] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        sent.append((statement, parameters))

    board_ids = [cast.kitchen.id]
    db.session.rollback()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        found(GUEST, parse("rained"), board_ids=board_ids)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return sent


def test_nothing_is_read_through(sent: list[Statement]) -> None:
    for statement in sent:
        plan = explained(db.session.connection(), *statement)
        for table in ("posts", "threads", "accounts", "search_index_content"):
            assert not reads_everything_of(table, plan), plan


def test_the_newest_come_first_without_sorting(sent: list[Statement]) -> None:
    plan = explained(db.session.connection(), *sent[0])
    if db.engine.dialect.name == "sqlite":
        assert len(sent) == 1 and plan.startswith("SCAN search_index VIRTUAL TABLE INDEX"), plan
        assert "TEMP B-TREE" not in plan, plan
    else:
        assert "Sort" not in plan and "Backward using pk_search_index" in plan, plan


def test_what_is_rare_is_looked_up_by_its_words(sent: list[Statement]) -> None:
    if db.engine.dialect.name == "sqlite":
        return
    connection = db.session.connection()
    # Next to nothing is there, so reading all of it would be cheaper; GIN can only be read as a bitmap.
    for dear in ("enable_seqscan", "enable_indexscan"):
        connection.execute(text(f"SET LOCAL {dear} = off"))
    statement, parameters = sent[1]
    plan = "\n".join(step[0] for step in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters))
    assert "Bitmap Index Scan on ix_search_index_vector" in plan, plan
