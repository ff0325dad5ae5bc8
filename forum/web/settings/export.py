"""Everything that is a member's own, to take along. Open whatever their standing."""

from flask import Blueprint, Response, render_template, stream_with_context
from flask.typing import ResponseReturnValue

from forum.core import clock
from forum.http import limits
from forum.http.guards import members
from forum.http.identity import me
from forum.http.words import gettext
from forum.privacy.export import take_along
from forum.web.accounts.forms import typed
from forum.web.settings.forms import ExportForm

export = Blueprint("export", __name__)


@export.get("/export")
@members
def page() -> ResponseReturnValue:
    """What the file holds, and the password that it is given for."""
    return render_template("settings/export.html", form=ExportForm())


@export.post("/export")
@members
@limits.taking_along
def file() -> ResponseReturnValue:
    """The file itself. Its name says nothing of whose it is, nor of what place it comes from."""
    form = ExportForm()
    if not form.carry_out(lambda: take_along(actor=me(), password=typed(form.password), say=gettext)):
        return render_template("settings/export.html", form=form), form.status
    answer = Response(stream_with_context(form.result), content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="export-{clock.now():%Y-%m-%d}.json"'
    return answer
