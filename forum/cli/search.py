"""`flask search`: the index of what can be found."""

import click
from flask.cli import AppGroup

from forum.cli.database import ready_database
from forum.search.keeping import rebuild

search = AppGroup("search", help="Look after the search index.")


@search.command("rebuild")
def rebuild_index() -> None:
    """Set the whole index right by the posts, while the forum is in use."""
    with ready_database():
        click.echo(f"The index holds {rebuild():,} posts.")
