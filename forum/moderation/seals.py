"""Seals: moderators see a name for one thread, and not whose it is, until a seal was opened for them.

Whatever moderators read about a member comes through here, so that no page can say more than the seal lets
through. A statement that uses `is_sealed`, and what rests on it, needs `as_seen_by(visitor)`.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, bindparam, case, exists, func, null, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.accounts.visitor import Visitor
from forum.core import clock
from forum.core.db import UTCDateTime, db
from forum.moderation.models import Act, Case, Decision
from forum.moderation.seal_models import OpenedSeal
from forum.threads.models import Post

OPEN_FOR = timedelta(days=14)
# A suspension without an end of its own: until further notice.
FURTHER_NOTICE = datetime(9999, 12, 31, tzinfo=UTC)


def as_seen_by(visitor: Visitor) -> dict[str, object]:
    """What `is_sealed` needs to know of a moderator."""
    return {"me": visitor.id, "seals_since": clock.now() - OPEN_FOR}


def about(subject: Any = Case, account: Any = Account) -> ColumnElement[bool]:
    """What joins a case, a decision or an appeal to whom it is about, for what this module lets through."""
    joined: ColumnElement[bool] = account.id == subject.account_id
    return joined


def is_sealed(case_id: Any = Case.id, post: Any = Post) -> ColumnElement[bool]:
    """Whether a post stands under a name for one thread, and no seal on its case is open for the reader."""
    opened = exists().where(
        OpenedSeal.case_id == case_id,
        OpenedSeal.account_id == bindparam("me", type_=BigInteger),
        OpenedSeal.opened_at > bindparam("seals_since", type_=UTCDateTime()),
    )
    sealed: ColumnElement[bool] = (post.alias != "") & ~opened
    return sealed


def unless_sealed(column: Any, case_id: Any = Case.id) -> ColumnElement[Any]:
    """A fact about a member; nothing where the seal is closed."""
    return case((is_sealed(case_id), null()), else_=column)


def name(case_id: Any = Case.id) -> ColumnElement[str]:
    """What whoever wrote is called to the reader."""
    return case((is_sealed(case_id), Post.alias), else_=Account.name)


def held_until(act: Act) -> ColumnElement[Any]:
    """Until when a member is paused or suspended, by the decisions that the reader may connect with them.

    The rest shows on nobody's record: the day on which it ends would tell whom it is about.
    """
    post = aliased(Post)
    until = (
        select(func.max(func.coalesce(Decision.until, FURTHER_NOTICE)))
        .select_from(Decision)
        .join(post, post.id == Decision.post_id)
        .where(
            about(Decision),
            Decision.act == act,
            Decision.undone_at.is_(None),
            ~is_sealed(Decision.case_id, post),
        )
    )
    return until.correlate(Account).scalar_subquery()


def has_seal(case: Case) -> bool:
    """Whether a case is about a post under a name for one thread."""
    return bool(db.session.scalar(select(Post.alias).where(Post.id == case.post_id)))


def open_for(case: Case, account_ids: tuple[int, ...]) -> None:
    """Within an operation that holds the case: these moderators see who wrote, for a while."""
    for account_id in account_ids:
        key = {"case_id": case.id, "account_id": account_id}
        opened = db.session.get(OpenedSeal, key) or OpenedSeal(**key)
        opened.opened_at = clock.now()
        db.session.add(opened)
