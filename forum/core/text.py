"""What people type, made safe to keep and to show.

Nothing here changes words. What goes is what cannot be seen or breaks the page for others: control
characters, direction overrides, invisible characters, marks piled up by the dozen. Everything is one
pass over the text, so that a nasty text costs no more than a kind one of the same length.
"""

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache

MAX_BLANK_LINES = 2
MAX_MARKS = 6
"""Marks of any kind on one letter; the fullest stacks of Burmese and Hebrew stay below it."""
MAX_ACCENTS = 4
"""Of these, the accents that go with any script; polytonic Greek takes three."""
SLUG_LENGTH = 60

WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Scripts with no space between words, as ranges for `re`: Thai, Lao, Burmese, Khmer; kana; ideographs."""

ZWNJ, ZWJ = "\u200c", "\u200d"
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile(rf"\n{{{MAX_BLANK_LINES + 2},}}")
_SPACES = re.compile(r"\s+")
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127))
# The flags of England, Scotland and Wales are a black flag and letters that are invisible anywhere else.
_FLAG_LETTERS = re.compile("(\U0001f3f4[\U000e0061-\U000e007a]{3,6}\U000e007f)|[\U000e0000-\U000e007f]")
LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


class _Kind(Enum):
    DROPPED = auto()
    PLAIN = auto()
    JOINABLE = auto()
    """A letter of a script that joins, or a pictograph: a zero-width joiner after it means something."""
    JOINER = auto()
    ACCENT = auto()
    MARK = auto()


def clean_text(text: str) -> str:
    """A post's text: `\\n` for line ends, tabs kept, no trailing spaces, at most two blank lines in a row."""
    text = scrub(_LINE_ENDS.sub("\n", text))
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n" * (MAX_BLANK_LINES + 1), text).strip("\n")


def clean_line(text: str) -> str:
    """A title, a name, a note of one line: any white space is one space, and none at the ends."""
    return _SPACES.sub(" ", scrub(_SPACES.sub(" ", text))).strip()


def scrub(text: str) -> str:
    """`text` in NFC without what is invisible or harmful; line ends, tabs and spaces are left alone."""
    text = text.translate(_CONTROLS)
    if text.isascii():
        return text
    text = _FLAG_LETTERS.sub(lambda found: found[1] or "", text)
    # Marks are thinned before as well: putting a long pile of them in order takes the square of its length.
    return _thinned(unicodedata.normalize("NFC", _thinned(text)))


def slugify(title: str) -> str:
    """The part of an address that a person can read: ASCII, at most 60 characters, never empty."""
    text = clean_line(title[: SLUG_LENGTH * 4]).lower().replace("'", "").replace("’", "")
    text = unicodedata.normalize("NFKD", text.translate(LETTERS_WITHOUT_PARTS))
    slug = re.sub("[^a-z0-9]+", "-", text.encode("ascii", "ignore").decode().lower()).strip("-")
    if len(slug) > SLUG_LENGTH:
        whole_words = slug[: SLUG_LENGTH + 1].rpartition("-")[0]
        slug = whole_words or slug[:SLUG_LENGTH]
    return slug or "thread"


def excerpt(text: str, limit: int) -> str:
    """The beginning of `text` on one line, at most `limit` characters, cut at a word and ending in “…”."""
    line = clean_line(text)
    if len(line) <= limit:
        return line
    cut = limit - 1
    space = line.rfind(" ", 0, cut + 1)
    if space > cut // 2:
        cut = space
    while cut > 0 and _kind(line[cut]) in (_Kind.ACCENT, _Kind.MARK, _Kind.JOINER):
        cut -= 1
    return line[:cut].rstrip(" ,;:-–—") + "…"


def _thinned(text: str) -> str:
    """Without dropped characters, surplus marks, and joiners where there is nothing to join.

    What is kept depends only on what was kept before it, so a second pass changes nothing.
    """
    kept: list[str] = []
    joinable = joined = False
    accents = marks = 0
    for character in text:
        kind = _kind(character)
        if kind is _Kind.DROPPED:
            continue
        if kind is _Kind.JOINER:
            if not joinable or joined:
                continue
        elif kind is _Kind.PLAIN or kind is _Kind.JOINABLE:
            joinable, accents, marks = kind is _Kind.JOINABLE, 0, 0
        else:
            accents += kind is _Kind.ACCENT
            marks += 1
            if marks > MAX_MARKS or accents > MAX_ACCENTS:
                continue
        joined = kind is _Kind.JOINER
        kept.append(character)
    return "".join(kept)


@lru_cache(maxsize=8192)
def _kind(character: str) -> _Kind:
    code, category = ord(character), unicodedata.category(character)
    if character in (ZWNJ, ZWJ):
        return _Kind.JOINER
    if _is_dropped(code, category):
        return _Kind.DROPPED
    if category in ("Mn", "Me", "Mc"):
        return _Kind.ACCENT if _within(code, _ACCENTS) else _Kind.MARK
    joins = _within(code, _JOINING_SCRIPTS) or _within(code, _PICTOGRAPHS)
    return _Kind.JOINABLE if joins else _Kind.PLAIN


def _is_dropped(code: int, category: str) -> bool:
    if category == "Cc":
        return chr(code) not in "\n\t"
    if category == "Cf":
        return not _within(code, _VISIBLE_FORMATS)
    if category == "Cn":
        # A pictograph newer than this Python's tables is still somebody's heart or hug.
        return not _within(code, _PICTOGRAPHS)
    return category in ("Cs", "Co") or _within(code, _BLANKS)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


_ACCENTS = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
_JOINING_SCRIPTS = (
    (0x0600, 0x10FF),  # Arabic and its neighbours, the scripts of India, Thai to Burmese
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0x1A20, 0x1AAF),
    (0x1B00, 0x1C4F),
    (0xA840, 0xAADF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x11000, 0x11FFF),
)
_PICTOGRAPHS = ((0x2190, 0x2BFF), (0x1F000, 0x1FAFF), (0x1FC00, 0x1FFFD))
# Signs that Unicode files under "format" and that are nevertheless seen, and the letters of flags.
_VISIBLE_FORMATS = (
    (0x0600, 0x0605),
    (0x06DD, 0x06DD),
    (0x08E2, 0x08E2),
    (0x110BD, 0x110CD),
    (0xE0020, 0xE007F),
)
# Letters and marks that show nothing: the Hangul fillers, an empty braille cell, the grapheme joiner.
_BLANKS = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFFA0, 0xFFA0),
)
