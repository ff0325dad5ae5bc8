"""The small language that rules are written in.

A phrase is words with one space between them. `one|other` is a choice (`some_words` are one choice),
`word?` may be missing, `<name>` is one of the phrases listed under that name, `..3` stands for up to three
words of any kind but a denial (which a phrase has to name itself), and `^` and `$` are the first and the last
place in a sentence. Every gap is bounded, so matching takes time in proportion to the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

# Words that stand in nearly every sentence: a phrase is looked for by its rarest words, never by these.
COMMON = frozenset(
    """a about all am an and any are as at be been but by can could day did do does for from get go going had
    has have he her him his how i if in into is it just know like me more my no not now of on one or our out
    she so some that the their them then there they this time to too up us was we were what when who will with
    would you your ke ko ka ki hai main mein se ho na nahi de la que en y et le les un une je ne ich es nicht
    e o um non mi di""".split()
)

# A word in a gap that turns a phrase round: "I am not suicidal" is no "i am ..1 suicidal".
_DENIES = re.compile(r" (?:not|never) ")

# Many write without full stops: a new start ends a sentence as well.
_STOP = r"(?= \Z| (?:i|and|but|thank|thanks|please|sorry|goodbye|love) )"

Choices = tuple[tuple[str, ...], ...]
Owner = TypeVar("Owner")


@dataclass(frozen=True, slots=True)
class _Part:
    choices: Choices
    optional: bool = False
    gap: int = 0
    edge: str = ""

    @property
    def pattern(self) -> str:
        if self.edge:
            return self.edge
        if self.gap:
            return f"(?: [^ ]+){{0,{self.gap}}}?"
        spoken = "|".join(" " + " ".join(map(re.escape, choice)) for choice in self.choices)
        return f"(?:(?:{spoken})(?= )){'?' if self.optional else ''}"

    @property
    def anchors(self) -> frozenset[str]:
        """Words of which any match must hold one."""
        return frozenset(max(choice, key=_rarity) for choice in self.choices)


class Phrase:
    """One phrase, compiled when it is first needed."""

    def __init__(self, written: str, names: Mapping[str, Sequence[str]]) -> None:
        self.written = written
        self._parts = [_part(element, names) for element in written.split(" ")]
        required = [part.anchors for part in self._parts if part.choices and not part.optional]
        if not required:
            raise ValueError(f"nothing to look for in {written!r}")
        required.sort(key=lambda words: (len(words & COMMON) > 0, len(words)))
        self.anchors = required[0]
        self.beside = required[1] if len(required) > 1 else required[0]
        self._gaps = any(part.gap for part in self._parts) and not {"not", "never"} & set(self.words)

    @property
    def words(self) -> Iterator[str]:
        return (word for part in self._parts for choice in part.choices for word in choice)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("".join(part.pattern for part in self._parts))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the phrase stands in a sentence's text, without a denial in its gaps."""
        found = (match.span() for match in self._pattern.finditer(text))
        if not self._gaps:
            return found
        return (span for span in found if not _DENIES.search(text, span[0], span[1] + 1))


class Index(Generic[Owner]):
    """Finds the phrases that could stand in a sentence by looking up its words.

    A phrase is looked for by its rarest word, and only where its second rarest stands as well: a look into a
    set costs a twentieth of a search.
    """

    def __init__(self, owned: Iterable[tuple[Phrase, Owner]]) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], Phrase, Owner]]] = {}
        for phrase, owner in owned:
            for word in phrase.anchors:
                self._by_word.setdefault(word, []).append((phrase.beside, phrase, owner))

    def candidates(self, words: Iterable[str]) -> Iterator[tuple[Phrase, Owner]]:
        seen: set[int] = set()
        there = dict.fromkeys(words)
        for word in there:
            for beside, phrase, owner in self._by_word.get(word, ()):
                if not beside.isdisjoint(there) and id(phrase) not in seen:
                    seen.add(id(phrase))
                    yield phrase, owner


def _rarity(word: str) -> tuple[bool, int]:
    return word not in COMMON, len(word)


def _part(element: str, names: Mapping[str, Sequence[str]]) -> _Part:
    if element.startswith(".."):
        return _Part((), gap=int(element[2:]))
    if element in {"^", "$"}:
        return _Part((), edge=r"\A" if element == "^" else _STOP)
    optional = element.endswith("?")
    bare = element.removesuffix("?")
    choices: set[tuple[str, ...]] = set()
    for choice in bare.split("|"):
        named = names[choice[1:-1]] if choice.startswith("<") else [choice]
        choices.update(reading for phrase in named for reading in _spelled_out(phrase))
    return _Part(tuple(sorted(choices, key=lambda choice: (-len(choice), choice))), optional=optional)


def _spelled_out(phrase: str) -> list[tuple[str, ...]]:
    """Every reading of a phrase with choices in it: "end|ending my life" is two."""
    readings: list[tuple[str, ...]] = [()]
    for element in phrase.split(" "):
        choices = [tuple(choice.split("_")) for choice in element.split("|")]
        readings = [(*before, *choice) for before in readings for choice in choices]
    return readings
