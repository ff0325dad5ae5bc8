"""Writing: new threads, replies, new wordings, previews. What was typed is never lost."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from forum.boards.queries import board_for, board_named, topics_of
from forum.core.markdown import quote, render
from forum.core.rules import require
from forum.http.forms import Form
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.kept_copies import let_go_of_copy
from forum.http.limits import posting, previewing
from forum.http.markup import trusted
from forum.threads import rules
from forum.threads.drafts import draft_at, keep_draft, reply_place, thread_place
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.models import Post
from forum.threads.posting import post_reply, start_thread
from forum.threads.queries import author_of, place_of, post_with, thread_head, thread_with
from forum.threads.vocabulary import known_notes
from forum.web.safety.help_card import card_for, show_beside
from forum.web.threads.beginning import begin
from forum.web.threads.forms import EditForm, ReplyForm, ThreadForm, WritingForm
from forum.web.threads.prose import prose_for

composing = Blueprint("composing", __name__)


@composing.get("/b/<slug:slug>/new")
@members
def new_thread(slug: str) -> ResponseReturnValue:
    """The page on which a thread is begun, with whatever was kept for it."""
    return _thread_page(slug, ThreadForm.from_draft(draft_at(visitor().id, thread_place(slug))))


@composing.post("/b/<slug:slug>/new")
@members
@posting
def create_thread(slug: str) -> ResponseReturnValue:
    """Begin a thread."""
    form, board = ThreadForm(), board_named(slug)
    if not _only_looks() and form.carry_out(
        lambda: start_thread(
            actor=me(),
            board=board,
            topic_slug=form.topic.data or "",
            title=form.title.data or "",
            writing=form.writing(),
        )
    ):
        return _posted(form.result)
    _keep(form, thread_place(slug))
    return _thread_page(slug, form), form.status


@composing.get("/t/<id:thread_id>/reply")
@members
def reply(thread_id: int) -> ResponseReturnValue:
    """The page on which a reply is written: to a post, with a quote, or with what was kept for it."""
    form = ReplyForm.from_draft(draft_at(visitor().id, reply_place(thread_id)))
    _begin_with_quote(form, thread_id)
    return _reply_page(thread_id, form)


@composing.post("/t/<id:thread_id>/reply")
@members
@posting
def create_reply(thread_id: int) -> ResponseReturnValue:
    """Add a reply."""
    form = ReplyForm()
    thread, _ = thread_with(visitor(), thread_id)
    if not _only_looks() and form.carry_out(
        lambda: post_reply(actor=me(), thread=thread, writing=form.writing())
    ):
        return _posted(form.result)
    _keep(form, reply_place(thread_id))
    return _reply_page(thread_id, form), form.status


@composing.get("/p/<id:post_id>/edit")
@members
def edit(post_id: int) -> ResponseReturnValue:
    """The page on which a post gets a new wording."""
    post, thread, _ = post_with(visitor(), post_id)
    require(rules.may_edit(visitor(), post, thread))
    draft = draft_at(visitor().id, request.path)
    form = EditForm(
        text=post.source,
        title=thread.title,
        notes=post.notes,
        revision=str(post.revision),
        standing=post.notes,
    )
    if draft is not None:
        form.text.data, form.notes.data = draft.text, (draft.notes or post.notes).split()
        form.title.data = draft.title or thread.title
        form.kept_at = draft.changed_at
    return _edit_page(post, form)


@composing.post("/p/<id:post_id>/edit")
@members
@posting
def save_edit(post_id: int) -> ResponseReturnValue:
    """Give a post its new wording."""
    post, _, _ = post_with(visitor(), post_id)
    form = EditForm(standing=post.notes)
    if not _only_looks() and form.carry_out(
        lambda: edit_post(
            actor=me(),
            post=post,
            revision=form.revision_number,
            title=form.title.data or "",
            writing=form.writing(),
        )
    ):
        return _posted(post)
    _keep(form, request.path)
    return _edit_page(post, form), form.status


@composing.get("/p/<id:post_id>/withdrawal")
@members
def ask_to_withdraw(post_id: int) -> ResponseReturnValue:
    """Say what withdrawing means before it is done."""
    post, thread, _ = post_with(visitor(), post_id)
    require(rules.may_withdraw(visitor(), post))
    words = prose_for(visitor(), [post.html], thread.id)[0]
    return render_template("threads/withdraw.html", post=post, thread=thread, words=words, form=Form())


@composing.post("/p/<id:post_id>/withdrawal")
@members
@posting
def withdraw(post_id: int) -> ResponseReturnValue:
    """Take one's own post back."""
    post, _, _ = post_with(visitor(), post_id)
    withdraw_post(actor=me(), post=post)
    return _to_post(post)


