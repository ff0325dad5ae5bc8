"""`flask members`: who has which role."""

import click
from flask.cli import AppGroup

from forum.accounts.models import Role
from forum.accounts.roles import give_role
from forum.core.errors import NotFound

members = AppGroup("members", help="Give members their roles.")


@members.command("make-moderator")
@click.argument("name")
def make_moderator(name: str) -> None:
    """Let the member called NAME review what is flagged."""
    _give(name, Role.MODERATOR)


@members.command("make-admin")
@click.argument("name")
def make_admin(name: str) -> None:
    """Let the member called NAME run the place."""
    _give(name, Role.ADMIN)


@members.command("make-member")
@click.argument("name")
def make_member(name: str) -> None:
    """Take a role back from the member called NAME."""
    _give(name, Role.MEMBER)


def _give(name: str, role: Role) -> None:
    try:
        account = give_role(name=name, role=role)
    except NotFound as missing:
        raise click.ClickException(f"Nobody here is called {name!r}.") from missing
    click.echo(f"{account.name} is now: {role.value}.")
