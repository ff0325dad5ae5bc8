"""The database: one handle, naming, column types, and what SQLite needs to be a good server."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, MetaData, Row, Select, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.sql import Executable
from sqlalchemy.types import TypeDecorator

# SQLite counts autoincrement only for INTEGER; PostgreSQL gets room for every id a URL can carry.
BIG = BigInteger().with_variant(Integer, "sqlite")
LARGEST_ID = 2**63 - 1

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python on both databases; SQLite keeps it without an offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UTCDateTime(), int: BIG},
    )


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

# A row, a select, of any columns.
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]

PrimaryKey = Annotated[int, mapped_column(BIG, primary_key=True, autoincrement=True)]


def enum_of(kind: type[StrEnum], length: int = 24) -> Enum:
    """A column type for a closed list, stored by value, so that a new member needs no migration."""
    return Enum(kind, values_callable=lambda e: [m.value for m in e], native_enum=False, length=length)


def rows(statement: Executable, /, **params: object) -> Sequence[AnyRow]:
    """Run a read and give its rows: columns, never entities with lazy relations."""
    return db.session.connection().execute(statement, params).all()


def one_row(statement: Executable, /, **params: object) -> AnyRow | None:
    """Run a read and give its first row, or None."""
    return db.session.connection().execute(statement, params).first()


def fit_sqlite(engine: Engine) -> None:
    """Prepare an SQLite engine; does nothing to another database.

    The driver's own transaction control is off: readers get a deferred BEGIN, writers (see
    `operation`) BEGIN IMMEDIATE, because a reader that turns into a writer fails at once under load.
    """
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        # A confirmed post must outlive a power cut; NORMAL may lose the last commits.
        "synchronous=FULL",
        "cache_size=-16000",
        "temp_store=MEMORY",
        # The worker checkpoints; this is the backstop where none runs (pages of 4 KB).
        "wal_autocheckpoint=8000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    if writing:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        # It waits for nobody and cannot fail: straight to the driver, every page begins with it.
        connection.connection.cursor().execute("BEGIN")
