"""posts can be searched: the index, and in it every post that is there

The index is no table of the models: FTS5 makes its own in SQLite, and PostgreSQL has a type for it. How words
are cut and folded is here as it was when this was written; `search rebuild` writes the index anew whenever
that changes. A later migration that has SQLite copy the table of posts (batch mode) sets the trigger up again.

Revision ID: 0016
Revises: 0015
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

AT_ONCE = 500
MOST_WORDS, LONGEST_WORD = 16_000, 64
MOST_PLACES, LAST_PLACE, GAP = 255, 16_382, 10

POSTS = sa.text(
    "SELECT posts.id, posts.html, threads.board_id,"
    " CASE WHEN posts.number = 1 THEN threads.title ELSE '' END AS title,"
    " CASE WHEN posts.alias = '' THEN posts.author_id END AS author_id"
    " FROM posts JOIN threads ON threads.id = posts.thread_id"
    " WHERE (posts.absence IS NULL OR posts.absence <> 'withdrawn') AND posts.id > :after"
    " ORDER BY posts.id LIMIT :number"
)


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if postgresql else _SQLITE:
        op.execute(statement)
    fill(op.get_bind())
    if postgresql:
        op.execute("CREATE INDEX ix_search_index_vector ON search_index USING gin (vector) WITH (fastupdate = off)")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TRIGGER search_index_forgets")
    op.execute("DROP TABLE search_index")


def fill(connection: sa.Connection) -> None:
    """Put every post into the index, some at a time."""
    write, insert = (_vector, _PUT_VECTOR) if connection.dialect.name == "postgresql" else (_row, _PUT_ROW)
    after = 0
    while found := connection.execute(POSTS, {"after": after, "number": AT_ONCE}).all():
        connection.execute(insert, [write(post) for post in found])
        after = found[-1].id


_SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(title, words, board, author, tokenize = 'ascii')",
    "CREATE TRIGGER search_index_forgets AFTER DELETE ON posts"
    " BEGIN DELETE FROM search_index WHERE rowid = OLD.id; END",
)
_POSTGRESQL = (
    "CREATE TABLE search_index ("
    " post_id BIGINT NOT NULL CONSTRAINT pk_search_index PRIMARY KEY"
    " CONSTRAINT fk_search_index_post_id_posts REFERENCES posts (id) ON DELETE CASCADE,"
    " vector TSVECTOR NOT NULL)",
)
_PUT_ROW = sa.text(
    "INSERT INTO search_index (rowid, title, words, board, author)"
    " VALUES (:post_id, :title, :words, :board, :author)"
)
_PUT_VECTOR = sa.text(
    "INSERT INTO search_index (post_id, vector) VALUES (:post_id, CAST(:vector AS tsvector))"
)


def _row(post: Any) -> dict[str, Any]:
    title, words = _words_of(post)
    author = "" if post.author_id is None else str(post.author_id)
    held = {"title": " ".join(title), "words": " ".join(words), "board": str(post.board_id), "author": author}
    return {"post_id": post.id, **held}


def _vector(post: Any) -> dict[str, Any]:
    title, words = _words_of(post)
    places: dict[str, list[str]] = {}
    for first, run in ((1, title), (len(title) + GAP, words)):
        for place, word in enumerate(run, first):
            at = places.setdefault(word, [])
            if len(at) < MOST_PLACES and place <= LAST_PLACE:
                at.append(str(place))
    marks = [f"'#b{post.board_id}'"] + ([] if post.author_id is None else [f"'#a{post.author_id}'"])
    return {"post_id": post.id, "vector": " ".join([*marks, *(f"'{w}':{','.join(at)}" for w, at in places.items())])}


def _words_of(post: Any) -> tuple[list[str], list[str]]:
    title = list(_words_in(post.title))
    words = " ".join(html.unescape(_own_text(post.html)).split())
    return title, list(_words_in(words))[: MOST_WORDS - len(title)]


def _own_text(rendered: str) -> str:
    """Rendered HTML without its quotes and tags."""
    kept: list[str] = []
    depth = done = 0
    for tag in re.finditer(r"<(/?)(\w+)[^>]*>", rendered):
        if not depth:
            kept.append(rendered[done : tag.start()])
        if tag[2] == "blockquote":
            depth += -1 if tag[1] else 1
        kept.append("" if tag[2] in {"a", "code", "em", "s", "strong"} else " ")
        done = tag.end()
    return "".join(kept) + rendered[done:]


def _words_in(text: str) -> Iterator[str]:
    pattern = COMMON if text.isascii() or not UNCOMMON.search(text) else WORD
    return (folded for folded in map(_fold, pattern.findall(text)) if folded)


def _fold(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()[:LONGEST_WORD]
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
        word = unicodedata.normalize("NFC", ACCENTS.sub("", parts.translate(LETTERS)))
    return SIGNS.sub("", word.lower())[:LONGEST_WORD]


def _marks() -> str:
    return "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code))[0] == "M")


CLOSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
APOSTROPHE = r"['’ʼ](?=(?:[sStTdDmM]|[rR][eE]|[vV][eE]|[lL][lL])(?![^\W_]))"
ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+")
SIGNS = re.compile("[\\x00-\x2f\x3a-\x60\x7b-\x7f’ʼ]+")
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
# Where none of these stands, there are no marks and no scripts without spaces, and words are found sooner.
UNCOMMON = re.compile(
    "[\u0300-\u1fff\u20d0-\u20ff\u2c00-\uabff\uf900-\ufe2f\U00010000-\U0001efff\U00020000-\U0003ffff]"
)
COMMON = re.compile(rf"[^\W_]+(?:{APOSTROPHE}[^\W_]+)*")
MARKS = _marks()
LETTER = rf"[^\W_{CLOSE}]"
WORD = re.compile(rf"[{CLOSE}][{MARKS}]*|{LETTER}(?:{LETTER}|[{MARKS}]|{APOSTROPHE})*")
