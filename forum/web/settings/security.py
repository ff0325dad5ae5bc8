"""What keeps a member's account theirs: password, address, recovery codes, sign-ins."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.accounts import addresses, profile, recovery, signing_in
from forum.core.passwords import suggest_passphrase
from forum.http import limits
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.words import gettext
from forum.web.accounts.forms import site_name, typed
from forum.web.settings.forms import CodesForm, EmailForm, PasswordForm

security = Blueprint("security", __name__)


@security.get("/password")
@members
def password() -> ResponseReturnValue:
    return _password_page(PasswordForm())


@security.post("/password")
@members
@limits.signing_in
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.carry_out(lambda: _change_password(form)):
        return _password_page(form)
    flash(gettext("Your password is changed. Wherever else you were signed in, that has ended."), "good")
    return redirect("/settings/password", 303)


@security.get("/email")
@members
def email() -> ResponseReturnValue:
    present = me().email
    return render_template("settings/email.html", form=EmailForm(email=present), present=present)


@security.post("/email")
@members
@limits.signing_in
def change_email() -> ResponseReturnValue:
    form = EmailForm()
    present = me().email
    if not form.carry_out(lambda: _change_email(form)):
        return render_template("settings/email.html", form=form, present=present), form.status
    flash(_told_of_address(typed(form.email), present), "good")
    return redirect("/settings/email", 303)


@security.get("/codes")
@members
def codes() -> ResponseReturnValue:
    return _codes_page(CodesForm())


@security.post("/codes")
@members
@limits.signing_in
def renew_codes() -> ResponseReturnValue:
    """The answer itself shows the codes. Sent again, it makes new ones: none is ever shown twice."""
    form = CodesForm()
    if not form.carry_out(lambda: recovery.renew_codes(actor=me(), password=typed(form.password))):
        return _codes_page(form)
    return render_template("accounts/codes.html", codes=form.result, joined=False, email="")


@security.get("/sign-ins")
@members
def sign_ins() -> ResponseReturnValue:
    found = signing_in.sign_ins_of(visitor().id)
    return render_template("settings/sign_ins.html", sign_ins=found, here_id=visitor().sign_in_id)


@security.post("/sign-ins/<id:sign_in_id>/ending")
@members
@limits.signing_in
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    signing_in.end_sign_in(actor=me(), sign_in_id=sign_in_id)
    flash(gettext("That sign-in has ended."), "good")
    return redirect("/settings/sign-ins", 303)


@security.post("/sign-ins/ending")
@members
@limits.signing_in
def end_other_sign_ins() -> ResponseReturnValue:
    signing_in.end_other_sign_ins(actor=me(), keep_id=visitor().sign_in_id)
    flash(gettext("Every other sign-in has ended."), "good")
    return redirect("/settings/sign-ins", 303)


def _change_password(form: PasswordForm) -> None:
    profile.change_password(
        actor=me(),
        old=typed(form.old),
        new=typed(form.password),
        site_name=site_name(),
        keep_id=visitor().sign_in_id,
    )


def _change_email(form: EmailForm) -> None:
    addresses.change_address(actor=me(), email=typed(form.email), password=typed(form.password))


def _told_of_address(given: str, present: str | None) -> str:
    if not given.strip():
        return gettext("No e-mail address is kept with your account now.")
    if present and given.strip().casefold() == present.casefold():
        return gettext("That is the address we have already; nothing was changed.")
    return gettext(
        "A letter is on its way to that address. It counts once you press the button behind its link."
    )


def _password_page(form: PasswordForm) -> ResponseReturnValue:
    page = render_template("settings/password.html", form=form, passphrase=suggest_passphrase())
    return page, form.status


def _codes_page(form: CodesForm) -> ResponseReturnValue:
    left = recovery.codes_left(visitor().id)
    return render_template("settings/codes.html", form=form, left=left), form.status
