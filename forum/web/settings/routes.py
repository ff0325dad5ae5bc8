"""A member's own settings; several small pages, so that each asks one thing."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.accounts import profile
from forum.http import limits
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.words import gettext
from forum.threads.drafts import drafts_of, throw_away
from forum.threads.naming import names_kept_away_by
from forum.web.accounts.forms import typed
from forum.web.settings.draft_labels import draft_label
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
    return render_template("settings/about_me.html", form=AboutForm(about=me().about))


@settings.post("/about-me")
@members
@limits.posting
def save_about_me() -> ResponseReturnValue:
    form = AboutForm()
    if form.carry_out(lambda: profile.change_about(actor=me(), about=typed(form.about))):
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
    return render_template("settings/drafts.html", drafts=drafts_of(visitor().id), label=draft_label)


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
