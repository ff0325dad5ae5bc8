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
from forum.web.threads.forms import EditForm, ReplyForm, ThreadForm

composing = Blueprint("composing", __name__)


@composing.get("/b/<slug:slug>/new")
@members
def new_thread(slug: str) -> ResponseReturnValue:
    """The page on which a thread is begun, with whatever was kept for it."""
    return _thread_page(slug, ThreadForm(obj=draft_at(visitor().id, thread_place(slug))))


@composing.post("/b/<slug:slug>/new")
@members
@posting
def create_thread(slug: str) -> ResponseReturnValue:
    """Begin a thread."""
    form, board = ThreadForm(), board_named(slug)
    if not _wants_preview() and form.carry_out(
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
    draft = draft_at(visitor().id, reply_place(thread_id))
    form = ReplyForm(obj=draft)
    form.text.data = _quoted(thread_id) + (form.text.data or "")
    return _reply_page(thread_id, form)


@composing.post("/t/<id:thread_id>/reply")
@members
@posting
def create_reply(thread_id: int) -> ResponseReturnValue:
    """Add a reply."""
    form = ReplyForm()
    thread, _ = thread_with(visitor(), thread_id)
    if not _wants_preview() and form.carry_out(
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
        text=post.source, title=thread.title, notes=post.notes.split(), revision=str(post.revision)
    )
    if draft is not None:
        form.text.data = draft.text
    return _edit_page(post, form)


@composing.post("/p/<id:post_id>/edit")
@members
@posting
def save_edit(post_id: int) -> ResponseReturnValue:
    """Give a post its new wording."""
    post, _, _ = post_with(visitor(), post_id)
    form = EditForm()
    if not _wants_preview() and form.carry_out(
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
    return render_template(
        "threads/withdraw.html", post=post, thread=thread, words=trusted(post.html), form=Form()
    )


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
    return render_template("threads/_preview.html", words=trusted(render(request.form.get("text", "")).html))


def _thread_page(slug: str, form: ThreadForm) -> str:
    board = board_for(visitor(), slug)
    form.offer(list(topics_of(board.id)))
    return render_template("threads/new.html", board=board, form=form, preview=_preview(form))


def _reply_page(thread_id: int, form: ReplyForm) -> str:
    head = thread_head(visitor(), thread_id)
    verdict = rules.may_reply(visitor(), head, head.audience)
    return render_template(
        "threads/reply.html", head=head, form=form, verdict=verdict, preview=_preview(form)
    )


def _edit_page(post: Post, form: EditForm) -> str:
    place = place_of(visitor(), post.id)
    return render_template("threads/edit.html", post=post, place=place, form=form, preview=_preview(form))


def _wants_preview() -> bool:
    return "preview" in request.form


def _preview(form: ReplyForm) -> Markup | None:
    """The rendered text, when the plain form's preview button was pressed."""
    if not _wants_preview() or not form.text.data:
        return None
    return trusted(render(form.text.data).html)


def _quoted(thread_id: int) -> str:
    """The quote that the address asks for, of a post of this thread whose words may be read."""
    wanted = request.args.get("quote", 0, type=int)
    if not 0 < wanted < 2**63:
        return ""
    post, thread, _ = post_with(visitor(), wanted)
    require(rules.may_read_words(visitor(), post))
    return quote(author_of(post), post.id, post.source) if thread.id == thread_id else ""


def _keep(form: ReplyForm, place: str) -> None:
    """Keep what could not be posted for a reason that correcting will not mend."""
    if form.status in (403, 409, 429):
        title: Any = form.title.data if hasattr(form, "title") else ""
        keep_draft(actor=me(), place=place, title=title or "", text=form.text.data or "")


def _posted(post: Post) -> ResponseReturnValue:
    """To the post; scripts there are told that the server has the words of this form now."""
    let_go_of_copy()
    return _to_post(post)


def _to_post(post: Post) -> ResponseReturnValue:
    return redirect(place_of(visitor(), post.id).url, 303)
