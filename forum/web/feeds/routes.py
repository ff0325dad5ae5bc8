"""Feeds: what a guest may see, whoever asks, and only where the operator opened them (decision 0041)."""

from hashlib import sha256

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from config import public_url
from forum.accounts.visitor import GUEST
from forum.boards.queries import board_for
from forum.core.errors import NotFound
from forum.http.guards import anyone
from forum.http.headers import ASKED_AGAIN
from forum.threads.queries import thread_head
from forum.web.feeds.atom import MIMETYPE, Feed
from forum.web.feeds.entries import Site, feed_of_all, feed_of_board, feed_of_thread

feeds = Blueprint("feeds", __name__)


@feeds.before_request
def only_where_they_are_open() -> None:
    """Where the operator did not open them there are no feeds."""
    if not current_app.config["FEEDS"]:
        raise NotFound


@feeds.get("/feed")
@anyone
def everywhere() -> ResponseReturnValue:
    """New threads on the public boards."""
    return _answer(feed_of_all(_site()))


@feeds.get("/b/<slug:slug>/feed")
@anyone
def board(slug: str) -> ResponseReturnValue:
    """New threads on one public board; any other does not exist here, for members neither."""
    return _answer(feed_of_board(_site(), board_for(GUEST, slug)))


@feeds.get("/t/<id:thread_id>/feed")
@anyone
def thread(thread_id: int) -> ResponseReturnValue:
    """New posts in one thread that a guest can see."""
    return _answer(feed_of_thread(_site(), thread_head(GUEST, thread_id)))


def _site() -> Site:
    """Never the name by which somebody asked for it: that can be anything."""
    return Site(public_url(current_app.config), current_app.config["SITE_NAME"])


def _answer(feed: Feed) -> ResponseReturnValue:
    """A feed, or that it is still the same.

    By its content and not by a date: when a post is hidden no date moves, and it must be gone at once.
    The tag is weak because the same feed may go out compressed.
    """
    body = feed.xml()
    response = Response(body, mimetype=MIMETYPE, headers={"Cache-Control": ASKED_AGAIN})
    response.set_etag(sha256(body).hexdigest()[:32], weak=True)
    return response.make_conditional(request)
