"""Reading much, a piece at a time: for files that are given out as they are written."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, literal, tuple_

from forum.core.db import AnyRow, AnySelect, db, rows

# A column of a table.
Column: TypeAlias = Any

# A post holds some 20,000 characters: a piece is a few megabytes at the very most.
PIECE = 100


def in_pieces(statement: AnySelect, key: tuple[Column, ...], **params: object) -> Iterator[list[AnyRow]]:
    """The rows of a statement in the order of `key`, so many at a time, each time beyond the last one.

    Between two pieces the database is let go of, so that a slow reader holds up nobody: what is written
    meanwhile may or may not be among them. The key's columns follow those of the statement.
    """
    marks = [column.label(f"key_{place}") for place, column in enumerate(key)]
    statement = statement.add_columns(*marks).order_by(*key).limit(PIECE)
    last: Sequence[object] = ()
    while True:
        found = rows(statement.where(_beyond(key, last)) if last else statement, **params)
        db.session.rollback()
        yield list(found)
        if len(found) < PIECE:
            return
        last = tuple(found[-1][-len(key) :])


def _beyond(key: tuple[Column, ...], last: Sequence[object]) -> ColumnElement[bool]:
    known = [literal(value, column.type) for column, value in zip(key, last, strict=True)]
    return tuple_(*key) > tuple_(*known)
