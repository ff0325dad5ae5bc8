"""Whether words that somebody looks for ask for help beside them.

Triage reads posts. A search is a word or three without a sentence around them, so a list of its own
(sought.txt) is asked as well. Nothing is kept of what was looked for.
"""

import re
from functools import cache
from pathlib import Path

from forum.safety.near import points_to_risk
from forum.safety.triage.plain import CAP, folded

LIST = Path(__file__).with_suffix(".txt")
_WORD = re.compile(r"[^\W_]+")


def asks_for_help(typed: str) -> bool:
    """Whether the quiet card should stand beside a search."""
    return points_to_risk(typed) or _is_listed(frozenset(_words(typed[:CAP])))


def _is_listed(typed: frozenset[str]) -> bool:
    if any(entry <= typed for entry in _whole()):
        return True
    return any(all(_has(word, typed) for word in entry) for entry in _with_endings())


def _has(word: str, typed: frozenset[str]) -> bool:
    if word.endswith("*"):
        return any(each.startswith(word[:-1]) for each in typed)
    return word in typed


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text).replace("'", ""))


@cache
def _whole() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_words(entry)) for entry in _entries() if "*" not in entry)


@cache
def _with_endings() -> tuple[frozenset[str], ...]:
    starred = (entry.split() for entry in _entries() if "*" in entry)
    return tuple(frozenset(_folded_entry(word) for word in words) for words in starred)


def _folded_entry(word: str) -> str:
    """One word as typed words are read, its star left on."""
    return "".join(_words(word)) + ("*" if word.endswith("*") else "")


def _entries() -> list[str]:
    lines = (line.strip() for line in LIST.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
