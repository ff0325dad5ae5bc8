"""Who may read a board, as a question about one board and as a filter over all of them."""

from sqlalchemy import Boolean, bindparam, or_

from forum.accounts.rules import is_member
from forum.accounts.visitor import Actor
from forum.boards.models import Audience, Board
from forum.core.rules import UNSEEN, YES, Verdict

# The boards that exist for whoever `as_seen_by` describes. A statement holding it is built once, at import.
VISIBLE = or_(Board.audience == Audience.PUBLIC, bindparam("viewer_is_member", type_=Boolean))


def as_seen_by(actor: Actor) -> dict[str, object]:
    """What `VISIBLE` needs to know of `actor`."""
    return {"viewer_is_member": is_member(actor)}


def may_see(actor: Actor, audience: Audience) -> Verdict:
    """Whether a board with this audience exists for `actor`; agrees with `VISIBLE`."""
    return YES if is_member(actor) or audience is Audience.PUBLIC else UNSEEN
