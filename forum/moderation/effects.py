"""What decisions do, worked out from the decisions that stand.

Making one and taking one back both end here, so the inverse of an act is that act no longer standing,
in whatever order decisions are made and undone.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.moderation.models import Act, Decision
from forum.moderation.seals import FURTHER_NOTICE
from forum.moderation.signals import holding_since
from forum.threads import amending, moving
from forum.threads.editing import set_absence
from forum.threads.models import Absence, Post

_SHOWS_AS = {Act.HIDE: Absence.HIDDEN, Act.REMOVE: Absence.REMOVED, Act.RESTORE: None}


def put_in_force(post: Post, decision: Decision) -> None:
    """Within an operation: a decision was made or taken back; bring what it is about to what stands now."""
    act = decision.act
    if act.is_about_person and act is not Act.WARN:
        _set_standing(post.author_id)
    elif act in _SHOWS_AS:
        _set_absence(post)
    elif act is Act.NOTE:
        _set_notes(post)
    elif act is Act.EDIT:
        _set_wording(post, decision)
    elif act is Act.MOVE:
        _set_board(post, decision)
    elif act is Act.LOCK:
        _set_rest(post)


def _set_absence(post: Post) -> None:
    """The latest standing decision shows or hides. What its author took back stays taken back.

    Where a watched word holds this wording, and no decision on it stands, it waits.
    """
    if post.absence is Absence.WITHDRAWN:
        return
    standing = select(Decision).where(
        Decision.post_id == post.id, Decision.undone_at.is_(None), Decision.act.in_(_SHOWS_AS)
    )
    last = db.session.scalar(standing.order_by(Decision.id.desc()).limit(1))
    absence = _SHOWS_AS[last.act] if last else None
    held = holding_since(post.id)
    if held is not None and (last is None or last.post_revision < held):
        absence, last = Absence.HELD, None
    if absence is not post.absence:
        set_absence(post, absence, at=last.made_at if last else clock.now())


def _set_notes(post: Post) -> None:
    """The notes of every standing decision are added to those of its author."""
    added = [note for decision in _standing(post, Act.NOTE) for note in decision.particulars["notes"]]
    amending.set_added_notes(post, added)


def _set_wording(post: Post, decision: Decision) -> None:
    """The latest standing decision on the author's own latest wording says how it reads.

    Once its author has written the post anew, theirs stays. Wordings from before any decision that stands are
    not for everybody, since what was taken out can be read in them.
    """
    if post.absence is Absence.WITHDRAWN:
        return
    stands = [int(made.particulars["wording"]) for made in _standing(post, Act.EDIT)]
    own = amending.authors_wording(post)
    shown = max((wording for wording in stands if wording > own), default=own)
    source = amending.wording_of(post, shown)
    by_id = decision.undone_by_id or decision.moderator_id
    amending.reword(post, source, by_id=by_id, trimmed_from=max(stands, default=0))


def _set_board(post: Post, decision: Decision) -> None:
    """A thread is where the latest standing decision put it, or else where it was before the first."""
    every = select(Decision).where(Decision.post_id == post.id, Decision.act == Act.MOVE)
    moves = list(db.session.scalars(every.order_by(Decision.id)))
    standing = [move for move in moves if move.undone_at is None]
    if standing:
        board_id, topic_id = standing[-1].particulars["board"], None
    else:
        board_id, topic_id = moves[0].particulars["from"], moves[0].particulars["topic"]
    # What a thread held when it was moved was there for everybody to read; what came after was not.
    taken_back = decision.undone_at is not None
    since = decision.made_at if taken_back else datetime.min.replace(tzinfo=UTC)
    moving.place_thread(post.thread_id, board_id=board_id, topic_id=topic_id, confided_since=since)


def _set_rest(post: Post) -> None:
    """A thread rests while a decision says so; the latest has the sign."""
    last = next(reversed(_standing(post, Act.LOCK)), None)
    moving.rest_thread(
        post.thread_id, since=last.made_at if last else None, sign=last.particulars["sign"] if last else ""
    )


def _standing(post: Post, act: Act) -> Sequence[Decision]:
    """What was decided on a post and stands, in its order."""
    stands = select(Decision).where(
        Decision.post_id == post.id, Decision.undone_at.is_(None), Decision.act == act
    )
    return db.session.scalars(stands.order_by(Decision.id)).all()


def _set_standing(account_id: int) -> None:
    """A member is paused, or suspended, for as long as the longest standing decision says."""
    account = db.session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
    account.paused_until = _latest_end(account_id, Act.PAUSE)
    account.suspended_until = _latest_end(account_id, Act.SUSPEND)


def _latest_end(account_id: int, act: Act) -> datetime | None:
    standing = select(Decision.until).where(
        Decision.account_id == account_id, Decision.act == act, Decision.undone_at.is_(None)
    )
    return max((until or FURTHER_NOTICE for until in db.session.scalars(standing)), default=None)
