"""The headers on every answer; by hand, because there are few and each is a decision."""

from flask import Flask, Response, request

from forum.http.identity import visitor

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
HSTS = ("Strict-Transport-Security", "max-age=63072000")


def init_headers(app: Flask) -> None:
    """Set the headers on every answer, errors and static files included."""
    headers = [*ALWAYS, HSTS] if app.config["SESSION_COOKIE_SECURE"] else [*ALWAYS]

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in headers:
            response.headers[name] = value
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = _caching()
        return response


def _caching() -> str:
    """What is personal is stored nowhere; what a guest sees is asked for again each time."""
    if request.method == "GET" and not visitor().is_member:
        return "private, no-cache"
    return "private, no-store"
