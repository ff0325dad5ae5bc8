"""Databases of the benchmark's own: an SQLite file, and one in a PostgreSQL, given or from a wheel."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from tests import postgres

NAMES = ("sqlite", "postgresql")


@contextmanager
def database(name: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, on PostgreSQL dropped at the end; a file goes with its folder."""
    if name == "sqlite":
        yield f"sqlite:///{folder / 'forum.db'}"
        return
    given = os.environ.get("BENCH_DATABASE_URL")
    if given:
        os.environ["TEST_DATABASE_URL"] = given
    with postgres.database() as address:
        # Tests do not wait for the disk; what is measured here has to.
        url = make_url(address).difference_update_query(["options"])
        yield url.render_as_string(hide_password=False)
