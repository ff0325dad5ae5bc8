"""One's check-ins as a file to keep: CSV for spreadsheets, JSON for everything else."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum

from forum.checkins.queries import Line

COLUMNS = ("written_at", "how", "words", "small_thing", "changed_at")
# What makes a spreadsheet take a cell for a formula, and run it.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Without it Excel takes UTF-8 for something older, and breaks every letter beyond ASCII.
_MARK = "\ufeff"


class FileKind(StrEnum):
    CSV = "csv"
    JSON = "json"

    @property
    def media_type(self) -> str:
        return {FileKind.CSV: "text/csv", FileKind.JSON: "application/json"}[self]


def written_as(kind: FileKind, lines: Iterable[Line]) -> Iterator[str]:
    """The file, line by line. Times are ISO 8601 in UTC; a `how` that was not said is empty."""
    return _as_csv(lines) if kind is FileKind.CSV else _as_json(lines)


def _as_csv(lines: Iterable[Line]) -> Iterator[str]:
    yield _MARK + _row(COLUMNS)
    for line in lines:
        yield _row(_harmless(cell) for cell in _cells(line))


def _row(cells: Iterable[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _as_json(lines: Iterable[Line]) -> Iterator[str]:
    mark = "[\n"
    for line in lines:
        kept = json.dumps(dict(zip(COLUMNS, _cells(line), strict=True)), ensure_ascii=False, indent=2)
        yield mark + kept
        mark = ",\n"
    yield "[]\n" if mark == "[\n" else "\n]\n"


def _cells(line: Line) -> tuple[str, ...]:
    how = line.how.value if line.how else ""
    return (line.written_at.isoformat(), how, line.words, line.small, line.changed_at.isoformat())


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would reckon with, made plain by a quote in front of it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINS_A_FORMULA) else cell
