"""`flask appeals`: the operator's answers, where nobody else can look again."""

import click
from flask.cli import AppGroup

from forum.cli.refusals import said
from forum.core.errors import NotFound, Refusal
from forum.moderation.appeal_pages import appeal_numbered, appeals_waiting
from forum.moderation.appeals import answer_as_operator
from forum.moderation.record_models import Appeal

appeals = AppGroup("appeals", help="Answer appeals where the one who decided is the only moderator.")


@appeals.command("list")
def waiting() -> None:
    """What waits for an answer, the one due first on top."""
    found = appeals_waiting()
    for row in found:
        click.echo(f"{row.id}  due {row.due_at:%Y-%m-%d}  {row.act.value}  {row.about_name}")
    if not found:
        click.echo("No appeal waits.")


@appeals.command("show")
@click.argument("number", type=int)
def show(number: int) -> None:
    """What the author of appeal NUMBER wrote."""
    click.echo(_numbered(number).words)


@appeals.command("answer")
@click.argument("number", type=int)
@click.option("--uphold/--keep", required=True, help="Take the decision back, or let it stand.")
@click.option("--words", required=True, help="What the author reads: what you saw, and why.")
def answer(number: int, uphold: bool, words: str) -> None:
    """Answer appeal NUMBER as whoever runs this forum."""
    try:
        answer_as_operator(appeal=_numbered(number), upheld=uphold, words=words)
    except Refusal as refusal:
        raise said(refusal) from refusal
    click.echo("Taken back; everybody concerned is told." if uphold else "Answered; the decision stands.")


def _numbered(number: int) -> Appeal:
    try:
        return appeal_numbered(number)
    except NotFound as missing:
        raise click.ClickException(f"There is no appeal {number}.") from missing
