"""The check-in: a page that a member has for themselves. Whose it is, is asked on every door here."""

from flask import Blueprint, Response, flash, redirect, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from forum.checkins import operations, queries, rules
from forum.checkins.export import FileKind, written_as
from forum.checkins.models import CheckIn
from forum.checkins.operations import PLACE, place_of
from forum.core import clock
from forum.core.errors import Conflict, NotFound
from forum.core.words import N_
from forum.http.forms import Form
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.limits import posting
from forum.http.templating import KEPT
from forum.http.words import gettext
from forum.threads.drafts import draft_at, keep_draft
from forum.web.accounts.forms import typed
from forum.web.checkins.forms import ChangeForm, CheckInForm
from forum.web.checkins.help_beside import help_beside_lines
from forum.web.checkins.labels import how_words
from forum.web.checkins.plot import Span, plot_of
from forum.web.safety.help_card import card_for

checkins = Blueprint("checkins", __name__)

_GONE = N_("This one is not there any more. What you wrote is below; you can keep it as a new one.")


@checkins.get("/check-in")
@members
def page() -> ResponseReturnValue:
    """The form, the last weeks, and what was kept before."""
    return _page(CheckInForm.from_draft(draft_at(visitor().id, PLACE)))


@checkins.post("/check-in")
@members
@posting
def keep() -> ResponseReturnValue:
    """Keep a moment."""
    form = CheckInForm()
    if form.carry_out(lambda: operations.check_in(actor=me(), told=form.told(), once=form.number)):
        flash(_browser_key(), KEPT)
        return _done(gettext("Kept. Only you can see it."))
    _keep_words(form, PLACE)
    return _page(form), form.status


@checkins.get("/check-in/<id:check_in_id>")
@members
def one(check_in_id: int) -> ResponseReturnValue:
    """One moment, to be changed or erased."""
    found = queries.own(visitor(), check_in_id)
    return _one_page(found, ChangeForm.of(found, draft_at(visitor().id, place_of(found.id))))


@checkins.post("/check-in/<id:check_in_id>")
@members
@posting
def change(check_in_id: int) -> ResponseReturnValue:
    """Tell a moment anew. Where it was erased in the meantime, its new words are offered as a new one."""
    form = ChangeForm()
    try:
        found = queries.own(visitor(), check_in_id)
    except NotFound as gone:
        form.problem = gettext(_GONE)
        return _page(form), gone.status
    if form.carry_out(lambda: _change(form, found.id)):
        return _done(gettext("Changed."))
    _keep_words(form, place_of(check_in_id))
    return _one_page(queries.own(visitor(), check_in_id), form), form.status


@checkins.post("/check-in/<id:check_in_id>/erasure")
@members
@posting
def erase(check_in_id: int) -> ResponseReturnValue:
    """Erase one for good."""
    operations.erase(actor=me(), check_in_id=check_in_id)
    return _done(gettext("Erased."))


@checkins.get("/check-in/erasure")
@members
def ask_to_erase_all() -> ResponseReturnValue:
    """Say what erasing everything means before it is done."""
    return render_template("checkins/erase_all.html", form=Form())


@checkins.post("/check-in/erasure")
@members
@posting
def erase_all() -> ResponseReturnValue:
    """Erase every one for good."""
    operations.erase_all(actor=me())
    flash(_browser_key(), KEPT)
    return _done(gettext("All of it is erased."))


@checkins.get("/check-in/export")
@members
def export() -> ResponseReturnValue:
    """Everything one has kept here, as a file, given out as it is read."""
    kind = request.args.get("as", FileKind.CSV, type=FileKind)
    name = f"check-ins-{clock.now():%Y-%m-%d}.{kind}"
    written = written_as(kind, queries.everything(visitor().id))
    answer = Response(stream_with_context(written), mimetype=kind.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _change(form: ChangeForm, check_in_id: int) -> None:
    operations.change(actor=me(), check_in_id=check_in_id, told=form.told(), revision=form.revision_number)


def _page(form: CheckInForm) -> str:
    before, span = request.args.get("before", "")[:20], request.args.get("span", Span.SEASON, type=Span)
    found = queries.earlier(visitor(), before=before)
    dots = [] if before else queries.dots_since(visitor(), span.since)
    beside = card_for(typed(form.text), typed(form.title)) or help_beside_lines(() if before else found.items)
    return render_template(
        "checkins/page.html",
        form=form,
        verdict=rules.may_write(visitor()),
        page=found,
        first=not before,
        dots=dots,
        plot=plot_of(dots, span),
        span=span,
        spans=Span,
        help_beside=beside,
        how_words=how_words,
    )


def _one_page(found: CheckIn, form: ChangeForm) -> str:
    if form.status == Conflict.status:
        # Whoever saves once more has read that there is another wording.
        form.revision.data = str(found.revision)
    return render_template(
        "checkins/one.html",
        check_in=found,
        form=form,
        verdict=rules.may_write(visitor()),
        help_beside=card_for(typed(form.text), typed(form.title)),
        how_words=how_words,
    )


def _keep_words(form: CheckInForm, place: str) -> None:
    """Keep what could not be saved for a reason that correcting will not mend."""
    if form.status in (403, 409, 429):
        title, text, how = typed(form.title), typed(form.text), typed(form.how)
        keep_draft(actor=me(), place=place, title=title, text=text, choice=how)


def _browser_key() -> str:
    """Under this the browser keeps words that were not sent yet; it is told when the server has them."""
    return f"m{visitor().id}{PLACE}"


def _done(words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(PLACE, 303)
