"""Where one's own words point to risk, help stands beside them. Nobody is told, and nothing is kept of it."""

from collections.abc import Sequence
from datetime import timedelta

from forum.checkins.queries import Line
from forum.core import clock
from forum.safety.near import points_to_risk

STAYS = timedelta(days=1)


def help_beside(words: str, small: str = "") -> bool:
    """Whether a card with help stands beside these words."""
    return points_to_risk(words, title=small)


def help_beside_lines(lines: Sequence[Line]) -> bool:
    """The same for what was written or changed within a day."""
    lately = clock.now() - STAYS
    return any(help_beside(line.words, line.small) for line in lines if line.changed_at > lately)
