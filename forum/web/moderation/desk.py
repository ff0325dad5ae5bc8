"""The moderators' desk: on and off duty, the note at the end of a shift, ready words."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.db import LARGEST_ID
from forum.http import limits
from forum.http.guards import moderators
from forum.http.identity import me, visitor
from forum.http.kept_copies import let_go_of_copy
from forum.http.words import gettext
from forum.moderation.desk_models import Phrase
from forum.moderation.handover import HANDOVER_PLACE, end_shift, handover_page, write_handover
from forum.moderation.phrases import edit_phrase, may_edit_phrases, phrase_with, phrases_for
from forum.moderation.shifts import begin_shift, duty_of
from forum.threads.drafts import draft_at
from forum.web.moderation.desk_forms import HandoverForm, PhraseForm
from forum.web.moderation.routes import number_typed, words

desk = Blueprint("desk", __name__)
desk.context_processor(words)


@desk.post("/moderation/duty")
@moderators
@limits.posting
def begin_duty() -> ResponseReturnValue:
    """Go on duty."""
    begin_shift(actor=me())
    flash(gettext("You are on duty. It ends by itself; you can end it sooner whenever you like."), "good")
    return redirect("/moderation", 303)


@desk.post("/moderation/duty/end")
@moderators
@limits.posting
def end_duty() -> ResponseReturnValue:
    """Go off duty; a handover note may follow."""
    end_shift(actor=me())
    flash(gettext("You are off duty, and what you had in hand is back in the queue. Rest well."), "good")
    return redirect(HANDOVER_PLACE, 303)


@desk.get(HANDOVER_PLACE)
@moderators
def handover() -> ResponseReturnValue:
    """What the others left, and room for a note of one's own."""
    kept = draft_at(visitor().id, HANDOVER_PLACE)
    form = HandoverForm(formdata=None, text=kept.text if kept else "")
    form.kept_at = kept.changed_at if kept else None
    return _handover_page(form)


@desk.post(HANDOVER_PLACE)
@moderators
@limits.posting
def leave_handover() -> ResponseReturnValue:
    """Leave a note for whoever comes next."""
    form = HandoverForm()
    if form.carry_out(lambda: write_handover(actor=me(), words=form.text.data or "")):
        flash(gettext("Your note is left for whoever comes next."), "good")
        let_go_of_copy()
        return redirect(HANDOVER_PLACE, 303)
    return _handover_page(form)


@desk.get("/moderation/phrases")
@moderators
def phrases() -> ResponseReturnValue:
    """All the ready words."""
    found, may_edit = phrases_for(visitor()), bool(may_edit_phrases(visitor()))
    return render_template("moderation/phrases.html", phrases=found, may_edit=may_edit)


@desk.get("/moderation/phrases/<id:phrase_id>")
@moderators
def phrase(phrase_id: int) -> ResponseReturnValue:
    """Ready words, to reword."""
    found = phrase_with(visitor(), phrase_id)
    return _phrase_page(PhraseForm(formdata=None, title=found.title, text=found.words), found)


@desk.post("/moderation/phrases/<id:phrase_id>")
@moderators
@limits.posting
def reword_phrase(phrase_id: int) -> ResponseReturnValue:
    """Reword ready words, for everybody."""
    found, form = phrase_with(visitor(), phrase_id), PhraseForm()
    title, text = form.title.data or "", form.text.data or ""
    if form.carry_out(lambda: edit_phrase(actor=me(), phrase=found, title=title, words=text)):
        flash(gettext("Saved. Everybody is offered the new words from now on."), "good")
        let_go_of_copy()
        return redirect("/moderation/phrases", 303)
    return _phrase_page(form, found)


def _handover_page(form: HandoverForm) -> ResponseReturnValue:
    before = request.args.get("before", LARGEST_ID, type=number_typed)
    notes, duty = handover_page(visitor(), before), duty_of(visitor())
    return render_template("moderation/handover.html", form=form, notes=notes, duty=duty), form.status


def _phrase_page(form: PhraseForm, phrase: Phrase) -> ResponseReturnValue:
    return render_template("moderation/phrase.html", form=form, phrase=phrase), form.status
