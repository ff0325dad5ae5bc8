"""Reading threads: a page, the first unread post, one post's own address, its earlier wordings."""

from collections.abc import Sequence

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
from forum.reactions.queries import Glimpse, glimpses_of
from forum.threads import rules
from forum.threads.earlier_wordings import take_out_of_sight
from forum.threads.editing import revisions_of
from forum.threads.models import Post, Revision
from forum.threads.naming import folded_in
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
from forum.threads.vocabulary import notes_text
from forum.web.safety.help_card import help_card, post_to_stand_beside, shown_once
from forum.web.threads.cards import Reader, cards, unread_line
from forum.web.threads.one_tap import one_tap_box
from forum.web.threads.prose import prose_for
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
    at_end = bool(reply) and page == head.pages
    # Few things at a time: in low-energy mode the composer has a page of its own, and phrases stand here.
    spares = visitor().low_energy
    box = reply_box(head, visitor().id) if at_end and not spares else None
    one_tap = one_tap_box(head) if at_end and spares else None
    return render_template(
        "threads/page.html",
        head=head,
        posts=posts,
        pager=pager,
        reply=reply,
        box=box,
        one_tap=one_tap,
    )


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
    return render_template(
        "threads/revisions.html",
        post=post,
        thread=thread,
        now=prose_for(visitor(), [post.html], thread.id)[0],
        earlier=_earlier(post, revisions_of(visitor(), post)),
        may_take_away=bool(rules.may_take_out_of_sight(visitor(), post)),
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


def _earlier(post: Post, old: Sequence[Revision]) -> list[tuple[Revision, Markup | None, str]]:
    """Earlier wordings with their words, None where they are out of this reader's sight, and their notes."""
    words = prose_for(visitor(), [one.html for one in old], post.thread_id)
    return [
        (
            one,
            html if rules.may_read_wording(visitor(), one) else None,
            # What a wording was given a note for later stands in the earlier ones as well.
            notes_text({*one.notes.split(), *post.notes.split()}),
        )
        for one, html in zip(old, words, strict=True)
    ]


def _posts(head: ThreadHead, page: int, *, may_reply: bool) -> Markup:
    """The page's posts as HTML, with a line above the first one the reader has not seen."""
    first = (page - 1) * POSTS_A_PAGE + 1
    glimpses = glimpses_of(head.id, first, first + POSTS_A_PAGE - 1, reader_id=visitor().id)
    reader = Reader(visitor(), may_reply, _folded(head, glimpses))
    shown = cards(glimpses, reader, lambda: posts_on(head.id, page), asset_prefix())
    _put_help_beside(shown, glimpses, back=_place_to_write(head, page) if may_reply else "")
    for place, post in enumerate(glimpses):
        if 1 < post.number == head.read + 1:
            shown.insert(place, unread_line())
    return trusted("".join(shown))


def _folded(head: ThreadHead, posts: Sequence[Glimpse]) -> frozenset[int]:
    """Posts under names that the reader keeps away, where there can be any on the page, or quotes of them."""
    if not visitor().keeps_away or not any(post.alias or post.quoted for post in posts):
        return frozenset()
    return folded_in(visitor().id, head.id)


def _put_help_beside(shown: list[Markup], posts: Sequence[Glimpse], *, back: str) -> None:
    """Where its author has just written words that point to risk: the quiet card, once, for them alone."""
    marked = post_to_stand_beside()
    for place, post in enumerate(posts):
        if post.id == marked and post.author_id == visitor().id:
            shown[place] += trusted(render_template("safety/_after.html", card=help_card(), back=back))
            shown_once()


def _place_to_write(head: ThreadHead, page: int) -> str:
    return "#text" if page == head.pages else f"/t/{head.id}/reply"
