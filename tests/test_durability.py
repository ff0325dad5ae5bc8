"""What was answered with success is there after `kill -9`."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPException
from pathlib import Path

import pytest
from sqlalchemy import select

from forum.core.db import db
from forum.threads.models import Post
from tests.live import Caller, Live, fetch_all
from tests.make import make_board, make_member, make_thread

ROUNDS = 3
WRITERS = 4
BEFORE_THE_BLOW = 15
"""Replies answered in a round before the server is ended; some are under way then."""


@pytest.fixture
def live(scratch: Path) -> Iterator[Live]:
    folder = scratch / "durability"
    live = Live(f"sqlite:///{folder / 'forum.db'}", folder)
    with live.app.app_context():
        yield live
        db.session.remove()
    live.stop()


def test_every_reply_that_was_answered_survives_kill_9(live: Live) -> None:
    acknowledged: list[str] = []
    for round_number in range(ROUNDS):
        live.start()
        acknowledged += _write_until_killed(live, f"round {round_number}")

    live.start()
    kept = {row.source for row in fetch_all(select(Post.source))}
    lost = [text for text in acknowledged if text not in kept]
    assert len(acknowledged) >= ROUNDS * BEFORE_THE_BLOW and not lost
    assert _verdict_on(live.folder / "forum.db") == ("ok", [])


def _write_until_killed(live: Live, label: str) -> list[str]:
    """Let several members reply as fast as they can, end the server in the middle, give what was answered."""
    thread_id = make_thread(make_board()).id
    callers = [Caller(live, live.cookie_of(make_member())) for _ in range(WRITERS)]
    db.session.remove()
    answered: list[str] = []
    hands = [
        threading.Thread(target=_write, args=(caller, thread_id, f"{label}, writer {n}", answered))
        for n, caller in enumerate(callers)
    ]
    for hand in hands:
        hand.start()
    while len(answered) < BEFORE_THE_BLOW and any(hand.is_alive() for hand in hands):
        time.sleep(0.01)
    live.kill()
    for hand in hands:
        hand.join(timeout=30)
    return answered


def _write(caller: Caller, thread_id: int, label: str, answered: list[str]) -> None:
    """Reply until nobody is there any more, or one has written what the limits allow in a minute."""
    path = f"/t/{thread_id}/reply"
    for number in range(25):
        text = f"{label}, reply {number}"
        try:
            fields = caller.get(path).fields(action=path)
            if caller.post(path, {**fields, "text": text}).status == 303:
                answered.append(text)
        except (OSError, HTTPException):
            return


def _verdict_on(database: Path) -> tuple[str, list[object]]:
    with closing(sqlite3.connect(database)) as connection:
        integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
        return integrity, connection.execute("PRAGMA foreign_key_check").fetchall()
