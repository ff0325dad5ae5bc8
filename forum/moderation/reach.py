"""How far a watched word reaches: one that stands in nearly every post, or is not what was typed, is none."""

import re
import unicodedata

from forum.core.errors import Invalid
from forum.core.text import WITHOUT_SPACES
from forum.core.words import N_
from forum.moderation.matching import Matcher, read
from forum.moderation.watched_models import Effect

FEWEST_LETTERS = 4
# From here on (Hebrew, Arabic, the scripts of India and East Asia) words are written with fewer letters.
_WITHOUT_VOWELS = "\u0590"
FEWEST_OTHER_LETTERS = 2
# Letters of words that are written without spaces, and are found within others. An ideograph says more.
FEWEST_UNSPACED_LETTERS = 3
_UNSPACED = re.compile(f"[{WITHOUT_SPACES}]")
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# So few parts make a phrase that everybody writes; three in a row are somebody's own.
_MOST_COMMON_PARTS = 2
_TYPED_ANYWAY = frozenset("*-' \u2019\u2018")

_COMMONEST = """
    a about actually after again all also always am an and another any anything are around as at away back
    bad be been before being better both but by can cannot come could day days depressed depression did
    didn didnt do doctor does doesn doesnt doing don done dont down even ever every everything feel
    feeling feels felt find first for from get getting give go goes going good got had has have having he
    hello help her here him his hope how i if in into is it its just keep know last left let life like
    little live long look made make many maybe me mean medication medicine mind more most much my myself
    need never new next no not nothing now of off oh ok old on once one only or other our out over own
    people please really right said same says see she should since so some somebody someone something
    sometimes still such take talk tell than thank thanks that the their them then there these they thing
    things think this those though thought through time to today together told too took treatment tried
    try trying two until up us very want wanted was way we weeks well went were what when where which
    while who whole why will with without work working would year years yes yet you your yourself
"""


def check_as_typed(typed: str, key: str) -> None:
    """Go on only if `key`, which is what would be watched for, is what was typed.

    Raises:
        Invalid: something in it means nothing here; says what would be left of it.
    """
    if key and not all(map(_means_something, typed)):
        raise Invalid(
            N_(
                "Only letters, digits and stars mean something here. This would watch for “%(left)s”: "
                "write that, if you mean it."
            ),
            field="pattern",
            left=key,
        )


def check_reach(key: str, effect: Effect) -> None:
    """Go on only if words that raise or hold posts are not in nearly every one of them.

    Raises:
        Invalid: it is too short, or among the words that everybody writes.
    """
    if effect is Effect.NOTE:
        return
    if sum(sign.isalnum() for sign in key) < _fewest(key):
        raise Invalid(
            N_("“%(word)s” is so short that it stands in very many posts. It can only leave a note."),
            field="effect",
            word=key,
        )
    # One letter alone is what an apostrophe left (“don't”), and tells nothing.
    parts = [part for part in key.split() if len(part) > 1 or not part.isascii()]
    if len(parts) <= _MOST_COMMON_PARTS and all(map(_is_common, parts)):
        raise Invalid(
            N_("Nearly everybody writes “%(word)s”. It can only leave a note."), field="effect", word=key
        )


def _fewest(key: str) -> int:
    if _UNSPACED.search(key) and not _IDEOGRAPH.search(key):
        return FEWEST_UNSPACED_LETTERS
    return FEWEST_OTHER_LETTERS if any(sign >= _WITHOUT_VOWELS for sign in key) else FEWEST_LETTERS


def _means_something(sign: str) -> bool:
    # Vowels of many scripts are marks to Unicode, and some stand beside joiners that nobody sees.
    return sign in _TYPED_ANYWAY or sign.isalnum() or unicodedata.category(sign)[0] == "M" or sign == "\u200d"


def _is_common(part: str) -> bool:
    return bool(Matcher([(part,)]).phrases_in(_READ))


_READ = read(_COMMONEST)
