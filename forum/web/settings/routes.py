"""A member's own settings; several small pages, so that each asks one thing."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts import profile
from forum.http import limits
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.kept_copies import let_go_of_copy
from forum.http.words import gettext
from forum.threads.drafts import draft_at, throw_away
from forum.threads.naming import names_kept_away_by
from forum.web.accounts.forms import typed
from forum.web.settings.draft_lines import draft_lines
from forum.web.settings.export import export
from forum.web.settings.forms import AboutForm, PreferencesForm, ThrowAwayForm
from forum.web.settings.ordering import ordering
from forum.web.settings.security import security

settings = Blueprint("settings", __name__, url_prefix="/settings")
settings.register_blueprint(security)
settings.register_blueprint(ordering)
settings.register_blueprint(export)


@settings.get("")
@members
def page() -> ResponseReturnValue:
    return render_template("settings/page.html", form=PreferencesForm.of(me()))


@settings.post("")
@members
@limits.posting
def save() -> ResponseReturnValue:
    form = PreferencesForm()
    if form.carry_out(lambda: profile.change_preferences(actor=me(), preferences=form.preferences())):
        return _saved("/settings")
    return render_template("settings/page.html", form=form), form.status


@settings.get("/about-me")
@members
def about_me() -> ResponseReturnValue:
    draft = draft_at(visitor().id, request.path)
    return render_template("settings/about_me.html", form=AboutForm.of(me(), draft))


@settings.post("/about-me")
@members
@limits.posting
def save_about_me() -> ResponseReturnValue:
    form = AboutForm()
    if form.carry_out(lambda: profile.change_about(actor=me(), about=typed(form.text))):
        let_go_of_copy()
        throw_away(actor=me(), place=request.path)
        return _saved("/settings/about-me")
    return render_template("settings/about_me.html", form=form), form.status


@settings.get("/people")
@members
def people() -> ResponseReturnValue:
    """Everybody the member keeps away; undoing is one press."""
    return render_template(
        "settings/people.html",
        people=profile.kept_away_by(visitor().id),
        names=names_kept_away_by(visitor().id),
    )


@settings.get("/drafts")
@members
def drafts() -> ResponseReturnValue:
    return render_template("settings/drafts.html", drafts=draft_lines(visitor()))


@settings.post("/drafts")
@members
@limits.posting
def throw_draft_away() -> ResponseReturnValue:
    form = ThrowAwayForm()
    if form.carry_out(lambda: throw_away(actor=me(), place=typed(form.place))):
        flash(gettext("That draft is gone."), "good")
    return redirect("/settings/drafts", 303)


def _saved(back: str) -> ResponseReturnValue:
    flash(gettext("Saved."), "good")
    return redirect(back, 303)
