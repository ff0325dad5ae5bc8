"""Watched words found in what was written: plain words, phrases and sites, never an operator's expressions.

Both sides are put into one shape first, so that capitals, accents, invisible letters, `k3t@mine`, `k.e.t.a`
and `k e t a` make no difference. A star stands for the rest of a word (`taper*`), alone for any one word.
Scripts without spaces are read letter by letter, so that a word of theirs is found within running text. All
of it is a few passes over the text: the cost grows with its length, whatever is written and watched for.
"""

import html as entities
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from forum.core.text import WITHOUT_SPACES, scrub

MOST_PARTS = 8
MOST_STARS = 4
SHORTEST_STEM = 3
LONGEST_WORD = 60
ANY_WORD = "*"
_SPACED_OUT = 4
_MOST_LABELS = 6

# Invisible letters, the accents of Latin script, and what Hebrew and Arabic are read without: their points,
# vowel marks and the stroke that makes a word longer. The vowels of other scripts are marks too, and stay.
_UNSEEN = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u0652\u0670"
    "\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_INLINE = re.compile(r"</?(?:a|em|strong|s|code)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r'href="(?:https?://|mailto:[^"@]*@)([^"/?#:]+)', re.IGNORECASE)
# The vowels of the scripts of India and their like stand inside words, and are no `\w`.
_VOWELS = "".join(chr(n) for n in range(0x0591, 0x1A7F) if unicodedata.category(chr(n))[0] == "M")
_BARE = re.compile(r"[^\W_]+")
_LETTER = rf"[{WITHOUT_SPACES}][{_VOWELS}]*"
_PART = re.compile(rf"{_LETTER}|(?:[^\W_{WITHOUT_SPACES}]|[{_VOWELS}])+")
_PIECE = re.compile(rf"{_LETTER}|\*|[^*{WITHOUT_SPACES}]+")
_UNSPACED = re.compile(f"[{WITHOUT_SPACES}]")
_PATTERN_PART = re.compile(rf"(?:[^\W_]|[*{_VOWELS}])+")
_NAME = re.compile(rf"[\w.{_VOWELS}-]+")
_AMOUNT = re.compile(r"(?<=[0-9])(?=(?:mg|mcg|ml)\b)")
_LEET_I = str.maketrans("013457@$", "oieastas")
_LEET_L = str.maketrans("013457@$", "oleastas")
_LOOKALIKES = str.maketrans("авекмнорстухіјѕԁαορν", "abekmhopctyxijsdaopv")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was written, ready to be searched: where each form of a word stands, and which sites are named."""

    places: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    sites: set[str] = field(default_factory=set)


def read(html: str, title: str = "") -> Reading:
    """A post's rendered words and its thread's title; both as they are stored."""
    words = entities.unescape(_TAG.sub(" ", _INLINE.sub("", html)))
    text = _plain(f"{title}\n{words}")
    places: dict[str, set[int]] = defaultdict(set)
    for place, forms in enumerate(_forms(text.split())):
        for form in forms:
            places[form].add(place)
    named = [*_NAME.findall(text), *_ADDRESS.findall(html)]
    return Reading(places, {site for name in named if "." in name for site in _sites(name.casefold())})


def parts_of(pattern: str) -> tuple[str, ...]:
    """A pattern as it is compared: `("buy", "ket*mine")`."""
    return tuple(_PATTERN_PART.findall(_plain(pattern)))


def site_of(typed: str) -> str:
    """`clinic.example` out of an address or a name of a site; empty if there is none in it."""
    found = _NAME.match(_plain(typed).strip().removeprefix("https://").removeprefix("http://"))
    name = _ascii(found[0].strip(".-").removeprefix("www.")) if found else ""
    return name if "." in name else ""


class Matcher:
    """Many patterns at once; a pattern is known by its place in the list."""

    def __init__(self, phrases: Sequence[tuple[str, ...]], sites: Sequence[str] = ()) -> None:
        self._phrases = [tuple(_cut(phrase)) for phrase in phrases]
        self._site_names = sites
        self._globs: dict[str, list[str]] = defaultdict(list)
        for part in {part for phrase in self._phrases for part in phrase}:
            if ANY_WORD in part and part != ANY_WORD:
                self._globs[part[:SHORTEST_STEM]].append(part)

    def phrases_in(self, reading: Reading) -> list[int]:
        """Which of the phrases were written."""
        starred = self._starred(reading)
        return [n for n, phrase in enumerate(self._phrases) if _stands(phrase, reading, starred)]

    def sites_in(self, reading: Reading) -> list[int]:
        """Which of the sites were named, or a part of them (`shop.clinic.example`)."""
        return [n for n, site in enumerate(self._site_names) if site in reading.sites]

    def _starred(self, reading: Reading) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        if not self._globs:
            return found
        for form, places in reading.places.items():
            for glob in self._globs.get(form[:SHORTEST_STEM], ()):
                if _fits(form, glob):
                    found[glob] |= places
        return found


def _cut(phrase: tuple[str, ...]) -> Iterator[str]:
    """A phrase as it stands in a reading: what is written without spaces goes on anyhow, with no star."""
    for part in phrase:
        if _UNSPACED.search(part):
            yield from _PIECE.findall(part.rstrip(ANY_WORD))
        else:
            yield part


def _stands(phrase: tuple[str, ...], reading: Reading, starred: dict[str, set[int]]) -> bool:
    here: Iterable[int] | None = None
    for n, part in enumerate(phrase):
        if part == ANY_WORD:
            continue
        places = (starred if ANY_WORD in part else reading.places).get(part, set())
        here = {place - n for place in places} if here is None else [p for p in here if p + n in places]
        if not here:
            return False
    return here is not None


def _fits(word: str, glob: str) -> bool:
    first, *middle, last = glob.split("*")
    if len(word) < len(first) + len(last) or not (word.startswith(first) and word.endswith(last)):
        return False
    done, end = len(first), len(word) - len(last)
    for piece in middle:
        found = word.find(piece, done, end)
        if found < 0:
            return False
        done = found + len(piece)
    return True


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", scrub(text))
    folded = unicodedata.normalize("NFC", _UNSEEN.sub("", decomposed)).casefold()
    return _AMOUNT.sub(" ", folded)


def _forms(chunks: Sequence[str]) -> Iterator[set[str]]:
    """For each word in turn, all the words it can be read as."""
    spaced = _spaced_out(chunks)
    for n, chunk in enumerate(chunks):
        parts = _PART.findall(chunk)
        joined = _joined(chunk) | ({spaced[n]} if n in spaced else set())
        for place, part in enumerate(parts):
            yield _readings(part[:LONGEST_WORD]) | (joined if place == 0 else set())


def _joined(chunk: str) -> set[str]:
    """What is written in one go with signs between: `ket@mine`, `k.e.t.a`, `self-harm`."""
    if chunk.isalnum() or len(chunk) > 2 * LONGEST_WORD:
        return set()
    written = (chunk, chunk.translate(_LEET_I), chunk.translate(_LEET_L))
    forms = ("".join(_BARE.findall(form)) for form in written)
    # In other scripts a word without its vowels is another word.
    return {form[:LONGEST_WORD] for form in forms if form.isascii() and form} | {
        "".join(_PART.findall(chunk))[:LONGEST_WORD]
    }


def _readings(word: str) -> set[str]:
    forms = {word}
    if not word.isdigit() and not word.isalpha():
        forms |= {word.translate(_LEET_I), word.translate(_LEET_L)}
    if not word.isascii():
        latin = word.translate(_LOOKALIKES)
        forms |= {latin} if latin.isascii() else set()
    return forms


def _spaced_out(chunks: Sequence[str]) -> dict[int, str]:
    """Where single letters stand in a row, the word they make, at its first letter."""
    found: dict[int, str] = {}
    start = 0
    for n in range(len(chunks) + 1):
        if n < len(chunks) and len(chunks[n]) == 1:
            continue
        if n - start >= _SPACED_OUT:
            found[start] = "".join(chunks[start : min(n, start + LONGEST_WORD)])
        start = n + 1
    return found


def _sites(address: str) -> Iterator[str]:
    """A site and everything it is a part of, but its ending."""
    labels = _ascii(address[-260:].strip(".-")).split(".")[-_MOST_LABELS:]
    for n in range(len(labels) - 1):
        yield ".".join(labels[n:])


def _ascii(name: str) -> str:
    """A site's name as links hold it; one that is no name stays as it was typed."""
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name
