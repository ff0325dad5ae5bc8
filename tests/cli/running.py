"""Typing a command at the forum of a test."""

from click.testing import Result
from flask import Flask

from forum.core.db import db


def flask(app: Flask, *words: str) -> Result:
    """What `flask --app wsgi <words>` says and exits with, in an application context of its own."""
    db.session.commit()
    result = app.test_cli_runner().invoke(args=list(words))
    db.session.expire_all()
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
