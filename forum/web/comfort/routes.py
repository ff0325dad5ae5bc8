"""Comfort, for everybody: kept with the account of whoever is signed in, with the browser otherwise."""

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.comfort import Comfort, choose_comfort, choose_low_energy
from forum.core.errors import NotAllowed
from forum.core.text import clean_line
from forum.http.choices import keep_choices
from forum.http.guards import anyone
from forum.http.identity import look_different, me, visitor
from forum.http.kept import (
    kept_words,
    not_under_this_name,
    own_path,
    page_before,
    protection,
    sent_words,
    sign_in_keeping_words,
)
from forum.http.limits import reacting
from forum.http.origin import is_from_elsewhere
from forum.http.words import gettext
from forum.search.parser import LONGEST
from forum.web.accounts.letting_in import keep_words
from forum.web.accounts.routes import as_typed
from forum.web.comfort.forms import ComfortForm

comfort = Blueprint("comfort", __name__, url_prefix="/comfort")


@comfort.get("")
@anyone
def page() -> ResponseReturnValue:
    return render_template("comfort/page.html", form=ComfortForm.of(visitor().comfort))


@comfort.post("")
@anyone
@reacting
def save() -> ResponseReturnValue:
    form, answer = ComfortForm(), make_response(redirect("/comfort", 303))
    if not form.carry_out(lambda: _choose(form.comfort())):
        return render_template("comfort/page.html", form=form), form.status
    if not visitor().is_member:
        keep_choices(answer, form.comfort())
    flash(gettext("Saved."), "good")
    return answer


@comfort.post("/low-energy")
@anyone
@reacting
@protection.exempt
def spare_energy() -> ResponseReturnValue:
    return _switch(low=True)


@comfort.post("/low-energy/undo")
@anyone
@reacting
@protection.exempt
def spare_no_energy() -> ResponseReturnValue:
    return _switch(low=False)


def _choose(chosen: Comfort) -> None:
    """With the account, if there is one; what a guest chose goes out with the answer."""
    if visitor().is_member:
        choose_comfort(actor=me(), comfort=chosen)


def _switch(*, low: bool) -> ResponseReturnValue:
    """Back to the page on which the button stood, which looks different now."""
    if is_from_elsewhere():
        raise NotAllowed
    chosen = replace(visitor().comfort, low_energy=low)
    if visitor().is_member:
        choose_low_energy(actor=me(), low=low)
    look_different(chosen)
    answer = make_response(_back(energy="low" if low else "usual"))
    if not visitor().is_member:
        keep_choices(answer, chosen)
    return answer


def _back(energy: str) -> ResponseReturnValue:
    """To the page before; on one with a form the button sends it, and what was typed is there again.

    Where the sign-in has ended, what the member chose travels with their words.
    """
    if "q" in request.form:
        return redirect(f"/search?{urlencode({'q': clean_line(request.form['q'])[: LONGEST * 8]})}", 303)
    words = kept_words() or sent_words(own_path(request.form.get("place"), ""))
    if not (words.any and words.place):
        door = None if visitor().is_member else as_typed(words.place)
        return door or redirect(page_before(), 303)
    if not visitor().is_member:
        return sign_in_keeping_words(replace(words, energy=energy))
    return keep_words(words) if words.are_of(visitor().id) else not_under_this_name()
