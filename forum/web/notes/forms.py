"""The shapes of a new content note, of a suggestion, and of its author's answer."""

from collections.abc import Container
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext
from forum.moderation.house_notes import ALREADY
from forum.threads.note_models import LONGEST_LABEL
from forum.threads.vocabulary import on_offer
from forum.web.threads.forms import NotesField
from forum.web.threads.labels import NOTES, note_choices


class HouseNoteForm(Form):
    """What a new content note is called."""

    label = StringField(
        N_("What it is called"),
        render_kw={"maxlength": LONGEST_LABEL, "autocomplete": "off", "required": True},
    )

    def validate_label(self, field: StringField) -> None:
        """The closed list is called something else in every language: only a door knows what."""
        typed = " ".join((field.data or "").split()).casefold()
        if typed in {gettext(words).casefold() for words in NOTES.values()}:
            raise ValidationError(gettext(ALREADY))


class SuggestionForm(Form):
    """Which notes could help other readers of a post."""

    notes = NotesField(N_("Content notes"))

    def __init__(self, *, but: Container[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.notes.choices = note_choices(note for note in on_offer() if note not in but)
