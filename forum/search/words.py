"""What counts as a word, and which words are the same.

Both databases are given words that were cut and folded here, so that they find alike: neither has a say in
where a word ends. Letters and numbers of every language with their marks are words; scripts that are written
without spaces are cut into single letters, and what somebody looks for in them is a row of letters.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from forum.core.text import LETTERS_WITHOUT_PARTS, WITHOUT_SPACES

LONGEST_WORD = 64
"""Of what is longer, the beginning counts."""

# In "don't" and "she’ll" it is part of the word; many people leave it out.
_APOSTROPHE = r"['’ʼ](?=(?:[sStTdDmM]|[rR][eE]|[vV][eE]|[lL][lL])(?![^\W_]))"
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
# Where none of these stands, there are no marks and no scripts without spaces, and words are found sooner.
_UNCOMMON = re.compile(
    "[\u0300-\u1fff\u20d0-\u20ff\u2c00-\uabff\uf900-\ufe2f\U00010000-\U0001efff\U00020000-\U0003ffff]"
)
_COMMON = re.compile(rf"[^\W_]+(?:{_APOSTROPHE}[^\W_]+)*")
_SIGNS = re.compile("[\\x00-\x2f\x3a-\x60\x7b-\x7f’ʼ]+")


class Words(NamedTuple):
    """The words of a text in their order, as they are compared, and where each stands in it."""

    folded: list[str]
    places: list[re.Match[str]]


def words_in(text: str) -> Words:
    """The words of a text, with their places."""
    small = text.lower()
    if len(small) != len(text):
        # A letter became two; each has to stay where it stands.
        small = "".join(letter.lower()[0] for letter in text)
    places = list(_pattern_for(text).finditer(small))
    found = [place[0] for place in places]
    folded = [word if word.isascii() and word.isalnum() else fold(word) for word in found]
    if "" in folded:
        places = [place for place, word in zip(places, folded, strict=True) if word]
    return Words([word for word in folded if word], places)


def folded_words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [folded for folded in map(fold, _pattern_for(text).findall(text)) if folded]


def fold(word: str) -> str:
    """One word without case, accents and apostrophes: in ASCII, small letters and digits alone are left."""
    if word.isascii():
        small = word.lower()
        return (small if small.isalnum() else _SIGNS.sub("", small))[:LONGEST_WORD]
    return _fold_uncommon(word)


def _pattern_for(text: str) -> re.Pattern[str]:
    return _COMMON if text.isascii() or not _UNCOMMON.search(text) else _pattern()


@lru_cache(maxsize=8192)
def _fold_uncommon(word: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = _ACCENTS.sub("", parts.translate(LETTERS_WITHOUT_PARTS))
    return _SIGNS.sub("", unicodedata.normalize("NFC", plain).lower())[:LONGEST_WORD]


@cache
def _pattern() -> re.Pattern[str]:
    marks = _marks()
    letter = rf"[^\W_{WITHOUT_SPACES}]"
    return re.compile(rf"[{WITHOUT_SPACES}][{marks}]*|{letter}(?:{letter}|[{marks}]|{_APOSTROPHE})*")


def _marks() -> str:
    """Accents, vowel signs and the like of all scripts, as ranges: for `re` they are no part of a word."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x1F000):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
