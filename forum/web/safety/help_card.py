"""The quiet card: a warm sentence and the reader's own lines, beside words that point to risk.

The same card for every degree of it. Nothing is kept or counted: what shows it is forgotten with the page.
"""

from dataclasses import dataclass

from flask import request, session

from forum.safety.countries import Country, Emergency, Line, suggest
from forum.safety.near import points_to_risk
from forum.safety.sought import asks_for_help
from forum.web.safety.country import chosen_country

# As many as can be read on a bad night; the page of the country has them all.
MOST_LINES = 2
_MARK = "beside"


@dataclass(frozen=True, slots=True)
class HelpCard:
    """What the macro `quiet_card` shows: the lines of the country chosen before, or one to suggest."""

    country: Country | None
    suggested: Country | None

    @property
    def emergency(self) -> tuple[Emergency, ...]:
        """The emergency number, which comes first."""
        return self.country.emergency[:1] if self.country else ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.country.lines[:MOST_LINES] if self.country else ()


def card_for(text: str, title: str = "") -> HelpCard | None:
    """The card to stand beside words that are written; None where none should."""
    return help_card() if points_to_risk(text, title=title) else None


def card_for_search(typed: str) -> HelpCard | None:
    """The card to stand beside words that are looked for; None where none should."""
    return help_card() if asks_for_help(typed) else None


def help_card() -> HelpCard:
    """The card, whatever was written."""
    chosen = chosen_country()
    return HelpCard(chosen, None if chosen else suggest(request.headers.get("Accept-Language", "")))


def show_beside(post_id: int, text: str, title: str = "") -> None:
    """Have the page that its author is led to show the card below a post, if its words point to risk."""
    if points_to_risk(text, title=title):
        session[_MARK] = post_id


def post_to_stand_beside() -> int:
    """The post below which the card was to be shown, or 0."""
    marked = session.get(_MARK, 0)
    return marked if isinstance(marked, int) else 0


def shown_once() -> None:
    """The card has been shown; it does not come again by itself."""
    session.pop(_MARK, None)
