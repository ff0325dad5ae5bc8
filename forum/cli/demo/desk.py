"""The demo's moderators at work: what the forum noticed by itself is looked at, and once more if grave."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.moderation.decisions import decide
from forum.moderation.follow_ups import finish_follow_up
from forum.moderation.models import Act, Case, Lane
from forum.moderation.sorting_models import Judged
from forum.threads.models import Post

LOOKED_AT_WITHIN = timedelta(hours=9)
_BETTER = "They have written again, and have company."


def look_through(moderators: Sequence[Account]) -> None:
    """Within an operation: see to what nobody flagged and is due, and to follow-ups whose day has come."""
    now = clock.now()
    waiting = select(Case).where(
        Case.closed_at.is_(None),
        Case.flag_count == 0,
        or_(Case.opened_at < now - LOOKED_AT_WITHIN, Case.due_at < now),
    )
    for case in db.session.scalars(waiting).all():
        moderator = next((one for one in moderators if one.id != case.account_id), None)
        if moderator is not None:
            _leave(case, moderator)
    for case in db.session.scalars(select(Case).where(Case.follow_up_at < now)).all():
        other = next((one for one in reversed(moderators) if one.id != case.account_id), None)
        if other is not None:
            finish_follow_up(actor=other, case=case, words=_BETTER)


def _leave(case: Case, moderator: Account) -> None:
    post = db.session.get_one(Post, case.post_id)
    decide(
        actor=moderator,
        case=case,
        version=case.version,
        revision=post.revision,
        act=Act.NO_ACTION,
        judged=Judged.STRUGGLING if case.lane is Lane.CARE else None,
    )
