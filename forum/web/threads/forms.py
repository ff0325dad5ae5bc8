"""The shape of what members write."""

from dataclasses import replace
from typing import Any, Self

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from forum.boards.queries import TopicName
from forum.core.errors import Invalid, Refusal
from forum.core.tokens import new_token
from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext, told
from forum.threads.models import Draft
from forum.threads.vocabulary import known_notes, on_offer
from forum.threads.writing import LONGEST_TITLE, Writing
from forum.web.threads.labels import note_choices


class NotesField(SelectMultipleField):
    """Content notes as checkboxes. Whether one is on offer is for the operation to say."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **kwargs)

    def process_data(self, value: Any) -> None:
        """Take notes as they are stored, too."""
        super().process_data(value.split() if isinstance(value, str) else value)


class WritingForm(Form):
    """Text, its notes, and the form's own number, so that sending it twice makes one post.

    `lead` stands before whatever was kept, by the server or in a browser: a quote.
    """

    text = TextAreaField(N_("Your words"))
    notes = NotesField(N_("Content notes"))
    once = HiddenField(default=new_token)
    lead = ""

    def __init__(self, *, house_notes: str | None = None, standing: str = "", **kwargs: Any) -> None:
        """`house_notes` as in `on_offer`; `standing` are those of the post, which may stay though retired."""
        super().__init__(**kwargs)
        self.notes.choices = note_choices(dict.fromkeys([*on_offer(house_notes), *standing.split()]))

    @property
    def chosen_notes(self) -> str:
        """What is ticked, as it would be stored."""
        return known_notes(self.notes.data or ())

    @property
    def choice(self) -> str:
        """What a draft of it keeps beside words and notes."""
        return ""

    def carry(self, notes: str) -> None:
        """Tick these besides what is ticked: the words of a noted post are to be quoted."""
        # Only what is on offer: a note that was retired since cannot be chosen, and shows at the quote.
        self.notes.data = [*(self.notes.data or ()), *known_notes(notes.split()).split()]

    def begin_with(self, lead: str) -> None:
        """Put these words before what was kept."""
        self.lead, self.text.data = lead, lead + (self.text.data or "")

    def writing(self) -> Writing:
        """What was typed, for an operation."""
        return Writing(self.text.data or "", frozenset(self.notes.data or ()), (self.once.data or "")[:64])


_BY_NAME = N_(
    "You have written here under your own name. "
    "By how you write, or what you tell, others may guess that both are you."
)
_BY_ALIAS = N_(
    "If you also write here under your own name, others may guess by how you write, "
    "or what you tell, that both are you."
)


class ReplyForm(WritingForm):
    """A new post, under one's name or without it. `own_name` is asked where somebody wrote without theirs."""

    text = TextAreaField(N_("Your reply"))
    without_name = BooleanField(N_("Without my name"))
    own_name = BooleanField(N_("Post it under my own name all the same"))
    caution = two_names = ""

    @classmethod
    def from_draft(cls, draft: Draft | None) -> Self:
        """An empty form, or one with the words that were kept for its place."""
        form = cls(obj=draft)
        form.kept_at = draft.changed_at if draft else None
        return form

    def writing(self) -> Writing:
        return replace(super().writing(), without_name=self.without_name.data, own_name=self.own_name.data)

    def _refuse(self, refusal: Refusal) -> None:
        """Two names are no mistake: that is said beside the choice, and one more press posts."""
        if isinstance(refusal, Invalid) and refusal.field == "own_name":
            self.status, self.two_names, self.own_name.data = refusal.status, told(refusal), True
        else:
            super()._refuse(refusal)

    def know_names(self, alias: str, *, own: bool, fresh: bool) -> None:
        """Say which name the member has for this thread; on a fresh page it stays chosen.

        `own` tells that they wrote there under their own name: others may see through two of one person.
        """
        if alias:
            self.without_name.label.text = gettext("Without my name, as %(name)s", name=alias)
            self.without_name.data = self.without_name.data or fresh
        if alias or own:
            self.caution = gettext(_BY_NAME if own else _BY_ALIAS)


class ThreadForm(ReplyForm):
    """A new thread: a topic and a title besides."""

    text = TextAreaField(N_("What would you like to say?"))
    title = StringField(N_("Title"), render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"})
    topic = SelectField(N_("Topic"), choices=[], validate_choice=False)

    @classmethod
    def from_draft(cls, draft: Draft | None) -> Self:
        form = super().from_draft(draft)
        form.topic.data = draft.choice if draft else ""
        return form

    @property
    def choice(self) -> str:
        return self.topic.data or ""

    def offer(self, topics: list[TopicName]) -> None:
        """Put the board's topics on offer."""
        self.topic.choices = [("", gettext("None in particular")), *((t.slug, t.name) for t in topics)]


class EditForm(WritingForm):
    """A new wording; `revision` is the one it replaces. A first post has a title besides."""

    title = StringField(N_("Title"), render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"})
    revision = HiddenField(validators=[InputRequired()])

    @property
    def revision_number(self) -> int:
        """The revision on the page; one that is no number is none that exists."""
        typed = self.revision.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
