"""One face for the two indexes: which of them is there, the database says."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy.sql import Executable

from forum.core.db import AnySelect, db
from forum.search.entries import Entry
from forum.search.index import postgres, sqlite
from forum.search.parser import Sought


class Index(Protocol):
    """What either of them does; each says it in its own file."""

    def put(self, entries: Iterable[Entry]) -> None: ...
    def forget(self, post_ids: Iterable[int]) -> None: ...
    def move(self, thread_id: int, here: int, there: int) -> None: ...
    def held(self, after: int, until: int) -> dict[int, Any]: ...
    def as_held(self, entry: Entry) -> Any: ...
    def is_sound(self) -> bool: ...
    def make_sound(self) -> None: ...
    def tidy(self, pages: int, *, begin: bool) -> bool: ...
    def within(self, results: AnySelect) -> tuple[Executable, ...]: ...
    def wanted(self, sought: Sought, board_ids: Sequence[int] | None, account_id: int | None) -> str: ...


INDEXES: dict[str, Index] = {"sqlite": sqlite, "postgresql": postgres}


def index() -> Index:
    """The index of the database that is in use."""
    return INDEXES[db.engine.dialect.name]
