"""The first page: for a guest what this place is, for a member where they left off."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forum.accounts.consent import is_to_be_asked
from forum.boards.queries import boards_for
from forum.http.guards import anyone
from forum.http.identity import visitor
from forum.threads import lists
from forum.threads.invitations import FOR_PEERS, invitation_for
from forum.web.safety.country import chosen_country

home = Blueprint("home", __name__)

NEW_TO_YOU = 5
WAITING = 3


@home.get("/")
@anyone
def page() -> ResponseReturnValue:
    """Boards for everybody; unread and unanswered threads for members, the latest for guests.

    In low-energy mode none of that: a few doors, and the database is asked for nothing. The gravest threads
    are met on the list of unanswered ones, not on everybody's way in.
    """
    if visitor().low_energy:
        return render_template("home/low_energy.html", country=chosen_country())
    new = lists.unread if visitor().is_member else lists.latest
    return render_template(
        "home/page.html",
        country=chosen_country(),
        boards=boards_for(visitor()),
        new=new(visitor(), size=NEW_TO_YOU).items,
        asks=visitor().is_member and is_to_be_asked(visitor()),
        waiting=lists.unanswered(visitor(), size=WAITING, from_rank=FOR_PEERS).items,
        invitation=invitation_for(visitor()),
    )
