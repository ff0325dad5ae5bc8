"""What a request brings along is read before the forum sees it, and never with a process's last thread.

The server waits for slow headers without a thread, but a slow body holds one. Where no proxy stands in
front to gather bodies, a handful of slow senders would else hold every thread, and nobody could read.
"""

import io
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_WAIT = 0.25
"""Seconds a request waits for its turn to be read; nearly every body is there at once."""

_BUSY = b"Very many people are sending something just now. Please go back and send it again."
_CUT_OFF = b"This broke off on its way here. Please go back and send it again."


class Bodies:
    """A WSGI application that hands `application` whole bodies; at most `readers` threads wait for one."""

    def __init__(self, application: "WSGIApplication", *, readers: int, largest: int) -> None:
        self._application = application
        self._turns = threading.BoundedSemaphore(max(1, readers))
        self._largest = largest

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        length = _length(environ)
        # What is too large is refused by the application, unread.
        if length == 0 or length > self._largest:
            return self._application(environ, start_response)
        if not self._turns.acquire(timeout=LONGEST_WAIT):
            return _answer(start_response, "503 Service Unavailable", _BUSY)
        try:
            body = environ["wsgi.input"].read(self._largest + 1 if length < 0 else length)
        finally:
            self._turns.release()
        if len(body) < length:
            return _answer(start_response, "400 Bad Request", _CUT_OFF)
        environ["wsgi.input"] = io.BytesIO(body)
        return self._application(environ, start_response)


def _length(environ: "WSGIEnvironment") -> int:
    """How long the body is: 0 for none, -1 where the request does not say."""
    said = environ.get("CONTENT_LENGTH", "")
    if said.isascii() and said.isdigit():
        return int(said[:19])
    return -1 if environ.get("HTTP_TRANSFER_ENCODING") else 0


def _answer(start_response: "StartResponse", status: str, sentence: bytes) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "5")])
    return [sentence]
