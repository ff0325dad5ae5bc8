"""What the domain refuses, said at a terminal: an option stands where a page has a field."""

import click

from forum.core.errors import Invalid, Refusal

OPTIONS = {"days": "--days", "rule": "--rule", "text": "--words"}


def said(refusal: Refusal) -> click.ClickException:
    """A refusal as the command's own, naming the option that has to change."""
    option = OPTIONS.get(refusal.field or "") if isinstance(refusal, Invalid) else None
    return click.ClickException(f"{option}: {refusal}" if option else str(refusal))
