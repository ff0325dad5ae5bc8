"""The words for closed lists: what a content note and a reaction are called."""

from forum.core.words import N_
from forum.http.words import gettext
from forum.reactions.models import Kind
from forum.threads.models import ContentNote

NOTES = {
    ContentNote.SELF_HARM: N_("self-harm"),
    ContentNote.SUICIDE: N_("suicide"),
    ContentNote.ABUSE: N_("abuse"),
    ContentNote.EATING: N_("eating"),
    ContentNote.MEDICAL_PROCEDURES: N_("medical procedures"),
    ContentNote.LOSS: N_("loss"),
    ContentNote.SUBSTANCE_USE: N_("alcohol and drugs"),
}

KINDS = {
    Kind.HEAR_YOU: N_("I hear you"),
    Kind.ME_TOO: N_("Me too"),
    Kind.HUG: N_("Hug"),
    Kind.THANK_YOU: N_("Thank you"),
    Kind.HOPE: N_("Holding hope with you"),
}


def note_words(notes: str) -> str:
    """Stored content notes as a reader sees them: `self-harm loss` becomes `self-harm, loss`."""
    return ", ".join(gettext(NOTES[ContentNote(note)]) for note in notes.split())


def kind_words(kind: Kind) -> str:
    """What a reaction says."""
    return gettext(KINDS[kind])


def short_kind_words(kind: Kind) -> str:
    """The same where five stand side by side on a phone."""
    return gettext("Hope") if kind is Kind.HOPE else kind_words(kind)
