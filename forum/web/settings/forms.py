"""What members set for themselves."""

from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forum.accounts.models import Account, Theme
from forum.accounts.profile import LONGEST_ABOUT, Preferences
from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext
from forum.threads.models import Draft
from forum.threads.vocabulary import every_note
from forum.web.accounts.forms import PASSWORD_PLEASE, new_password_field
from forum.web.comfort.labels import NOT_ON_OFFER, THEMES
from forum.web.threads.labels import note_choices, upper_first


class MultiCheckboxField(SelectMultipleField):
    """Several of a closed list, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def present_password_field() -> PasswordField:
    """The password that is in use, asked for before something that only its owner may do."""
    return PasswordField(
        N_("Your password"),
        [InputRequired(PASSWORD_PLEASE)],
        render_kw={"autocomplete": "current-password"},
    )


class PreferencesForm(Form):
    theme = RadioField(N_("Colours"), choices=[], validate_choice=False)
    open_notes = MultiCheckboxField(N_("Content notes: leave these open"), choices=[], validate_choice=False)
    reply_notices = BooleanField(N_("Somebody replied in a conversation of mine"))
    reaction_notices = BooleanField(N_("Somebody left a reaction on a post of mine"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.theme.choices = [(theme.value, gettext(words)) for theme, words in THEMES.items()]
        self.open_notes.choices = [(note, upper_first(words)) for note, words in note_choices(every_note())]

    @classmethod
    def of(cls, account: Account) -> "PreferencesForm":
        """The form as the account has it now, or as it was sent."""
        return cls(
            theme=account.theme.value,
            open_notes=account.open_notes.split(),
            reply_notices=account.wants_reply_notices,
            reaction_notices=account.wants_reaction_notices,
        )

    def validate_theme(self, field: RadioField) -> None:
        if field.data not in set(Theme):
            raise ValidationError(gettext(NOT_ON_OFFER))

    def validate_open_notes(self, field: MultiCheckboxField) -> None:
        if not set(field.data or ()) <= set(every_note()):
            raise ValidationError(gettext(NOT_ON_OFFER))

    def preferences(self) -> Preferences:
        return Preferences(
            theme=Theme(self.theme.data),
            open_notes=frozenset(self.open_notes.data or ()),
            wants_reply_notices=self.reply_notices.data,
            wants_reaction_notices=self.reaction_notices.data,
        )


class AboutForm(Form):
    """A few words, which go by `text` and so outlive a sign-in."""

    text = TextAreaField(N_("A few words about you"), render_kw={"rows": 6, "maxlength": LONGEST_ABOUT})

    @classmethod
    def of(cls, account: Account, draft: Draft | None) -> "AboutForm":
        """The form as the account has it now, or with the words that could not be saved before."""
        if draft is None:
            return cls(text=account.about)
        form = cls(text=draft.text)
        form.kept_at = draft.changed_at
        return form


class PasswordForm(Form):
    old = PasswordField(
        N_("Your present password"),
        [InputRequired(PASSWORD_PLEASE)],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password_field(N_("New passphrase"))


class EmailForm(Form):
    email = EmailField(N_("E-mail address"), render_kw={"autocomplete": "email"})
    password = present_password_field()


class CodesForm(Form):
    password = present_password_field()


class ExportForm(Form):
    password = present_password_field()


class ThrowAwayForm(Form):
    place = HiddenField()
