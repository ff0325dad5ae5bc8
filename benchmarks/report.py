"""The table that people read, and the file that programs do."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HEAD = (
    "database",
    "posts",
    "page",
    "who",
    "req/s",
    "of ceiling",
    "by cpu",
    "p50 ms",
    "p99 ms",
    "cpu ms",
    "kB",
)


def table(runs: Iterable[Mapping[str, Any]]) -> str:
    """Every figure of every run, in columns."""
    lines = [HEAD]
    for run in runs:
        lines += [_page(run, page) for page in run["pages"]]
        lines += [_posting(run)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(_set(cell, width, n) for n, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    )


def machine() -> dict[str, Any]:
    """What was measured on; figures of two machines say nothing together, their ratios do."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.system(),
        "processors": os.cpu_count(),
        "load before": load,
    }


def write(runs: list[Mapping[str, Any]], about: Mapping[str, Any], folder: Path) -> Path:
    """The JSON file; gives its path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"bench-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    file.write_text(json.dumps({"machine": about, "runs": runs}, indent=1))
    return file


def _page(run: Mapping[str, Any], page: Mapping[str, Any]) -> tuple[str, ...]:
    figures = page["figures"]
    shares = (f"{page['share']:.2f}", f"{page['cpu_share']:.2f}")
    return (
        *_start(run, page["page"], page["who"], figures),
        *shares,
        *_times(figures),
        f"{page['bytes'] / 1000:.1f}",
    )


def _posting(run: Mapping[str, Any]) -> tuple[str, ...]:
    figures = run["posting"]
    good = figures["statuses"].get("303", 0)
    bad = figures["requests"] - good + figures["errors"]
    return (*_start(run, "posting a reply", f"{bad} refused", figures), "", "", *_times(figures), "")


def _start(run: Mapping[str, Any], page: str, who: str, figures: Mapping[str, Any]) -> tuple[str, ...]:
    return (run["database"], f"{run['posts']:,}", page, who, f"{figures['per_second']:,.0f}")


def _times(figures: Mapping[str, Any]) -> tuple[str, ...]:
    return (f"{figures['p50']:.1f}", f"{figures['p99']:.1f}", f"{figures['cpu']:.2f}")


def _set(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column in (0, 2, 3) else cell.rjust(width)
