"""Earlier wordings, and their author's way to take one out of sight."""

from sqlalchemy import select

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotFound
from forum.core.operation import operation
from forum.core.rules import require
from forum.threads import rules
from forum.threads.models import Post, Revision


@operation
def take_out_of_sight(*, actor: Account, post: Post, number: int) -> None:
    """Leave an earlier wording of one's own post to moderators alone; that there was one stays to be seen.

    Raises:
        NotFound: the post has had no such wording.
    """
    db.session.refresh(post, with_for_update=True)
    require(rules.may_take_out_of_sight(actor, post))
    which = select(Revision).where(Revision.post_id == post.id, Revision.number == number)
    wording = db.session.scalar(which.execution_options(populate_existing=True))
    if wording is None:
        raise NotFound
    wording.out_of_sight_at = wording.out_of_sight_at or clock.now()
