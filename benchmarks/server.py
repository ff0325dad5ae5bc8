"""The servers that are measured: the forum as `flask serve` starts it, and the ceiling beside it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from forum.cli.serve import BACKLOG, CONNECTIONS

ROOT = Path(__file__).resolve().parent.parent
WORKERS, THREADS = 2, 3
PATIENCE = 30
_TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Server:
    """A server process and its workers; stopped when left."""

    def __init__(self, command: list[str], environ: Mapping[str, str], log: Path) -> None:
        self.port = free_port()
        self.log = log
        self.command = [part.format(port=self.port) for part in command]
        self.environ = {**os.environ, **environ, "PORT": str(self.port)}

    def __enter__(self) -> "Server":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        self._wait_until_it_answers()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            for pid in self._family():
                os.kill(pid, signal.SIGKILL)
            self.process.wait()

    def cpu_seconds(self) -> float:
        """Processor time used by the server and its workers since they began; 0 where /proc is missing."""
        return sum(_stat(pid)[1] for pid in self._family())

    def largest_megabytes(self) -> float:
        """The memory of the largest process of the family; 0 where /proc is missing."""
        return max((_megabytes(pid) for pid in self._family()), default=0.0)

    def _family(self) -> list[int]:
        """The process and all below it."""
        parents = {int(p.name): _stat(int(p.name))[0] for p in Path("/proc").glob("[0-9]*")}
        family, grown = [self.process.pid], True
        while grown:
            born = [pid for pid, parent in parents.items() if parent in family and pid not in family]
            family += born
            grown = bool(born)
        return family

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise SystemExit(f"The server did not start; its last words:\n{self.log.read_text()[-2000:]}")


def forum(environ: Mapping[str, str], log: Path) -> Server:
    """The forum, started as its operators do."""
    settings = {
        "HOST": "127.0.0.1",
        "WORKERS": str(WORKERS),
        "THREADS": str(THREADS),
        "FLASK_SKIP_DOTENV": "1",
    }
    return Server([sys.executable, "-m", "flask", "--app", "wsgi", "serve"], {**environ, **settings}, log)


def ceiling(folder: Path, log: Path) -> Server:
    """The same server, as many workers and threads, sending what lies in `folder` (benchmarks.ceiling)."""
    flags = (
        f"--interface wsgi --http 1 --no-ws --host 127.0.0.1 --workers {WORKERS} --blocking-threads {THREADS}"
        f" --backlog {BACKLOG} --backpressure {CONNECTIONS}"
    )
    command = [sys.executable, "-m", "granian", *flags.split(), "--port", "{port}", "benchmarks.ceiling:app"]
    return Server(command, {"CEILING_FOLDER": str(folder)}, log)


def _stat(pid: int) -> tuple[int, float]:
    """A process's parent and its processor seconds."""
    try:
        # The name in brackets may hold anything; what is wanted comes after it.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0.0
    return int(fields[1]), (int(fields[11]) + int(fields[12])) / _TICKS


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