@composing.post("/preview")
@members
@previewing
def preview() -> ResponseReturnValue:
    """How a text will look, as a piece of a page; scripts ask for it."""
    words, notes = render(request.form.get("text", "")).html, known_notes(request.form.getlist("notes"))
    return render_template("threads/_preview.html", words=trusted(words), notes=notes)


def _thread_page(slug: str, form: ThreadForm) -> str:
    board = board_for(visitor(), slug)
    begin(form)
    form.offer(list(topics_of(board.id)))
    card = card_for(form.text.data or "", form.title.data or "")
    return render_template("threads/new.html", board=board, form=form, preview=_preview(form), card=card)


def _reply_page(thread_id: int, form: ReplyForm) -> str:
    head = thread_head(visitor(), thread_id)
    begin(form)
    verdict = rules.may_reply(visitor(), head, head.audience)
    form.know_names(head.own_alias, own=head.wrote_by_name, fresh=request.method == "GET")
    shown = {"preview": _preview(form), "card": card_for(form.text.data or "")}
    return render_template("threads/reply.html", head=head, form=form, verdict=verdict, **shown)


def _edit_page(post: Post, form: EditForm) -> str:
    place = place_of(visitor(), post.id)
    shown = {"preview": _preview(form), "card": card_for(form.text.data or "", form.title.data or "")}
    return render_template("threads/edit.html", post=post, place=place, form=form, **shown)


def _wants_preview() -> bool:
    return "preview" in request.form


def _only_looks() -> bool:
    """Whether the form comes back instead of being posted: for a preview, or with three headings."""
    return _wants_preview() or "begin" in request.form


def _preview(form: WritingForm) -> Markup | None:
    """The rendered text, when the plain form's preview button was pressed; the form has its notes."""
    if not _wants_preview() or not form.text.data:
        return None
    return trusted(render(form.text.data).html)


def _begin_with_quote(form: ReplyForm, thread_id: int) -> None:
    """Begin with the quote that the address asks for, of a post of this thread whose words may be read.

    Its content notes come with its words; whoever quotes can take them off.
    """
    wanted = request.args.get("quote", 0, type=int)
    if not 0 < wanted < 2**63:
        return
    post, thread, _ = post_with(visitor(), wanted)
    require(rules.may_read_words(visitor(), post))
    if thread.id == thread_id:
        form.begin_with(quote(author_of(post), post.id, post.source))
        form.carry(post.notes)


def _keep(form: WritingForm, place: str) -> None:
    """Keep what could not be posted for a reason that correcting will not mend."""
    if form.status in (403, 409, 429):
        title: Any = form.title.data if hasattr(form, "title") else ""
        words = form.writing()
        keep_draft(
            actor=me(),
            place=place,
            title=title or "",
            text=words.text,
            without_name=words.without_name,
            notes=words.notes,
            choice=form.choice,
        )


def _posted(post: Post) -> ResponseReturnValue:
    """To the post; scripts there are told that the server has the words of this form now."""
    let_go_of_copy()
    show_beside(post.id, request.form.get("text", ""), request.form.get("title", ""))
    return _to_post(post)


def _to_post(post: Post) -> ResponseReturnValue:
    return redirect(place_of(visitor(), post.id).url, 303)
