"""Measuring pages: each beside its own ceiling, in turns, so that a busy moment meets both."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.browser import Answer, fetch, get
from benchmarks.cases import Case
from benchmarks.measuring import Figures, drive, together
from benchmarks.server import Server

# What the server itself adds to every answer, the constant one too.
_OF_THE_SERVER = {"server", "date", "content-length", "connection", "transfer-encoding"}
CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """A case as one kind of visitor sees it: what each client sends, and the bytes that came for one."""

    case: Case
    who: str
    clients: list[list[str]]
    answer: Answer

    @property
    def key(self) -> str:
        words = f"{self.case.name} {self.who}".replace(",", "").split()
        return "-".join(words)


@dataclass(frozen=True, slots=True)
class Measured:
    """A page and its ceiling."""

    page: Page
    figures: Figures
    ceiling: Figures

    @property
    def share(self) -> float:
        """Requests a second, as a share of the ceiling's."""
        return self.figures.per_second / self.ceiling.per_second

    @property
    def cpu_share(self) -> float:
        """The same by the server's processor time, which the load generator's own does not touch."""
        return self.ceiling.cpu / self.figures.cpu if self.figures.cpu else 0.0

    def as_dict(self) -> dict[str, Any]:
        return {
            "page": self.page.case.name,
            "who": self.page.who,
            "bytes": len(self.page.answer.body),
            "share": round(self.share, 3),
            "cpu_share": round(self.cpu_share, 3),
            "figures": self.figures.as_dict(),
            "ceiling": self.ceiling.as_dict(),
        }


def look_at(server: Server, case: Case, who: str, cookies: Sequence[str], accepts: str) -> Page:
    """Fetch every address once for each reader, so that nothing is new to them, and prepare the rest."""
    few = case.paths if not case.thorough else case.paths[:50]
    answers = [fetch(server.port, path, cookie, accepts=accepts) for cookie in cookies for path in few]
    wrong = {answer.status for answer in answers} - {200}
    assert not wrong, f"{case.name} answered {wrong}"
    clients = []
    for number, cookie in enumerate(cookies):
        start = number * len(case.paths) // len(cookies)
        turned = case.paths[start:] + case.paths[:start]
        clients.append([get(path, cookie, accepts=accepts) for path in turned])
    return Page(case, who, clients, answers[0])


def keep_for_ceiling(page: Page, folder: Path) -> None:
    """Put the page's bytes where the ceiling finds them."""
    headers = [(name, value) for name, value in page.answer.headers if name.lower() not in _OF_THE_SERVER]
    (folder / f"{page.key}.body").write_bytes(page.answer.body)
    (folder / f"{page.key}.json").write_text(json.dumps(headers))


def measure(page: Page, forum: Server, ceiling: Server, *, seconds: float, rounds: int) -> Measured:
    """Forum, ceiling, ceiling, forum, and so on."""
    constant = [
        [request.replace(_path(request), f"/{page.key}", 1)] for request in (c[0] for c in page.clients)
    ]
    drive(forum, page.clients, seconds=seconds / 4)
    drive(ceiling, constant, seconds=seconds / 4)
    ours, theirs = [], []
    for number in range(rounds):
        turns = ((ours, forum, page.clients), (theirs, ceiling, constant))
        for kept, server, clients in turns if number % 2 == 0 else reversed(turns):
            kept.append(drive(server, clients, seconds=seconds))
    return Measured(page, together(ours), together(theirs))


def _path(request: str) -> str:
    return request.split(" ", 2)[1]
