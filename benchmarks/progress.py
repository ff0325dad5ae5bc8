"""What is being done, on the error stream: a run takes minutes, and nobody should wonder."""

import sys
import time

_started = time.monotonic()


def say(words: str) -> None:
    """One line, with the seconds since the start."""
    print(f"[{time.monotonic() - _started:6.1f} s] {words}", file=sys.stderr, flush=True)
