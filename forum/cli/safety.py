"""`flask safety`: what keeps people safe, and whether it can be relied on."""

from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from forum.safety.checking import Due, Subject, all_lines
from forum.safety.triage.evaluation import Unreadable, evaluate

safety = AppGroup("safety", help="Look after what keeps people safe.")

WHY = {
    Due.TO_MEND: "its file waits to be mended",
    Due.NEW_WORDING: "changed since it was checked",
    Due.NEVER: "never checked",
    Due.OLD: "checked more than six months ago",
    Due.NOT: "checked",
}
EXPECTED = (
    'Each line is one post: {"text": "…", "label": "calm"}. '
    'The label is calm, concern or urgent; a "title" may stand beside it.'
)


@safety.command("lines")
@click.option("--all", "everything", is_flag=True, help="Those that are not due, too.")
def lines(everything: bool) -> None:
    """List the crisis lines and emergency numbers that are due for a check; exits with 1 while any is.

    Admins check them in the browser, at /moderation/lines.
    """
    try:
        found = all_lines()
    except SQLAlchemyError as error:
        raise click.ClickException(f"The database does not answer: {error}") from error
    due = [one for one in found if one.due is not Due.NOT]
    for one in found if everything else due:
        click.echo(_sentence(one))
    if due:
        raise click.exceptions.Exit(1)
    if not everything:
        click.echo("No line is due.")


@safety.command("evaluate")
@click.argument("file", type=click.Path(path_type=Path))
def evaluate_file(file: Path) -> None:
    """Measure the sorting aid on the labelled posts in FILE, one JSON object a line.

    Nothing is stored or sent, and no post is shown. docs/safety.md says which figures to look for.
    """
    try:
        found = evaluate(_lines(file))
    except Unreadable as error:
        raise click.ClickException(f"{file}, {error}.\n{EXPECTED}") from error
    if not found.posts:
        raise click.ClickException(f"{file} holds no posts.\n{EXPECTED}")
    click.echo(str(found))


def _sentence(one: Subject) -> str:
    hidden = "" if one.item.shown else ", hidden from members"
    last = f", last looked at {one.checks[0].at:%Y-%m-%d} by {one.checks[0].name}" if one.checks else ""
    return f"{one.address}  {one.country.name}: {one.name}  {WHY[one.due]}{hidden}{last}"


def _lines(file: Path) -> list[str]:
    """Cut at line ends only: some of the other marks that end a line may stand inside a post."""
    try:
        return file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not text in UTF-8.") from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror or error}.") from error
