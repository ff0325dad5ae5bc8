"""A database that cannot be worked with is told in plain words, by the doctor and by its medicine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from forum.core.db import db
from forum.core.operation import operation
from tests.cli.running import flask
from tests.conftest import make_app

COMMANDS = [("search", "rebuild"), ("doctor",), ("doctor", "--fix")]
NOBODY_THERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


@operation
def say(statement: str) -> None:
    db.session.execute(text(statement))


@pytest.fixture
def _lost(app: Flask) -> Iterator[None]:
    """The table of the search index is away."""
    say("ALTER TABLE search_index RENAME TO search_index_away")
    yield
    say("ALTER TABLE search_index_away RENAME TO search_index")


@pytest.mark.usefixtures("_lost")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_table_that_is_lost_is_named(app: Flask, words: tuple[str, ...]) -> None:
    told = flask(app, *words)
    assert told.exit_code == 1
    assert "The database has lost search_index. Please bring back a backup" in told.output


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_that_was_never_upgraded_is_told_from_others(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    new = make_app("", tmp_path)
    with new.app_context():
        told = flask(new, *words)
    assert told.exit_code == 1 and "`flask --app wsgi db upgrade` brings it there" in told.output


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_that_is_down_is_said_not_to_answer(tmp_path: Path, words: tuple[str, ...]) -> None:
    alone = make_app(NOBODY_THERE, tmp_path)
    with alone.app_context():
        told = flask(alone, *words)
    assert told.exit_code == 1 and "The database does not answer" in told.output
