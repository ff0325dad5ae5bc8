"""What every template may use: a strict environment, marked copy, and who is looking."""

from typing import Any

from flask import Flask, current_app, get_flashed_messages
from jinja2 import StrictUndefined

from forum.http import words
from forum.http.identity import visitor
from forum.http.times import clock_time, iso, plain_date

KEPT = "kept"


def init_templating(app: Flask) -> None:
    """Set up Jinja: an undefined name is an error, copy goes through the catalogue."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(iso=iso, clock_time=clock_time, plain_date=plain_date, why_not=words.why_not)
    env.globals.update(
        site_name=app.config["SITE_NAME"],
        operator_name=app.config["OPERATOR_NAME"],
        operator_email=app.config["OPERATOR_EMAIL"],
        staffed_hours=app.config["STAFFED_HOURS"],
        mail_works=app.config["MAIL_WORKS"],
    )
    app.context_processor(_who_is_looking)


def _who_is_looking() -> dict[str, Any]:
    flashed: list[tuple[str, str]] = list(get_flashed_messages(with_categories=True))  # type: ignore[arg-type]
    return {
        "visitor": visitor(),
        "flashes": [(kind, text) for kind, text in flashed if kind != KEPT],
        # Names of forms whose words the server has now: scripts may forget their copy.
        "kept": [text for kind, text in flashed if kind == KEPT],
    }


def asset_prefix() -> str:
    """Where files of `static/` are served from, for HTML that no template writes."""
    prefix: str = current_app.extensions["assets"]["prefix"]
    return prefix
