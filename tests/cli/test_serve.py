"""The production server and its worker, started and stopped as an operator would."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.live import ROOT, Caller, Live


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    live = Live(f"sqlite:///{tmp_path / 'lantern.db'}", tmp_path)
    live.start()
    yield live
    live.stop()


def children(pid: int) -> list[int]:
    """The processes that any thread of this one has begun (/proc lists them by thread)."""
    if Path("/proc").is_dir():
        lists = Path(f"/proc/{pid}/task").glob("*/children")
        return sorted(int(child) for each in lists for child in each.read_text().split())
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return sorted(map(int, found.stdout.split()))


def main_process(live: Live) -> int:
    assert live._server is not None
    return live._server.pid


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def soon(condition: Callable[[], object], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def answers(live: Live, times: int = 10) -> bool:
    """Whether every one of these visits, spread over the processes, is answered."""
    try:
        return all(Caller(live).get("/guidelines").status == 200 for _ in range(times))
    except OSError:
        return False


def test_it_says_where_it_is_and_how_to_make_a_moderator(live: Live) -> None:
    assert soon(lambda: "Ctrl-C stops it" in live.log)
    assert f"http://127.0.0.1:{live.port}" in live.log
    assert "--app wsgi members make-moderator NAME" in live.log


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_and_leaves_nobody_behind(live: Live, how: signal.Signals) -> None:
    main = main_process(live)
    everybody = children(main)
    assert len(everybody) == 3
    os.kill(main, how)
    assert live._server is not None
    assert live._server.wait(20) == 0
    assert not any(map(is_there, everybody))
    assert "Stopped." in live.log
    assert "Traceback" not in live.log


def test_a_port_that_is_taken_is_said_in_plain_words(live: Live) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
        cwd=ROOT,
        env=live._environ(),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert second.returncode == 1
    assert f"Port {live.port} on 127.0.0.1 is taken by another program" in second.stderr
    assert "Traceback" not in second.stderr


def test_every_process_that_is_killed_is_begun_anew(live: Live) -> None:
    killed = set(children(main_process(live))[:2])
    for pid in killed:
        os.kill(pid, signal.SIGKILL)

    def made_up_for() -> bool:
        there = set(children(main_process(live)))
        return len(there) == 3 and not there & killed

    assert soon(made_up_for)
    assert soon(lambda: answers(live))


def test_nobody_stays_when_the_main_process_is_killed(live: Live) -> None:
    main = main_process(live)
    everybody = children(main)
    os.kill(main, signal.SIGKILL)
    assert soon(lambda: not any(map(is_there, everybody)))


def test_a_reload_loses_no_visit(live: Live) -> None:
    before = children(main_process(live))
    os.kill(main_process(live), signal.SIGHUP)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        # On a machine with no time to spare a connection can meet a worker that is just leaving, and is reset
        # before anything was read; browsers then ask once more, and so does this.
        assert answers(live, times=1) or answers(live, times=1)
    assert len(set(before) & set(children(main_process(live)))) == 1


def test_slow_and_silent_clients_keep_nobody_waiting(live: Live) -> None:
    with ExitStack() as connections:
        for number in range(150):
            slow = connections.enter_context(socket.create_connection((live.host, live.port)))
            if number % 2:
                slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        began = time.monotonic()
        assert answers(live, times=20)
        assert time.monotonic() - began < 5


def test_slow_bodies_keep_no_reader_waiting(live: Live) -> None:
    head = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nname="
    with ExitStack() as connections:
        for _ in range(8):
            slow = connections.enter_context(socket.create_connection((live.host, live.port)))
            slow.sendall(head)
        time.sleep(0.5)
        began = time.monotonic()
        assert answers(live, times=20)
        assert time.monotonic() - began < 5
