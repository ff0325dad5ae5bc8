"""Words as they were meant: contractions, leet, stretched letters, slips of the finger."""

import re
from collections.abc import Collection, Iterable, Mapping

# Shorter words have too many honest neighbours to guess at.
SHORTEST_REPAIR = 4
SHORTEST_LOOSE_REPAIR = 5

_LEET = str.maketrans("013457@$!*|", "oleastasiii")
_STRETCHED = re.compile(r"(.)\1{2,}")
_SYMBOLS = re.compile(r"['*@$!|]+")
_ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would"}
_BEFORE_IS = frozenset(
    """it that he she there what who this here how where everything nothing life today tonight tomorrow time
    plan""".split()
)


class Speller:
    """Reads single words. `known` are the words of the rules; only towards them is anything repaired."""

    def __init__(self, known: Collection[str], meant: Mapping[str, str], spared: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._meant = {word: tuple(words.split()) for word, words in meant.items()}
        self._spared = frozenset(spared)
        self._joined = tuple(sorted(word for word in self._known if not word.isascii() and _is_joined(word)))
        self._near: dict[str, str] = {}
        for word in sorted(self._known, key=lambda each: (-len(each), each)):
            if len(word) >= SHORTEST_REPAIR and word.isascii():
                for key in (word, *_deletions(word)):
                    self._near.setdefault(key, word)

    def read(self, raw: str) -> tuple[str, ...]:
        """The words meant by one written word, without its punctuation and in lower case."""
        if raw in self._meant:
            return self._meant[raw]
        if raw in self._known or raw in self._spared:
            return (raw,)
        if "'" in raw:
            return self._contraction(raw)
        if not raw.isascii():
            return (next((word for word in self._joined if word in raw), raw),)
        if not raw.isalpha():
            return self._leet(raw)
        return self._repaired(raw)

    def segments(self, letters: str) -> tuple[str, ...]:
        """Split letters that stood apart or were glued together; the whole again where it cannot be read."""
        found: list[str] = []
        at = 0
        while at < len(letters):
            ends = range(min(len(letters), at + 12), at, -1)
            end = next((end for end in ends if self._is_part(letters[at:end])), 0)
            if not end:
                return (letters,)
            found.extend(self.read(letters[at:end]))
            at = end
        return tuple(found)

    def _is_part(self, part: str) -> bool:
        return part in {"i", "a"} or (len(part) > 1 and (part in self._known or part in self._meant))

    def _contraction(self, raw: str) -> tuple[str, ...]:
        stem, _, ending = raw.rpartition("'")
        stem = stem.replace("'", "")
        if stem + ending in self._meant:
            return self._meant[stem + ending]
        if ending == "t" and stem.endswith("n"):
            return (stem[:-1], "not")
        if ending == "s":
            return (stem, "is") if stem in _BEFORE_IS else (stem,)
        if ending in _ENDINGS:
            return (*self.read(stem), _ENDINGS[ending])
        return tuple(part for part in (stem, ending) if part)

    def _leet(self, raw: str) -> tuple[str, ...]:
        if not raw.isdigit():
            letters = raw.translate(_LEET)
            for guess in (letters, raw.translate(str.maketrans("1", "i")).translate(_LEET)):
                if guess in self._known or guess in self._meant:
                    return self.read(guess)
        return tuple(part for part in _SYMBOLS.split(raw) if part)

    def _repaired(self, raw: str) -> tuple[str, ...]:
        for stretched in (r"\1\1", r"\1"):
            shorter = _STRETCHED.sub(stretched, raw)
            if shorter in self._known or shorter in self._meant:
                return self.read(shorter)
        return (self._neighbour(raw) or raw,)

    def _neighbour(self, raw: str) -> str | None:
        if not SHORTEST_REPAIR <= len(raw) <= 14 or not raw.isascii():
            return self._near.get(raw) if len(raw) == SHORTEST_REPAIR - 1 else None
        if (found := self._near.get(raw)) is not None:
            return found
        for shorter in _deletions(raw):
            found = self._near.get(shorter)
            if found is not None and _is_slip(raw, found):
                return found
        return None


def _is_joined(word: str) -> bool:
    """Whether the word is in a script that puts no space between words."""
    return any("\u3040" <= char <= "\u9fff" or "\u1100" <= char <= "\u11ff" for char in word)


def _deletions(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _is_slip(raw: str, meant: str) -> bool:
    """One letter more, two letters swapped, or (in longer words) one letter wrong."""
    if len(raw) > len(meant):
        return True
    differing = [at for at, (one, other) in enumerate(zip(raw, meant, strict=False)) if one != other]
    if len(differing) == 2:
        first, second = differing
        return second == first + 1 and raw[first] == meant[second] and raw[second] == meant[first]
    return len(differing) == 1 and len(meant) >= SHORTEST_LOOSE_REPAIR and differing[0] > 0
