"""Measuring replies: sixteen people at once, each in their own name, with form, token and session as ever."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from benchmarks.browser import fetch, form_token, post
from benchmarks.measuring import Figures, drive
from benchmarks.server import Server

POSTERS = 16
# Fewer than the limit lets one member post in a minute: then the next member takes the chair.
IN_A_ROW = 25
WORDS = (
    "I read this on the bus and thought of you. It is *not* a small thing to write it down.\n\n"
    "My own week was grey, with one good hour in it.\n\nNo need to answer."
)


def measure_posting(
    server: Server, cookies: Sequence[str], threads: Sequence[str], *, seconds: float
) -> Figures:
    """Replies a second, all included: limits, token, rendering, counters, news, the commit to disk."""
    chairs = [list(_replies(server, cookies[n::POSTERS], threads[n::POSTERS])) for n in range(POSTERS)]
    return drive(server, chairs, seconds=seconds, repeat=False)


def _replies(server: Server, cookies: Sequence[str], threads: Sequence[str]) -> Iterator[str]:
    for number, cookie in enumerate(cookies):
        thread = threads[number % len(threads)]
        token = form_token(fetch(server.port, thread, cookie).body.decode())
        place = thread.partition("-")[0] + "/reply"
        for nth in range(IN_A_ROW):
            form = {"csrf_token": token, "once": f"{token[-8:]}-{nth}", "text": f"{WORDS}\n\n({nth})"}
            yield post(place, cookie, urlencode(form))
