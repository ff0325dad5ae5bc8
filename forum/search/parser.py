"""What somebody asks for: words, "words in a row", -without, begin*, by:name. There is nothing else to learn.

Whatever is typed means something or nothing; it never means an error of the database's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forum.core.errors import Invalid
from forum.core.text import clean_line
from forum.core.words import N_
from forum.search.words import folded_words

LONGEST = 200
MOST_WORDS = 24
# What a beginning has to have, or half of all words begin so.
SHORTEST_BEGINNING = 3

_TOO_LONG = N_(
    "That is more than can be looked for at once. Please leave the few words that matter most: "
    "at most %(most)s characters and %(words)s words."
)
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_PIECE = re.compile(r'(?P<sign>-?)(?P<by>by:\s*)?(?:"(?P<row>[^"]*)"?|(?P<bare>[^\s"]+)|$)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row; `begins` means that the last of them may go on."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """All of `terms` and none of `without`, under the name `by` (empty for anybody's)."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    by: str = ""

    @property
    def finds_something(self) -> bool:
        """Whether there is anything that a post could have: what it must not have is not enough."""
        return bool(self.terms or self.by)


def parse(typed: str) -> Sought:
    """What was asked for, in whatever was typed.

    Raises:
        Invalid: more than `LONGEST` characters or `MOST_WORDS` words.
    """
    text = clean_line(typed[: LONGEST * 8])
    if len(text) > LONGEST:
        _refuse()
    terms: list[Term] = []
    without: list[Term] = []
    by = ""
    for piece in _pieces(text):
        if piece["by"] and not piece["sign"]:
            by = (piece["row"] or piece["bare"] or "").strip()
            continue
        term = _term(piece)
        if term.words:
            (without if piece["sign"] else terms).append(term)
    if sum(len(term.words) for term in (*terms, *without)) > MOST_WORDS:
        _refuse()
    return Sought(tuple(terms), tuple(without), by)


def _pieces(text: str) -> Iterator[re.Match[str]]:
    return _PIECE.finditer(text.translate(_QUOTES))


def _term(piece: re.Match[str]) -> Term:
    typed = (piece["by"] or "") + (piece["row"] or piece["bare"] or "")
    words = tuple(folded_words(typed))
    begins = piece["row"] is None and typed.endswith("*")
    return Term(words, begins and bool(words) and len(words[-1]) >= SHORTEST_BEGINNING)


def _refuse() -> None:
    raise Invalid(_TOO_LONG, field="q", most=LONGEST, words=MOST_WORDS)
