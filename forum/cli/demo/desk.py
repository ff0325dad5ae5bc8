"""The demo's moderators at work: what the forum noticed by itself is looked at within some hours."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.moderation.decisions import decide
from forum.moderation.models import Act, Case
from forum.threads.models import Post

LOOKED_AT_WITHIN = timedelta(hours=9)


def look_through(moderators: Sequence[Account]) -> None:
    """Within an operation: leave as they are the posts that nobody flagged and that waited long enough."""
    waiting = select(Case).where(
        Case.closed_at.is_(None),
        Case.flag_count == 0,
        Case.opened_at < clock.now() - LOOKED_AT_WITHIN,
    )
    for case in db.session.scalars(waiting).all():
        moderator = next((one for one in moderators if one.id != case.account_id), None)
        if moderator is not None:
            post = db.session.get_one(Post, case.post_id)
            decide(
                actor=moderator, case=case, version=case.version, revision=post.revision, act=Act.NO_ACTION
            )
