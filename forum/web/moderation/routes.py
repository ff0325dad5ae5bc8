"""Flagging and what comes of it, for members; the queue, cases, decisions and the log, for moderators."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.boards.queries import boards_for
from forum.core import clock
from forum.core.db import LARGEST_ID
from forum.core.errors import Conflict, NotAllowed
from forum.core.rules import require
from forum.http import limits
from forum.http.guards import members, moderators
from forum.http.identity import me, visitor
from forum.http.kept_copies import let_go_of_copy
from forum.http.markup import trusted
from forum.http.words import gettext, told
from forum.moderation import rules
from forum.moderation.cases import claim, release
from forum.moderation.decisions import decide, decision_place, undo
from forum.moderation.flags import flag_place, flag_post
from forum.moderation.models import Lane, Level
from forum.moderation.phrases import phrase_words
from forum.moderation.queries import audit_page, case_with, decision_with
from forum.moderation.queue import COUNTED_TO, Filters, View, queue_page
from forum.moderation.statements import outcome_of, reasons_for, statement_of
from forum.threads.drafts import draft_at
from forum.threads.models import Post, Thread
from forum.threads.queries import post_with
from forum.web.moderation.case_page import show_case
from forum.web.moderation.forms import DecisionForm, FlagForm
from forum.web.moderation.labels import REASON_HINTS, rule_words, span, word_for

moderation = Blueprint("moderation", __name__)


@moderation.context_processor
def words() -> dict[str, Any]:
    """What these pages say a lot: the words of closed lists, and how long."""
    return {"say": word_for, "rule_words": rule_words, "span": span, "now": clock.now(), "trusted": trusted}


@moderation.get("/p/<id:post_id>/flag")
@members
def flag(post_id: int) -> ResponseReturnValue:
    """Why somebody should look at a post. What was said before signing in is back in its place."""
    post, thread, _ = post_with(visitor(), post_id)
    require(rules.may_flag(visitor(), post))
    kept = draft_at(visitor().id, flag_place(post_id))
    return _flag_page(FlagForm.about(post, kept), post, thread)


@moderation.post("/p/<id:post_id>/flag")
@members
@limits.flagging
def send_flag(post_id: int) -> ResponseReturnValue:
    """A flag is answered by the page that will tell its outcome."""
    post, thread, _ = post_with(visitor(), post_id)
    form = FlagForm()
    if form.carry_out(lambda: flag_post(actor=me(), post=post, **form.words())):
        let_go_of_copy()
        return redirect(f"/outcomes/{form.result.case_id}", 303)
    return _flag_page(form, post, thread)


@moderation.get("/outcomes/<id:case_id>")
@members
def outcome(case_id: int) -> ResponseReturnValue:
    """What came of a flag: thanks and what happens next, later what was done. For whoever flagged."""
    return render_template("moderation/outcome.html", outcome=outcome_of(visitor(), case_id))


@moderation.get("/decisions/<id:decision_id>")
@members
def statement(decision_id: int) -> ResponseReturnValue:
    """What was decided about a member and why, for that member and for moderators."""
    return render_template("moderation/statement.html", statement=statement_of(visitor(), decision_id))


@moderation.get("/p/<id:post_id>/reasons")
@members
def reasons(post_id: int) -> ResponseReturnValue:
    """From a post that is not shown to why it is not, for its author."""
    return redirect(f"/decisions/{reasons_for(visitor(), post_id)}", 303)


@moderation.get("/moderation")
@moderators
def queue() -> ResponseReturnValue:
    """What waits in one lane, the most pressing first."""
    chosen, after = _filters(), request.args.get("after", "")
    return render_template(
        "moderation/queue.html",
        queue=queue_page(visitor(), chosen, after),
        chosen=chosen,
        after=after,
        boards=boards_for(visitor()),
        views=list(View),
        levels=list(Level),
        most=COUNTED_TO,
    )


@moderation.get("/moderation/cases/<id:case_id>")
@moderators
def case(case_id: int) -> ResponseReturnValue:
    """One case: what was said about a post, and what can be done. Its words are shown when asked for."""
    asks, anyway = request.args.get("words") == "shown", "anyway" in request.args
    phrase = request.args.get("phrase", 0, type=number_typed)
    text = phrase_words(visitor(), phrase) if phrase else ""
    form = DecisionForm(formdata=None, text=text)
    return show_case(case_id, form, words=asks, again=bool(phrase), anyway=anyway)


@moderation.post("/moderation/cases/<id:case_id>/claim")
@moderators
@limits.posting
def claim_case(case_id: int) -> ResponseReturnValue:
    """Take a case in hand, or keep it for another while."""
    case = case_with(visitor(), case_id)
    try:
        claim(actor=me(), case=case, anyway="anyway" in request.form)
    except Conflict as taken:
        flash(told(taken), "note")
    return redirect(f"/moderation/cases/{case_id}", 303)


@moderation.post("/moderation/cases/<id:case_id>/release")
@moderators
@limits.posting
def release_case(case_id: int) -> ResponseReturnValue:
    """Pass a case on; nobody asks why."""
    case = case_with(visitor(), case_id)
    release(actor=me(), case=case)
    flash(gettext("Passed on. It is offered to the others first."), "good")
    return redirect(f"/moderation?lane={case.lane}", 303)


@moderation.post("/moderation/cases/<id:case_id>/decision")
@moderators
@limits.posting
def decide_case(case_id: int) -> ResponseReturnValue:
    """Decide; what came in between is shown, and nothing typed is lost."""
    case, form = case_with(visitor(), case_id), DecisionForm()
    if form.carry_out(lambda: decide(actor=me(), case=case, **form.terms())):
        flash(gettext("Decided, and everybody concerned is told."), "good")
        let_go_of_copy()
        # A crisis weighs on whoever saw to it: first a moment to breathe.
        afterwards = "/afterwards" if case.level is Level.CRISIS else ""
        return redirect(f"/moderation/cases/{case_id}{afterwards}", 303)
    return show_case(case_id, form, again=True)


@moderation.get("/moderation/cases/<id:case_id>/decision")
@moderators
def decision(case_id: int) -> ResponseReturnValue:
    """The case again, with the decision that was begun before somebody had to sign in anew."""
    kept = draft_at(visitor().id, decision_place(case_id))
    return show_case(case_id, DecisionForm.from_draft(kept))


@moderation.post("/moderation/decisions/<id:decision_id>/undo")
@moderators
@limits.posting
def undo_decision(decision_id: int) -> ResponseReturnValue:
    """Take a decision back, and what it did."""
    decision = decision_with(visitor(), decision_id)
    try:
        undo(actor=me(), decision=decision)
        flash(gettext("Taken back. What it did is undone."), "good")
    except (Conflict, NotAllowed) as refusal:
        flash(told(refusal), "note")
    return redirect(f"/moderation/cases/{decision.case_id}", 303)


@moderation.get("/moderation/audit")
@moderators
def audit() -> ResponseReturnValue:
    """Every act of every moderator, the latest first."""
    before = request.args.get("before", LARGEST_ID, type=number_typed)
    return render_template("moderation/audit.html", entries=audit_page(visitor(), before))


def _flag_page(form: FlagForm, post: Post, thread: Thread) -> ResponseReturnValue:
    page = render_template("moderation/flag.html", form=form, post=post, thread=thread, hints=REASON_HINTS)
    return page, form.status


def _filters() -> Filters:
    """What was chosen in the address; what cannot be chosen is left out."""
    asked = request.args
    return Filters(
        lane=asked.get("lane", Lane.CARE, type=Lane),
        view=asked.get("show", View.ALL, type=View),
        level=asked.get("level", None, type=Level),
        board_id=asked.get("board", 0, type=number_typed),
    )


def number_typed(typed: str) -> int:
    number = int(typed)
    if not 0 < number <= LARGEST_ID:
        raise ValueError(typed)
    return number
