"""`flask members`: who has which role."""

from typing import Any

import click
from flask.cli import AppGroup

from forum.accounts.models import Account, Role
from forum.accounts.profile import account_named
from forum.accounts.roles import give_role
from forum.accounts.rules import is_staff
from forum.cli.refusals import said
from forum.core.errors import Conflict, NotFound, Refusal
from forum.moderation.models import Act, Rule
from forum.moderation.opening import act_on, latest_post_of

_RULES = [rule.value for rule in Rule if rule is not Rule.NONE]

members = AppGroup("members", help="Give members their roles; pause or suspend one.")


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


@members.command("pause")
@click.argument("name")
@click.option("--by", required=True, help="The moderator or admin who decides.")
@click.option("--days", type=int, required=True, help="For how many days.")
@click.option("--rule", type=click.Choice(_RULES), required=True, help="The house rule it rests on.")
@click.option("--words", required=True, help="What the member reads: which part, why, what they can do.")
def pause(name: str, by: str, days: int, rule: str, words: str) -> None:
    """Pause the posting of the member called NAME; it rests on their latest post."""
    _decide(name, by, Act.PAUSE, days=days, rule=Rule(rule), words=words)


@members.command("suspend")
@click.argument("name")
@click.option("--by", required=True, help="The moderator or admin who decides.")
@click.option("--days", type=int, help="For how many days; until further notice without it.")
@click.option("--rule", type=click.Choice(_RULES), required=True, help="The house rule it rests on.")
@click.option("--words", required=True, help="What the member reads: which part, why, what they can do.")
def suspend(name: str, by: str, days: int | None, rule: str, words: str) -> None:
    """Suspend the member called NAME; it rests on their latest post."""
    _decide(name, by, Act.SUSPEND, days=days, rule=Rule(rule), words=words)


def _decide(name: str, by: str, act: Act, **particulars: Any) -> None:
    """The same record as from the pages: a case, a statement of reasons, a line in the log."""
    about, actor = _named(name), _named(by)
    if not is_staff(actor):
        raise click.ClickException(f"{actor.name} is no moderator or admin, so can't decide.")
    if actor.id == about.id:
        raise click.ClickException("Nobody decides about themselves. Name somebody else with --by.")
    try:
        post = latest_post_of(about.id)
    except NotFound as nothing:
        words = f"{about.name} has written nothing here, and a decision rests on something that was written."
        raise click.ClickException(words) from nothing
    try:
        decision = act_on(actor=actor, post=post, act=act, **particulars)
    except Conflict as taken:
        raise click.ClickException(_in_between(taken, about)) from taken
    except Refusal as refusal:
        raise said(refusal) from refusal
    click.echo(f"Done: decision {decision.id}. The member is told, and can ask for another look.")


def _in_between(taken: Conflict, about: Account) -> str:
    case, who = f"the case about {about.name}'s latest post", taken.params.get("name")
    if who:
        return f"{who} has {case} in hand. Ask them, or try again later."
    return f"Something new came to {case} at this very moment. Please try again."


def _give(name: str, role: Role) -> None:
    account = give_role(name=_named(name).name, role=role)
    click.echo(f"{account.name} is now: {role.value}.")


def _named(name: str) -> Account:
    try:
        return account_named(name)
    except NotFound as missing:
        raise click.ClickException(f"Nobody here is called {name!r}.") from missing
