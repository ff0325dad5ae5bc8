"""Spam, several cases at once."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.db import LARGEST_ID
from forum.http import limits
from forum.http.guards import moderators
from forum.http.identity import me, visitor
from forum.moderation.bulk import MOST_AT_ONCE, Bulk, decide_spam, spam_cases
from forum.moderation.models import Act
from forum.web.moderation.record_forms import SpamForm
from forum.web.moderation.routes import words

spam = Blueprint("spam", __name__)
spam.context_processor(words)


@spam.get("/moderation/spam")
@moderators
def page() -> ResponseReturnValue:
    """What was flagged as spam and as nothing else; after a decision, what became of each."""
    return _page(SpamForm(formdata=None), Bulk(_numbers("done"), _numbers("stale")))


@spam.post("/moderation/spam")
@moderators
@limits.posting
def decide() -> ResponseReturnValue:
    """One decision for each that was chosen; the answer says which had changed and were left alone."""
    form = SpamForm()
    if not form.carry_out(
        lambda: decide_spam(
            actor=me(), chosen=form.cases.chosen(), act=Act(form.act.data), words=form.text.data or ""
        )
    ):
        return _page(form, Bulk((), ()))
    done, stale = (",".join(map(str, ids)) for ids in (form.result.done, form.result.stale))
    return redirect(f"/moderation/spam?done={done}&stale={stale}", 303)


def _page(form: SpamForm, result: Bulk) -> ResponseReturnValue:
    page = render_template("moderation/spam.html", form=form, cases=spam_cases(visitor()), result=result)
    return page, form.status


def _numbers(name: str) -> tuple[int, ...]:
    parts = request.args.get(name, "")[:600].split(",")
    numbers = (int(part) for part in parts if part.isascii() and part.isdigit())
    return tuple(number for number in numbers if 0 < number <= LARGEST_ID)[:MOST_AT_ONCE]
