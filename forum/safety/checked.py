"""The countries as pages show them: what the files say, and what operators found.

Somebody in need must not wait for the database, nor miss a page because of it. So what was found is read
once in a while and kept; where it cannot be read, what was known before holds, and at first the files alone.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import NamedTuple, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from forum.core.db import db
from forum.safety.countries import Country, Emergency, Found, Line, Outcome, countries
from forum.safety.models import LineCheck

log = logging.getLogger(__name__)

FRESH_FOR = 60.0
"""Seconds until other processes hear of a check. The one in which it was made hears at once."""


class Which(NamedTuple):
    """One line, as its file had it when it was checked."""

    iso: str
    key: str
    digest: str


Findings = Mapping[Which, Found]
Item = TypeVar("Item", Emergency, Line)


def checked_countries() -> tuple[Country, ...]:
    """Every country by name, with what was found in it."""
    return tuple(_kept.by_iso().values())


def checked_country(iso: str) -> Country | None:
    """The country with this two-letter code, in either case, with what was found in it."""
    return _kept.by_iso().get(iso.upper())


def forget() -> None:
    """Read what was found again when it is next asked for."""
    _kept.forget()


def with_findings(country: Country, findings: Findings) -> Country:
    """The country with what was found about what its file says today."""
    return replace(
        country,
        all_emergency=_found_in(country.iso, country.all_emergency, findings),
        all_lines=_found_in(country.iso, country.all_lines, findings),
    )


def read_findings() -> Findings:
    """The newest check of each line that settled something, file by file as it was.

    On a connection of its own: a page that is half made goes on whatever happens here.
    """
    with db.engine.connect() as connection:
        return {
            Which(row.iso, row.key, row.digest): Found(row.outcome, row.at)
            for row in connection.execute(_NEWEST)
        }


def _found_in(iso: str, items: Iterable[Item], findings: Findings) -> tuple[Item, ...]:
    return tuple(replace(item, found=findings.get(Which(iso, item.key, item.digest))) for item in items)


class _Kept:
    """The checked countries of this process."""

    def __init__(self) -> None:
        self._by_iso: dict[str, Country] = {}
        self._until = 0.0
        self._reading = Lock()

    def by_iso(self) -> dict[str, Country]:
        # While one request reads, or waits for a database that is gone, the others take what is there.
        if monotonic() >= self._until and self._reading.acquire(blocking=False):
            try:
                self._by_iso = _joined(read_findings())
            except SQLAlchemyError as error:
                log.error("what operators found about crisis lines could not be read: %s", error)
            finally:
                self._until = monotonic() + FRESH_FOR
                self._reading.release()
        return self._by_iso or _joined({})

    def forget(self) -> None:
        self._by_iso, self._until = {}, 0.0


def _joined(findings: Findings) -> dict[str, Country]:
    return {each.iso: with_findings(each, findings) for each in countries()}


_kept = _Kept()

_SETTLED = tuple(outcome for outcome in Outcome if outcome.settles)
_NEWEST = select(LineCheck.iso, LineCheck.key, LineCheck.digest, LineCheck.outcome, LineCheck.at).where(
    LineCheck.id.in_(
        select(func.max(LineCheck.id))
        .where(LineCheck.outcome.in_(_SETTLED))
        .group_by(LineCheck.iso, LineCheck.key, LineCheck.digest)
    )
)
