"""`flask doctor`: is the forum well, and if not, what is wrong, in plain words."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from forum.cli.counters import COUNTERS, Counter, set_right, wrong
from forum.cli.database import no_answer, what_is_lacking
from forum.core.db import db
from forum.core.mail import MOST_ATTEMPTS, Letter
from forum.core.markdown import RENDERER_VERSION, render
from forum.core.operation import operation
from forum.moderation import audit
from forum.safety.checking import Due, all_lines
from forum.search import keeping as search
from forum.threads.models import Post

AT_ONCE = 200
PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


@click.command("doctor")
@click.option(
    "--fix",
    is_flag=True,
    help="Set counters and the search index right; render anew what an older version rendered.",
)
@with_appcontext
def doctor(fix: bool) -> None:
    """Look the forum over; exits with 1 if anything is wrong."""
    for note in _notes(current_app.config):
        click.echo(f"- By the way: {note}")
    problems = list(_settings(current_app.config))
    problems += _database() or [*_numbers(fix), *_rendering(fix), *_search(fix), *_audit_log(), *_letters()]
    for problem in problems:
        click.echo(f"- {problem}")
    if problems:
        raise click.exceptions.Exit(1)
    click.echo("All is well.")


def _settings(settings: Any) -> Iterator[str]:
    instance = Path(settings["INSTANCE_PATH"])
    if not os.access(instance, os.W_OK):
        yield f"Nothing can be written in {instance}, where the forum keeps its files (INSTANCE_PATH)."
    if settings["FORUM_ENV"] == "production" and not settings["PUBLIC_URL"].startswith("https://"):
        yield "PUBLIC_URL does not begin with https://, so sign-in cookies may travel unprotected."


def _notes(settings: Any) -> Iterator[str]:
    """What may well be meant."""
    if settings["FORUM_ENV"] != "production":
        return
    if not settings["TRUSTED_PROXIES"]:
        yield "TRUSTED_PROXIES is 0. Behind a proxy all visitors would look like one, and share its limits."
    if not settings["MAIL_URL"]:
        yield "MAIL_URL is not set. Nobody can get back in by e-mail, only with recovery codes."
    if not settings["OPERATOR_EMAIL"]:
        yield "OPERATOR_EMAIL is not set. Members do not learn how to reach whoever runs the site."
    yield from _lines()


def _lines() -> Iterator[str]:
    try:
        due = sum(1 for one in all_lines() if one.due is not Due.NOT)
    except SQLAlchemyError:
        # What is wrong with the database is told below.
        db.session.rollback()
        return
    if due:
        yield f"{due} crisis lines and emergency numbers are due for a check. `safety lines` lists them."


def _database() -> list[str]:
    """What is so wrong with the database that nothing else can be looked at."""
    try:
        lacking = what_is_lacking()
        if lacking:
            return [lacking]
        return list(_sqlite()) if db.engine.dialect.name == "sqlite" else []
    except SQLAlchemyError as error:
        return [no_answer(error)]


def _sqlite() -> Iterator[str]:
    for pragma, wanted in PRAGMAS.items():
        found = db.session.execute(text(f"PRAGMA {pragma}")).scalar()
        if found != wanted:
            yield f"SQLite's {pragma} is {found}, not {wanted}: posts may be lost or references break."
    for (line,) in db.session.execute(text("PRAGMA quick_check(10)")):
        if line != "ok":
            yield f"The database file is damaged: {line}. Please bring back a backup (docs/deploy.md)."
    loose = db.session.execute(text("PRAGMA foreign_key_check")).all()
    if loose:
        yield f"{len(loose)} rows refer to something that is not there, the first in {loose[0][0]}."


def _numbers(fix: bool) -> Iterator[str]:
    for counter in COUNTERS:
        rows = wrong(counter)
        if rows and fix:
            _set_right(counter, rows)
        elif rows:
            yield f"{counter.name} is wrong in {_rows(rows)}. `doctor --fix` counts again."


def _set_right(counter: Counter, rows: int) -> None:
    set_right(counter=counter)
    click.echo(f"Set right: {counter.name} in {_rows(rows)}.")


def _rendering(fix: bool) -> Iterator[str]:
    old = Post.renderer != RENDERER_VERSION
    rows = db.session.scalar(select(func.count()).select_from(Post).where(old)) or 0
    if rows and fix:
        while _render_some():
            pass
        click.echo(f"Rendered anew: {_rows(rows)}.")
    elif rows:
        yield f"{_rows(rows)} of posts were rendered by another version. `doctor --fix` renders them anew."


@operation
def _render_some() -> int:
    old = select(Post).where(Post.renderer != RENDERER_VERSION).limit(AT_ONCE)
    posts = db.session.scalars(old).all()
    for post in posts:
        post.html, post.renderer = render(post.source).html, RENDERER_VERSION
        post.changed += 1
    return len(posts)


def _search(fix: bool) -> Iterator[str]:
    """Whether exactly that can be found which the posts say."""
    sound = search.is_sound()
    wrong = sum(1 for _ in search.differing())
    if fix and (wrong or not sound):
        search.rebuild()
        found = [] if sound else ["which was damaged"]
        found += [f"in {_rows(wrong)}"] if wrong else []
        click.echo(f"Set right: the search index, {', and '.join(found)}.")
    elif not sound:
        yield "The search index is damaged. `doctor --fix` sets it right."
    elif wrong:
        yield f"The search index is wrong in {_rows(wrong)}. `doctor --fix` sets it right."


def _audit_log() -> Iterator[str]:
    for problem in audit.verify():
        yield f"The audit log was tampered with: {problem}."


def _letters() -> Iterator[str]:
    given_up = select(func.count()).where(Letter.sent_at.is_(None), Letter.attempts >= MOST_ATTEMPTS)
    stuck = db.session.scalar(given_up) or 0
    if stuck:
        yield f"{stuck} letters of the last days could not be sent. Does MAIL_URL still hold?"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"
