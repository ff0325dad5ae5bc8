"""`flask seed`: what a new forum begins with."""

import click
from flask.cli import AppGroup

from forum.accounts.house import house_account
from forum.boards.queries import board_named
from forum.boards.seeding import seed_boards
from forum.core.operation import operation
from forum.moderation.default_words import seed_words
from forum.moderation.phrases import seed_phrases
from forum.threads.moving import pin_thread
from forum.threads.posting import start_thread
from forum.threads.writing import Writing

seed = AppGroup("seed", help="Put in place what a new forum begins with.")


@seed.command("all")
@click.pass_context
def everything(context: click.Context) -> None:
    """Add all of it; what exists already stays as it is."""
    for part in (boards, phrases, words):
        context.invoke(part)


@seed.command("boards")
def boards() -> None:
    """Add the guide's boards, their topics and welcome threads; what exists already stays as it is."""
    added = add_boards()
    click.echo(f"{added} boards added." if added else "All boards are there; nothing was changed.")


@seed.command("phrases")
def phrases() -> None:
    """Add the moderators' ready words; what has been reworded since stays as it is."""
    added = seed_phrases()
    click.echo(f"{added} phrases added." if added else "All phrases are there; nothing was changed.")


@seed.command("words")
def words() -> None:
    """Add a few watched words; what an admin changed or let rest stays as it is."""
    added = seed_words()
    click.echo(f"{added} watched words added." if added else "All words are there; nothing was changed.")


@operation
def add_boards() -> int:
    """Add what is missing, in one transaction; gives how many boards were added."""
    welcomes = seed_boards()
    for welcome in welcomes:
        author = house_account()
        post = start_thread(
            actor=author,
            board=board_named(welcome.board_slug),
            topic_slug="",
            title=welcome.title,
            writing=Writing(welcome.text),
        )
        pin_thread(actor=author, thread_id=post.thread_id)
    return len(welcomes)
