"""One thread that waits, shown to whoever said that they are up to answering somebody now and then.

Nothing is counted and nothing is owed: whoever says "not today", or has answered somebody, is left in peace
for a day.
"""

from datetime import timedelta

from sqlalchemy import BigInteger, and_, bindparam, delete, exists, or_

from forum.accounts.models import Account
from forum.accounts.rules import may_write
from forum.accounts.visitor import Visitor
from forum.core import clock, jobs
from forum.core.db import UTCDateTime, db, one_row
from forum.core.operation import one_at_a_time, operation
from forum.threads.lists import WAITING, ThreadLine, seen_by
from forum.threads.models import Declined, Post, ReadMark, Thread
from forum.threads.queries import thread_with

REST = timedelta(days=1)
REMEMBERED = timedelta(days=90)
# The gravest threads are with the moderators, and on the list for whoever looks. Nobody is led to one.
FOR_PEERS = 1


def may_be_invited(visitor: Visitor) -> bool:
    """Only members who said so, who could write an answer, and who are not sparing their strength."""
    return visitor.wants_invitations and not visitor.low_energy and bool(may_write(visitor))


def invitation_for(visitor: Visitor) -> ThreadLine | None:
    """The first thread of the list that is somebody else's, and neither read nor declined by this member."""
    if not may_be_invited(visitor):
        return None
    row = one_row(_INVITATION, since=clock.now() - REST, **seen_by(visitor))
    return ThreadLine(*row) if row else None


@operation
def invite(*, actor: Account) -> None:
    """The member is up to answering somebody now and then."""
    actor.wants_invitations = True


@operation
def invite_no_more(*, actor: Account) -> None:
    """The member would rather not be asked."""
    actor.wants_invitations = False


@operation
def decline(*, actor: Account, thread_id: int) -> None:
    """Not today: nothing is shown for a day, and this thread not again.

    Raises:
        NotFound: there is no such thread for this member.
    """
    one_at_a_time(actor.id)
    thread_with(actor, thread_id)
    declined = db.session.get(Declined, (actor.id, thread_id)) or Declined(
        account_id=actor.id, thread_id=thread_id
    )
    declined.at = clock.now()
    db.session.add(declined)


@jobs.nightly
@operation
def forget_declined() -> None:
    """What somebody did not want to read a season ago is nobody's business."""
    db.session.execute(delete(Declined).where(Declined.at < clock.now() - REMEMBERED))


_ME = bindparam("reader_id", type_=BigInteger)
_SINCE = bindparam("since", type_=UTCDateTime())
_RESTS = or_(
    exists().where(Declined.account_id == _ME, Declined.at > _SINCE),
    exists().where(Post.author_id == _ME, Post.created_at > _SINCE, Post.number > 1),
)
_INVITATION = WAITING.where(
    and_(
        Thread.care_rank >= FOR_PEERS,
        Thread.author_id != _ME,
        ReadMark.number.is_(None),
        ~exists().where(Declined.account_id == _ME, Declined.thread_id == Thread.id),
        ~_RESTS,
    )
).limit(1)
