"""What moderation announces, in the transaction in which it happens."""

from dataclasses import dataclass

from forum.moderation.models import Decision
from forum.moderation.record_models import Appeal
from forum.threads.models import Post


@dataclass(frozen=True, slots=True)
class Decided:
    """A case was decided. `reporters` are the accounts whose flags it answers; its author never learns who.

    The author's statement stands at `/decisions/<decision.id>` (only where `decision.act.touches_author`),
    a reporter's outcome at `/outcomes/<decision.case_id>`.
    """

    decision: Decision
    post: Post
    reporters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """A decision was taken back, and what it did with it; perhaps because an appeal won."""

    decision: Decision
    by_appeal: bool = False


@dataclass(frozen=True, slots=True)
class AdminsCalled:
    """A case waits for an admin, as it stands at `version`; `admins` are those whom it is not about."""

    case_id: int
    version: int
    admins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AppealAnswered:
    """Somebody looked again. `reporters` are those whose flags the decision had answered.

    Where the appeal was upheld, `Undone` came before this.
    """

    appeal: Appeal
    decision: Decision
    reporters: tuple[int, ...]
