"""Invitations to answer somebody who waits: taking them up, putting them off, having none."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from forum.http.guards import members
from forum.http.identity import me
from forum.http.kept import own_path
from forum.http.limits import reacting
from forum.threads import invitations as inviting

invitations = Blueprint("invitations", __name__)


@invitations.post("/invitations")
@members
@reacting
def begin() -> ResponseReturnValue:
    """The member is up to being asked now and then."""
    inviting.invite(actor=me())
    return _back()


@invitations.post("/invitations/undo")
@members
@reacting
def end() -> ResponseReturnValue:
    """The member would rather not be asked."""
    inviting.invite_no_more(actor=me())
    return _back()


@invitations.post("/invitations/<id:thread_id>/rest")
@members
@reacting
def rest(thread_id: int) -> ResponseReturnValue:
    """Not today."""
    inviting.decline(actor=me(), thread_id=thread_id)
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(own_path(request.form.get("next")), 303)
