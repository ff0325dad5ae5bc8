"""The words for closed lists: what a content note and a reaction are called, and where a post went."""

from collections.abc import Iterable, Mapping

from forum.core.words import N_
from forum.http.words import gettext
from forum.reactions.models import Kind
from forum.threads.models import Absence, ContentNote
from forum.threads.vocabulary import label_of

NOTES: Mapping[str, str] = {
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

ABSENCES = {
    Absence.HELD: N_("This post waits for a moderator and is not shown yet."),
    Absence.WITHDRAWN: N_("Withdrawn by the person who wrote it."),
    Absence.HIDDEN: N_("Hidden by a moderator. The person who wrote it was told why."),
    Absence.REMOVED: N_("Removed by a moderator. The person who wrote it was told why."),
}
YOUR_ABSENCES = {
    **ABSENCES,
    Absence.HIDDEN: N_("Hidden by a moderator. You were told why."),
    Absence.REMOVED: N_("Removed by a moderator. You were told why."),
}


def note_words(notes: str) -> str:
    """Stored content notes as a reader sees them: `self-harm loss` becomes `self-harm, loss`."""
    return ", ".join(map(note_label, notes.split()))


def note_label(note: str) -> str:
    """One content note as a reader sees it; what an admin added is called what they called it."""
    return gettext(NOTES[note]) if note in NOTES else label_of(note)


def note_choices(notes: Iterable[str]) -> list[tuple[str, str]]:
    """Content notes as a form offers them."""
    return [(note, note_label(note)) for note in notes]


def upper_first(words: str) -> str:
    """Words as they begin a line; the rest stays as it is, since a note may be called ECT."""
    return words[:1].upper() + words[1:]


def note_line(notes: str) -> str:
    """What stands before a post with these notes is opened."""
    return gettext("Content note: %(notes)s", notes=note_words(notes))


def kind_words(kind: Kind) -> str:
    """What a reaction says."""
    return gettext(KINDS[kind])


def short_kind_words(kind: Kind) -> str:
    """The same where five stand side by side on a phone."""
    return gettext("Hope") if kind is Kind.HOPE else kind_words(kind)


def absence_line(absence: Absence, *, own: bool = False) -> str:
    """What stands where others do not see a post; `own` for whoever wrote it."""
    return gettext((YOUR_ABSENCES if own else ABSENCES)[absence])
