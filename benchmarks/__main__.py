"""`python -m benchmarks`: seed databases of its own, start the production server, measure, print a table."""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks import report, server
from benchmarks.browser import BROWSERS, PLAIN, cookie_of
from benchmarks.cases import Setting, setting_of
from benchmarks.databases import NAMES, database
from benchmarks.pages import CONNECTIONS, Page, keep_for_ceiling, look_at, measure
from benchmarks.posting import POSTERS, measure_posting
from benchmarks.progress import say
from benchmarks.seeding import seed
from benchmarks.sizes import SIZES
from forum.app import create_app
from forum.core.db import db

DATA = Path(__file__).resolve().parent / "data"
SECRET = "of no worth outside a benchmark's own database"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    databases: list[str]
    sizes: list[int]
    seconds: float
    rounds: int
    posting: float
    only: str
    accepts: str


def main() -> None:
    """Run everything, print the table, write the file."""
    wanted = _wanted()
    about = report.machine()
    runs = []
    for posts in wanted.sizes:
        for name in wanted.databases:
            runs.append(_run(name, posts, wanted))
    file = report.write(runs, about, DATA)
    print(report.table(runs))
    say(f"written to {file}")


def _wanted() -> Wanted:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short run: one size, short measurements")
    parser.add_argument("--database", choices=NAMES, action="append", help="only this one")
    parser.add_argument("--posts", type=int, choices=sorted(SIZES), action="append", help="only this size")
    parser.add_argument("--seconds", type=float, help="how long each measurement takes")
    parser.add_argument("--rounds", type=int, help="how often each is repeated")
    parser.add_argument("--only", default="", help="only pages whose name holds this")
    parser.add_argument("--plain", action="store_true", help="uncompressed, as for a proxy that compresses")
    given = parser.parse_args()
    sizes = given.posts or ([min(SIZES)] if given.quick else sorted(SIZES))
    return Wanted(
        databases=given.database or list(NAMES),
        sizes=sizes,
        seconds=given.seconds or (0.5 if given.quick else 1.0),
        rounds=given.rounds or 2,
        posting=2.0 if given.quick else 6.0,
        only=given.only,
        accepts=PLAIN if given.plain else BROWSERS,
    )


def _run(name: str, posts: int, wanted: Wanted) -> dict[str, Any]:
    """Everything on one database of one size."""
    say(f"{name}, {posts:,} posts: seeding")
    with _scratch() as folder, database(name, folder) as url:
        environ = {
            "SECRET_KEY": SECRET,
            "DATABASE_URL": url,
            "INSTANCE_PATH": str(folder),
            "FORUM_ENV": "production",
        }
        app = create_app({**environ})
        seed(app, SIZES[posts])
        setting = setting_of(app)
        with app.app_context():
            db.engine.dispose()
        return {"database": name, "posts": posts, **_measure(app, setting, environ, folder, wanted)}


def _measure(
    app: Flask, setting: Setting, environ: dict[str, str], folder: Path, wanted: Wanted
) -> dict[str, Any]:
    with ExitStack() as stack:
        forum = stack.enter_context(server.forum(environ, folder / "forum.log"))
        pages = [page for page in _pages(app, setting, forum, wanted.accepts) if wanted.only in page.key]
        bytes_folder = folder / "ceiling"
        bytes_folder.mkdir()
        for page in pages:
            keep_for_ceiling(page, bytes_folder)
        ceiling = stack.enter_context(server.ceiling(bytes_folder, folder / "ceiling.log"))
        measured = []
        for page in pages:
            found = measure(page, forum, ceiling, seconds=wanted.seconds, rounds=wanted.rounds)
            rate = f"{found.figures.per_second:,.0f}/s, {found.share:.2f} of the ceiling"
            say(f"    {page.case.name}, {page.who}: {rate}")
            measured.append(found.as_dict())
        posters = [cookie_of(app, person) for person in setting.posters[: int(wanted.posting * POSTERS * 2)]]
        posting = measure_posting(forum, posters, setting.quiet_threads, seconds=wanted.posting)
        say(f"    posting: {posting.per_second:,.0f}/s, p99 {posting.p99:.0f} ms, {posting.statuses}")
        memory = round(forum.largest_megabytes(), 1)
        return {"pages": measured, "posting": posting.as_dict(), "largest process MB": memory}


def _pages(app: Flask, setting: Setting, forum: server.Server, accepts: str) -> Iterator[Page]:
    """Every case for members, then for guests."""
    for case in setting.cases:
        people = setting.thorough if case.thorough else setting.readers
        yield look_at(forum, case, "member", [cookie_of(app, person) for person in people], accepts)
    for case in setting.cases:
        if case.guests:
            yield look_at(forum, case, "guest", [""] * CONNECTIONS, accepts)


@contextmanager
def _scratch() -> Iterator[Path]:
    DATA.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=DATA))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
