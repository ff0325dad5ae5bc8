"""Migrations are code: they run up and down, with data, and end where the models are."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from forum.accounts.models import Account
from forum.app import MIGRATING
from forum.core.db import db
from tests import postgres
from tests.conftest import DATABASES, make_app
from tests.make import make_post, make_reaction, make_thread

VERSIONS = sorted((Path(__file__).parents[2] / "migrations" / "versions").glob("*.py"))


@pytest.fixture(params=DATABASES)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database of its own."""
    if request.param == "sqlite":
        yield from _inside(f"sqlite:///{tmp_path / 'fresh.db'}", tmp_path)
    else:
        with postgres.database() as url:
            yield from _inside(url, tmp_path)


def _inside(url: str, folder: Path) -> Iterator[Flask]:
    app = make_app(url, folder)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_head_is_what_the_models_say(fresh: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, **MIGRATING})
        assert compare_metadata(context, db.metadata) == []


def test_every_migration_runs_down_and_up_again_with_data_in_the_tables(fresh: Flask) -> None:
    upgrade()
    make_reaction(make_post(make_thread()))
    db.session.remove()
    for _ in VERSIONS:
        downgrade()
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    upgrade()
    assert db.session.query(Account).count() == 0


@pytest.mark.parametrize("file", VERSIONS, ids=lambda file: file.stem)
def test_a_migration_stands_by_itself(file: Path) -> None:
    text = file.read_text()
    assert not re.search(r"^\s*(from|import) forum", text, re.MULTILINE), "migrations import no models"
    assert "def downgrade() -> None:" in text
