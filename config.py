"""Every setting of the forum, read from the environment once, at the start.

`SETTINGS` is the whole list; docs/settings.md holds the same table and a test keeps the two equal.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
SHORTEST_SECRET = 32


class BadSetting(Exception):
    """A setting that cannot be worked with; the message says which and what would do."""


def _text(value: str) -> str:
    return value


def _count(value: str) -> int:
    number = int(value)
    if not 0 <= number <= 65535:
        raise ValueError(f"{value} is not between 0 and 65535")
    return number


def _yes_or_no(value: str) -> bool:
    if value not in {"yes", "no"}:
        raise ValueError(f"{value} is neither yes nor no")
    return value == "yes"


def _address(value: str) -> str:
    if not value.startswith(("https://", "http://")) or any(c.isspace() for c in value):
        raise ValueError(f"{value} is no address that begins with https://")
    return value


@dataclass(frozen=True)
class Setting:
    """One setting: its name in the environment, its default as it would be typed, what it is for."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any] = _text


SETTINGS = (
    Setting("FORUM_ENV", "development", "`production` on a real site; then `SECRET_KEY` must be given"),
    Setting("SECRET_KEY", "", "signs cookies; 32 characters or more. Development keeps one in `instance/`"),
    Setting("INSTANCE_PATH", "instance", "folder for the database, the job queue and letters"),
    Setting("DATABASE_URL", "", "empty: SQLite in the instance folder; or `postgresql+psycopg://…`"),
    Setting("PUBLIC_URL", "", "the address members type, `https://…`: secure cookies, links in letters"),
    Setting("TRUSTED_PROXIES", "0", "how many proxies in front set `X-Forwarded-For`", _count),
    Setting("SITE_NAME", "Lantern", "the name in the header and in letters"),
    Setting("OPERATOR_NAME", "", "who runs the site, named on the about page"),
    Setting("OPERATOR_EMAIL", "", "where members reach whoever runs the site"),
    Setting("STAFFED_HOURS", "", "when moderators are about, in words, shown to members"),
    Setting(
        "QUICK_EXIT_URL",
        "https://www.wikipedia.org/",
        "where the quick exit leads: a page that anybody might have open",
        _address,
    ),
    Setting(
        "FEEDS",
        "no",
        "`yes`: public boards have feeds, which carry titles and names away from the site",
        _yes_or_no,
    ),
    Setting("MAIL_URL", "", "`smtp://user:password@host:587`, `smtps://…`; empty: no letters in production"),
    Setting("MAIL_FROM", "lantern@localhost", "the sender of letters"),
    Setting("JOBS_URL", "", "empty: SQLite in the instance folder; or `redis://…`"),
    Setting("RATELIMIT_STORAGE_URI", "memory://", "where the limits count; `redis://…` for several machines"),
    Setting("HOST", "127.0.0.1", "the address the server listens on"),
    Setting("PORT", "5000", "the port the server listens on", _count),
    Setting("WORKERS", "2", "server processes", _count),
    Setting("THREADS", "3", "threads in each server process", _count),
)


def load(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The settings as Flask's config keys.

    Raises:
        BadSetting: a value that cannot be read, or production without a secret.
    """
    given = os.environ if environ is None else environ
    values = {setting.name: _value(setting, given) for setting in SETTINGS}
    if values["FORUM_ENV"] not in {"development", "production"}:
        raise BadSetting("FORUM_ENV must be development or production.")
    instance = _folder(Path(ROOT, values["INSTANCE_PATH"]))
    values["INSTANCE_PATH"] = str(instance)
    values["SECRET_KEY"] = _secret_key(values, instance)
    values["SQLALCHEMY_DATABASE_URI"] = values["DATABASE_URL"] or f"sqlite:///{instance / 'lantern.db'}"
    values["MAIL_WORKS"] = bool(values["MAIL_URL"]) or values["FORUM_ENV"] == "development"
    return values | _cookies(values["PUBLIC_URL"])


def public_url(settings: Mapping[str, Any]) -> str:
    """Where the site is, without a slash at the end. On one's own machine it is where the server listens."""
    given = str(settings["PUBLIC_URL"]) or f"http://{settings['HOST']}:{settings['PORT']}"
    return given.rstrip("/")


def _value(setting: Setting, given: Mapping[str, str]) -> Any:
    typed = given.get(setting.name, "").strip() or setting.default
    try:
        return setting.read(typed)
    except ValueError as error:
        raise BadSetting(f"{setting.name} cannot be read: {error}") from error


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"INSTANCE_PATH: the folder {path} cannot be made: {error.strerror}.") from error
    return path


def _secret_key(values: Mapping[str, Any], instance: Path) -> str:
    given = str(values["SECRET_KEY"])
    if given and len(given) < SHORTEST_SECRET:
        raise BadSetting(f"SECRET_KEY is too short: it needs {SHORTEST_SECRET} random characters or more.")
    if given:
        return given
    if values["FORUM_ENV"] == "production":
        raise BadSetting(
            "SECRET_KEY is not set. Production needs one of its own, for example from: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    path = instance / "secret_key"
    try:
        return _development_key(path)
    except OSError as error:
        raise BadSetting(f"INSTANCE_PATH: {path} cannot be read or written: {error.strerror}.") from error


def _development_key(path: Path) -> str:
    """The key kept for development; whoever creates the file first wins, so two processes agree."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def _cookies(public_url: str) -> dict[str, Any]:
    secure = public_url.startswith("https://")
    return {
        "SESSION_COOKIE_NAME": "__Host-forum" if secure else "forum",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
    }
