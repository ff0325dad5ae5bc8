"""Reading threads: a page, the first unread post, one post's own address, its earlier wordings."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from forum.core.errors import NotFound
from forum.core.paging import Pager
from forum.core.rules import require
from forum.http.guards import anyone, members
from forum.http.identity import me, visitor
from forum.http.limits import posting
from forum.http.markup import trusted
from forum.http.templating import asset_prefix
from forum.http.words import gettext
from forum.reactions.queries import glimpses_of
from forum.threads import rules
from forum.threads.earlier_wordings import take_out_of_sight
from forum.threads.editing import revisions_of
from forum.threads.models import Revision
from forum.threads.queries import (
    POSTS_A_PAGE,
    ThreadHead,
    place_of,
    place_of_number,
    post_with,
    posts_on,
    thread_head,
)
from forum.threads.reading import note_read
from forum.web.threads.cards import Reader, cards, unread_line
from forum.web.threads.reply_box import reply_box

threads = Blueprint("threads", __name__)


@threads.get("/t/<id:thread_id>")
@anyone
def short(thread_id: int) -> ResponseReturnValue:
    """A thread's address without its title leads to the one with it."""
    return redirect(thread_head(visitor(), thread_id).url, 301)


@threads.get("/t/<id:thread_id>-<slug:slug>")
@threads.get("/t/<id:thread_id>-<slug:slug>/<id:page>")
@anyone
def page(thread_id: int, slug: str, page: int = 1) -> ResponseReturnValue:
    """One page of a thread, read up to its last post."""
    head = thread_head(visitor(), thread_id)
    if page > head.pages:
        raise NotFound
    if request.path != head.page_url(page):
        return redirect(head.page_url(page), 301)
    reply = rules.may_reply(visitor(), head, head.audience)
    posts = _posts(head, page, may_reply=bool(reply))
    note_read(visitor(), head, last=min(page * POSTS_A_PAGE, head.last_number))
    pager = Pager(page, head.pages, head.page_url)
    box = reply_box(head.id, visitor().id) if reply and page == head.pages else None
    return render_template("threads/page.html", head=head, posts=posts, pager=pager, reply=reply, box=box)


@threads.get("/t/<id:thread_id>/first-unread")
@members
def first_unread(thread_id: int) -> ResponseReturnValue:
    """Where a member left off: the first post they have not read, or the last one."""
    head = thread_head(visitor(), thread_id)
    place = place_of_number(head, min(head.read + 1, head.last_number))
    return redirect(place.url if place else head.url, 303)


@threads.get("/p/<id:post_id>")
@anyone
def post(post_id: int) -> ResponseReturnValue:
    """A post's own address leads to its page and its place there."""
    return redirect(place_of(visitor(), post_id).url, 302)


@threads.get("/p/<id:post_id>/revisions")
@members
def revisions(post_id: int) -> ResponseReturnValue:
    """The wordings a post has had, the present one first. Not for guests: people edit what was too much."""
    post, thread, _ = post_with(visitor(), post_id)
    require(rules.may_read_words(visitor(), post))
    may_take_away = bool(rules.may_take_out_of_sight(visitor(), post))
    return render_template(
        "threads/revisions.html",
        post=post,
        thread=thread,
        now=trusted(post.html),
        earlier=[(old, _words_of(old)) for old in revisions_of(visitor(), post)],
        may_take_away=may_take_away,
    )


@threads.post("/p/<id:post_id>/revisions/<id:number>/out-of-sight")
@members
@posting
def take_wording_away(post_id: int, number: int) -> ResponseReturnValue:
    """Leave an earlier wording of one's own to moderators alone."""
    post, _, _ = post_with(visitor(), post_id)
    take_out_of_sight(actor=me(), post=post, number=number)
    flash(gettext("Out of sight. Others see only that there was a wording."), "good")
    return redirect(f"/p/{post_id}/revisions", 303)


def _words_of(wording: Revision) -> Markup | None:
    """An earlier wording as HTML; None where it is out of this reader's sight."""
    return trusted(wording.html) if rules.may_read_wording(visitor(), wording) else None


def _posts(head: ThreadHead, page: int, *, may_reply: bool) -> Markup:
    """The page's posts as HTML, with a line above the first one the reader has not seen."""
    first = (page - 1) * POSTS_A_PAGE + 1
    glimpses = glimpses_of(head.id, first, first + POSTS_A_PAGE - 1, reader_id=visitor().id)
    shown = cards(glimpses, Reader(visitor(), may_reply), lambda: posts_on(head.id, page), asset_prefix())
    for place, post in enumerate(glimpses):
        if 1 < post.number == head.read + 1:
            shown.insert(place, unread_line())
    return trusted("".join(shown))
