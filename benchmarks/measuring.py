"""One measurement: the generator in a process of its own, the servers' processor time around it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.server import ROOT, Server


@dataclass(frozen=True, slots=True)
class Figures:
    """One measurement, or several added up. Times in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    longest: float
    cpu: float
    statuses: dict[str, int]
    errors: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"per_second": round(self.per_second, 1)}


def drive(
    server: Server, clients: Sequence[Sequence[str]], *, seconds: float, repeat: bool = True
) -> Figures:
    """Have each client send its requests to `server` for some seconds."""
    orders = {"port": server.port, "clients": clients, "seconds": seconds, "repeat": repeat}
    before = server.cpu_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        cwd=ROOT,
        input=json.dumps(orders),
        capture_output=True,
        text=True,
        check=True,
    )
    used = server.cpu_seconds() - before
    told = json.loads(done.stdout)
    count, latencies = told["requests"], told["latencies"]
    return Figures(
        count,
        told["seconds"],
        latencies["p50"],
        latencies["p99"],
        latencies["max"],
        1000 * used / count if count else 0.0,
        told["statuses"],
        told["errors"],
    )


def together(parts: Sequence[Figures]) -> Figures:
    """Rounds of one thing as one: counts added, latencies and costs by the middle of the rounds."""
    statuses = {status: sum(p.statuses.get(status, 0) for p in parts) for p in parts for status in p.statuses}
    return Figures(
        sum(p.requests for p in parts),
        sum(p.seconds for p in parts),
        _middle([p.p50 for p in parts]),
        _middle([p.p99 for p in parts]),
        max(p.longest for p in parts),
        _middle([p.cpu for p in parts]),
        statuses,
        sum(p.errors for p in parts),
    )


def _middle(values: list[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
