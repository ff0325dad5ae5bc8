"""Asking for a look at a post: any member, from the first day, whatever their standing."""

from sqlalchemy import BigInteger, and_, bindparam, select

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Invalid
from forum.core.operation import operation
from forum.core.rules import require
from forum.core.text import clean_text
from forum.core.words import N_
from forum.moderation import rules
from forum.moderation.cases import bring_forward, join_case
from forum.moderation.models import LONGEST_NOTE, Act, Decision, Flag, Lane, Level, Reason
from forum.threads.drafts import forget_draft
from forum.threads.models import Post
from forum.threads.queries import thread_with

LEVELS = {
    Reason.WORRIED: Level.RED,
    Reason.METHOD_DETAIL: Level.RED,
    Reason.ENCOURAGEMENT: Level.RED,
    Reason.HARASSMENT: Level.AMBER,
    Reason.IDENTIFYING: Level.AMBER,
    Reason.MEDICAL_ADVICE: Level.AMBER,
    Reason.PROMOTION: Level.ROUTINE,
    Reason.SPAM: Level.ROUTINE,
    Reason.OFF_TOPIC: Level.ROUTINE,
    Reason.OTHER: Level.WATCH,
}

# Of the latest answered flags in the rules lane, at least so many, and this share of them led to a step.
LATEST_ANSWERED = 20
FEWEST_ANSWERED = 5
GOOD_EYE = 0.8

_ALREADY = N_(
    "You have flagged this post already, and moderators have it. If you are worried about the person, "
    "you can still say so."
)
_LONG_NOTE = N_("Please keep the note under %(most)s characters; this one has %(has)s.")


@operation
def flag_post(*, actor: Account, post: Post, reason: Reason, note: str = "", revision: int) -> Flag:
    """Ask moderators to look at `post`; `revision` is the wording that was on the page.

    The same flag sent twice is one flag. A flag opens the case of its lane, joins it, or opens it again.

    Raises:
        Conflict: this member has flagged this wording for another reason in the same lane.
        Invalid: the note is too long.
    """
    db.session.refresh(post, with_for_update=True)
    thread_with(actor, post.thread_id)
    require(rules.may_flag(actor, post))
    note = _checked(note)
    lane = lane_of(reason)
    # An edit since then is no reason to refuse: moderators are shown the wording that was meant.
    seen = revision if 1 <= revision <= post.revision else post.revision
    earlier = _earlier(actor, post, seen, lane)
    if earlier is not None:
        if earlier.reason is reason:
            return earlier
        raise Conflict(_ALREADY)
    case = join_case(post, lane, LEVELS[reason])
    if lane is Lane.RULES and has_a_good_eye(actor.id):
        bring_forward(case)
    flag = Flag(
        case_id=case.id,
        case_version=case.version,
        post_id=post.id,
        post_revision=seen,
        reporter_id=actor.id,
        lane=lane,
        reason=reason,
        note=note,
        created_at=clock.now(),
    )
    db.session.add(flag)
    db.session.flush()
    forget_draft(actor.id, flag_place(post.id))
    return flag


def has_a_good_eye(account_id: int) -> bool:
    """Whether what this member flagged lately nearly always led to a step that stands.

    It orders and does nothing else: their flags are looked at a little sooner, nobody's later. A worry about
    a person is never weighed by this.
    """
    led = db.session.scalars(_LED_TO_A_STEP, {"reporter_id": account_id}).all()
    return len(led) >= FEWEST_ANSWERED and sum(led) >= GOOD_EYE * len(led)


def flag_place(post_id: int) -> str:
    """The page on which a post is flagged: where a note waits that was typed before signing in."""
    return f"/p/{post_id}/flag"


def lane_of(reason: Reason) -> Lane:
    """Worry is about a person, everything else about a rule."""
    return Lane.CARE if reason is Reason.WORRIED else Lane.RULES


def _checked(note: str) -> str:
    cleaned = clean_text(note)
    if len(cleaned) > LONGEST_NOTE:
        raise Invalid(_LONG_NOTE, field="text", most=LONGEST_NOTE, has=len(cleaned))
    return cleaned


def _earlier(actor: Account, post: Post, revision: int, lane: Lane) -> Flag | None:
    mine = select(Flag).where(
        Flag.post_id == post.id,
        Flag.reporter_id == actor.id,
        Flag.post_revision == revision,
        Flag.lane == lane,
    )
    return db.session.scalar(mine)


_LED_TO_A_STEP = (
    select(and_(Decision.act.not_in((Act.NO_ACTION, Act.RESTORE)), Decision.undone_at.is_(None)))
    .select_from(Flag)
    .join(Decision, Decision.id == Flag.answered_by_id)
    .where(Flag.reporter_id == bindparam("reporter_id", type_=BigInteger), Flag.lane == Lane.RULES)
    .order_by(Flag.id.desc())
    .limit(LATEST_ANSWERED)
)
