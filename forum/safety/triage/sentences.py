"""A text as sentences of words, each word knowing where it came from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forum.safety.triage.plain import plain
from forum.safety.triage.spelling import Speller

# Writing without full stops is common at night; past this many words a sentence is cut so that
# a "not" at its beginning does not reach its end.
LONGEST_SENTENCE = 60

_WORD = re.compile(r"[^\W_]+(?:['*@$!][^\W_]+)*")
_ENDS = re.compile(r"[.!?;\n]")
_APART = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_*]{1,3}[^\W\d_]){2,}(?![^\W_])")
# Many leave out the full stop and still begin anew with a capital letter.
_BEGINS = re.compile(r"(?:The|We|My|He|She|They|It|But|And|So|Then|There|This|You|Yesterday|Today)\b")
_WIDER = re.compile(r"[ .\-_*]{2,}")


@dataclass(slots=True)
class Sentence:
    """`text` holds the words with a space before each and one at the end; `at` is each word's place in it.

    `pauses` and `explained` are the places of words with a pause, or with a colon, before them.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    pauses: set[int] = field(default_factory=set)
    explained: set[int] = field(default_factory=set)
    asks: bool = False
    quoted: bool = False
    in_title: bool = False
    text: str = ""
    at: list[int] = field(default_factory=list)

    def close(self) -> None:
        """Lay the words out for matching."""
        self.at = []
        place = 0
        for word in self.words:
            self.at.append(place)
            place += len(word) + 1
        self.text = " " + " ".join(self.words) + " "

    def mask(self, start: int, end: int) -> None:
        """Make the words from `start` up to `end` unreadable to every rule."""
        for index in range(start, end):
            self.words[index] = "_" * len(self.words[index])
        self.close()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Which words a match in `text` covers: the first, and the one after the last."""
        first = bisect_right(self.at, start) - 1
        return max(first, 0), max(bisect_left(self.at, end), 1)


def sentences(text: str, speller: Speller, *, in_title: bool = False) -> list[Sentence]:
    """Every sentence that has a word in it, in order."""
    readable, places = plain(text)
    found = [Sentence(in_title=in_title)]
    done = 0
    for start, end, words in _words(readable, speller):
        gap = readable[done:start]
        over = len(found[-1].words) >= LONGEST_SENTENCE or _begins_anew(text, places[start])
        if done and (over or _ENDS.search(gap)):
            found[-1].asks = "?" in gap
            found.append(Sentence(in_title=in_title))
        current = found[-1]
        if not current.words:
            current.quoted = _opens_quote(readable, start)
        if "," in gap or " - " in gap or ":" in gap:
            current.pauses.add(len(current.words))
        if ":" in gap:
            current.explained.add(len(current.words))
        _add(current, words, places, start, end)
        done = end
    found[-1].asks = "?" in readable[done:]
    kept = [sentence for sentence in found if sentence.words]
    for sentence in kept:
        sentence.close()
    return kept


def _begins_anew(text: str, place: int) -> bool:
    """Whether a capital letter says what a full stop would have said."""
    return (
        text[place - 1 : place] == " "
        and text[place - 2 : place - 1].islower()
        and bool(_BEGINS.match(text, place))
    )


def _add(sentence: Sentence, words: tuple[str, ...], places: Sequence[int], start: int, end: int) -> None:
    for word in words:
        sentence.words.append(word)
        sentence.starts.append(places[start])
        sentence.ends.append(places[end - 1] + 1)


def _words(readable: str, speller: Speller) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    done = 0
    for apart in _APART.finditer(readable):
        yield from _plain_words(readable, done, apart.start(), speller)
        yield from _joined(readable, apart.start(), apart.end(), speller)
        done = apart.end()
    yield from _plain_words(readable, done, len(readable), speller)


def _plain_words(
    readable: str, start: int, end: int, speller: Speller
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for match in _WORD.finditer(readable, start, end):
        raw = match.group()
        hashtag = match.start() > 0 and readable[match.start() - 1] == "#"
        words = speller.segments(raw) if hashtag and len(raw) < 40 else speller.read(raw)
        yield match.start(), match.end(), words


def _joined(
    readable: str, start: int, end: int, speller: Speller
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Letters written apart, "l i k e  t h i s"; a wider gap ends a word."""
    bounds = [start]
    for gap in _WIDER.finditer(readable, start, end):
        bounds += [gap.start(), gap.end()]
    bounds.append(end)
    for first, last in zip(bounds[::2], bounds[1::2], strict=True):
        letters = "".join(char for char in readable[first:last] if char.isalpha())
        yield first, last, speller.segments(letters)


def _opens_quote(readable: str, start: int) -> bool:
    line = readable[readable.rfind("\n", max(0, start - 40), start) + 1 : start]
    return line.lstrip().startswith(">")
