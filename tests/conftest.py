"""One application per database for the whole run; every test on both, with real commits."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from forum.app import create_app
from forum.core.db import db
from forum.http.limits import limiter
from forum.safety.checked import checked_countries, forget
from tests import postgres
from tests.audit_guard import without_guard
from tests.cast import Cast
from tests.page import Guest

SECRET = "a secret for tests only, longer than it needs to be"
DATABASES = ("sqlite", "postgres")


def make_app(database_url: str, folder: Path, **overrides: object) -> Flask:
    """An application of its own, on a database that is migrated already or will be."""
    environ = {
        "SECRET_KEY": SECRET,
        "DATABASE_URL": database_url,
        "INSTANCE_PATH": str(folder),
        "FEEDS": "yes",
    }
    return create_app(environ, TESTING=True, RATELIMIT_ENABLED=False, **overrides)


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder in memory where there is one: tests write a lot, and none of it matters."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", params=DATABASES)
def database_url(request: pytest.FixtureRequest, scratch: Path) -> Iterator[str]:
    """An empty database: SQLite in a file, or a real PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{scratch / 'test.db'}"
    else:
        with postgres.database() as url:
            yield url


@pytest.fixture(scope="session")
def migrated(database_url: str, scratch: Path) -> Iterator[Flask]:
    """The application on a database brought to the newest migration."""
    app = make_app(database_url, scratch)
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(migrated: Flask) -> Iterator[Flask]:
    """The application inside a context of its own, on a database that is empty before and after."""
    with migrated.app_context():
        # What was found about crisis lines is read once a minute, and not by the page that a test looks at.
        checked_countries()
        yield migrated
        db.session.remove()
        _empty()
        forget()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The people of every test, and a board or two; each appears when first spoken of."""
    return Cast()


@pytest.fixture
def guest(app: Flask) -> Guest:
    """Somebody who is not signed in."""
    return Guest(app)


@pytest.fixture
def limited(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The same forum with the limits at its edge, which other tests do without."""
    url = str(app.config["DATABASE_URL"])
    environ = {"SECRET_KEY": SECRET, "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url}
    limited = create_app(environ, TESTING=True, RATELIMIT_ENABLED=True)
    yield limited
    with limited.app_context():
        db.engine.dispose()
    limiter.reset()
    limiter.enabled = False


def _empty() -> None:
    with db.engine.begin() as connection, without_guard(connection):
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
