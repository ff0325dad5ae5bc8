"""Putting marked copy into the reader's language. English is the source; others come as catalogues."""

from gettext import NullTranslations

from forum.core.errors import Refusal
from forum.core.rules import Verdict
from forum.core.words import filled

# One catalogue for the process, looked up without asking the request: a page has some sixty sentences.
translations = NullTranslations()


def gettext(text: str, **params: object) -> str:
    """`text` in the reader's language, its places filled."""
    return filled(translations.gettext(text), params)


def told(refusal: Refusal) -> str:
    """A refusal as a sentence to show."""
    return gettext(refusal.message, **refusal.params)


def why_not(verdict: Verdict) -> str:
    """The reason of a verdict as a sentence to show; empty when there is none."""
    return gettext(verdict.reason, **verdict.params) if verdict.reason else ""
