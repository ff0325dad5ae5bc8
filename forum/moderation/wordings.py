"""What differs between two wordings, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Beyond this many words between the first and the last difference, both wordings are shown whole instead.
MOST_COMPARED = 1500
AROUND = 12
_WORDS = re.compile(r"\S+\s*")


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    GONE = "gone"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words; of a long one that is the same only its ends are given, `skipped` between them."""

    kind: Kind
    text: str = ""


def word_diff(before: str, after: str) -> tuple[Part, ...]:
    """How `after` came from `before`, but for spaces and line ends.

    Empty where the words are the same, or differ over too long a stretch.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    head = _common(old, new)
    if head == len(old) == len(new):
        return ()
    tail = _common(old[head:][::-1], new[head:][::-1])
    gone, added = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(gone), len(added)) > MOST_COMPARED:
        return ()
    inner = list(_between(gone, added))
    return (*_same(new[:head], first=False), *inner, *_same(new[len(new) - tail :], last=False))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left.rstrip() != right.rstrip():
            return place
    return min(len(one), len(other))


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    # Words that occur all over are no landmarks: leaving them out keeps a nasty text as cheap as a kind one.
    before, after = ([word.rstrip() for word in side] for side in (old, new))
    for tag, i, j, m, n in SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if tag == "equal":
            yield from _same(new[m:n])
            continue
        if j > i:
            yield Part(Kind.GONE, "".join(old[i:j]))
        if n > m:
            yield Part(Kind.ADDED, "".join(new[m:n]))


def _same(words: Sequence[str], *, first: bool = True, last: bool = True) -> Iterator[Part]:
    """A stretch that did not change. `first`, `last`: something that did stands before it, after it."""
    if len(words) <= 2 * AROUND:
        if words:
            yield Part(Kind.SAME, "".join(words))
        return
    # Without a change before it, its beginning tells nothing; without one after it, its end does not.
    if first:
        yield Part(Kind.SAME, "".join(words[:AROUND]))
    yield Part(Kind.SKIPPED)
    if last:
        yield Part(Kind.SAME, "".join(words[-AROUND:]))
