"""Asking for another look, for members; answering, for moderators."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.db import LARGEST_ID
from forum.http import limits
from forum.http.guards import members, moderators
from forum.http.identity import me, visitor
from forum.http.kept_copies import let_go_of_copy
from forum.http.words import gettext
from forum.moderation.appeal_pages import appeal_page, appeal_with, appeals_page
from forum.moderation.appeals import answer_appeal, answer_place, appeal, appeal_place
from forum.moderation.desk_models import Occasion
from forum.moderation.phrases import phrase_words, phrases_for
from forum.moderation.statements import another_may_answer, decision_of, statement_to_appeal
from forum.threads.drafts import draft_at
from forum.web.moderation.record_forms import AppealAnswerForm, AppealForm
from forum.web.moderation.routes import number_typed, words

appeals = Blueprint("appeals", __name__)
appeals.context_processor(words)


@appeals.get("/decisions/<id:decision_id>/appeal")
@members
def write(decision_id: int) -> ResponseReturnValue:
    """Room to say why somebody should look again. Words typed before signing in are back in their place."""
    kept = draft_at(visitor().id, appeal_place(decision_id))
    form = AppealForm(formdata=None, text=kept.text if kept else "")
    form.kept_at = kept.changed_at if kept else None
    return _appeal_page(decision_id, form)


@appeals.post("/decisions/<id:decision_id>/appeal")
@members
@limits.flagging
def send(decision_id: int) -> ResponseReturnValue:
    """Ask for another look."""
    decision, form = decision_of(visitor(), decision_id), AppealForm()
    if form.carry_out(lambda: appeal(actor=me(), decision=decision, words=form.text.data or "")):
        flash(gettext("Sent. Somebody looks again, and you find the answer on this page."), "good")
        let_go_of_copy()
        return redirect(f"/decisions/{decision_id}", 303)
    return _appeal_page(decision_id, form)


@appeals.get("/moderation/appeals")
@moderators
def page() -> ResponseReturnValue:
    """Appeals that wait, or those that were answered."""
    answered = request.args.get("show") == "answered"
    beyond = request.args.get("after", LARGEST_ID if answered else 0, type=number_typed)
    found = appeals_page(visitor(), answered=answered, beyond=beyond)
    return render_template("moderation/appeals.html", appeals=found, answered=answered)


@appeals.get("/moderation/appeals/<id:appeal_id>")
@moderators
def one(appeal_id: int) -> ResponseReturnValue:
    """One appeal, the decision it is about, and room for the answer; it can begin with ready words."""
    phrase_id = request.args.get("phrase", 0, type=number_typed)
    kept = None if phrase_id else draft_at(visitor().id, answer_place(appeal_id))
    text = phrase_words(visitor(), phrase_id) if phrase_id else kept.text if kept else ""
    form = AppealAnswerForm(formdata=None, text=text)
    form.kept_at = kept.changed_at if kept else None
    return _answer_page(appeal_id, form)


@appeals.post("/moderation/appeals/<id:appeal_id>")
@moderators
@limits.posting
def answer(appeal_id: int) -> ResponseReturnValue:
    """Answer an appeal; upholding it takes the decision back."""
    found, form = appeal_with(visitor(), appeal_id), AppealAnswerForm()
    said = form.text.data or ""
    if form.carry_out(lambda: answer_appeal(actor=me(), appeal=found, upheld=form.upheld, words=said)):
        flash(gettext("Answered, and everybody concerned is told."), "good")
        let_go_of_copy()
        return redirect(f"/moderation/appeals/{appeal_id}", 303)
    return _answer_page(appeal_id, form)


def _appeal_page(decision_id: int, form: AppealForm) -> ResponseReturnValue:
    statement = statement_to_appeal(visitor(), decision_id)
    others = another_may_answer(decision_id)
    page = render_template("moderation/appeal.html", statement=statement, others=others, form=form)
    return page, form.status


def _answer_page(appeal_id: int, form: AppealAnswerForm) -> ResponseReturnValue:
    page = appeal_page(visitor(), appeal_id)
    phrases = phrases_for(visitor(), Occasion.APPEAL_UPHELD, Occasion.APPEAL_KEPT)
    shown = render_template(
        "moderation/appeal_answer.html", page=page, appeal=page.row, phrases=phrases, form=form
    )
    return shown, form.status
