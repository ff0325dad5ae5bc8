"""Random secrets, and the digests under which they are stored."""

import hashlib
import hmac
import secrets

# No 0/O, 1/I/L: a recovery code is read from paper, by a tired person.
_READABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_token() -> str:
    """256 random bits, safe in a URL and a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored in place of a token: SHA-256 in hex. Enough for secrets of 100 bits and more."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(secret_key: str, text: str) -> str:
    """A pseudonym for something guessable (an address), worthless without the site's key."""
    return hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def new_code() -> str:
    """A code of 20 readable characters (99 bits) in groups of five."""
    letters = [secrets.choice(_READABLE) for _ in range(20)]
    return "-".join("".join(letters[i : i + 5]) for i in range(0, 20, 5))


def read_code(typed: str) -> str:
    """A typed code in the form `new_code` gives: case, spaces and hyphens do not matter."""
    letters = "".join(c for c in typed.upper() if c in _READABLE)
    return "-".join(letters[i : i + 5] for i in range(0, len(letters), 5))
