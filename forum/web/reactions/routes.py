"""Reacting: a button of a form, or a script that sends the same."""

from flask import Blueprint, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.db import db
from forum.core.errors import Invalid, NotFound
from forum.core.words import N_
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.limits import reacting
from forum.reactions.models import Kind
from forum.reactions.operations import react, take_back
from forum.reactions.queries import kinds_by, kinds_in, received_by
from forum.threads.models import Post
from forum.threads.queries import place_of, post_with

reactions = Blueprint("reactions", __name__)


@reactions.get("/p/<id:post_id>/reactions")
@members
def received(post_id: int) -> ResponseReturnValue:
    """Who sent a post what: for its author only."""
    post, thread, _ = post_with(visitor(), post_id)
    if post.author_id != visitor().id:
        raise NotFound
    senders = received_by(visitor().id, post_id, without=visitor().away)
    return render_template("reactions/received.html", post=post, thread=thread, senders=senders)


@reactions.post("/p/<id:post_id>/reactions")
@members
@reacting
def leave(post_id: int) -> ResponseReturnValue:
    """Leave a reaction."""
    post, _, _ = post_with(visitor(), post_id)
    react(actor=me(), post=post, kind=_kind())
    return _answer(post)


@reactions.post("/p/<id:post_id>/reactions/undo")
@members
@reacting
def undo(post_id: int) -> ResponseReturnValue:
    """Take a reaction back."""
    post, _, _ = post_with(visitor(), post_id)
    take_back(actor=me(), post=post, kind=_kind())
    return _answer(post)


def _kind() -> Kind:
    try:
        return Kind(request.form.get("kind", ""))
    except ValueError as error:
        raise Invalid(N_("There is no such reaction here.")) from error


def _answer(post: Post) -> ResponseReturnValue:
    if request.accept_mimetypes.best == "application/json":
        db.session.refresh(post)
        return jsonify(mine=kinds_by(visitor().id, post.id), kinds=kinds_in(post.kinds))
    return redirect(place_of(visitor(), post.id).url, 303)
