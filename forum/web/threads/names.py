"""A name for one thread, as a reader meets it: what it is, and keeping it away."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.core.rules import require
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.limits import reacting
from forum.http.words import gettext
from forum.threads import rules
from forum.threads.models import Post, Thread
from forum.threads.naming import check_is_anothers_alias, keep_name_away, keeps_name_away, let_name_near
from forum.threads.queries import post_with

names = Blueprint("names", __name__)


@names.get("/p/<id:post_id>/name")
@members
def page(post_id: int) -> ResponseReturnValue:
    """What this name is, and room to keep it away."""
    post, thread = _under_a_name(post_id)
    require(rules.may_read_words(visitor(), post))
    away = keeps_name_away(visitor().id, post)
    return render_template("threads/name.html", post=post, thread=thread, away=away)


@names.post("/p/<id:post_id>/name")
@members
@reacting
def keep_away(post_id: int) -> ResponseReturnValue:
    """Keep this name away, in this thread."""
    post, _ = _under_a_name(post_id)
    require(rules.may_read_words(visitor(), post))
    keep_name_away(actor=me(), post=post)
    flash(gettext("%(name)s is kept away in this thread. Nobody is told.", name=post.alias), "good")
    return redirect(f"/p/{post_id}", 303)


@names.post("/p/<id:post_id>/name/undo")
@members
@reacting
def let_near(post_id: int) -> ResponseReturnValue:
    """Let it near again, whatever has become of the post."""
    post, _ = _under_a_name(post_id)
    let_name_near(actor=me(), post=post)
    flash(gettext("%(name)s is not kept away any more.", name=post.alias), "good")
    return redirect(f"/p/{post_id}", 303)


def _under_a_name(post_id: int) -> tuple[Post, Thread]:
    post, thread, _ = post_with(visitor(), post_id)
    check_is_anothers_alias(visitor().id, post)
    return post, thread
