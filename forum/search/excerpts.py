"""A piece of a post around what was looked for, with the words marked in it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from forum.search.parser import Term
from forum.search.words import words_in
from forum.threads.noted import Notes, excerpt

LENGTH = 220
BEFORE = 60
_ALL = 1_000_000


class Piece(NamedTuple):
    """Some plain text of a post; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool = False


def excerpt_around(
    rendered: str, notes: str, terms: Sequence[Term], open_notes: Notes = frozenset()
) -> list[Piece] | None:
    """A post's own words around the first hit; None where its content note is to stand instead."""
    text = excerpt(rendered, notes, open_notes, length=_ALL)
    if text is None:
        return None
    hits = _hits(text, terms)
    first, last = _cut(text, hits)
    pieces = _pieces(text, [hit for hit in hits if first <= hit[0] and hit[1] <= last], first, last)
    if first:
        pieces.insert(0, Piece("… "))
    if last < len(text):
        pieces.append(Piece(" …"))
    return pieces


def with_hits(title: str, terms: Sequence[Term]) -> list[Piece]:
    """A title with what was looked for marked in it."""
    return _pieces(title, _hits(title, terms), 0, len(title))


def _hits(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Where in the text the terms stand, in order and without overlaps."""
    words = words_in(text)
    found = [
        (words.places[first].start(), words.places[last].end())
        for term in terms
        for first, last in _rows(words.folded, term)
    ]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _rows(words: Sequence[str], term: Term) -> Iterator[tuple[int, int]]:
    """The first and the last word of each row of words that is a hit."""
    length, ending = len(term.words), term.words[-1]
    for last, word in enumerate(words):
        # The last word comes first, since it is the one that may go on.
        if word == ending or (term.begins and word.startswith(ending)):
            first = last - length + 1
            if first >= 0 and tuple(words[first:last]) == term.words[:-1]:
                yield first, last


def _cut(text: str, hits: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part that is shown: from a little before the first hit on, and not within a word."""
    first = max(0, hits[0][0] - BEFORE) if hits else 0
    first = min(first, max(0, len(text) - LENGTH))
    if first:
        first = text.find(" ", first, first + BEFORE) + 1 or first
    last = min(len(text), first + LENGTH)
    if last < len(text):
        space = text.rfind(" ", first + LENGTH // 2, last)
        last = space if space > 0 else last
    return first, last


def _pieces(text: str, hits: Iterable[tuple[int, int]], first: int, last: int) -> list[Piece]:
    pieces, done = [], first
    for start, end in hits:
        pieces += [Piece(text[done:start]), Piece(text[start:end], is_hit=True)]
        done = end
    return [piece for piece in (*pieces, Piece(text[done:last])) if piece.text]
