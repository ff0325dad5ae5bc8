"""The made-up members, each signed in already."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from forum.accounts.registration import CONSENT_VERSION, GUIDELINES_VERSION
from forum.core.tokens import digest

FIRST = "Ada Bea Cleo Dov Elin Finn Gus Hana Ivo Jun Kit Lou Mina Nils Ona Pim Quin Rosa Sol Tove".split()
LAST = "Alder Birch Cedar Dune Elm Fern Gorse Heath Iris Juniper".split()


def token_of(account_id: int) -> str:
    """The sign-in token of a made-up member; good for nothing but a benchmark's database."""
    return f"benchmark-{account_id}"


def accounts(ids: range, posts: Counter[int], dice: random.Random, now: datetime) -> Iterator[dict[str, Any]]:
    """Rows of `accounts`; `posts` is how many each has written."""
    for account_id in ids:
        joined = now - timedelta(days=dice.randrange(400, 900))
        yield {
            "id": account_id,
            "name": f"{dice.choice(FIRST)} {dice.choice(LAST)} {account_id}",
            "name_key": f"benchmark {account_id}",
            "password_hash": "none",
            "role": "member",
            "created_at": joined,
            "about": "",
            "adult_confirmed_at": joined,
            "guidelines_version": GUIDELINES_VERSION,
            "guidelines_accepted_at": joined,
            "consent_version": CONSENT_VERSION,
            "consent_given_at": joined,
            "theme": "system",
            "open_notes": "",
            "wants_reply_notices": True,
            "wants_reaction_notices": True,
            "unread_notifications": 0,
            "kept_away": 0,
            "post_count": posts[account_id],
            # A few weeks of news: what somebody has who looks in now and then.
            "all_read_at": now - timedelta(days=dice.randrange(10, 60)),
        }


def sign_ins(ids: range, now: datetime) -> Iterator[dict[str, Any]]:
    """A sign-in for each, in use just now."""
    for account_id in ids:
        yield {
            "account_id": account_id,
            "token_digest": digest(token_of(account_id)),
            "browser": "a benchmark",
            "created_at": now,
            "seen_at": now,
            "expires_at": now + timedelta(days=60),
        }
