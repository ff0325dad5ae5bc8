"""Work that is done beside the pages: whoever has some registers it, the worker runs it."""

import logging
from collections.abc import Callable, Sequence

from forum.core.operation import after_commit

log = logging.getLogger(__name__)

Job = Callable[[], None]

_soon: list[Job] = []
_nightly: list[Job] = []
_waker: list[Job] = []


def soon(job: Job) -> Job:
    """Run `job` every minute, and at once after an operation that called `wake`."""
    _soon.append(job)
    return job


def nightly(job: Job) -> Job:
    """Run `job` once a night."""
    _nightly.append(job)
    return job


def wake() -> None:
    """Have the worker look for work as soon as the operation under way is committed."""
    after_commit(_wake_now)


def wake_with(waker: Job) -> None:
    """Say how the worker is woken; the stairwell does so once."""
    _waker[:] = [waker]


def run_soon() -> None:
    """Run every short job once, in the order of registration; one that fails does not stop the others."""
    _run(_soon)


def run_nightly() -> None:
    """Run every nightly job once; one that fails does not stop the others."""
    _run(_nightly)


def _run(jobs: Sequence[Job]) -> None:
    for job in jobs:
        try:
            job()
        except Exception:
            log.exception("a job failed; it runs again at its next time: %s", job.__qualname__)


def _wake_now() -> None:
    for waker in _waker:
        waker()
