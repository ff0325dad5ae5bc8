"""The worker: sends letters, answers requests, forgets what is old. Huey keeps its hours.

What there is to do stands in the database (`forum.core.jobs` knows where to look). The queue only carries
"look now", so that a letter need not wait for the next full minute: losing one loses nothing.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from huey.serializer import SignedSerializer

from forum.core import jobs
from forum.core.db import db

log = logging.getLogger(__name__)

CHECKPOINT_EVERY = 5
"""Seconds. Short, so that the log beside the database stays small; passive, so that nobody waits for it."""
LOOK_EVERY = 2
"""Seconds an idle worker rests at most before it looks into the queue again."""


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Do what need not be done while somebody waits for a page."""
    run_worker(current_app._get_current_object())  # type: ignore[attr-defined]  # the proxy's own, not Flask's


def run_worker(app: Flask) -> None:
    """Work until told to stop by SIGTERM or Ctrl-C; what is under way is finished first."""
    logging.getLogger("huey").setLevel(logging.WARNING)
    stop = threading.Event()
    checkpoints = threading.Thread(target=_keep_log_small, args=(app, stop), daemon=True)
    consumer = _Consumer(
        _queue(app).huey,
        workers=1,
        max_delay=LOOK_EVERY,
        scheduler_interval=10,
        graceful_signal="TERM",
        shutdown_timeout=20,
    )
    checkpoints.start()
    try:
        consumer.run()
    finally:
        stop.set()
        checkpoints.join(timeout=5)


class _Consumer(Consumer):  # type: ignore[misc]  # Huey carries no types: it is Any
    """Ctrl-C ends it as gently as SIGTERM does; SIGHUP, at which Huey would begin anew, means nothing."""

    def start(self) -> None:
        super().start()
        signal.signal(signal.SIGINT, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def make_waker(app: Flask) -> jobs.Job:
    """Something that wakes the worker and takes no time: a thread of its own does the writing."""
    return (lambda: None) if app.testing else _Waker(app)


class _Waker:
    """Puts "look now" into the queue. Calls that come while one is being put there are one call."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._called = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def __call__(self) -> None:
        self._called.set()
        # Begun at the first call: a thread does not live on in the processes that a server forks.
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._put, name="waker", daemon=True)
                self._thread.start()

    def _put(self) -> None:
        queue: _Queue | None = None
        while self._called.wait():
            self._called.clear()
            try:
                queue = queue or _queue(self._app)
                queue.put_look_now()
            except Exception as error:
                # The worker looks by itself every minute.
                log.warning("the worker could not be woken: %s", error)


@dataclass(frozen=True, slots=True)
class _Queue:
    huey: Huey
    put_look_now: Callable[[], object]


def _queue(app: Flask) -> _Queue:
    """The queue with the tasks that both sides know by name: whoever wakes and whoever works."""
    huey = _storage(app.config)

    def look() -> None:
        with app.app_context():
            jobs.run_soon()

    def tidy() -> None:
        with app.app_context():
            jobs.run_nightly()

    huey.periodic_task(crontab(), name="look_every_minute")(look)
    huey.periodic_task(crontab(minute="17", hour="3"), name="tidy_every_night")(tidy)
    return _Queue(huey, huey.task(name="look_now")(look))


def _storage(settings: Mapping[str, Any]) -> Huey:
    # What comes out of the queue is unpickled: only what this site signed is.
    common = {"results": False, "serializer": SignedSerializer(secret=settings["SECRET_KEY"])}
    if settings["JOBS_URL"]:
        return RedisHuey("lantern", url=settings["JOBS_URL"], **common)
    return SqliteHuey("lantern", filename=str(Path(settings["INSTANCE_PATH"], "jobs.db")), **common)


def _keep_log_small(app: Flask, stop: threading.Event) -> None:
    """Carry SQLite's write-ahead log into the database. One process does it, on one connection."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            return
        with closing(db.engine.raw_connection()) as connection:
            while not stop.wait(CHECKPOINT_EVERY):
                connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()
