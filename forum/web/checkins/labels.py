"""How it is, in words. Plain ones: nobody is asked to rate themselves."""

from forum.checkins.models import How
from forum.core.words import N_
from forum.http.words import gettext

HOW = {
    How.VERY_HEAVY: N_("Very heavy"),
    How.HEAVY: N_("Heavy"),
    How.SO_SO: N_("So-so"),
    How.A_BIT_LIGHTER: N_("A bit lighter"),
    How.LIGHTER: N_("Lighter"),
}
assert HOW.keys() == set(How)


def how_words(how: How) -> str:
    """One of the five, translated."""
    return gettext(HOW[how])
