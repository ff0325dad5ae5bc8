"""`flask audit`: is the log of moderators' acts whole, and if not, what was done to it."""

import re
from typing import Any

import click
from flask.cli import AppGroup

from forum.core.db import LARGEST_ID, db
from forum.moderation.audit import Fault, Problem, has_head, head_of_log
from forum.moderation.audit import verify as verify_log

audit = AppGroup("audit", help="Look after the log of moderators' acts.")

_HEAD = re.compile(r"([0-9]{1,19}):([0-9a-fA-F]{64})")
WHAT_IS_WRONG = {
    Fault.CHANGED: "was changed after it was written",
    Fault.MISSING: "is missing",
    Fault.OUT_OF_PLACE: "does not follow the one before it: it was put in, or moved",
}


class Head(click.ParamType[tuple[int, str]]):
    """A head as it was printed and kept: `NUMBER:DIGEST`."""

    name = "NUMBER:DIGEST"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, str]:
        found = _HEAD.fullmatch(value.strip())
        if not found or int(found[1]) > LARGEST_ID:
            self.fail("This is no head. One reads 12:3f5a…, with 64 letters and digits behind the colon.")
        return int(found[1]), found[2].lower()


@audit.command("verify")
@click.option("--head", "kept", type=Head(), help="A head that was kept: is it still in the log?")
def verify(kept: tuple[int, str] | None) -> None:
    """Read the whole log; exits with 1 if an entry was changed, is missing or was moved.

    The head covers every entry. Kept somewhere else, it also shows a log whose end was cut off, or that was
    written anew from the start: that log has another seal at the same number.
    """
    _read_at_one_moment()
    problems = verify_log()
    for problem in problems:
        click.echo(f"- {_sentence(problem)}")
    if problems:
        click.echo("The log is not whole. A backup shows what stood there before.", err=True)
        raise click.exceptions.Exit(1)
    number, seal = head_of_log()
    if kept:
        _prove(kept, number)
    click.echo(f"The log is whole. Entries: {number}.")
    click.echo(f"Head: {number}:{seal}")
    click.echo(
        "Keep the head somewhere else: `flask audit verify --head …` proves that it is still in the log."
    )


def _prove(kept: tuple[int, str], last: int) -> None:
    number = kept[0]
    if has_head(*kept):
        click.echo(f"The head you kept is in the log: nothing up to entry {number} has changed since.")
        return
    if number > last:
        click.echo(f"- The log ends at entry {last}, and the head you kept is of entry {number}.")
    else:
        click.echo(f"- Entry {number} has another seal than the head you kept: the log was written anew.")
    click.echo(
        "The log is not the one of which you kept the head. A backup shows what stood there.", err=True
    )
    raise click.exceptions.Exit(1)


def _read_at_one_moment() -> None:
    """What moderators write while the log is read must not look like a fault in it."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _sentence(problem: Problem) -> str:
    return f"Entry {problem.number} {WHAT_IS_WRONG[problem.fault]}."
