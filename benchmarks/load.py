"""The load generator, a process of its own: `python -m benchmarks.load`, its orders on stdin as JSON.

Keep-alive connections over raw sockets, each sending its own list of requests one after the other: nothing
is sent before the answer to the last one is whole. A list that does not `repeat` is sent once.
"""

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any

CHUNK = 262_144


@dataclass(slots=True)
class Connection:
    """One client: what it sends, and the answer that is coming in."""

    socket: socket.socket
    requests: list[bytes]
    repeat: bool
    sent: int = 0
    begun: float = 0.0
    came: bytearray = field(default_factory=bytearray)
    awaited: int = 0

    def send_next(self) -> bool:
        """Send the next request; False when there is none left."""
        if self.sent == len(self.requests) and not self.repeat:
            return False
        request = self.requests[self.sent % len(self.requests)]
        self.sent += 1
        self.begun = time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> int:
        """Take what has come; the answer's status once it is whole, 0 before."""
        part = self.socket.recv(CHUNK)
        if not part:
            raise ConnectionError("the server closed a connection")
        self.came += part
        if not self.awaited:
            self._read_head()
        if not self.awaited or len(self.came) < self.awaited:
            return 0
        status = int(self.came[9:12])
        self.came.clear()
        self.awaited = 0
        return status

    def _read_head(self) -> None:
        end = self.came.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.came[:end]).lower()
        place = head.find(b"content-length:")
        length = int(head[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0
        self.awaited = end + 4 + length


@dataclass
class Tally:
    """What was measured."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    errors: int = 0

    def note(self, status: int, seconds: float) -> None:
        self.latencies.append(seconds)
        self.statuses[status] = self.statuses.get(status, 0) + 1


def drive(orders: dict[str, Any], tally: Tally) -> float:
    """Send until the time is over or nothing is left; gives the seconds it took."""
    selector = selectors.DefaultSelector()
    for requests in orders["clients"]:
        opened = socket.create_connection(("127.0.0.1", int(str(orders["port"]))))
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client = Connection(opened, [text.encode("latin-1") for text in requests], bool(orders["repeat"]))
        selector.register(opened, selectors.EVENT_READ, client)
    begun = time.perf_counter()
    end = begun + float(str(orders["seconds"]))
    open_ones = sum(key.data.send_next() for key in list(selector.get_map().values()))
    while open_ones:
        for key, _ in selector.select(30):
            open_ones -= _go_on(key.data, selector, tally, end)
    return time.perf_counter() - begun


def _go_on(client: Connection, selector: selectors.BaseSelector, tally: Tally, end: float) -> int:
    """Let one client take what came and send on; 1 when it is finished."""
    try:
        status = client.receive()
        if not status:
            return 0
        now = time.perf_counter()
        tally.note(status, now - client.begun)
        if now < end and client.send_next():
            return 0
    except OSError:
        tally.errors += 1
    selector.unregister(client.socket)
    client.socket.close()
    return 1


def summary(tally: Tally, seconds: float) -> dict[str, object]:
    """Requests a second and latencies in milliseconds."""
    ordered = sorted(tally.latencies) or [0.0]
    return {
        "requests": len(tally.latencies),
        "seconds": seconds,
        "latencies": {
            name: 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]
            for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1.0))
        },
        "statuses": {str(status): count for status, count in sorted(tally.statuses.items())},
        "errors": tally.errors,
    }


if __name__ == "__main__":
    measured = Tally()
    took = drive(json.load(sys.stdin), measured)
    json.dump(summary(measured, took), sys.stdout)
