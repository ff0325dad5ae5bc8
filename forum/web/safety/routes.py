"""The quiet card for whoever is writing now; scripts ask for it."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.markdown import MAX_SOURCE
from forum.http.guards import members
from forum.http.limits import writing
from forum.web.safety.help_card import card_for

safety = Blueprint("safety", __name__)


@safety.post("/help/beside")
@members
@writing
def beside() -> ResponseReturnValue:
    """The card, as a piece of a page, or nothing at all. What was sent is read, and forgotten."""
    text, title = (request.form.get(name, "")[:MAX_SOURCE] for name in ("text", "title"))
    card = card_for(text, title)
    return render_template("safety/_beside.html", card=card) if card else ("", 204)
