"""The only clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("the time that was told", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Within this block, in this thread, `moment` is now: for writing a history that was not lived here."""
    before = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(before)
