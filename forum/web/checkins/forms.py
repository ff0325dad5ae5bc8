"""The shape of a check-in. The note and the small thing go by `text` and `title`, which outlive a sign-in."""

from typing import Any

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from forum.checkins.models import CheckIn, How
from forum.checkins.operations import LONGEST_SMALL, Told
from forum.core.tokens import new_token
from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext
from forum.threads.models import Draft
from forum.web.accounts.forms import typed
from forum.web.checkins.labels import HOW

UNSAID = ""


class CheckInForm(Form):
    """How it is, a note, one small thing; and the form's own number, so that sending it twice keeps one."""

    how = RadioField(N_("How is it right now?"), choices=[], default=UNSAID, validate_choice=False)
    text = TextAreaField(N_("A note to yourself"))
    title = StringField(
        N_("One small thing done"), render_kw={"maxlength": LONGEST_SMALL, "autocomplete": "off"}
    )
    once = HiddenField(default=new_token)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        said = [(how.value, gettext(words)) for how, words in HOW.items()]
        self.how.choices = [*said, (UNSAID, gettext("I’d rather not say"))]

    @classmethod
    def from_draft(cls, draft: Draft | None) -> "CheckInForm":
        """An empty form, or one with the words that could not be kept before."""
        if draft is None:
            return cls()
        form = cls(how=draft.choice, text=draft.text, title=draft.title)
        form.kept_at = draft.changed_at
        return form

    def validate_how(self, field: RadioField) -> None:
        if field.data and field.data not in set(How):
            raise ValidationError(gettext("Please choose one of those on offer."))

    def told(self) -> Told:
        """What was typed, for an operation."""
        how = How(self.how.data) if self.how.data else None
        return Told(how, typed(self.text), typed(self.title))

    @property
    def number(self) -> str:
        """The form's own number."""
        return typed(self.once)[:64]


class ChangeForm(CheckInForm):
    """A new wording; `revision` is the one it replaces."""

    how = RadioField(N_("How was it?"), choices=[], default=UNSAID, validate_choice=False)
    revision = HiddenField(validators=[InputRequired()])

    @classmethod
    def of(cls, check_in: CheckIn, draft: Draft | None) -> "ChangeForm":
        """The form as the check-in is now, or with the words that could not be saved before."""
        how = check_in.how.value if check_in.how else UNSAID
        return cls(
            how=draft.choice if draft else how,
            text=draft.text if draft else check_in.words,
            title=draft.title if draft else check_in.small,
            revision=str(check_in.revision),
        )

    @property
    def revision_number(self) -> int:
        """The revision on the page; one that is no number is none that exists."""
        given = typed(self.revision)
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
