"""Getting past the guard that the database keeps over the audit log, as only its owner can."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

_SQLITE_TRIGGERS = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    " AND tbl_name IN ('audit_entries', 'audit_heads')"
)
TABLES = ("audit_entries", "audit_heads")


@contextmanager
def without_guard(connection: Connection) -> Iterator[None]:
    """Within this block of a transaction the log can be rewritten; if it fails, all of it is rolled back."""
    if connection.dialect.name == "postgresql":
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return
    triggers = connection.execute(_SQLITE_TRIGGERS).all()
    for name, _ in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, made_by in triggers:
        connection.exec_driver_sql(made_by)
