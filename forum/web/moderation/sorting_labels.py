"""The words for what the sorting aid said, and for what moderators found."""

from forum.core.words import N_
from forum.http.words import gettext
from forum.moderation.sorting_models import Judged
from forum.safety.triage import Level

LEVELS = {Level.URGENT: N_("urgent"), Level.CONCERN: N_("concern"), Level.CALM: N_("calm")}
JUDGED = {
    Judged.IN_DANGER: N_("In danger"),
    Judged.STRUGGLING: N_("Struggling, not in danger now"),
    Judged.NEITHER: N_("Neither"),
}


def judged_choices() -> list[tuple[str, str]]:
    """What a moderator can say of a case; nothing is fine too."""
    return [
        ("", gettext("I can’t say")),
        *((judged.value, gettext(words)) for judged, words in JUDGED.items()),
    ]


def judged_or_none(typed: object) -> Judged | None:
    """What was chosen; what is none of the list is nothing."""
    return next((judged for judged in Judged if judged == typed), None)
