"""What a draft without a title is called in the list of them: by the page it was typed on."""

import re

from forum.core.words import N_
from forum.http.words import gettext

# The first that fits.
_BY_PLACE = (
    (r"/b/[^/]+/new", N_("A conversation")),
    (r"/t/\d+/reply", N_("A reply")),
    (r"/p/\d+/edit", N_("New words for a post")),
    (r"/p/\d+/flag", N_("A flag for the moderators")),
    (r"/p/\d+/notes", N_("Content notes you were suggesting")),
    (r"/decisions/\d+/appeal", N_("An appeal")),
    (r"/settings/about-me", N_("About me")),
    (r"/check-in(/\d+)?", N_("Check-in")),
    (r"/moderation/.+", N_("Words from the moderators’ desk")),
)


def draft_label(place: str) -> str:
    """In a few words, what was being written there."""
    found = (words for pattern, words in _BY_PLACE if re.fullmatch(pattern, place))
    return gettext(next(found, N_("Something you began")))
