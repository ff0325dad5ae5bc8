"""`flask audit`: is the log of moderators' acts whole, and if not, what was done to it."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from forum.core.db import db
from forum.moderation.audit import BEFORE_THE_FIRST, Fault, Problem
from forum.moderation.audit import verify as verify_log
from forum.moderation.models import AuditHead

audit = AppGroup("audit", help="Look after the log of moderators' acts.")

WHAT_IS_WRONG = {
    Fault.CHANGED: "was changed after it was written",
    Fault.MISSING: "is missing",
    Fault.OUT_OF_PLACE: "does not follow the one before it: it was put in, or moved",
}


@audit.command("verify")
def verify() -> None:
    """Read the whole log; exits with 1 if an entry was changed, is missing or was moved.

    The seal covers every entry. Kept somewhere else, it also shows a log that was written anew from the
    start: that log has another seal at the same number.
    """
    _read_at_one_moment()
    problems = verify_log()
    for problem in problems:
        click.echo(f"- {_sentence(problem)}")
    if problems:
        click.echo("The log is not whole. A backup shows what stood there before.", err=True)
        raise click.exceptions.Exit(1)
    number, seal = _end()
    click.echo(f"The log is whole. Entries: {number}. Seal: {seal}")


def _read_at_one_moment() -> None:
    """What moderators write while the log is read must not look like a fault in it."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _sentence(problem: Problem) -> str:
    return f"Entry {problem.number} {WHAT_IS_WRONG[problem.fault]}."


def _end() -> tuple[int, str]:
    head = db.session.execute(select(AuditHead.number, AuditHead.digest)).first()
    return (head.number, head.digest) if head else (0, BEFORE_THE_FIRST)
