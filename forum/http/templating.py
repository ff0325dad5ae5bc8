"""What every template may use: a strict environment, marked copy, and who is looking."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, get_flashed_messages
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from forum.http import words
from forum.http.fragments import Fragments, each
from forum.http.identity import visitor
from forum.http.times import clock_time, iso, plain_date

KEPT = "kept"


def init_templating(app: Flask) -> None:
    """Set up Jinja: an undefined name is an error, copy goes through the catalogue."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    # A template's own globals are nobody's need; without them each page and each import is spared a ChainMap.
    env.make_globals = lambda own: env.globals  # type: ignore[method-assign,assignment]  # see above
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.add_extension(Fragments)
    env.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    env.filters.update(iso=iso, clock_time=clock_time, plain_date=plain_date, why_not=words.why_not)
    env.globals.update(
        site_name=app.config["SITE_NAME"],
        operator_name=app.config["OPERATOR_NAME"],
        operator_email=app.config["OPERATOR_EMAIL"],
        staffed_hours=app.config["STAFFED_HOURS"],
        feeds_open=app.config["FEEDS"],
        mail_works=app.config["MAIL_WORKS"],
        thread_rows=each(env, "ui/thread_row.html", "thread_row", most=2000),
        icon=_icons(env),
        board_cards=each(env, "ui/board_card.html", "board_card", most=100),
    )
    app.context_processor(_who_is_looking)


def _icons(env: Environment) -> Callable[..., Markup]:
    """`icon` for pages, which show the same ones over and over."""

    @lru_cache(maxsize=200)
    def icon(name: str, label: str = "") -> Markup:
        macros = env.get_template("ui/icon.html").module
        drawn: Markup = macros.icon(name, label)  # type: ignore[attr-defined]  # a macro, which types do not know
        return drawn

    return icon


def _who_is_looking() -> dict[str, Any]:
    messages = get_flashed_messages(with_categories=True)
    flashed: list[tuple[str, str]] = list(messages)  # type: ignore[arg-type]  # pairs, by what was asked
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
