"""`python -m benchmarks.search`: looking for words among 200,000 posts, beside 20,000.

Two forums, side by side; pages are fetched in turns, so that a busy moment meets both. What is printed is the
median of each and their ratio. Some words are planted: one that stands in fifty posts, however many there
are, one in a post of two hundred, and one that stands only where guests cannot read.
"""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import func, select, text, update

from benchmarks import server
from benchmarks.__main__ import DATA, SECRET
from benchmarks.browser import cookie_of, seconds_for
from benchmarks.databases import NAMES, database
from benchmarks.progress import say
from benchmarks.seeding import seed
from benchmarks.sizes import LARGE, SMALL, Size
from forum.accounts.models import Account
from forum.accounts.names import name_key
from forum.app import create_app
from forum.boards.models import Audience, Board
from forum.core.db import db
from forum.threads.models import Post, Thread

ROUNDS = 100
FEW = 50
# Nobody may search more than sixty times a minute, so many take turns.
SEARCHERS = 400
GUESTS = "a guest"
SEARCHES = {
    "a common word": "mornings",
    "a common word, one board": "mornings&board={board}",
    "two common words": "mornings chair",
    "words in a row": '"nothing is expected"',
    "a beginning": "morn*",
    "a common word, without another": "mornings -chair",
    "a common word, a year back": "mornings&before={before}",
    "a word in one post of 200": "marmalade",
    "a word in fifty posts": "xylophone",
    "a rare word and a common one": "xylophone mornings",
    "a word that nobody wrote": "zither",
    "by one member": "by:{name}",
    "by one member, a common word": "by:{name} mornings",
    f"{GUESTS}: a common word": "mornings",
    f"{GUESTS}: a word of members' boards": "harpsichord",
}


@dataclass(frozen=True, slots=True)
class Library:
    """A forum under its port, cookies of people who search, and what may stand in an address."""

    port: int
    cookies: list[str]
    fills: dict[str, str]

    def time(self, name: str, number: int) -> float:
        """How long one page takes, in seconds."""
        words, _, rest = SEARCHES[name].partition("&")
        path = f"/search?q={quote(words.format(**self.fills))}&{rest.format(**self.fills)}"
        cookie = "" if name.startswith(GUESTS) else self.cookies[number % len(self.cookies)]
        return seconds_for(self.port, path, cookie)


def main() -> None:
    """Measure on both databases and print a table."""
    DATA.mkdir(exist_ok=True)
    for name in NAMES:
        with ExitStack() as stack:
            small, large = (stack.enter_context(_library(name, size)) for size in (SMALL, LARGE))
            for page in SEARCHES:
                few, many = _in_turns(small, large, page)
                print(
                    f"{name:<11} {page:<38} {few * 1000:6.1f} ms {many * 1000:6.1f} ms   x {many / few:.2f}",
                    flush=True,
                )


def _in_turns(small: Library, large: Library, page: str) -> tuple[float, float]:
    """The median of each forum."""
    few: list[float] = []
    many: list[float] = []
    # A guest is one address, with one address's share.
    for number in range(25 if page.startswith(GUESTS) else ROUNDS):
        turns = ((few, small), (many, large))
        for kept, library in turns if number % 2 else reversed(turns):
            kept.append(library.time(page, number))
    return statistics.median(few), statistics.median(many)


@contextmanager
def _library(name: str, size: Size) -> Iterator[Library]:
    say(f"{name}, {size.posts:,} posts")
    with tempfile.TemporaryDirectory(dir=DATA) as kept, database(name, Path(kept)) as url:
        environ = {
            "SECRET_KEY": SECRET,
            "DATABASE_URL": url,
            "INSTANCE_PATH": kept,
            "FORUM_ENV": "production",
        }
        app = create_app({**environ})
        seed(app, size, also=lambda: _plant(size))
        with app.app_context():
            _settle()
            fills = _fills()
            people = list(db.session.scalars(_PEOPLE.limit(SEARCHERS)))
            db.engine.dispose()
        cookies = [cookie_of(app, account_id) for account_id in people]
        with server.forum(environ, Path(kept) / "forum.log") as forum:
            yield Library(forum.port, cookies, fills)


def _plant(size: Size) -> None:
    """Have some words stand in some posts, and members be found by their names."""
    with db.engine.begin() as connection:
        for word, every in (("xylophone", size.posts // FEW), ("marmalade", 200)):
            planted = update(Post).where(Post.id % every == every // 2)
            connection.execute(planted.values(html=Post.html + f"<p>It is about a {word}.</p>"))
        closed = select(Thread.id).join(Board).where(Board.audience == Audience.MEMBERS)
        planted = update(Post).where(Post.thread_id.in_(closed))
        connection.execute(planted.values(html=Post.html + "<p>It is about a harpsichord.</p>"))
        for member in connection.execute(select(Account.id, Account.name).limit(SEARCHERS)).all():
            own = update(Account).where(Account.id == member.id)
            connection.execute(own.values(name_key=name_key(member.name)))


def _settle() -> None:
    """What a database in use has done by itself."""
    with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("VACUUM ANALYZE" if db.engine.dialect.name == "postgresql" else "ANALYZE"))


def _fills() -> dict[str, str]:
    """A public board, somebody who writes, and a post in the middle of the two years."""
    board = db.session.scalars(select(Board.slug).where(Board.audience == Audience.PUBLIC).limit(1)).one()
    writer = db.session.scalars(_PEOPLE.where(Account.post_count > 0).limit(1)).one()
    name = db.session.scalars(select(Account.name).where(Account.id == writer)).one()
    middle = db.session.scalars(select(func.max(Post.id) / 2)).one()
    return {"board": board, "name": f'"{name}"', "before": str(int(middle))}


_PEOPLE = select(Account.id).where(Account.password_hash == "none").order_by(Account.id)


if __name__ == "__main__":
    main()
