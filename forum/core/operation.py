"""The one transaction: everything that changes the forum goes through an operation."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from forum.core.db import db
from forum.core.errors import Conflict

P = ParamSpec("P")
R = TypeVar("R")

_UNDER_WAY = "operation under way"
_SUMS = "added up for the end"
_AFTERWARDS = "after the commit"

Key = tuple[int, str]


def operation(act: Callable[P, R]) -> Callable[P, R]:
    """Run `act` in one write transaction: committed once when it returns, rolled back if it raises.

    An operation called inside another joins it. What the request read before is let go first, so that
    entities are read afresh under the write lock.

    Raises:
        Conflict: somebody else wrote the same unique thing at the same moment.
    """

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session()
        if session.info.get(_UNDER_WAY):
            return act(*args, **kwargs)
        session.rollback()
        session.connection(execution_options={"writing": True})
        session.info[_UNDER_WAY] = True
        try:
            result = act(*args, **kwargs)
            _write_sums(session.info.pop(_SUMS, {}))
            session.commit()
        except IntegrityError as clash:
            session.rollback()
            raise Conflict from clash
        except BaseException:
            session.rollback()
            raise
        finally:
            afterwards = session.info.pop(_AFTERWARDS, {})
            session.info.pop(_SUMS, None)
            session.info.pop(_UNDER_WAY, None)
        _run_afterwards(afterwards)
        return result

    return run


def add_up(write: Callable[[Mapping[Key, int]], None], key: Key, by: int) -> None:
    """Have `write` called with everything that was added up for it, as the operation's last act.

    What many operations count on the same rows is written last and, by `write`, in one order: two of them
    that each count for the other wait a moment instead of waiting for each other without end.
    """
    sums = db.session().info.setdefault(_SUMS, {})
    sums.setdefault(write, Counter())[key] += by


def one_at_a_time(account_id: int) -> None:
    """Let no other operation that asks for this account go on before the one under way has ended.

    SQLite writes one at a time anyway. A lock on the account's row would do too, but everybody who writes
    something that refers to the account would have to wait for it.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(account_id)))


def after_commit(act: Callable[[], None]) -> None:
    """Have `act` called once when the operation under way has been committed (never if it fails)."""
    session = db.session()
    session.info.setdefault(_AFTERWARDS, {})[act] = None


def _write_sums(sums: Mapping[Callable[[Mapping[Key, int]], None], Mapping[Key, int]]) -> None:
    for write, added in sums.items():
        write(added)


def _run_afterwards(acts: dict[Callable[[], None], None]) -> None:
    for act in acts:
        act()
