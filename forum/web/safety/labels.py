"""The words for what is known about a crisis line, for admins and moderators."""

from collections.abc import Mapping
from typing import Any

from forum.core.words import N_
from forum.http.words import gettext
from forum.safety.checking import Due
from forum.safety.countries import Confidence, Outcome

# As an admin chooses them.
FINDINGS = {
    Outcome.ANSWERS: N_("It answers, and what stands here is right"),
    Outcome.CHANGED: N_("Something has changed"),
    Outcome.GONE: N_("It is gone"),
    Outcome.NOT_REACHED: N_("I could not reach it"),
}
FINDING_HINTS = {
    Outcome.ANSWERS: N_("It is shown with today’s date, and is due again in six months."),
    Outcome.CHANGED: N_(
        "Another number, other hours. It is hidden until its file is mended or somebody finds it right."
    ),
    Outcome.GONE: N_("It is hidden until its file is mended or somebody finds that it answers."),
    Outcome.NOT_REACHED: N_("Nothing changes for members. It stays on the list of what is due."),
}
# As they stand in a history.
OUTCOMES = {
    Outcome.ANSWERS: N_("it answers"),
    Outcome.CHANGED: N_("something has changed"),
    Outcome.GONE: N_("it is gone"),
    Outcome.NOT_REACHED: N_("could not be reached"),
}
DUE = {
    Due.TO_MEND: N_("Waits for its file to be mended"),
    Due.NEW_WORDING: N_("Its file has changed since it was checked"),
    Due.NEVER: N_("Never checked"),
    Due.OLD: N_("Checked more than six months ago"),
    Due.NOT: N_("Checked"),
}
CONFIDENCES = {
    Confidence.CONFIRMED: N_("two sources or more"),
    Confidence.UNCONFIRMED: N_("directories only"),
}
LOGGED = {"line-checked": N_("checked the line")}

_LISTS: dict[str, Mapping[Any, str]] = {"outcome": OUTCOMES, "due": DUE, "confidence": CONFIDENCES}


def word_for(list_name: str, value: str) -> str:
    """What a value of one of these lists is called."""
    return gettext(_LISTS[list_name].get(value, value))
