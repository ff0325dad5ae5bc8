"""`flask demo`: a lifelike community on an empty forum."""

import sys

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from forum.accounts.house import KEY
from forum.accounts.models import Account
from forum.accounts.names import name_key
from forum.cli.demo.script import names, scenes
from forum.cli.demo.stage import play
from forum.cli.seed import add_boards
from forum.core import clock
from forum.core.db import db
from forum.core.passwords import hash_password, suggest_passphrase
from forum.moderation.default_words import seed_words
from forum.moderation.models import Flag
from forum.moderation.phrases import seed_phrases
from forum.reactions.models import Reaction
from forum.threads.models import Post, Thread

MEMBER = "Nneka-reads"
MODERATOR = "Tamarind"


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty forum with thirty invented people and what they wrote."""
    _check_empty()
    add_boards()
    seed_phrases()
    seed_words()
    passphrases = {name: suggest_passphrase() for name in (MEMBER, MODERATOR)}
    hashes = {name: hash_password(passphrase) for name, passphrase in passphrases.items()}
    play(scenes=scenes(clock.now(), visitors=tuple(passphrases)), password_hashes=hashes, step=_show_step)
    click.echo(_what_is_here())
    click.echo("\nSign in as one of them; the passphrases are made anew each time and kept nowhere:\n")
    for role, name in (("a member", MEMBER), ("a moderator", MODERATOR)):
        click.echo(f"  {role:<12} {name:<16} {passphrases[name]}")


def _check_empty() -> None:
    there = set(db.session.scalars(select(Account.name_key))) - {KEY}
    if there == set(map(name_key, names())):
        raise click.ClickException("The demo community lives here already. Nothing was changed.")
    if there:
        raise click.ClickException(
            f"This forum has members ({len(there)}), so nothing was changed: invented people would mix with"
            " real ones. Another INSTANCE_PATH or DATABASE_URL gives the demo a place of its own."
        )


def _show_step(done: int, of: int) -> None:
    if sys.stderr.isatty() and (done % 50 == 0 or done == of):
        click.echo(f"\r{done * 100 // of:>3} %{chr(10) if done == of else ''}", nl=False, err=True)


def _what_is_here() -> str:
    counts = {what: db.session.scalar(select(func.count()).select_from(of)) for what, of in _COUNTED}
    words = ", ".join(f"{number:,} {what}" for what, number in counts.items())
    return f"The demo community has moved in: {words}."


_COUNTED = (
    ("members", Account),
    ("threads", Thread),
    ("posts", Post),
    ("reactions", Reaction),
    ("flags waiting", Flag),
)
