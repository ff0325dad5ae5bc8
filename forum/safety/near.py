"""Where somebody writes of danger, help stands beside the words. It blocks nothing and is kept nowhere."""

from forum.safety.triage import Level, triage


def points_to_risk(text: str, *, title: str = "") -> bool:
    """Whether a card with lines should stand beside these words; the same for concern and for urgent."""
    return triage(text, title=title).level is not Level.CALM
