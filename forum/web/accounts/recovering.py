"""Ways back in, and confirming an address: links in letters change nothing until a button is pressed."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts import addresses, recovery
from forum.core.passwords import suggest_passphrase
from forum.http import limits
from forum.http.forms import Form
from forum.http.guards import anyone
from forum.http.identity import counter, let_out
from forum.http.words import gettext
from forum.web.accounts.forms import CodeForm, ConfirmForm, LinkForm, NewPasswordForm, site_name, typed
from forum.web.accounts.letting_in import let_in_afresh

recovering = Blueprint("recovering", __name__)


@recovering.get("/recover")
@anyone
def ways() -> ResponseReturnValue:
    """A code kept on paper, or a link by e-mail."""
    return render_template("accounts/recover.html")


@recovering.get("/recover/code")
@anyone
def code() -> ResponseReturnValue:
    return _password_page("accounts/recover_code.html", CodeForm())


@recovering.post("/recover/code")
@anyone
@limits.signing_in
def use_code() -> ResponseReturnValue:
    form = CodeForm()
    if form.carry_out(lambda: _by_code(form)):
        return _back_in(form.result)
    return _password_page("accounts/recover_code.html", form)


@recovering.get("/recover/link")
@anyone
def link() -> ResponseReturnValue:
    return render_template("accounts/recover_link.html", form=LinkForm())


@recovering.post("/recover/link")
@anyone
@limits.signing_in
def ask_for_link() -> ResponseReturnValue:
    """Every address is answered alike, so nobody learns which ones are known here."""
    form = LinkForm()
    if form.carry_out(lambda: recovery.ask_for_link(address=typed(form.email), counter=counter())):
        return redirect(url_for("recovering.asked"), 303)
    return render_template("accounts/recover_link.html", form=form), form.status


@recovering.get("/recover/asked")
@anyone
def asked() -> ResponseReturnValue:
    return render_template("accounts/recover_asked.html")


@recovering.get("/recover/link/<token>")
@anyone
def new_password(token: str) -> ResponseReturnValue:
    """Looking uses nothing up: mail scanners look too."""
    if not recovery.link_works(token):
        return _not_stored(render_template("accounts/recover_old.html"), 404)
    return _password_page("accounts/recover_password.html", NewPasswordForm())


@recovering.post("/recover/link/<token>")
@anyone
@limits.signing_in
def use_link(token: str) -> ResponseReturnValue:
    form = NewPasswordForm()
    if form.carry_out(lambda: _by_link(form, token)):
        return _back_in(form.result)
    return _password_page("accounts/recover_password.html", form)


@recovering.get("/confirm/<token>")
@anyone
def confirm(token: str) -> ResponseReturnValue:
    """Looking confirms nothing."""
    if not addresses.claim_works(token):
        return _not_stored(render_template("accounts/confirm_old.html"), 404)
    return _not_stored(render_template("accounts/confirm.html", form=ConfirmForm()))


@recovering.post("/confirm/<token>")
@anyone
@limits.signing_in
def confirm_now(token: str) -> ResponseReturnValue:
    form = ConfirmForm()
    if form.carry_out(lambda: addresses.confirm_address(token=token)):
        return redirect(url_for("recovering.confirmed"), 303)
    return _not_stored(render_template("accounts/confirm.html", form=form), form.status)


@recovering.get("/confirmed")
@anyone
def confirmed() -> ResponseReturnValue:
    return render_template("accounts/confirmed.html")


def _by_code(form: CodeForm) -> int:
    return recovery.recover_by_code(
        name=typed(form.name),
        code=typed(form.code),
        password=typed(form.password),
        site_name=site_name(),
        counter=counter(),
    )


def _by_link(form: NewPasswordForm, token: str) -> int:
    return recovery.recover_by_link(token=token, password=typed(form.password), site_name=site_name())


def _back_in(account_id: int) -> ResponseReturnValue:
    let_out()
    let_in_afresh(account_id)
    told = gettext(
        "You are back in, with the new password. Wherever you were signed in before, that has ended."
    )
    flash(told, "good")
    return redirect("/", 303)


def _password_page(template: str, form: Form) -> ResponseReturnValue:
    page = render_template(template, form=form, passphrase=suggest_passphrase())
    return _not_stored(page, form.status)


def _not_stored(page: str, status: int = 200) -> ResponseReturnValue:
    """The address holds a secret, or the page asks for one."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
