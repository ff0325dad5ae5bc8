"""Checking crisis lines: admins write down what they found, moderators may read it."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.http import limits
from forum.http.guards import admins, moderators
from forum.http.identity import me, visitor
from forum.http.words import gettext
from forum.safety.checking import Due, Subject, check_line, line_with, lines_for
from forum.safety.countries import Outcome
from forum.web.safety.forms import LineCheckForm
from forum.web.safety.labels import FINDING_HINTS, word_for

lines = Blueprint("lines", __name__)
LIST = "/moderation/lines"


@lines.get(LIST)
@moderators
def page() -> ResponseReturnValue:
    """Every line of every country, what is due first."""
    found = lines_for(visitor())
    by_due = {due: [one for one in found if one.due is due] for due in Due}
    return render_template("lines/page.html", by_due=by_due, say=word_for)


@lines.get(f"{LIST}/<iso>/<key>")
@moderators
def line(iso: str, key: str) -> ResponseReturnValue:
    """One line: what its file says, who checked it and what they found."""
    return _line(LineCheckForm(formdata=None), line_with(visitor(), iso, key))


@lines.post(f"{LIST}/<iso>/<key>")
@admins
@limits.posting
def check(iso: str, key: str) -> ResponseReturnValue:
    """Write down that a line was checked today."""
    subject, form = line_with(visitor(), iso, key), LineCheckForm()
    seen = request.form.get("digest", "")
    if form.carry_out(
        lambda: check_line(
            actor=me(), subject=subject, digest=seen, outcome=form.outcome.data, note=form.note.data or ""
        )
    ):
        flash(gettext("Written down, with today’s date. Members see it within a minute."), "good")
        return redirect(LIST, 303)
    return _line(form, subject)


def _line(form: LineCheckForm, subject: Subject) -> ResponseReturnValue:
    hints: dict[Outcome, str] = {outcome: gettext(hint) for outcome, hint in FINDING_HINTS.items()}
    page = render_template("lines/line.html", form=form, subject=subject, hints=hints, say=word_for)
    return page, form.status
