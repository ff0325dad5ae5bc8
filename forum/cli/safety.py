"""`flask safety`: what keeps people safe, and whether it can be relied on."""

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from forum.safety.checking import Due, Subject, all_lines

safety = AppGroup("safety", help="Look after the crisis lines.")

WHY = {
    Due.TO_MEND: "its file waits to be mended",
    Due.NEW_WORDING: "changed since it was checked",
    Due.NEVER: "never checked",
    Due.OLD: "checked more than six months ago",
    Due.NOT: "checked",
}


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


def _sentence(one: Subject) -> str:
    hidden = "" if one.item.shown else ", hidden from members"
    last = f", last looked at {one.checks[0].at:%Y-%m-%d} by {one.checks[0].name}" if one.checks else ""
    return f"{one.address}  {one.country.name}: {one.name}  {WHY[one.due]}{hidden}{last}"
