"""The one place where stored HTML is declared safe to show."""

from markupsafe import Markup


def trusted(html: str) -> Markup:
    """HTML that the renderer made and cleaned (forum.core.markdown), or that a card put together.

    Nothing else may be given: what somebody typed goes through the renderer first.
    """
    return Markup(html)  # noqa: S704  # this is the door the rule is about
