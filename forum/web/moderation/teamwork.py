"""What moderators do together on a case: notes, second opinions, levels, admins, follow-ups."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.core.errors import Conflict
from forum.http import limits
from forum.http.guards import moderators
from forum.http.identity import me, visitor
from forum.http.kept_copies import let_go_of_copy
from forum.http.words import gettext, told
from forum.moderation.desk_models import Occasion
from forum.moderation.phrases import phrases_for
from forum.moderation.queries import case_with
from forum.moderation.second_looks import take_question_back
from forum.moderation.talk import talk_place
from forum.threads.drafts import draft_at
from forum.web.moderation.case_page import show_case
from forum.web.moderation.forms import DecisionForm
from forum.web.moderation.routes import words
from forum.web.moderation.talk_forms import FORMS, talk_forms

teamwork = Blueprint("teamwork", __name__)
teamwork.context_processor(words)

_PARTS = ",".join(f"'{part}'" for part in FORMS)
# Ready words for deciding; those for appeals stand on the appeal's own page.
_WHILE_DECIDING = (
    Occasion.REACHING_OUT,
    Occasion.AFTER_CRISIS,
    Occasion.EDITED,
    Occasion.HIDDEN,
    Occasion.HELD,
)


@teamwork.get(f"/moderation/cases/<id:case_id>/<any({_PARTS}):part>")
@moderators
def part(case_id: int, part: str) -> ResponseReturnValue:
    """The case again, with the line that was typed before somebody had to sign in anew."""
    kept = draft_at(visitor().id, talk_place(case_id, part))
    forms = talk_forms(part, text=kept.text if kept else "")
    forms[part].kept_at = kept.changed_at if kept else None
    return show_case(case_id, DecisionForm(formdata=None), forms)


@teamwork.post(f"/moderation/cases/<id:case_id>/<any({_PARTS}):part>")
@moderators
@limits.posting
def say(case_id: int, part: str) -> ResponseReturnValue:
    """Say something to the other moderators, and what it brings about."""
    case, form = case_with(visitor(), case_id), FORMS[part]()
    if form.carry_out(lambda: form.act(me(), case)):
        flash(form.thanks(), "good")
        let_go_of_copy()
        return redirect(f"/moderation/cases/{case_id}", 303)
    return show_case(case_id, DecisionForm(formdata=None), talk_forms(part, sent=form), again=True)


@teamwork.post("/moderation/cases/<id:case_id>/second-opinion/undo")
@moderators
@limits.posting
def unask(case_id: int) -> ResponseReturnValue:
    """Take a question back that waits for an answer."""
    case = case_with(visitor(), case_id)
    try:
        take_question_back(actor=me(), case=case)
        flash(gettext("Taken back. It stays written that you asked."), "good")
    except Conflict as answered:
        flash(told(answered), "note")
    return redirect(f"/moderation/cases/{case_id}", 303)


@teamwork.get("/moderation/cases/<id:case_id>/phrases")
@moderators
def phrases(case_id: int) -> ResponseReturnValue:
    """Ready words to begin a message with."""
    case = case_with(visitor(), case_id)
    offered = phrases_for(visitor(), *_WHILE_DECIDING)
    return render_template("moderation/case_phrases.html", case=case, phrases=offered)


@teamwork.get("/moderation/cases/<id:case_id>/afterwards")
@moderators
def afterwards(case_id: int) -> ResponseReturnValue:
    """A moment to breathe after a crisis. Nothing of it is kept."""
    return render_template("moderation/afterwards.html", case=case_with(visitor(), case_id))
