"""Everything that is a member's own, as one file of JSON. It is read in pieces, whatever its length."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import select

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db, one_row
from forum.core.errors import Invalid
from forum.core.passwords import verify
from forum.core.pieces import in_pieces
from forum.core.words import N_
from forum.privacy.parts import PARTS
from forum.privacy.telling import Told
from forum.threads import rules

# Word in the file, column of the account.
ABOUT_ME = {
    "name": "name",
    "email": "email",
    "role": "role",
    "about_me": "about",
    "joined_at": "created_at",
    "said_to_be_18_at": "adult_confirmed_at",
    "guidelines_version": "guidelines_version",
    "guidelines_accepted_at": "guidelines_accepted_at",
    "consent_version": "consent_version",
    "consent_given_at": "consent_given_at",
    "posting_paused_until": "paused_until",
    "suspended_until": "suspended_until",
}
SETTINGS = {
    "colours": "theme",
    "text_size": "text_size",
    "motion": "motion",
    "low_energy_mode": "low_energy",
    "quick_exit_hidden": "hides_exit",
    "quiet_hours": "quiet_nights",
    "warm_at_night": "warm_nights",
    "night_zone": "night_zone",
    "night_begins_at_hour": "night_begins",
    "night_ends_at_hour": "night_ends",
    "content_notes_left_open": "open_notes",
    "posts_ordered_by_time_only": "by_time_only",
    "told_of_replies": "wants_reply_notices",
    "told_of_reactions": "wants_reaction_notices",
    "may_be_invited_to_answer": "wants_invitations",
}

_EXPLAINED = (
    N_("This is everything here that is your own. Times are in UTC; addresses are pages of this forum."),
    N_("Not in here: how far you have read in each thread. It only marks what is new to you."),
    N_("Not in here: the words and names of other people, but for what you quoted or named yourself."),
    N_("Not in here: your password and your recovery codes. We keep neither in a form that can be read."),
    N_("Not in here: who flagged a post, and what moderators write to each other."),
)


def take_along(*, actor: Account, password: str, say: Callable[[str], str]) -> Iterator[str]:
    """The file, piece by piece; `say` puts its opening sentences into the reader's language.

    Between two pieces the database is let go of, so a slow download holds up nobody, and what is written
    meanwhile may or may not be in it.

    Raises:
        Invalid: the password is wrong.
    """
    if not verify(actor.password_hash, password):
        raise Invalid(N_("That is not your password."), field="password")
    return _written(actor.id, rules.as_seen_by(actor), [say(sentence) for sentence in _EXPLAINED])


def _written(me: int, seen: Mapping[str, object], explained: list[str]) -> Iterator[str]:
    opening = {"about_this_file": explained, "made_at": clock.now(), "account": _account(me)}
    yield _as_json(opening).removesuffix("\n}")
    for part in PARTS:
        yield f',\n  "{part.name}": ['
        mark = "\n    "
        for piece in in_pieces(part.statement.where(part.whose == me), part.key, **seen):
            for row in piece:
                yield mark + _as_json(part.tell(row)).replace("\n", "\n    ")
                mark = ",\n    "
        yield "]" if mark == "\n    " else "\n  ]"
    yield "\n}\n"


def _account(me: int) -> Told:
    row = one_row(select(Account.__table__).where(Account.id == me))
    db.session.rollback()
    assert row is not None
    about = {word: getattr(row, column) for word, column in ABOUT_ME.items()}
    settings = {word: getattr(row, column) for word, column in SETTINGS.items()}
    return {**about, "settings": settings | {"content_notes_left_open": row.open_notes.split()}}


def _as_json(told: Told) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2, default=_moment)


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(type(value))
