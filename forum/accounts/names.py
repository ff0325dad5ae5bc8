"""Names people go by here, and the keys that keep two names from looking the same.

The key follows Unicode's UTS #39: letters that look alike count as one. It does so on small letters, so
that a name keeps one key however it is capitalised; what differs only by accents, signs and spaces
has one key too. That refuses a little more than must be, which costs a person one more try; a
name that passes for somebody else's costs more. The table and why it is ours: `data/README.md`.
"""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from forum.core.errors import Invalid
from forum.core.text import ZWJ, ZWNJ, clean_line
from forum.core.words import N_

MIN_LENGTH = 3
MAX_LENGTH = 30

_DATA = Path(__file__).parent / "data"
_APOSTROPHES = str.maketrans("’‘ʼ＇`´", "''''''")
# One letter for each kind of character: (l)etter, (d)igit, (m)ark, (j)oiner; separators stand for themselves.
_SHAPE = re.compile(r"[ld][ldmj]*(?:(?:\. |[ '._-])[ld][ldmj]*)*")
_LENGTH = N_("Please choose a name of %(least)s to %(most)s characters.")
_SHAPE_RULE = N_(
    "A name can have letters and numbers of any language, with single spaces, hyphens, apostrophes, "
    "underscores or full stops between them."
)
_PILED_ACCENTS = re.compile("[\u0300-\u036f]{3}")
_SEPARATORS = re.compile(r"[ '._-]+|(?<=[a-z])(?=[A-Z])")
_WRITTEN_TOGETHER = (
    {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"},
    {"CJK", "BOPOMOFO"},
    {"CJK", "HANGUL"},
)
_UNLIKE_LATIN = frozenset(
    [
        *("ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU"),
        *(
            "KANNADA",
            "MALAYALAM",
            "SINHALA",
            "THAI",
            "LAO",
            "KHMER",
            "MYANMAR",
            "TIBETAN",
            "ETHIOPIC",
            "GEORGIAN",
        ),
    ]
)
_BRANDS = ("admin", "moderator", "official")
_ALIKE_ON_PAPER = str.maketrans("01i", "oll")
_DIGITS_FOR_LETTERS = str.maketrans("3456789", "easgtbg")


def check_name(name: str, *, site: str = "Lantern") -> str:
    """The name as it will be shown, or `Invalid` with the reason. Whether it is taken is not looked at."""
    shown = _shown(name)
    if _width(shown) < MIN_LENGTH or len(_graphemes(shown)) > MAX_LENGTH:
        _refuse(_LENGTH, least=MIN_LENGTH, most=MAX_LENGTH)
    shape = "".join(map(_kind, shown))
    if not _SHAPE.fullmatch(shape) or _PILED_ACCENTS.search(shown):
        _refuse(_SHAPE_RULE)
    if "l" not in shape:
        _refuse(N_("Please use at least one letter in the name."))
    if not _belong_together({_script(character) for character in shown if _kind(character) == "l"} - {""}):
        _refuse(N_("This name mixes alphabets whose letters look alike. Please write it in one of them."))
    if _is_reserved(shown, site):
        _refuse(
            N_("This name could be taken for the people or pages that run this place. Please choose another.")
        )
    return shown


def name_key(name: str) -> str:
    """What every name that looks like `name` has in common; for a unique column and for signing in."""
    key = _bare(_bare(clean_line(name)).casefold())
    # A look-alike may stand for another (a sign for a small capital, that for a letter): until none is left.
    for _ in range(4):
        key = _bare(key.translate(_confusables())).casefold().translate(_ALIKE_ON_PAPER)
    return key.replace("rn", "m").replace("vv", "w")


def suggest_name(*, numbered: bool = False) -> str:
    """A kind name of two words, such as “Quiet Heron”; with a number where the plain ones are taken."""
    first, second = secrets.choice(_listed("first_words.txt")), secrets.choice(_listed("second_words.txt"))
    if first == second:
        return suggest_name(numbered=numbered)
    return f"{first} {second} {secrets.randbelow(900) + 100}" if numbered else f"{first} {second}"


def _refuse(message: str, **params: object) -> None:
    raise Invalid(message, field="name", **params)


def _shown(name: str) -> str:
    """In NFKC: letters borrowed from mathematics, which a screen reader spells out, become plain ones."""
    if len(name) > MAX_LENGTH * 20:
        return ""
    compatible = unicodedata.normalize("NFKC", clean_line(name).translate(_APOSTROPHES))
    return clean_line(compatible.translate(_APOSTROPHES))


def _graphemes(shown: str) -> list[str]:
    return [character for character in shown if _kind(character) not in "mj"]


def _width(shown: str) -> int:
    """Characters, those of Chinese, Japanese and Korean for two: names of two are usual there."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in _graphemes(shown))


def _kind(character: str) -> str:
    if character in " '._-":
        return character
    if character in (ZWJ, ZWNJ):
        return "j"
    category = unicodedata.category(character)
    return {"L": "l", "M": "m"}.get(category[0], "d" if category == "Nd" else "x")


def _script(character: str) -> str:
    """The first word of the letter's Unicode name; empty for the few letters that go with any script."""
    script = unicodedata.name(character, "UNNAMED").split()[0]
    return "" if script == "MODIFIER" else script


def _belong_together(scripts: set[str]) -> bool:
    """One script, or Latin with one that cannot be mistaken for it (UTS #39, “moderately restrictive”)."""
    others = scripts - {"LATIN"}
    if len(scripts) < 2 or any(others <= company for company in _WRITTEN_TOGETHER):
        return True
    return len(others) == 1 and others <= _UNLIKE_LATIN


def _is_reserved(shown: str, site: str) -> bool:
    staff, whole = _reserved()
    brands = {name_key(word) for word in (*_BRANDS, site)} - {""}
    readings = _forms(shown)
    words = readings.union(*map(_forms, _SEPARATORS.split(shown)))
    if readings & whole or words & (staff | brands):
        return True
    # Only at the ends: a badminton player is welcome.
    ends = tuple(brand for brand in brands if len(brand) > MIN_LENGTH)
    return any(reading.startswith(ends) or reading.endswith(ends) for reading in readings)


def _forms(word: str) -> set[str]:
    """The keys a word may be read by: as it is, without digits at its ends, with digits for letters."""
    forms = {word, word.strip("0123456789")}
    keys = {name_key(form) for form in forms}
    return (keys | {name_key(key.translate(_DIGITS_FOR_LETTERS)) for key in keys}) - {""}


@cache
def _reserved() -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the words that no name may contain, and of the names that nobody may have."""
    staff: set[str] = set()
    whole: set[str] = set()
    for line in (_DATA / "reserved_names.txt").read_text(encoding="utf-8").splitlines():
        kind, _, names = line.partition(": ")
        if kind == "staff":
            staff.update(map(name_key, names.split()))
        elif kind == "whole":
            whole.update(map(name_key, names.split("|")))
    return frozenset(staff), frozenset(whole)


def _bare(text: str) -> str:
    """Letters and digits, and the marks that are part of a script's spelling; accents and signs go."""
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", text)
        if unicodedata.category(character)[0] in "LMN" and not "\u0300" <= character <= "\u036f"
    )


@cache
def _confusables() -> dict[int, str]:
    lines = (_DATA / "confusables.txt").read_text(encoding="utf-8").splitlines()
    return {ord(letter): alike for alike, letters in map(str.split, lines) for letter in letters}


@cache
def _listed(file: str) -> tuple[str, ...]:
    return tuple((_DATA / file).read_text(encoding="utf-8").split())
