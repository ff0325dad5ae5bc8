"""What moderators begin by themselves: taking a post in hand, and the tools of a whole thread."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.http import limits
from forum.http.guards import moderators
from forum.http.identity import me, visitor
from forum.http.words import gettext
from forum.moderation.opening import case_about, first_post_of, open_case
from forum.threads.moving import pin_thread, unpin_thread
from forum.threads.queries import post_with, thread_head
from forum.web.moderation.routes import words

beginning = Blueprint("beginning", __name__)
beginning.context_processor(words)


@beginning.get("/p/<id:post_id>/case")
@moderators
def post(post_id: int) -> ResponseReturnValue:
    """The way to a post's case; where there is none, it can be opened."""
    found, thread, _ = post_with(visitor(), post_id)
    known = case_about(visitor(), found)
    if known is not None:
        return redirect(f"/moderation/cases/{known.id}", 303)
    return render_template("moderation/begin.html", post=found, thread=thread)


@beginning.post("/p/<id:post_id>/case")
@moderators
@limits.posting
def begin(post_id: int) -> ResponseReturnValue:
    """Open a case nobody asked for, so that what is decided has its record."""
    found, _, _ = post_with(visitor(), post_id)
    case = open_case(actor=me(), post=found)
    return redirect(f"/moderation/cases/{case.id}", 303)


@beginning.get("/t/<id:thread_id>/moderation")
@moderators
def thread(thread_id: int) -> ResponseReturnValue:
    """What can be done with a whole thread."""
    head, first = thread_head(visitor(), thread_id), first_post_of(thread_id)
    return render_template("moderation/thread.html", head=head, first=first)


@beginning.post("/t/<id:thread_id>/pin")
@moderators
@limits.posting
def pin(thread_id: int) -> ResponseReturnValue:
    """Keep a thread at the top of its board."""
    head = thread_head(visitor(), thread_id)
    pin_thread(actor=me(), thread_id=head.id)
    flash(gettext("It stands at the top of its board now."), "good")
    return redirect(f"/t/{thread_id}/moderation", 303)


@beginning.post("/t/<id:thread_id>/pin/undo")
@moderators
@limits.posting
def unpin(thread_id: int) -> ResponseReturnValue:
    """Let a thread take its place among the others again."""
    head = thread_head(visitor(), thread_id)
    unpin_thread(actor=me(), thread_id=head.id)
    flash(gettext("It stands among the others again."), "good")
    return redirect(f"/t/{thread_id}/moderation", 303)
