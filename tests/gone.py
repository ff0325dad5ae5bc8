"""A database that is not there."""

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from forum.core.db import db


class without_database:
    """While this is open every statement that begins with `only` finds the database gone."""

    def __init__(self, *, only: str = "") -> None:
        self._only = only

    def __enter__(self) -> None:
        event.listen(db.engine, "before_cursor_execute", self._fail)

    def __exit__(self, *_: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._fail)

    def _fail(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(self._only):
            raise OperationalError(statement, {}, Exception("the database is gone"))
