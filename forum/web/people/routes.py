"""What members see of one another, and the room they keep between them."""

from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.models import Distance
from forum.accounts.profile import account_named, distance_to, profile_of
from forum.accounts.visitor import STAFF
from forum.core.errors import NotFound
from forum.core.words import N_
from forum.http import limits
from forum.http.guards import anyone, members
from forum.http.identity import me, visitor
from forum.http.kept import own_path
from forum.http.words import gettext
from forum.threads.lists import started_by
from forum.web.accounts.forms import typed
from forum.web.people.forms import NEAR, DistanceForm

people = Blueprint("people", __name__)

DONE = {
    Distance.MUTE: N_("%(name)s is muted: their posts and quotes fold for you. They are not told."),
    Distance.BLOCK: N_(
        "%(name)s is blocked: their posts and quotes fold, no news of them reaches you. They are not told."
    ),
    NEAR: N_("%(name)s is neither muted nor blocked any more."),
}


@people.get("/m/<name>")
@anyone
def profile(name: str) -> ResponseReturnValue:
    """For members. To everybody else nobody is here: even a pseudonym on a forum about health is private."""
    if not visitor().is_member:
        raise NotFound
    return _profile_page(name, DistanceForm())


@people.post("/m/<name>/distance")
@members
@limits.reacting
def keep_distance(name: str) -> ResponseReturnValue:
    other, form = account_named(name), DistanceForm()
    if not form.carry_out(lambda: form.keep(me(), other)):
        return _profile_page(name, form)
    flash(gettext(DONE[typed(form.distance)], name=other.name), "good")
    return redirect(own_path(form.next.data, f"/m/{quote(other.name)}"), 303)


def _profile_page(name: str, form: DistanceForm) -> ResponseReturnValue:
    person, before = profile_of(name), request.args.get("before", "")[:60]
    page = render_template(
        "people/profile.html",
        person=person,
        is_staff=person.role in STAFF,
        is_me=person.id == visitor().id,
        distance=distance_to(visitor().id, person.id),
        threads=started_by(visitor(), person.id, before=before),
        form=form,
    )
    return page, form.status
