"""The boards, and the lists of threads."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.boards.queries import board_for, boards_for, topics_of
from forum.http.guards import anyone, members
from forum.http.identity import me, visitor
from forum.http.limits import reacting
from forum.threads import lists
from forum.threads.reading import mark_all_read

boards = Blueprint("boards", __name__)


@boards.get("/boards")
@anyone
def index() -> ResponseReturnValue:
    """Every board this visitor may enter."""
    return render_template("boards/index.html", boards=boards_for(visitor()))


@boards.get("/b/<slug:slug>")
@anyone
def board(slug: str) -> ResponseReturnValue:
    """A board's threads, the latest first; pinned ones stand above the first page."""
    board, topic, before = board_for(visitor(), slug), _topic(), _before()
    found = lists.latest(visitor(), board_id=board.id, topic=topic, before=before)
    pinned = () if topic or before else lists.pinned(visitor(), board_id=board.id)
    return render_template(
        "boards/board.html", board=board, topics=topics_of(board.id), topic=topic, page=found, pinned=pinned
    )


@boards.get("/b/<slug:slug>/unanswered")
@anyone
def board_unanswered(slug: str) -> ResponseReturnValue:
    """A board's threads that nobody has answered yet."""
    board = board_for(visitor(), slug)
    found = lists.unanswered(visitor(), board_id=board.id, before=_before())
    return render_template("boards/unanswered.html", board=board, page=found)


@boards.get("/unanswered")
@anyone
def unanswered() -> ResponseReturnValue:
    """Threads on all boards that nobody has answered yet, the longest waiting first."""
    found = lists.unanswered(visitor(), before=_before())
    return render_template("boards/unanswered.html", board=None, page=found)


@boards.get("/unread")
@members
def unread() -> ResponseReturnValue:
    """Threads with posts that this member has not read."""
    return render_template("boards/unread.html", page=lists.unread(visitor(), before=_before()))


@boards.post("/unread/reading")
@members
@reacting
def read_all() -> ResponseReturnValue:
    """Let everything up to now count as read."""
    mark_all_read(actor=me())
    return redirect("/unread", 303)


def _before() -> str:
    return request.args.get("before", "")[:60]


def _topic() -> str:
    return request.args.get("topic", "")[:60]
