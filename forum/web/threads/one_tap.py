"""One-tap replies below a thread, for whoever has little energy today."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from wtforms import HiddenField

from forum.core.errors import Invalid, TooMany
from forum.core.tokens import new_token
from forum.http.forms import Form
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.limits import posting
from forum.http.markup import trusted
from forum.http.words import gettext
from forum.threads.drafts import draft_at, keep_draft, reply_place
from forum.threads.models import Post
from forum.threads.one_tap import PHRASES, OneTap, phrases_for, reply_in_one_tap
from forum.threads.queries import ThreadHead, place_of, thread_with
from forum.web.comfort.labels import NOT_ON_OFFER

one_tap = Blueprint("one_tap", __name__)


class OneTapForm(Form):
    """Which phrase, by its key, and the form's own number: two taps make one reply."""

    words = HiddenField()
    once = HiddenField(default=new_token)


def one_tap_box(head: ThreadHead) -> Markup | None:
    """The phrases as buttons, for a thread that may be replied to, and under which name they will stand.

    None where there is nobody to answer but oneself.
    """
    if head.author_id == visitor().id and head.last_number == 1:
        return None
    phrases = [(key.value, gettext(PHRASES[key])) for key in phrases_for(head.notes)]
    form = OneTapForm(formdata=None)
    shown = {"phrases": phrases, "form": form, "thread_id": head.id, "alias": head.own_alias}
    return trusted(render_template("threads/_one_tap.html", **shown))


@one_tap.post("/t/<id:thread_id>/one-tap")
@members
@posting
def send(thread_id: int) -> ResponseReturnValue:
    """Reply with one of the phrases; what is posted is ours, never what the request holds."""
    form = OneTapForm()
    if form.words.data not in set(OneTap):
        raise Invalid(NOT_ON_OFFER)
    phrase = gettext(PHRASES[OneTap(form.words.data)])
    post = _post(thread_id, phrase, once=(form.once.data or "")[:64])
    return redirect(place_of(visitor(), post.id).url, 303)


def _post(thread_id: int, phrase: str, *, once: str) -> Post:
    thread, _ = thread_with(visitor(), thread_id)
    try:
        return reply_in_one_tap(actor=me(), thread=thread, words=phrase, once=once)
    except TooMany:
        # The refusal says that the words are kept as a draft.
        place = reply_place(thread_id)
        if draft_at(visitor().id, place) is None:
            keep_draft(actor=me(), place=place, title="", text=phrase)
        raise
