"""Spam, several cases at once."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.db import LARGEST_ID
from forum.core.errors import Conflict
from forum.http import limits
from forum.http.guards import moderators
from forum.http.identity import me, visitor
from forum.moderation.bulk import MOST_AT_ONCE, Bulk, decide_spam, open_spam, spam_cases
from forum.web.moderation.record_forms import SpamForm
from forum.web.moderation.routes import number_typed, words

spam = Blueprint("spam", __name__)
spam.context_processor(words)


@spam.get("/moderation/spam")
@moderators
def page() -> ResponseReturnValue:
    """What was flagged as spam and as nothing else; after a decision, what became of each."""
    return _page(SpamForm(formdata=None), Bulk(_numbers("done"), ()))


@spam.post("/moderation/spam")
@moderators
@limits.posting
def decide() -> ResponseReturnValue:
    """One decision for each that was chosen. What had changed is left alone, and the words stay for it."""
    form = SpamForm()
    if not form.carry_out(lambda: decide_spam(actor=me(), **form.decision())):
        return _page(form, Bulk((), ()))
    if form.result.stale:
        form.status = Conflict.status
        return _page(form, form.result)
    return redirect(f"/moderation/spam?done={','.join(map(str, form.result.done))}", 303)


@spam.post("/moderation/spam/showing")
@moderators
@limits.previewing
def show() -> ResponseReturnValue:
    """The page as it stands with one post open, which is written down; nothing is decided."""
    case_id = request.form.get("case", 0, type=number_typed)
    open_spam(visitor(), case_id)
    return _page(SpamForm(), Bulk((), ()), opened=case_id)


def _page(form: SpamForm, result: Bulk, *, opened: int = 0) -> ResponseReturnValue:
    cases = spam_cases(visitor())
    page = render_template("moderation/spam.html", form=form, cases=cases, result=result, opened=opened)
    return page, form.status


def _numbers(name: str) -> tuple[int, ...]:
    parts = request.args.get(name, "")[:600].split(",")
    numbers = (int(part) for part in parts if part.isascii() and part.isdigit())
    return tuple(number for number in numbers if 0 < number <= LARGEST_ID)[:MOST_AT_ONCE]
