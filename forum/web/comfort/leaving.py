"""The quick exit: away at once, with nothing of a sign-in left in this browser."""

import logging

from flask import Blueprint, current_app, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from forum.accounts.signing_in import end_sign_in
from forum.core.db import db
from forum.http.choices import forget_choices
from forum.http.guards import anyone
from forum.http.identity import let_out, look_no_further, me, visitor
from forum.http.origin import is_from_elsewhere
from forum.web.safety.country import forget_country

leaving = Blueprint("leaving", __name__)
log = logging.getLogger(__name__)


@leaving.get("/leave")
@anyone
def leave() -> ResponseReturnValue:
    """By a link, so that it works without scripts. Another site's link leads away too, but ends nothing."""
    answer = make_response(redirect(current_app.config["QUICK_EXIT_URL"], 303))
    answer.headers["Cache-Control"] = "private, no-store"
    if not is_from_elsewhere():
        _end_sign_in()
        let_out()
        forget_choices(answer)
        forget_country(answer)
        # What scripts keep here of unfinished posts. Not "cache", which may take longer to empty.
        # The service worker, which ends a sign-in once there is a connection again, is in the same storage:
        # where it asks, emptying that would end it before it has answered.
        if request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
            answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


def _end_sign_in() -> None:
    """End it on the server as well, if that can be done: nobody who wants to leave is held up by a fault."""
    try:
        if visitor().is_member:
            end_sign_in(actor=me(), sign_in_id=visitor().sign_in_id)
    except SQLAlchemyError as error:
        db.session.rollback()
        look_no_further()
        log.warning("a sign-in could not be ended on leaving: %s", type(error).__name__)
