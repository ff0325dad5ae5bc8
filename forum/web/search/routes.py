"""The page of search. What somebody looks for is between them and this page."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from forum.http.guards import anyone
from forum.http.identity import visitor
from forum.http.limits import searching
from forum.web.safety.help_card import card_for_search
from forum.web.search.asking import ask

search = Blueprint("search", __name__)


@search.get("/search")
@anyone
@searching
def page() -> ResponseReturnValue:
    """Look for words in posts, and help beside them where they point to risk."""
    typed, board, before = (request.args.get(name, "") for name in ("q", "board", "before"))
    asked = ask(visitor(), typed=typed, board=board, before=before)
    html = render_template("search/page.html", asked=asked, card=card_for_search(asked.typed))
    answer = make_response(html, asked.status)
    # Stored nowhere, not even for guests: the address holds what they looked for.
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
