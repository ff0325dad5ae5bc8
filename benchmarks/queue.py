"""`python -m benchmarks.queue`: the moderators' queue when much waits, beside a queue in which little does.

Two forums, side by side: 20,000 posts with 100 open cases, and 200,000 posts with 10,000. Their pages are
fetched in turns, so that a busy moment meets both. What is printed is the median of each and their ratio.
"""

import random
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text, update

from benchmarks import server
from benchmarks.__main__ import DATA, SECRET
from benchmarks.browser import cookie_of, seconds_for
from benchmarks.databases import NAMES, database
from benchmarks.progress import say
from benchmarks.seeding import DICE, seed
from benchmarks.sizes import LARGE, SMALL, Size
from forum.accounts.models import Account, Role
from forum.app import create_app
from forum.core import clock
from forum.core.db import db
from forum.moderation.cases import CLOCKS
from forum.moderation.models import Case, Flag, Lane, Level, Reason, State
from forum.threads.models import Post

ROUNDS = 150
FEW, MANY = 100, 10_000
REASONS = {Lane.CARE: Reason.WORRIED, Lane.RULES: Reason.HARASSMENT}
PAGES = {
    "care lane, first page": "/moderation",
    "rules lane, first page": "/moderation?lane=rules",
    "rules lane, one board": "/moderation?lane=rules&board=3",
    "rules lane, one level": "/moderation?lane=rules&level=watch",
    "rules lane, the last page": "/moderation?lane=rules&after=4.",
    "nobody has it": "/moderation?lane=rules&show=unclaimed",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A forum under its port, a moderator's cookie, and where the last page of the rules lane begins."""

    port: int
    cookie: str
    last_page: str

    def time(self, path: str) -> float:
        """How long one page takes, in seconds."""
        if path.endswith("after=4."):
            path = self.last_page
        return seconds_for(self.port, path, self.cookie)


def main() -> None:
    """Measure on both databases and print a table."""
    DATA.mkdir(exist_ok=True)
    for name in NAMES:
        with ExitStack() as stack:
            small = stack.enter_context(_desk(name, SMALL, FEW))
            large = stack.enter_context(_desk(name, LARGE, MANY))
            for page, path in PAGES.items():
                few, many = _in_turns(small, large, path)
                print(
                    f"{name:<11} {page:<26} {few * 1000:6.1f} ms {many * 1000:6.1f} ms   x {many / few:.2f}"
                )


def _in_turns(small: Desk, large: Desk, path: str) -> tuple[float, float]:
    """The median of each forum."""
    few, many = [], []
    for number in range(ROUNDS):
        turns = ((few, small), (many, large))
        for kept, desk in turns if number % 2 else reversed(turns):
            kept.append(desk.time(path))
    return statistics.median(few), statistics.median(many)


@contextmanager
def _desk(name: str, size: Size, cases: int) -> Iterator[Desk]:
    say(f"{name}, {size.posts:,} posts, {cases:,} open cases")
    with tempfile.TemporaryDirectory(dir=DATA) as kept, database(name, Path(kept)) as url:
        environ = {
            "SECRET_KEY": SECRET,
            "DATABASE_URL": url,
            "INSTANCE_PATH": kept,
            "FORUM_ENV": "production",
        }
        app = create_app({**environ})
        seed(app, size)
        with app.app_context():
            moderator = _open_cases(cases)
            last_page = _last_page()
            db.engine.dispose()
        cookie = cookie_of(app, moderator)
        with server.forum(environ, Path(kept) / "forum.log") as forum:
            yield Desk(forum.port, cookie, last_page)


def _open_cases(count: int) -> int:
    """Put so many open cases into the tables, two in three in the rules lane; gives a moderator's id."""
    dice, now = random.Random(DICE), clock.now()
    with db.engine.begin() as connection:
        posts = connection.execute(select(Post.id, Post.author_id)).all()
        people = select(Account.id).where(Account.password_hash == "none").order_by(Account.id)
        members = list(connection.scalars(people.limit(50)))
        cases = []
        for number, post in enumerate(dice.sample(posts, count), 1):
            lane = Lane.CARE if number % 3 == 0 else Lane.RULES
            cases.append(_case(number, post, lane, dice.choice(list(Level)), now - timedelta(minutes=number)))
        connection.execute(insert(Case), cases)
        connection.execute(insert(Flag), [_flag(case, dice.choice(members[1:])) for case in cases])
        connection.execute(update(Account).where(Account.id == members[0]).values(role=Role.MODERATOR))
    with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("ANALYZE"))
    return members[0]


def _case(number: int, post: Any, lane: Lane, level: Level, opened_at: Any) -> dict[str, Any]:
    return {
        "id": number,
        "post_id": post.id,
        "account_id": post.author_id,
        "lane": lane,
        "level": level,
        "level_rank": level.rank,
        "state": State.NEW,
        "version": 1,
        "flag_count": 1,
        "opened_at": opened_at,
        "due_at": opened_at + CLOCKS[level],
    }


def _flag(case: dict[str, Any], reporter_id: int) -> dict[str, Any]:
    return {
        "case_id": case["id"],
        "case_version": 1,
        "post_id": case["post_id"],
        "post_revision": 1,
        "reporter_id": reporter_id,
        "lane": case["lane"],
        "reason": REASONS[case["lane"]],
        "note": "",
        "created_at": case["opened_at"],
    }


def _last_page() -> str:
    """Where the last 20 cases of the rules lane begin."""
    order = (Case.level_rank.desc(), Case.due_at.desc(), Case.id.desc())
    found = select(Case.level_rank, Case.due_at, Case.id).where(Case.lane == Lane.RULES).order_by(*order)
    row = db.session.execute(found.offset(20).limit(1)).one()
    ticks = int(row.due_at.timestamp() * 1_000_000)
    return f"/moderation?lane=rules&after={row.level_rank}.{ticks}.{row.id}"


if __name__ == "__main__":
    main()
