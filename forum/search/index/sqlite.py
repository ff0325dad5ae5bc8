"""The index in SQLite: an FTS5 table that keeps what it was given, so that it can take it out again for good.

Its rows carry the posts' ids, and FTS5 reads them from the newest on, so a first page costs the same however
many posts there are. Words come folded and cut; its own tokenizer sees nothing but spaces. A trigger takes
out what leaves the table of posts.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, column, table, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.sql import Executable

from forum.core.db import AnySelect, db, rows
from forum.search.entries import Entry
from forum.search.parser import Sought, Term
from forum.threads.models import Post

_INDEX = table("search_index", column("rowid"), column("search_index"))
_PUT = text(
    "INSERT OR REPLACE INTO search_index (rowid, title, words, board, author)"
    " VALUES (:post_id, :title, :words, :board, :author)"
)
_FORGET = text("DELETE FROM search_index WHERE rowid = :post_id")
_MOVE = text(
    "UPDATE search_index SET board = :there"
    " WHERE rowid IN (SELECT id FROM posts WHERE thread_id = :thread_id)"
)
_HELD = text(
    "SELECT rowid, title, words, board, author FROM search_index WHERE rowid > :after AND rowid <= :until"
)
_CHECK = text("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
_REBUILD = text("INSERT INTO search_index (search_index) VALUES ('rebuild')")
_MERGE = text("INSERT INTO search_index (search_index, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")


def put(entries: Iterable[Entry]) -> None:
    """Within an operation: hold these, whatever was held of the same posts."""
    held = [
        dict(zip(("post_id", "title", "words", "board", "author"), (e.post_id, *as_held(e)), strict=True))
        for e in entries
    ]
    if held:
        db.session.execute(_PUT, held)


def forget(post_ids: Iterable[int]) -> None:
    """Within an operation: hold nothing of these posts."""
    gone = [{"post_id": post_id} for post_id in post_ids]
    if gone:
        db.session.execute(_FORGET, gone)


def move(thread_id: int, here: int, there: int) -> None:
    """Within an operation: the posts of a thread are on another board."""
    db.session.execute(_MOVE, {"thread_id": thread_id, "there": str(there)})


def held(after: int, until: int) -> dict[int, Any]:
    """What is held of the posts between two ids, each as `as_held` gives it."""
    return {row.rowid: tuple(row)[1:] for row in rows(_HELD, after=after, until=until)}


def as_held(entry: Entry) -> tuple[str, str, str, str]:
    """An entry in the index's own words."""
    return (
        " ".join(entry.title),
        " ".join(entry.words),
        str(entry.board_id),
        "" if entry.account_id is None else str(entry.account_id),
    )


def is_sound() -> bool:
    """Within an operation: whether what FTS5 looks up agrees with what it was given."""
    try:
        with db.session.begin_nested():
            db.session.execute(_CHECK)
    except DatabaseError:
        return False
    return True


def make_sound() -> None:
    """Within an operation: look up afresh everything that was given."""
    db.session.execute(_REBUILD)


def tidy(pages: int, *, begin: bool) -> bool:
    """Within an operation: let go of some words that are held no more. False when there are none left.

    What was taken out is found no longer at once, but FTS5 keeps it, crossed out, until it merges its parts.
    """
    before = db.session.scalars(_CHANGES).one()
    db.session.execute(_MERGE, {"pages": -pages if begin else pages})
    return bool(db.session.scalars(_CHANGES).one() - before > 1)


def within(results: AnySelect) -> tuple[Executable, ...]:
    """`results`, a select of posts, as statements to try in turn: the first that fills a page will do.

    They take `wanted`, `before` and `fetched`, and give the newest first.
    """
    matching = _INDEX.c.search_index.op("MATCH")(bindparam("wanted"))
    found = results.join(_INDEX, _INDEX.c.rowid == Post.id)
    newest = found.where(matching, _INDEX.c.rowid < bindparam("before"))
    return (newest.order_by(_INDEX.c.rowid.desc()).limit(bindparam("fetched")),)


def wanted(sought: Sought, board_ids: Sequence[int] | None, account_id: int | None) -> str:
    """What to match: posts on these boards (None for all), by this account (None for anybody)."""
    parts = [f"{{title words}} : {_words(term)}" for term in sought.terms]
    if account_id is not None:
        parts.append(f'author : "{account_id}"')
    if board_ids is not None:
        parts.append("board : (" + " OR ".join(f'"{board_id}"' for board_id in board_ids) + ")")
    wanted = "(" + " AND ".join(parts) + ")"
    for term in sought.without:
        wanted = f"({wanted} NOT {{title words}} : {_words(term)})"
    return wanted


def _words(term: Term) -> str:
    """Words in a row; between quotes FTS5 sees no operators, and folded words hold no quotes."""
    return '"' + " ".join(term.words) + '"' + ("*" if term.begins else "")
