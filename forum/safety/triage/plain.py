"""Text as people meant it, lower case and without markup, each character knowing where it came from."""

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Longer than any post may be; what follows cannot be read in the time a page has.
CAP = 20_000

_SPECIAL = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>|&#?[0-9a-zA-Z]{1,10};|[^\x00-\x7f]")
_INLINE_TAG = re.compile(r"</?(?:a|b|i|u|s|em|strong|span|font|mark|small|code)\b", re.IGNORECASE)
_DROPPED = {"Mn", "Mc", "Me", "Cf", "Cc", "Cs", "Co", "Cn"}
_AS_IF = {
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4\u0060\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2013\u2014\u2012\u2015", " - "),
    **dict.fromkeys("\u3002\uff0e\u0964\u2026\u06d4", "."),
    **dict.fromkeys("\U0001f602\U0001f923\U0001f605\U0001f606\U0001f639", " lol "),
    "\u0131": "i",
    "\u00df": "ss",
    "\uff01": "!",
    "\uff1f": "?",
    "\u061f": "?",
    "\u2028": "\n",
    "\u2029": "\n",
}


def plain(text: str) -> tuple[str, Sequence[int]]:
    """The readable characters, and for each of them its place in `text`."""
    text = text[:CAP]
    if text.isascii() and "<" not in text and "&" not in text:
        return text.lower(), range(len(text))
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for special in _SPECIAL.finditer(text):
        start, end = special.span()
        pieces.append(text[done:start].lower())
        places.extend(range(done, start))
        meant = _meaning(special.group())
        pieces.append(meant)
        places.extend([start] * len(meant))
        done = end
    pieces.append(text[done:].lower())
    places.extend(range(done, len(text)))
    return "".join(pieces), places


def folded(text: str) -> str:
    """Text that is no one's markup, read in the same way."""
    return "".join(_folded(char) for char in text)


def _meaning(special: str) -> str:
    if len(special) == 1:
        return _folded(special)
    if special[0] == "<":
        return "" if _INLINE_TAG.match(special) else "\n"
    return "".join(_folded(char) for char in html.unescape(special))


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    if char in _AS_IF:
        return _AS_IF[char]
    if char < "\x80":
        return char.lower()
    parts = unicodedata.normalize("NFKD", char)
    kept = "".join(part for part in parts if unicodedata.category(part) not in _DROPPED)
    return " " if kept and unicodedata.category(kept[0]) in {"So", "Sk"} else kept.lower()
