"""Filling a database fast and always alike: bulk inserts of what years of use would have left."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, func, insert, select, text, update

from benchmarks import conversations, people
from benchmarks.conversations import Conversation, Written
from benchmarks.progress import say
from benchmarks.sizes import Size
from benchmarks.texts import make_pool
from forum.accounts.models import Account, SignIn
from forum.boards.models import Board, Topic
from forum.cli.seed import add_boards
from forum.core import clock
from forum.core.db import Model, db
from forum.notifications.models import Notification
from forum.reactions.models import Reaction
from forum.search.keeping import rebuild
from forum.threads.models import Post, ReadMark, Thread

CHUNK = 10_000
DICE = 20261123

Rows = Iterable[dict[str, Any]]


def seed(app: Flask, size: Size, also: Callable[[], object] = int) -> None:
    """Migrate an empty database and fill it to `size`; `also` may change posts before they are indexed."""
    dice, now = random.Random(DICE), clock.now()
    with app.app_context():
        upgrade()
        add_boards()
        with db.engine.begin() as connection:
            _fill(connection, size, dice, now)
        also()
        begun = time.perf_counter()
        held = rebuild()
        say(f"    {held:,} posts in the search index, in {time.perf_counter() - begun:.0f} s")
        _settle()


def _fill(connection: Connection, size: Size, dice: random.Random, now: datetime) -> None:
    ids = range(_next_id(connection, Account), _next_id(connection, Account) + size.members)
    boards = _topics_by_board(connection)
    talks = conversations.make(size, ids, boards, _next_id(connection, Thread), dice, now)
    written = conversations.in_order(talks, make_pool(dice), _next_id(connection, Post), dice)
    posts = Counter(post.author_id for post in written)
    _insert(connection, Account, people.accounts(ids, posts, dice, now))
    _insert(connection, SignIn, people.sign_ins(ids, now))
    _insert(connection, Thread, (talk.row() for talk in talks))
    given = list(conversations.reactions(written, ids, dice, now))
    _insert(connection, Post, conversations.post_rows(written, given))
    _insert(connection, Reaction, given)
    _insert(connection, ReadMark, conversations.read_marks(talks, ids, dice, now))
    _insert(connection, Notification, conversations.news(written, now))
    _count_boards(connection, talks, written)


def _insert(connection: Connection, model: type[Model], rows: Rows) -> None:
    waiting = iter(rows)
    statement, count = insert(model), 0
    while chunk := list(islice(waiting, CHUNK)):
        connection.execute(statement, chunk)
        count += len(chunk)
    say(f"    {count:,} {model.__tablename__.replace('_', ' ')}")


def _next_id(connection: Connection, model: Any) -> int:
    return (connection.scalar(select(func.max(model.id))) or 0) + 1


def _topics_by_board(connection: Connection) -> dict[int, list[int]]:
    boards: dict[int, list[int]] = {}
    found = connection.execute(select(Topic.board_id, Topic.id).order_by(Topic.board_id, Topic.id))
    for board_id, topic_id in found:
        boards.setdefault(board_id, []).append(topic_id)
    return boards


def _count_boards(connection: Connection, talks: list[Conversation], written: list[Written]) -> None:
    threads = Counter(talk.board_id for talk in talks)
    posts = Counter(post.talk.board_id for post in written)
    for board_id in threads:
        counted = update(Board).where(Board.id == board_id)
        connection.execute(
            counted.values(
                thread_count=Board.thread_count + threads[board_id],
                post_count=Board.post_count + posts[board_id],
                last_post_at=max(talk.last_post_at for talk in talks if talk.board_id == board_id),
            )
        )


def _settle() -> None:
    """What a database that has been in use would have done by itself."""
    engine = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            for model in (Account, Thread, Post):
                name = model.__tablename__
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
                    )
                )
            connection.execute(text("VACUUM ANALYZE"))
            connection.execute(text("CHECKPOINT"))
        return
    with db.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
