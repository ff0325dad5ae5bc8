"""Work beside the pages: run in order, woken after the commit, not stopped by one that fails."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from forum.core import jobs
from forum.core.operation import operation


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was done, with nobody else's work registered."""
    for registered in ("_soon", "_nightly", "_waker"):
        monkeypatch.setattr(jobs, registered, [])
    return []


def note(done: list[str], word: str) -> Callable[[], None]:
    return lambda: done.append(word)


def fail() -> None:
    raise RuntimeError("this job is broken")


def test_short_jobs_run_in_the_order_in_which_they_were_registered(done: list[str]) -> None:
    jobs.soon(note(done, "first"))
    jobs.soon(note(done, "second"))
    jobs.nightly(note(done, "at night"))
    jobs.run_soon()
    assert done == ["first", "second"]


def test_nightly_jobs_run_at_night_only(done: list[str]) -> None:
    jobs.soon(note(done, "soon"))
    jobs.nightly(note(done, "at night"))
    jobs.run_nightly()
    assert done == ["at night"]


def test_a_job_that_fails_does_not_stop_the_others(done: list[str], caplog: pytest.LogCaptureFixture) -> None:
    jobs.soon(fail)
    jobs.soon(note(done, "after it"))
    jobs.run_soon()
    assert done == ["after it"]
    assert "this job is broken" in caplog.text


def test_the_worker_is_woken_once_after_the_commit(app: Flask, done: list[str]) -> None:
    jobs.wake_with(note(done, "woken"))

    @operation
    def work() -> None:
        jobs.wake()
        jobs.wake()
        done.append("working")

    work()
    assert done == ["working", "woken"]


def test_nobody_is_woken_for_what_was_rolled_back(app: Flask, done: list[str]) -> None:
    jobs.wake_with(note(done, "woken"))

    @operation
    def work() -> None:
        jobs.wake()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert done == []
