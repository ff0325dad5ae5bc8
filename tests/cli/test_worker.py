"""The worker in a process of its own, woken by whoever has work for it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.cli.worker import make_waker
from forum.core.db import db
from forum.core.mail import write_letter
from forum.core.operation import operation
from tests.conftest import SECRET

ROOT = Path(__file__).resolve().parents[2]
Condition = Callable[[], object]


@operation
def write() -> None:
    write_letter("maya@example.org", "recovery", token="abc123", name="Maya")


def soon(condition: Condition, seconds: float = 20) -> bool:
    """Whether it comes true within this time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {"SECRET_KEY": SECRET, "INSTANCE_PATH": str(tmp_path), "FLASK_SKIP_DOTENV": "1"}


@pytest.fixture
def forum(settings: dict[str, str]) -> Iterator[Flask]:
    """An application with a database of its own, and nobody testing."""
    app = create_app(settings)
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def worker(forum: Flask, settings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    yield process
    process.kill()
    process.wait()


def test_a_letter_goes_out_within_seconds(
    forum: Flask, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    letters = tmp_path / "letters"
    # The first minute's look has been had: what comes now comes by the call.
    write()
    assert soon(letters.exists)
    before = len(list(letters.iterdir()))
    write()
    make_waker(forum)()
    assert soon(lambda: len(list(letters.iterdir())) > before)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(
    worker: subprocess.Popen[bytes], tmp_path: Path, how: signal.Signals
) -> None:
    assert soon((tmp_path / "jobs.db").exists)
    time.sleep(1)
    worker.send_signal(how)
    assert worker.wait(timeout=15) == 0


def test_it_carries_the_write_ahead_log_into_the_database(
    forum: Flask, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    database = tmp_path / "lantern.db"
    assert soon((tmp_path / "jobs.db").exists)
    before = database.stat().st_mtime_ns
    # Sessions stay open: nothing is carried over because somebody was the last to leave.
    write()
    assert soon(lambda: database.stat().st_mtime_ns > before)


def test_waking_takes_no_time_and_never_fails(settings: dict[str, str], tmp_path: Path) -> None:
    app = create_app({**settings, "JOBS_URL": "redis://127.0.0.1:1/0"})
    began = time.monotonic()
    waker = make_waker(app)
    for _ in range(100):
        waker()
    assert time.monotonic() - began < 0.5


def test_nobody_is_woken_while_testing(app: Flask) -> None:
    folder = Path(app.config["INSTANCE_PATH"])
    make_waker(app)()
    assert not (folder / "jobs.db").exists()


def test_what_somebody_else_put_into_the_queue_is_not_opened(
    forum: Flask, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    trap, queue = tmp_path / "trap", tmp_path / "jobs.db"
    code = f"cposix\nsystem\n(S'touch {trap}'\ntR.".encode()

    def ask(statement: str, *values: object) -> list[tuple[int]]:
        with closing(sqlite3.connect(queue, isolation_level=None)) as connection:
            return connection.execute(statement, values).fetchall()

    assert soon(lambda: queue.exists() and ask("SELECT 1 FROM sqlite_master WHERE name = 'task'"))
    ask("INSERT INTO task (queue, data, priority) VALUES ('lantern', ?, 9)", code)
    assert soon(lambda: ask("SELECT count(*) FROM task WHERE priority = 9") == [(0,)])
    write()
    make_waker(forum)()
    assert soon((tmp_path / "letters").exists)
    assert not trap.exists()
