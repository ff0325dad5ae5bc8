"""Content notes: suggested by readers, answered by authors, added to the list by admins."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.errors import Invalid
from forum.core.rules import require
from forum.core.words import N_
from forum.http import limits
from forum.http.guards import admins, members
from forum.http.identity import me, visitor
from forum.http.words import gettext, told
from forum.moderation.house_notes import (
    add_house_note,
    house_note_with,
    house_notes_for,
    retire_house_note,
    take_up_house_note,
)
from forum.threads import rules
from forum.threads.drafts import draft_at
from forum.threads.models import Post, Thread
from forum.threads.queries import place_of, post_with
from forum.threads.suggesting import add_suggested, leave_suggested, suggest_notes
from forum.threads.suggestions import waiting_for
from forum.web.notes.forms import HouseNoteForm, SuggestionForm
from forum.web.threads.labels import NOTES

notes = Blueprint("notes", __name__)
LIST = "/moderation/content-notes"
_ANSWERS = {"add": add_suggested, "leave": leave_suggested}


@notes.get("/p/<id:post_id>/notes")
@members
def suggest(post_id: int) -> ResponseReturnValue:
    """Which content notes a post could have; for its author, which of them were suggested."""
    post, thread, _ = post_with(visitor(), post_id)
    if post.author_id != visitor().id:
        require(rules.may_suggest_notes(visitor(), post))
    kept = draft_at(visitor().id, request.path)
    ticked = kept.notes if kept else ""
    return _page_of(post, thread, SuggestionForm(formdata=None, but=post.notes.split(), notes=ticked))


@notes.post("/p/<id:post_id>/notes")
@members
@limits.flagging
def send(post_id: int) -> ResponseReturnValue:
    """Suggest content notes for somebody's post."""
    post, thread, _ = post_with(visitor(), post_id)
    form = SuggestionForm(but=post.notes.split())
    if form.carry_out(lambda: suggest_notes(actor=me(), post=post, notes=form.notes.data or ())):
        flash(gettext("Thank you. Whoever wrote it is asked kindly, and decides."), "good")
        return redirect(place_of(visitor(), post_id).url, 303)
    return _page_of(post, thread, form)


@notes.post("/p/<id:post_id>/notes/answer")
@members
@limits.reacting
def answer(post_id: int) -> ResponseReturnValue:
    """The author adds a suggested note, or leaves it; after that nothing more is said."""
    post, _, _ = post_with(visitor(), post_id)
    act = _ANSWERS.get(request.form.get("answer", ""))
    if act is None:
        raise Invalid(N_("Please choose one: add the note, or leave the post as it is."))
    act(actor=me(), post=post, note=request.form.get("note", ""))
    return redirect("/notifications", 303)


@notes.get(LIST)
@admins
def page() -> ResponseReturnValue:
    """Every content note there is, and room for one more."""
    return _list(HouseNoteForm(formdata=None))


@notes.post(LIST)
@admins
@limits.posting
def add() -> ResponseReturnValue:
    """Put a content note on offer."""
    form = HouseNoteForm()
    if form.carry_out(lambda: add_house_note(actor=me(), label=form.label.data or "")):
        flash(gettext("Added. Everybody can choose it from now on."), "good")
        return redirect(LIST, 303)
    return _list(form)


@notes.post(f"{LIST}/<id:note_id>/retirement")
@admins
@limits.posting
def retire(note_id: int) -> ResponseReturnValue:
    """Offer a content note no longer."""
    retire_house_note(actor=me(), note=house_note_with(visitor(), note_id))
    flash(gettext("Retired. Posts that carry it keep it."), "good")
    return redirect(LIST, 303)


@notes.post(f"{LIST}/<id:note_id>/retirement/undo")
@admins
@limits.posting
def take_up_again(note_id: int) -> ResponseReturnValue:
    """Offer a content note again."""
    try:
        take_up_house_note(actor=me(), note=house_note_with(visitor(), note_id))
        flash(gettext("It is on offer again."), "good")
    except Invalid as refusal:
        flash(told(refusal), "note")
    return redirect(LIST, 303)


def _page_of(post: Post, thread: Thread, form: SuggestionForm) -> ResponseReturnValue:
    waiting = waiting_for(post) if post.author_id == visitor().id else ()
    page = render_template("notes/suggest.html", post=post, thread=thread, form=form, waiting=waiting)
    return page, form.status


def _list(form: HouseNoteForm) -> ResponseReturnValue:
    closed = [gettext(words) for words in NOTES.values()]
    found = house_notes_for(visitor())
    return render_template("notes/page.html", form=form, notes=found, closed=closed), form.status
