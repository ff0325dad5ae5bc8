"""Whose page a form stood on: an opaque mark, of which only this site can ask whether it is somebody's.

A session's token for forms is made of it, so every form that a member is shown carries it.
"""

import secrets
from hmac import compare_digest

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from forum.core.tokens import keyed_digest

_AS_LONG_AS = 32


def new_mark(account_id: int) -> str:
    """A secret for a session's forms that only this account's id fits; no two of them look alike."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_seal(nonce, account_id)}"


def is_mark_of(mark: str, account_id: int) -> bool:
    """Whether the form with this mark stood on a page of this account's; what is no mark is nobody's."""
    nonce, _, seal = mark.partition(".")
    return bool(seal) and compare_digest(seal.encode(), _seal(nonce, account_id).encode())


def mark_in(token: str) -> str:
    """The mark within a form's token, however old; empty where the form was a guest's, or is none of ours."""
    signed = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="wtf-csrf-token")
    try:
        mark = str(signed.loads(token))
    except BadData:
        return ""
    return mark if "." in mark else ""


def _seal(nonce: str, account_id: int) -> str:
    told = f"the forms of account {account_id}, {nonce}"
    return keyed_digest(current_app.config["SECRET_KEY"], told)[:_AS_LONG_AS]
