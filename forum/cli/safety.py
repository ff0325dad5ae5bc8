"""`flask safety`: how far the sorting aid can be trusted."""

from pathlib import Path

import click
from flask.cli import AppGroup

from forum.safety.triage.evaluation import Unreadable, evaluate

EXPECTED = (
    'Each line is one post: {"text": "…", "label": "calm"}. '
    'The label is calm, concern or urgent; a "title" may stand beside it.'
)

safety = AppGroup("safety", help="Look after what keeps people safe.")


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


def _lines(file: Path) -> list[str]:
    """Cut at line ends only: some of the other marks that end a line may stand inside a post."""
    try:
        return file.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not text in UTF-8.") from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror or error}.") from error
