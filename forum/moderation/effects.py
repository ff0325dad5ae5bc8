"""What decisions do, worked out from the decisions that stand.

Making one and taking one back both end here, so the inverse of an act is that act no longer standing,
in whatever order decisions are made and undone.
"""

from datetime import UTC, datetime

from sqlalchemy import select

from forum.accounts.models import Account
from forum.core.db import db
from forum.moderation.models import Act, Decision
from forum.threads.editing import set_absence
from forum.threads.models import Absence, Post

# A suspension without an end of its own: until further notice.
FURTHER_NOTICE = datetime(9999, 12, 31, tzinfo=UTC)
_SHOWS_AS = {Act.HIDE: Absence.HIDDEN, Act.REMOVE: Absence.REMOVED, Act.RESTORE: None}


def put_in_force(post: Post, act: Act) -> None:
    """Within an operation: bring the post, or its author's standing, to what stands now."""
    if act.is_about_person:
        _set_standing(post.author_id)
    elif act is not Act.NO_ACTION:
        _set_absence(post)


def _set_absence(post: Post) -> None:
    """The latest standing decision shows or hides. What its author took back stays taken back."""
    if post.absence is Absence.WITHDRAWN:
        return
    standing = select(Decision).where(
        Decision.post_id == post.id, Decision.undone_at.is_(None), Decision.act.in_(_SHOWS_AS)
    )
    last = db.session.scalar(standing.order_by(Decision.id.desc()).limit(1))
    absence = _SHOWS_AS[last.act] if last else None
    if absence is not post.absence:
        set_absence(post, absence, at=last.made_at if last else None)


def _set_standing(account_id: int) -> None:
    """A member is paused, or suspended, for as long as the longest standing decision says."""
    account = db.session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
    account.paused_until = _latest_end(account_id, Act.PAUSE)
    account.suspended_until = _latest_end(account_id, Act.SUSPEND)


def _latest_end(account_id: int, act: Act) -> datetime | None:
    standing = select(Decision.until).where(
        Decision.account_id == account_id, Decision.act == act, Decision.undone_at.is_(None)
    )
    return max((until or FURTHER_NOTICE for until in db.session.scalars(standing)), default=None)
