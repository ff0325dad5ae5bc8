"""Who is at the door: Flask-Login over the sign-in rows."""

from contextlib import suppress
from dataclasses import replace

from flask import Flask, Response, current_app, g, request, session
from flask_login import LoginManager, login_user, logout_user
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from forum.accounts.attempts import Counter
from forum.accounts.comfort import USUAL, Comfort
from forum.accounts.models import Account
from forum.accounts.signing_in import STAYS, note_seen
from forum.accounts.visitor import GUEST, Visitor, visitor_with
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotAllowed
from forum.http.choices import kept_choices
from forum.http.hooks import without_hooks
from forum.http.sessions import RememberingSessions

manager = LoginManager()
# The row behind the cookie is the proof; a hash of address and browser would sign people out on trains.
manager.session_protection = None
manager.anonymous_user = lambda: GUEST
manager.user_loader(visitor_with)


def init_identity(app: Flask) -> None:
    """Recognise members by the sign-in row that their cookie names."""
    app.session_interface = RememberingSessions()
    app.permanent_session_lifetime = STAYS
    # Its remember-cookie is not used here: how long a session stays is its own property.
    with without_hooks(app):
        manager.init_app(app)
    app.after_request(_note_seen)


def visitor() -> Visitor:
    """Whoever made this request: a member or the guest."""
    found: Visitor | None = g.get("_login_user")
    if found is None:
        # As Flask-Login would find it, without the ways of recognising somebody that are not used here.
        token = session.get("_user_id")
        found = g._login_user = (visitor_with(token) if token else None) or _guest()
    return found


def look_no_further() -> None:
    """Take somebody who was not recognised so far for a guest, without asking the database."""
    if "_login_user" not in g:
        g._login_user = _guest()


def look_different(comfort: Comfort) -> None:
    """Let the page that answers this request look as was chosen by it."""
    g._login_user = replace(visitor(), comfort=comfort)


def look_if_possible() -> None:
    """Find out who is looking; where the database does not say, take them for a guest.

    For pages that must be there whatever happens to the database.
    """
    try:
        visitor()
    except SQLAlchemyError:
        db.session.rollback()
        look_no_further()


def me() -> Account:
    """The member who acts, as operations want them.

    Raises:
        NotAllowed: a guest.
    """
    account = db.session.get(Account, visitor().id)
    if account is None:
        raise NotAllowed
    return account


def let_in(token: str, *, stay: bool) -> None:
    """Put a new sign-in into a new session: nothing of the one before the sign-in is kept."""
    session.clear()
    session.permanent = stay
    arrived = visitor_with(token)
    if arrived is not None:
        login_user(arrived)


def let_out() -> None:
    """Forget everything that this browser's session held."""
    logout_user()
    session.clear()


def counter() -> Counter:
    """Counts attempts made from this request's address."""
    return Counter(current_app.config["SECRET_KEY"], request.remote_addr or "")


def browser_label() -> str:
    """A few words by which a member recognises their own browser; no more is kept of its headers."""
    agent = request.user_agent.string
    browser = next((name for mark, name in _BROWSERS if mark in agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "an unknown device")
    return f"{browser} on {system}"


def _guest() -> Visitor:
    """Somebody who is not signed in, for whom the page looks as this browser was told."""
    choices = kept_choices()
    return GUEST if choices is USUAL else Visitor(comfort=choices)


def _note_seen(response: Response) -> Response:
    # Only where the page asked who is looking: a style sheet need not look anybody up.
    arrived = g.get("_login_user")
    if isinstance(arrived, Visitor) and arrived.stale:
        # The page is made: it is not thrown away because nothing can be written at the moment.
        with suppress(OperationalError):
            note_seen(sign_in_id=arrived.sign_in_id, at=clock.now())
    return response


# The more particular marks first: nearly every browser also calls itself Chrome and Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
