"""Flask's signed session cookie, its checks remembered: a browser brings the same one for every page."""

from time import monotonic
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

MOST_REMEMBERED = 2000
# Seconds. A cookie may live this much too long; the sign-in that it names is looked up for every page.
REMEMBERED_FOR = 300.0

Content = dict[str, Any]


class RememberingSessions(SecureCookieSessionInterface):
    """Verifies a cookie's signature once in a few minutes instead of for every page."""

    def __init__(self) -> None:
        self._verified: dict[str, tuple[float, Content]] = {}
        self._serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        until, content = self._verified.get(cookie, (0.0, {}))
        if monotonic() < until:
            return self.session_class(content)
        session = super().open_session(app, request)
        # Only what cannot be changed in place, so that no request finds what another did to it.
        if session and all(isinstance(value, str | int) for value in session.values()):
            self._remember(cookie, dict(session))
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.modified or self.should_set_cookie(app, session):
            super().save_session(app, session, response)
        elif session.accessed:
            varies = response.headers.get("Vary")
            response.headers["Vary"] = f"{varies}, Cookie" if varies else "Cookie"

    def _remember(self, cookie: str, content: Content) -> None:
        if len(self._verified) >= MOST_REMEMBERED:
            self._verified.clear()
        self._verified[cookie] = (monotonic() + REMEMBERED_FOR, content)
