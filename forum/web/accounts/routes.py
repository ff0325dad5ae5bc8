"""Joining, signing in, signing out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts import registration, signing_in
from forum.accounts.names import suggest_name
from forum.accounts.recovery import codes_left
from forum.core.passwords import suggest_passphrase
from forum.http import limits
from forum.http.choices import kept_choices
from forum.http.guards import anyone, guests, members
from forum.http.identity import browser_label, counter, let_in, let_out, me, visitor
from forum.http.kept import kept_words
from forum.http.words import gettext
from forum.web.accounts.forms import JoinForm, SignInForm, site_name, typed
from forum.web.accounts.letting_in import lead_onwards, let_in_afresh

accounts = Blueprint("accounts", __name__)


@accounts.get("/join")
@guests
def join() -> ResponseReturnValue:
    """The form for a new account, with a name that one may take or replace; each visit suggests another."""
    return _join_page(JoinForm(name=suggest_name()))


@accounts.post("/join")
@anyone
@limits.joining
def become_member() -> ResponseReturnValue:
    """The answer itself shows the recovery codes: they stand in no cookie and on no page to come back to."""
    if visitor().is_member:
        return redirect(url_for("accounts.codes_once"), 303)
    form = JoinForm()
    if not form.carry_out(
        lambda: registration.register(
            application=form.application(),
            site_name=site_name(),
            counter=counter(),
            comfort=kept_choices(),
        )
    ):
        return _join_page(form)
    account_id, codes = form.result
    let_in_afresh(account_id)
    return render_template("accounts/codes.html", codes=codes, joined=True, email=form.email.data)


@accounts.get("/join/codes")
@members
def codes_once() -> ResponseReturnValue:
    """For somebody who loads the page of codes again: they are not shown twice, and here is what to do."""
    return render_template("accounts/codes_once.html", left=codes_left(visitor().id))


@accounts.get("/sign-in")
@anyone
def sign_in() -> ResponseReturnValue:
    if visitor().is_member:
        return lead_onwards(request.args.get("next"))
    return _sign_in_page(SignInForm(next=request.args.get("next", "")))


@accounts.post("/sign-in")
@anyone
@limits.signing_in
def come_in() -> ResponseReturnValue:
    """Somebody who signed in meanwhile in another window is led onwards all the same, words and all."""
    form = SignInForm()
    if visitor().is_member:
        return lead_onwards(form.next.data)
    if not form.carry_out(lambda: _token_for(form)):
        return _sign_in_page(form)
    let_in(form.result, stay=form.stay.data)
    return lead_onwards(form.next.data)


@accounts.post("/sign-out")
@anyone
@limits.signing_in
def sign_out() -> ResponseReturnValue:
    """Ends the sign-in on the server as well, so that the old cookie is worthless."""
    if visitor().is_member:
        signing_in.end_sign_in(actor=me(), sign_in_id=visitor().sign_in_id)
    let_out()
    flash(gettext("You are signed out. Take care of yourself."), "good")
    return redirect("/", 303)


def as_typed(place: str) -> ResponseReturnValue | None:
    """The page of a door again, with what was typed there but no password; None where `place` is none."""
    if place == url_for("accounts.sign_in"):
        return _sign_in_page(SignInForm())
    return _join_page(JoinForm()) if place == url_for("accounts.join") else None


def _token_for(form: SignInForm) -> str:
    return signing_in.sign_in(
        name=typed(form.name),
        password=typed(form.password),
        browser=browser_label(),
        stay=form.stay.data,
        counter=counter(),
    )


def _join_page(form: JoinForm) -> ResponseReturnValue:
    page = render_template(
        "accounts/join.html",
        form=form,
        suggestion=suggest_name(numbered=bool(form.name.errors)),
        passphrase=suggest_passphrase(),
    )
    return page, form.status


def _sign_in_page(form: SignInForm) -> ResponseReturnValue:
    words = kept_words() if request.method == "POST" else None
    return render_template("accounts/sign_in.html", form=form, words=words), form.status
