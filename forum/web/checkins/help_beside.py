"""Where one's own words point to risk, help stands beside them. Nobody is told, and nothing is kept of it."""

from collections.abc import Sequence
from datetime import timedelta

from forum.checkins.queries import Line
from forum.core import clock
from forum.web.safety.help_card import HelpCard, card_for

STAYS = timedelta(days=1)


def help_beside_lines(lines: Sequence[Line]) -> HelpCard | None:
    """The card for what was written or changed within a day."""
    lately = clock.now() - STAYS
    cards = (card_for(line.words, line.small) for line in lines if line.changed_at > lately)
    return next((card for card in cards if card), None)
