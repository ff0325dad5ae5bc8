"""Whether the database can be worked with, in an operator's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from forum.core.db import db

# No model describes it: each kind of database has one of its own.
_SEARCH = "search_index"


@contextmanager
def ready_database() -> Iterator[None]:
    """What a command does with the database, which is there and as it should be.

    Raises:
        click.ClickException: it is not, or stopped answering; says so plainly.
    """
    try:
        lacking = what_is_lacking()
        if lacking:
            raise click.ClickException(lacking)
        yield
    except SQLAlchemyError as error:
        raise click.ClickException(no_answer(error)) from error


def what_is_lacking() -> str:
    """What has to be done before anything else can be; empty if nothing."""
    if not _is_at_head():
        return "The database is not up to date. `flask --app wsgi db upgrade` brings it there."
    there = set(inspect(db.session.connection()).get_table_names())
    missing = sorted({*db.metadata.tables, _SEARCH} - there)
    if missing:
        return f"The database has lost {', '.join(missing)}. Please bring back a backup (docs/deploy.md)."
    return ""


def no_answer(error: SQLAlchemyError) -> str:
    """What the database said instead of an answer."""
    return f"The database does not answer: {getattr(error, 'orig', None) or error}"


def _is_at_head() -> bool:
    wanted = ScriptDirectory(str(Path(current_app.root_path, "migrations"))).get_heads()
    there = MigrationContext.configure(db.session.connection()).get_current_heads()
    return set(wanted) == set(there)
