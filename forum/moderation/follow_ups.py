"""A day after a grave case was decided: somebody looks once more how the person is."""

from sqlalchemy import select

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict
from forum.core.operation import operation
from forum.core.words import N_
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.cases import lock_case, move
from forum.moderation.desk_models import CaseNote, Said
from forum.moderation.models import Case, Decision, State
from forum.moderation.second_looks import others_active
from forum.moderation.talk import add_line, checked_line


@operation
def finish_follow_up(*, actor: Account, case: Case, words: str) -> CaseNote:
    """Say how it is now, and close the case. Whoever decided it waits for the day, unless they are alone.

    Raises:
        Conflict: it waits for no follow-up (any more), or not for this moderator's yet.
        Invalid: there is no note.
    """
    lock_case(case, actor)
    if case.follow_up_at is None:
        raise Conflict(N_("This follow-up has been seen to, or the case is open again."))
    if clock.now() < case.follow_up_at and _decided(actor, case) and others_active(actor.id, case.account_id):
        raise Conflict(_TOO_SOON)
    note = add_line(actor, case, Said.FOLLOWED_UP, checked_line(words, empty=_NOTHING))
    if case.state is State.FOLLOW_UP:
        move(case, State.CLOSED)
    case.follow_up_at = None
    record(Logged.FOLLOWED_UP, actor, case_target(case.id), note=note.id)
    return note


def _decided(actor: Account, case: Case) -> bool:
    """Whether `actor` made the last decision that stands here."""
    standing = select(Decision.moderator_id).where(Decision.case_id == case.id, Decision.undone_at.is_(None))
    return db.session.scalar(standing.order_by(Decision.id.desc()).limit(1)) == actor.id


_TOO_SOON = N_(
    "You decided this case, so please let the day go by, or leave it to somebody else, who can look sooner. "
    "What you saw until then can stand in a note."
)
_NOTHING = N_("Please say in a line how it is now: what you saw, and whom you wrote to.")
