"""Who may see a thread and its posts, and who may add to them or change them."""

from typing import Protocol

from sqlalchemy import BigInteger, Boolean, and_, bindparam, or_

from forum.accounts.rules import is_member, is_staff, may_write
from forum.accounts.visitor import Actor
from forum.boards import rules as board_rules
from forum.boards.models import Audience
from forum.core.rules import UNSEEN, YES, Verdict, no
from forum.core.words import N_
from forum.threads.models import Absence, Post, Revision, Thread

# The threads (joined to their boards) that exist for whoever `as_seen_by` describes.
VISIBLE = and_(
    board_rules.VISIBLE,
    or_(
        Thread.away_at.is_(None),
        Thread.author_id == bindparam("viewer_id", type_=BigInteger),
        bindparam("viewer_is_staff", type_=Boolean),
    ),
)

# The posts in them whose words are shown to whoever that is.
READABLE = or_(
    Post.absence.is_(None),
    bindparam("viewer_is_staff", type_=Boolean),
    and_(Post.author_id == bindparam("viewer_id", type_=BigInteger), Post.absence != Absence.WITHDRAWN),
)

_NOT_YOURS = N_("Only the person who wrote this can change it.")
# What its author can still change or take back.
_STILL_ONES_OWN = (None, Absence.HELD)
_FEW_CAN_WRITE = N_(
    "Only a few people can write here at present, so a post without a name would give them away."
)
_GONE = N_("This post is not shown any more, so nothing can be done with it.")


class ThreadFacts(Protocol):
    """What rules ask of a thread: the table's row and the page's row both answer."""

    @property
    def author_id(self) -> int: ...
    @property
    def away_at(self) -> object: ...
    @property
    def locked_at(self) -> object: ...
    @property
    def locked_reason(self) -> str: ...


def as_seen_by(actor: Actor) -> dict[str, object]:
    """What `VISIBLE` and `READABLE` need to know of `actor`."""
    return board_rules.as_seen_by(actor) | {"viewer_id": actor.id, "viewer_is_staff": is_staff(actor)}


def may_see(actor: Actor, thread: ThreadFacts, audience: Audience) -> Verdict:
    """Whether a thread on a board with this audience exists for `actor`; agrees with `VISIBLE`."""
    if not board_rules.may_see(actor, audience):
        return UNSEEN
    if thread.away_at is None or is_staff(actor) or (is_member(actor) and thread.author_id == actor.id):
        return YES
    return UNSEEN


def may_start(actor: Actor, audience: Audience) -> Verdict:
    """Whether `actor` may start a thread on a board with this audience."""
    return may_write(actor) if board_rules.may_see(actor, audience) else UNSEEN


def may_reply(actor: Actor, thread: ThreadFacts, audience: Audience) -> Verdict:
    """Whether `actor` may add a post to this thread."""
    seen = may_see(actor, thread, audience)
    if not seen:
        return seen
    if thread.locked_at is not None and not is_staff(actor):
        return no(
            N_("This thread is resting: it is closed to new replies. %(why)s"), why=thread.locked_reason
        )
    return may_write(actor)


def may_go_without_name(thread: ThreadFacts) -> Verdict:
    """Whether a post can stand there without a name: where few can write, that would tell who they are."""
    if thread.locked_at is not None or thread.away_at is not None:
        return no(_FEW_CAN_WRITE)
    return YES


def may_edit(actor: Actor, post: Post, thread: ThreadFacts) -> Verdict:
    """Whether `actor` may change the wording of `post`, which they can see."""
    if not is_member(actor) or post.author_id != actor.id:
        return no(_NOT_YOURS)
    if post.absence not in _STILL_ONES_OWN:
        return no(_GONE)
    if thread.locked_at is not None:
        return no(N_("This thread is resting, so its posts stay as they are. You can still withdraw yours."))
    return may_write(actor)


def may_withdraw(actor: Actor, post: Post) -> Verdict:
    """Taking back one's own words is open to every member, whatever their standing."""
    if not is_member(actor) or post.author_id != actor.id:
        return no(_NOT_YOURS)
    return YES if post.absence in _STILL_ONES_OWN else no(_GONE)


def may_suggest_notes(actor: Actor, post: Post) -> Verdict:
    """Whether `actor` may suggest content notes for `post`, which they can see."""
    if is_member(actor) and post.author_id == actor.id:
        return no(N_("You wrote this yourself: its content notes are under Edit."))
    return may_write(actor) if post.absence is None else no(_GONE)


def may_answer_suggestion(actor: Actor, post: Post) -> Verdict:
    """Whether `actor` may say if a suggested note stands on `post`: its author, whatever their standing."""
    if not is_member(actor) or post.author_id != actor.id:
        return no(_NOT_YOURS)
    return YES if post.absence in _STILL_ONES_OWN else no(_GONE)


def may_read_words(actor: Actor, post: Post) -> Verdict:
    """Whether the words of `post` are shown to `actor`, who can see its thread; agrees with `READABLE`."""
    if post.absence is None or is_staff(actor):
        return YES
    own = is_member(actor) and post.author_id == actor.id and post.absence is not Absence.WITHDRAWN
    return YES if own else UNSEEN


def may_take_out_of_sight(actor: Actor, post: Post) -> Verdict:
    """Taking an earlier wording away is open to its author, as long as they can read the post themselves."""
    if not is_member(actor) or post.author_id != actor.id:
        return no(_NOT_YOURS)
    return YES if may_read_words(actor, post) else UNSEEN


def may_read_wording(actor: Actor, wording: Revision) -> Verdict:
    """Whether an earlier wording shows its words to `actor`: its author may have taken it away."""
    return YES if wording.out_of_sight_at is None or is_staff(actor) else UNSEEN


def first_wording(actor: Actor, post: Post) -> int:
    """The earliest wording of `post` that is for `actor`: what moderators took out is not for everybody."""
    own = is_member(actor) and post.author_id == actor.id
    return 1 if own or is_staff(actor) else post.trimmed_from
