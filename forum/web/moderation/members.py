"""A member's record, for moderators, and notes that they leave there for each other."""

from urllib.parse import quote

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from forum.http import limits
from forum.http.guards import moderators
from forum.http.identity import me, visitor
from forum.http.kept_copies import let_go_of_copy
from forum.http.words import gettext
from forum.moderation.record import leave_member_note, note_place, record_of
from forum.threads.drafts import draft_at
from forum.web.moderation.record_forms import MemberNoteForm
from forum.web.moderation.routes import words

records = Blueprint("records", __name__)
records.context_processor(words)


@records.get("/moderation/members/<name>")
@moderators
def page(name: str) -> ResponseReturnValue:
    """Acts, notes, flags received and appeals of one member, in one time line."""
    return _record_page(name, MemberNoteForm(formdata=None))


@records.get("/moderation/members/<id:account_id>/notes")
@moderators
def note(account_id: int) -> ResponseReturnValue:
    """The record again, with the note that was typed before somebody had to sign in anew."""
    kept = draft_at(visitor().id, note_place(account_id))
    form = MemberNoteForm(formdata=None, text=kept.text if kept else "")
    form.kept_at = kept.changed_at if kept else None
    return _record_page(account_id, form)


@records.post("/moderation/members/<id:account_id>/notes")
@moderators
@limits.posting
def leave_note(account_id: int) -> ResponseReturnValue:
    """Leave a note that only moderators read."""
    record, form = record_of(visitor(), account_id), MemberNoteForm()
    said = form.text.data or ""
    if form.carry_out(lambda: leave_member_note(actor=me(), account_id=account_id, words=said)):
        flash(gettext("The note is left. Only moderators read it."), "good")
        let_go_of_copy()
        return redirect(f"/moderation/members/{quote(record.who.name)}", 303)
    return _record_page(account_id, form)


def _record_page(who: str | int, form: MemberNoteForm) -> ResponseReturnValue:
    record = record_of(visitor(), who)
    return render_template("moderation/member.html", record=record, who=record.who, form=form), form.status
