"""Compression without a proxy: ISA-L's gzip takes some 50 microseconds for a page."""

from flask import Flask, Response, request
from isal import igzip

SHORTEST = 700
LEVEL = 2
TYPES = frozenset(
    {"text/html", "text/css", "text/javascript", "image/svg+xml", "application/json", "application/atom+xml"}
)


def init_compression(app: Flask) -> None:
    """Compress what is text and long enough, for browsers that say they can read it."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if response.mimetype not in TYPES or "Content-Encoding" in response.headers:
        return response
    if "Vary" in response.headers:
        response.vary.add("Accept-Encoding")
    else:
        response.headers["Vary"] = "Accept-Encoding"
    if "gzip" not in request.headers.get("Accept-Encoding", "") or response.status_code != 200:
        return response
    if response.is_streamed and not response.direct_passthrough:
        # Written as it goes: it is never whole in memory, and must not be for this.
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= SHORTEST:
        response.set_data(igzip.compress(body, compresslevel=LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
