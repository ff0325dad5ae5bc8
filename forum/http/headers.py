"""The headers on every answer; by hand, because there are few and each is a decision."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

from forum.http.identity import visitor

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)

ALWAYS = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Where somebody came from is told to this site only.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"),
    ("X-Robots-Tag", "noindex, nofollow"),
)
ASKED_AGAIN = "private, no-cache"
"""What a guest sees: it may have been hidden since."""
HSTS = ("Strict-Transport-Security", "max-age=63072000")


def init_headers(app: Flask) -> None:
    """Set the headers on every answer, errors and static files included."""
    headers = [*ALWAYS, HSTS] if app.config["SESSION_COOKIE_SECURE"] else [*ALWAYS]
    answer = app.wsgi_app

    def with_headers(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, given: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            return start_response(status, [*given, *headers], *error)

        return answer(environ, start)

    # What never differs is added to the finished answer at once, not checked and set name by name.
    app.wsgi_app = with_headers  # type: ignore[method-assign]  # Flask's own way of wrapping
    app.after_request(_set_caching)


def _set_caching(response: Response) -> Response:
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = _caching()
    return response


def _caching() -> str:
    """What is personal is stored nowhere; what a guest sees is asked for again each time."""
    if request.method == "GET" and not visitor().is_member:
        return ASKED_AGAIN
    return "private, no-store"
