"""What moderation announces, in the transaction in which it happens."""

from dataclasses import dataclass

from forum.moderation.models import Decision
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
    """A decision was taken back, and what it did with it."""

    decision: Decision
