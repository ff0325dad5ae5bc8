"""The end of a shift: what is in hand is put back, and a note left for whoever comes next."""

from sqlalchemy import BigInteger, bindparam, select

from forum.accounts.models import Account
from forum.accounts.rules import may_moderate
from forum.accounts.visitor import Actor
from forum.core import clock
from forum.core.db import LARGEST_ID, AnyRow, db, rows
from forum.core.operation import operation
from forum.core.paging import KeysetPage, keyset_page
from forum.core.rules import require
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.cases import let_go
from forum.moderation.desk_models import Handover
from forum.moderation.models import Case
from forum.moderation.shifts import end_shift_now
from forum.moderation.talk import checked_line
from forum.threads.drafts import forget_draft

NOTES_A_PAGE = 20
HANDOVER_PLACE = "/moderation/handover"


@operation
def end_shift(*, actor: Account) -> None:
    """Go off duty. What one has in hand goes back to the queue."""
    require(may_moderate(actor))
    held = select(Case).where(Case.claimed_by_id == actor.id, Case.closed_at.is_(None)).order_by(Case.id)
    for case in db.session.scalars(held.with_for_update().execution_options(populate_existing=True)):
        let_go(case)
        record(Logged.RELEASED, actor, case_target(case.id))
    end_shift_now(actor.id)


@operation
def write_handover(*, actor: Account, words: str) -> Handover:
    """Leave a note for whoever comes next.

    Raises:
        Invalid: there is nothing in it, or too much.
    """
    require(may_moderate(actor))
    note = Handover(account_id=actor.id, words=checked_line(words), written_at=clock.now())
    db.session.add(note)
    forget_draft(actor.id, HANDOVER_PLACE)
    return note


def handover_page(actor: Actor, before: int = LARGEST_ID) -> KeysetPage[AnyRow]:
    """What was left for whoever comes next, the latest first, from below the note `before`."""
    require(may_moderate(actor))
    return keyset_page(rows(_NOTES, before=before), NOTES_A_PAGE, lambda row: str(row.id))


_NOTES = (
    select(Handover.id, Handover.words, Handover.written_at, Account.name)
    .join(Account, Account.id == Handover.account_id)
    .where(Handover.id < bindparam("before", type_=BigInteger))
    .order_by(Handover.id.desc())
    .limit(NOTES_A_PAGE + 1)
)
