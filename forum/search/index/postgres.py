"""The index in PostgreSQL: one `tsvector` for each post under a GIN index, put together here word by word.

Neither PostgreSQL's parser nor a dictionary has a say. Boards and authors stand among the words, under marks
that no word can have. A row goes with its post.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, cast, column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.sql import Executable

from forum.core.db import AnySelect, db, rows
from forum.search.entries import Entry
from forum.search.parser import Sought, Term
from forum.threads.models import Post

# What the newest posts hold often is found among them, the rest by its words: see `within`.
NEWEST = 2_000
# Between title and text, so that no row of words goes over from one into the other.
_GAP = 10
# PostgreSQL keeps no more places of one word, and none beyond.
_MOST_PLACES = 255
_LAST_PLACE = 16_382

_INDEX = table("search_index", column("post_id", BigInteger), column("vector", TSVECTOR))
_PUT = text(
    "INSERT INTO search_index (post_id, vector) VALUES (:post_id, CAST(:vector AS tsvector))"
    " ON CONFLICT (post_id) DO UPDATE SET vector = EXCLUDED.vector"
)
_FORGET = text("DELETE FROM search_index WHERE post_id = :post_id")
_MOVE = text(
    "UPDATE search_index SET vector = ts_delete(vector, CAST(:here AS text)) || CAST(:there AS tsvector)"
    " WHERE post_id IN (SELECT id FROM posts WHERE thread_id = :thread_id)"
)
_HELD = text(
    "SELECT post_id, CAST(vector AS text) AS vector FROM search_index"
    " WHERE post_id > :after AND post_id <= :until"
)


def put(entries: Iterable[Entry]) -> None:
    """Within an operation: hold these, whatever was held of the same posts."""
    held = [{"post_id": entry.post_id, "vector": " ".join(as_held(entry))} for entry in entries]
    if held:
        db.session.execute(_PUT, held)


def forget(post_ids: Iterable[int]) -> None:
    """Within an operation: hold nothing of these posts."""
    gone = [{"post_id": post_id} for post_id in post_ids]
    if gone:
        db.session.execute(_FORGET, gone)


def move(thread_id: int, here: int, there: int) -> None:
    """Within an operation: the posts of a thread are on another board."""
    marks = {"here": f"#b{here}", "there": f"'#b{there}'"}
    db.session.execute(_MOVE, {"thread_id": thread_id, **marks})


def held(after: int, until: int) -> dict[int, Any]:
    """What is held of the posts between two ids, each as `as_held` gives it."""
    return {row.post_id: frozenset(row.vector.split()) for row in rows(_HELD, after=after, until=until)}


def as_held(entry: Entry) -> frozenset[str]:
    """An entry in the index's own words."""
    places: dict[str, list[str]] = {}
    begins = len(entry.title) + _GAP
    for first, words in ((1, entry.title), (begins, entry.words)):
        for place, word in enumerate(words, first):
            at = places.setdefault(word, [])
            if len(at) < _MOST_PLACES and place <= _LAST_PLACE:
                at.append(str(place))
    marks = [f"'#b{entry.board_id}'"]
    if entry.account_id is not None:
        marks.append(f"'#a{entry.account_id}'")
    return frozenset([*marks, *(f"'{word}':{','.join(at)}" for word, at in places.items())])


def is_sound() -> bool:
    """PostgreSQL answers for its own indexes."""
    return True


def make_sound() -> None:
    """There is nothing to do."""


def tidy(pages: int, *, begin: bool) -> bool:
    """PostgreSQL tidies up by itself."""
    return False


def within(results: AnySelect) -> tuple[Executable, ...]:
    """`results`, a select of posts, as statements to try in turn: the first that fills a page will do.

    They take `wanted`, `before` and `fetched`, and give the newest first. GIN gives hits in no order.
    So what is common is read off the newest posts, and only what does not fill a page there, and is rare
    therefore, is looked up by its words and sorted. The planner, left to itself, guesses which it is.
    """
    query = cast(cast(bindparam("wanted"), Text), TSQUERY)
    before = _INDEX.c.post_id < bindparam("before", type_=BigInteger)
    newest = select(_INDEX).where(before).order_by(_INDEX.c.post_id.desc()).limit(NEWEST).subquery()
    by_words = select(_INDEX.c.post_id).where(before, _INDEX.c.vector.op("@@")(query))
    hits = by_words.cte("hits").prefix_with("MATERIALIZED")
    sorted_hits = select(hits.c.post_id).order_by(hits.c.post_id.desc()).subquery()
    return (
        _first(results, newest).where(newest.c.vector.op("@@")(query)),
        _first(results, sorted_hits),
    )


def _first(results: AnySelect, found: Any) -> AnySelect:
    joined = results.join(found, found.c.post_id == Post.id)
    return joined.order_by(found.c.post_id.desc()).limit(bindparam("fetched", type_=BigInteger))


def wanted(sought: Sought, board_ids: Sequence[int] | None, account_id: int | None) -> str:
    """What to match: posts on these boards (None for all), by this account (None for anybody)."""
    parts = [_words(term) for term in sought.terms]
    if account_id is not None:
        parts.append(f"'#a{account_id}'")
    if board_ids is not None:
        parts.append("(" + " | ".join(f"'#b{board_id}'" for board_id in board_ids) + ")")
    parts += [f"!({_words(term)})" for term in sought.without]
    return " & ".join(parts)


def _words(term: Term) -> str:
    """Words in a row; between quotes PostgreSQL sees no operators, and folded words hold no quotes."""
    row = " <-> ".join(f"'{word}'" for word in term.words)
    return f"({row}{':*' if term.begins else ''})"
