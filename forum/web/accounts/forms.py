"""What is asked at the door."""

from collections.abc import Callable

from flask import current_app
from wtforms import BooleanField, EmailField, Field, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from forum.accounts.addresses import check_address
from forum.accounts.names import check_name
from forum.accounts.registration import Application
from forum.core.errors import Invalid
from forum.core.passwords import MIN_LENGTH, check_password
from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import told

NAME_PLEASE = N_("Please type a name.")
PASSWORD_PLEASE = N_("Please type the password. It is never sent back to this page.")
NEW_PASSWORD_PLEASE = N_("Please type the new password. It is never sent back to this page.")


def typed(field: Field) -> str:
    """What was typed into a text field; a field that was not sent is empty."""
    return str(field.data or "")


def new_password_field(label: str) -> PasswordField:
    """A password to be chosen; the browser itself says if it is too short, so that nothing is typed twice."""
    return PasswordField(
        label,
        [InputRequired(NEW_PASSWORD_PLEASE)],
        render_kw={"autocomplete": "new-password", "minlength": MIN_LENGTH},
    )


class JoinForm(Form):
    """Asks the domain's own checks already here, so that all that needs mending is said at once.

    The password has to be typed again each time the form comes back.
    """

    name = StringField(
        N_("A name for here"),
        [InputRequired(NAME_PLEASE)],
        render_kw={"autocomplete": "username", "autocapitalize": "words", "spellcheck": "false"},
    )
    password = new_password_field(N_("Passphrase"))
    email = EmailField(N_("E-mail"), render_kw={"autocomplete": "email"})
    is_adult = BooleanField(N_("I am 18 or over."))
    accepts_guidelines = BooleanField(N_("I have read the house guidelines and will keep to them."))
    gives_consent = BooleanField(
        N_("I agree that what I choose to write here about my health is kept and shown here.")
    )

    def validate_name(self, field: StringField) -> None:
        _have_checked(lambda: check_name(typed(field), site=site_name()))

    def validate_password(self, field: PasswordField) -> None:
        _have_checked(lambda: check_password(typed(field), name=typed(self.name), site=site_name()))

    def validate_email(self, field: EmailField) -> None:
        _have_checked(lambda: check_address(typed(field)))

    def application(self) -> Application:
        return Application(
            name=typed(self.name),
            password=typed(self.password),
            email=typed(self.email),
            is_adult=self.is_adult.data,
            accepts_guidelines=self.accepts_guidelines.data,
            gives_consent=self.gives_consent.data,
        )


class SignInForm(Form):
    name = StringField(
        N_("Name"),
        [InputRequired(NAME_PLEASE)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        N_("Password"), [InputRequired(PASSWORD_PLEASE)], render_kw={"autocomplete": "current-password"}
    )
    stay = BooleanField(N_("Stay signed in on this device"))
    next = HiddenField()
    # Words that somebody typed before they were asked to sign in travel along (see forum.http.kept).
    kept_place = HiddenField()
    kept_title = HiddenField()
    kept_text = HiddenField()
    kept_without_name = HiddenField()


class CodeForm(Form):
    name = StringField(
        N_("Your name here"),
        [InputRequired(NAME_PLEASE)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    code = StringField(
        N_("One of your recovery codes"),
        [InputRequired(N_("Please type one of your recovery codes. It is never sent back to this page."))],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    password = new_password_field(N_("New passphrase"))


class LinkForm(Form):
    email = EmailField(
        N_("Your e-mail address"),
        [InputRequired(N_("Please type the address that belongs to your account."))],
        render_kw={"autocomplete": "email"},
    )


class NewPasswordForm(Form):
    password = new_password_field(N_("New passphrase"))


class ConfirmForm(Form):
    """Nothing is asked; pressing is the answer."""


def site_name() -> str:
    """The name of this place, which no password may be made from."""
    return str(current_app.config["SITE_NAME"])


def _have_checked(check: Callable[[], object]) -> None:
    try:
        check()
    except Invalid as refusal:
        raise ValidationError(told(refusal)) from refusal
