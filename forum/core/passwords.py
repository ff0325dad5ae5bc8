"""Passwords and the words they are suggested from.

After NIST SP 800-63B-4, section 3.1.1: a password that is the only factor has at least 15 characters, each
code point counts as one, there are no rules of composition, the whole of it is verified, Unicode is
normalised before hashing, and what is commonly used, expected or made from the service's or the
member's own name is refused with the reason. Cost after OWASP: 19 MiB, two passes, about 30 ms.
"""

import gzip
import re
import secrets
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from forum.core.errors import Invalid
from forum.core.words import N_

MIN_LENGTH = 15
MAX_LENGTH = 256
PASSPHRASE_WORDS = 5
"""Of more than 2,900 words: 57 bits, for a password that can only be guessed through the sign-in page."""

_DATA = Path(__file__).parent / "data"
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# Of nobody's password, at the same cost, so that signing in takes as long for a name that does not exist.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$+HCW8x0dnpjszQOUr41pBw$spWuzOwf3aQtxJcbfhkXNALMxHljf2lbiyjngr1+bZs"

_MIN_SURPRISES = 6
_BETWEEN_WORDS = re.compile(r"[\s._,/-]+")
_BESIDE_LETTERS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_KEY_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "йцукенгшщзхъ",
    "!@#$%^&*()",
)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_KEY_COLUMNS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p")
_LOOK_ALIKES = str.maketrans("013457@$!", "oieastasi")


def hash_password(password: str) -> str:
    return _HASHER.hash(_bytes(password))


def verify(hashed: str | None, password: str) -> bool:
    """Whether `password` made `hashed`; None, for no such member, takes as long and is never right."""
    try:
        _HASHER.verify(hashed or _NOBODY, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(hashed)


def needs_rehash(hashed: str) -> bool:
    """Whether the cost was raised since `hashed` was made."""
    return _HASHER.check_needs_rehash(hashed)


def check_password(password: str, *, name: str, site: str) -> None:
    """Raise `Invalid` with the reason for a password too short, too long, or among the first to be tried."""
    if len(password) < MIN_LENGTH:
        _refuse(
            N_("Please use at least %(least)s characters. A few words in a row are easiest to keep in mind.")
        )
    if len(password) > MAX_LENGTH:
        _refuse(N_("Please use at most %(most)s characters."))
    plain = _plain(password)
    if _period(plain) < MIN_LENGTH and _period(plain) * 2 <= len(plain):
        _refuse(
            N_("This repeats one short piece, which is among the first things tried. Please add other words.")
        )
    if _surprises(plain) < _MIN_SURPRISES:
        _refuse(N_("This follows the keys or the alphabet, which is among the first things tried."))
    rest = _without(plain, (name, site))
    if rest != plain and _is_little(rest):
        _refuse(N_("This is made from your name or the name of this site. Please choose other words."))
    if _is_common(plain):
        _refuse(N_("This is on the list of passwords that many people use. Please choose other words."))


def suggest_passphrase() -> str:
    """Five common words joined by hyphens, new each time."""
    return "-".join(secrets.choice(_words()) for _ in range(PASSPHRASE_WORDS))


def _refuse(message: str) -> None:
    params = {"least": MIN_LENGTH, "most": MAX_LENGTH}
    named = {key: value for key, value in params.items() if f"%({key})s" in message}
    raise Invalid(message, field="password", **named)


def _bytes(password: str) -> bytes:
    """NFKC in UTF-8. What is too long to be anybody's is not normalised: that may take its length squared."""
    if len(password) <= MAX_LENGTH:
        password = unicodedata.normalize("NFKC", password)
    return password.encode("utf-8", "surrogatepass")


def _plain(password: str) -> str:
    """In small letters, without what only stands between words."""
    folded = unicodedata.normalize("NFKC", password).casefold()
    return _BETWEEN_WORDS.sub("", folded) or folded


def _period(text: str) -> int:
    """The length of the shortest piece that `text` repeats from end to end (“abcabca”: 3)."""
    borders = [0] * len(text)
    for end in range(1, len(text)):
        border = borders[end - 1]
        while border and text[border] != text[end]:
            border = borders[border - 1]
        borders[end] = border + (text[border] == text[end])
    return len(text) - borders[-1]


def _surprises(text: str) -> int:
    """How many characters do not follow from the one before by repeating, counting, spelling or key order."""
    steps = _steps()
    followed = sum(1 for pair in pairwise(text) if pair[0] == pair[1] or pair in steps)
    return len(text) - followed


@cache
def _steps() -> frozenset[tuple[str, str]]:
    lines = (*_KEY_ROWS, *_KEY_COLUMNS, _ALPHABET, "0123456789", "901", "za")
    return frozenset(pair for line in lines for way in (line, line[::-1]) for pair in pairwise(way))


def _without(text: str, names: tuple[str, ...]) -> str:
    for name in sorted(map(_plain, names), key=len, reverse=True):
        for piece in (name, name.translate(_LOOK_ALIKES)) if len(name) > 2 else ():
            text = text.replace(piece, "")
    return text


def _is_little(rest: str) -> bool:
    """Whether what a name leaves over adds nearly nothing: signs, a few letters, a common password."""
    letters = _BESIDE_LETTERS.sub("", rest)
    return len(letters) < _MIN_SURPRISES or _surprises(rest) < _MIN_SURPRISES or _is_common(rest)


def _is_common(text: str) -> bool:
    """Whether it is one or two entries of the list, signs before or after and `@` for `a` not counted."""
    letters = _BESIDE_LETTERS.sub("", text)
    forms = {text, letters, text.translate(_LOOK_ALIKES), letters.translate(_LOOK_ALIKES)}
    return any(_is_made_of_two(form) for form in forms)


def _is_made_of_two(text: str) -> bool:
    common = _common()
    return text in common or any(
        text[:cut] in common and text[cut:] in common for cut in range(3, len(text) - 2)
    )


@cache
def _common() -> frozenset[str]:
    with gzip.open(_DATA / "common_passwords.txt.gz", "rt", encoding="ascii") as lines:
        used = lines.read().split()
    return frozenset([*used, *(_DATA / "expected_phrases.txt").read_text(encoding="ascii").split()])


@cache
def _words() -> tuple[str, ...]:
    return tuple((_DATA / "passphrase_words.txt").read_text(encoding="ascii").split())
