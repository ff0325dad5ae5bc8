"""What the page of search shows: what was typed, and what came of it. None of it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from forum.accounts.visitor import Visitor
from forum.boards.queries import BoardCard, boards_for
from forum.core.errors import Invalid, NotFound
from forum.core.text import clean_line
from forum.core.words import N_
from forum.http.markup import trusted
from forum.http.words import gettext, told
from forum.search.excerpts import Piece, excerpt_around, with_hits
from forum.search.parser import LONGEST, Sought, parse
from forum.search.queries import Result, found, is_somebodys
from forum.web.threads.labels import absence_line

_NO_WORDS = N_("There is no word in that to look for. A word or two are enough.")
_ONLY_WITHOUT = N_("Please add a word that should be there: without one, nearly everything would be found.")
_NAMES_ARE_FOR_MEMBERS = N_(
    "Looking for posts by somebody’s name is open to members only. Anybody can look for words."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A post that was found, its thread's title, and its words: None where its note stands for them.

    `absence` says why others do not see it; the words stay folded below that, as in the thread.
    """

    post: Result
    title: Markup
    words: Markup | None
    absence: str


@dataclass(frozen=True, slots=True)
class Asked:
    """`typed` and `board` (a slug, empty for all) as they stand in the form; `problem` is what to mend.

    `nobodys` is a name that was asked for and that no member has.
    """

    typed: str
    board: str
    boards: Sequence[BoardCard]
    found: Sequence[Shown] = ()
    next_key: str | None = None
    problem: str = ""
    nobodys: str = ""
    status: int = 200


def ask(visitor: Visitor, *, typed: str, board: str, before: str) -> Asked:
    """Look for what was typed.

    Raises:
        NotFound: there is no such board or place for this visitor.
    """
    boards = boards_for(visitor)
    board_ids = _on(visitor, boards, board)
    shown = clean_line(typed[: LONGEST * 8])
    try:
        sought = parse(shown)
    except Invalid as refusal:
        return Asked(shown, board, boards, problem=told(refusal), status=refusal.status)
    problem = _problem(visitor, shown, sought)
    if problem or not shown:
        return Asked(shown, board, boards, problem=gettext(problem) if problem else "")
    page = found(visitor, sought, board_ids=board_ids, before=before)
    if not page.items and sought.by and not is_somebodys(sought.by):
        return Asked(shown, board, boards, nobodys=sought.by)
    return Asked(shown, board, boards, [_shown(visitor, one, sought) for one in page.items], page.next_key)


def _on(visitor: Visitor, boards: Sequence[BoardCard], slug: str) -> list[int] | None:
    """The boards to look on; None where a member looks on all."""
    if not slug:
        return None if visitor.is_member else [one.id for one in boards]
    chosen = [one.id for one in boards if one.slug == slug]
    if not chosen:
        raise NotFound
    return chosen


def _problem(visitor: Visitor, shown: str, sought: Sought) -> str:
    if sought.by and not visitor.is_member:
        return _NAMES_ARE_FOR_MEMBERS
    if not shown or sought.finds_something:
        return ""
    return _ONLY_WITHOUT if sought.without else _NO_WORDS


def _shown(visitor: Visitor, post: Result, sought: Sought) -> Shown:
    words = excerpt_around(post.html, post.notes, sought.terms, visitor.open_notes)
    # A title is found with the post that it stands above.
    title = with_hits(post.title, sought.terms if post.number == 1 else ())
    absence = absence_line(post.absence, own=post.is_own) if post.absence else ""
    return Shown(post, _marked(title), None if words is None else _marked(words), absence)


def _marked(pieces: Iterable[Piece]) -> Markup:
    return trusted("".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in pieces))
