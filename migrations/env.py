"""How migrations run: on the application's own engine; no migration imports a model."""

from typing import Any

from alembic import context
from flask import current_app

from forum.core.db import UTCDateTime, db


def render_type(kind: str, thing: object, _context: object) -> str | bool:
    """Write our own column types as what they are in the database."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UTCDateTime) else False


def skip_empty(_context: object, _revision: object, directives: list[Any]) -> None:
    """Write no migration that does nothing."""
    if directives and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def run() -> None:
    """Run what is asked for, each migration in one transaction."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_type,
            process_revision_directives=skip_empty,
            transaction_per_migration=True,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
