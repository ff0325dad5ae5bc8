"""A day after a grave case was decided: somebody looks once more how the person is."""

from forum.accounts.models import Account
from forum.core.errors import Conflict
from forum.core.operation import operation
from forum.core.words import N_
from forum.moderation.audit import Logged, case_target, record
from forum.moderation.cases import lock_case, move
from forum.moderation.desk_models import CaseNote, Said
from forum.moderation.models import Case, State
from forum.moderation.talk import add_line, checked_line


@operation
def finish_follow_up(*, actor: Account, case: Case, words: str) -> CaseNote:
    """Say how it is now, and close the case.

    Raises:
        Conflict: it waits for no follow-up (any more).
        Invalid: there is no note.
    """
    lock_case(case, actor)
    if case.follow_up_at is None:
        raise Conflict(N_("This follow-up has been seen to, or the case is open again."))
    note = add_line(actor, case, Said.FOLLOWED_UP, checked_line(words, empty=_NOTHING))
    if case.state is State.FOLLOW_UP:
        move(case, State.CLOSED)
    case.follow_up_at = None
    record(Logged.FOLLOWED_UP, actor, case_target(case.id), note=note.id)
    return note


_NOTHING = N_("Please say in a line how it is now: what you saw, and whom you wrote to.")
