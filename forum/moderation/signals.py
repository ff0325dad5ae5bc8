"""What the forum notices by itself: the first posts of new members, and watched words.

All of it is for moderators. A signal opens or raises a case in the rules lane; only a watched word that an
admin chose for it holds a post, and never one that may be a cry for help.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import BigInteger, bindparam, exists, or_, select, update

from forum.accounts.models import Account
from forum.accounts.rules import is_staff
from forum.core import clock
from forum.core.db import AnyRow, db, rows
from forum.moderation.cases import join_case
from forum.moderation.matching import read
from forum.moderation.models import Case, Flag, Lane, Level
from forum.moderation.sorting import hears_danger
from forum.moderation.watched_models import Effect, Signal, Source
from forum.moderation.watching import Sighting, may_be_a_cry_for_help, sightings_in
from forum.threads.editing import set_absence
from forum.threads.models import Absence, Post, Revision, Thread

# So many posts of somebody who joined no longer ago than this; everybody reads them at once all the same.
FIRST_POSTS = 2
NEW_FOR = timedelta(days=30)
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class _Noticed:
    source: Source
    level: Level | None = None
    """None: worth a note, and no case of its own."""
    seen: Sighting | None = None
    holds: bool = False


def look_at(post: Post, thread: Thread, by: Account) -> None:
    """Within the operation that wrote it: notice what there is to notice about a post's new wording.

    What moderators write themselves is left alone.
    """
    if is_staff(by):
        return
    noticed = _watched(post, thread, by)
    if post.revision == 1 and _is_first_post(by):
        noticed.append(_Noticed(Source.FIRST_POST, Level.ROUTINE))
    if not noticed:
        return
    levels = [one.level for one in noticed if one.level is not None]
    case = join_case(post, Lane.RULES, min(levels, key=lambda level: level.rank), flags=0) if levels else None
    # A mere note belongs to no case: it did not bring it up.
    db.session.add_all(_signal(one, post, case if one.level else None) for one in noticed)
    db.session.flush()
    if any(one.holds for one in noticed):
        set_absence(post, Absence.HELD, at=clock.now())


def holding_since(post_id: int) -> int | None:
    """The wording from which on a post waits for a decision on that wording or a later one; None for none."""
    holding = select(Signal.post_revision).where(Signal.post_id == post_id, Signal.holds.is_(True))
    return db.session.scalar(holding.order_by(Signal.post_revision.desc()).limit(1))


def machine_pointed_there(case_id: int) -> bool:
    """Whether a machine took part in a case: a watched word brought it up, and nobody had flagged it.

    That a post is somebody's first is no machine's judgement, and neither is a note that a reader missed. A
    mere note brings nothing up.
    """
    flagged_before = exists().where(Flag.case_id == case_id, Flag.created_at < Signal.created_at)
    words = select(Signal.id).where(Signal.case_id == case_id, Signal.source == Source.WATCHED_WORD)
    return db.session.scalar(words.where(~flagged_before).limit(1)) is not None


def answer_signals(case_id: int, decision_id: int) -> None:
    """Within an operation: a decision answers what was noticed."""
    waiting = update(Signal).where(Signal.case_id == case_id, Signal.answered_by_id.is_(None))
    answered = waiting.values(answered_by_id=decision_id)
    db.session.execute(answered.execution_options(synchronize_session=False))


def ask_again(case_id: int) -> None:
    """Within an operation: the case is open again, and what was noticed waits with it."""
    again = update(Signal).where(Signal.case_id == case_id).values(answered_by_id=None)
    db.session.execute(again.execution_options(synchronize_session=False))


def signals_on(case_id: int, post_id: int, lane: Lane) -> Sequence[AnyRow]:
    """What was noticed about a post, the latest first, for the page of a case of this lane."""
    return rows(_ON, case_id=case_id, post_id=post_id) if lane is Lane.RULES else ()


def signals_waiting(case_ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    """What was noticed and waits for an answer, by case: `source` and `cue`, each once."""
    waiting: dict[int, list[AnyRow]] = {}
    for row in rows(_WAITING, case_ids=case_ids) if case_ids else ():
        waiting.setdefault(row.case_id, []).append(row)
    return waiting


def _watched(post: Post, thread: Thread, by: Account) -> list[_Noticed]:
    """Watched words that are new in this wording: one that stood there before has spoken already."""
    reading = read(post.html, thread.title if post.number == 1 else "")
    found = sightings_in(reading)
    if found and post.revision > 1:
        spoken = _spoken(post)
        found = [seen for seen in found if seen.word_id not in spoken]
    wants_to_hold = any(seen.effect is Effect.HOLD for seen in found)
    cry = wants_to_hold and (may_be_a_cry_for_help(reading) or hears_danger(post, thread, by))
    return [
        _Noticed(
            Source.WATCHED_WORD,
            level=None if seen.effect is Effect.NOTE else seen.level,
            seen=seen,
            holds=seen.effect is Effect.HOLD and not cry,
        )
        for seen in found
    ]


def _spoken(post: Post) -> set[int]:
    """Words that a signal told of before, and that stood in the wording before this one too."""
    told = set(db.session.scalars(select(Signal.word_id).where(Signal.post_id == post.id)))
    before = select(Revision).where(Revision.post_id == post.id, Revision.number == post.revision - 1)
    revision = db.session.scalar(before)
    if not told or revision is None:
        return set()
    stood = sightings_in(read(revision.html, revision.title))
    return {seen.word_id for seen in stood if seen.word_id in told}


def _is_first_post(by: Account) -> bool:
    if clock.now() - by.created_at > NEW_FOR:
        return False
    # The one at hand is among them.
    mine = select(Post.id).where(Post.author_id == by.id).limit(FIRST_POSTS + 1)
    return len(db.session.scalars(mine).all()) <= FIRST_POSTS


def _signal(one: _Noticed, post: Post, case: Case | None) -> Signal:
    return Signal(
        case_id=case.id if case else None,
        post_id=post.id,
        post_revision=post.revision,
        source=one.source,
        word_id=one.seen.word_id if one.seen else None,
        cue=one.seen.pattern if one.seen else "",
        why=one.seen.why if one.seen else "",
        holds=one.holds,
        created_at=clock.now(),
    )


_CASE_ID = bindparam("case_id", type_=BigInteger)

_ON = (
    select(
        Signal.source,
        Signal.cue,
        Signal.why,
        Signal.holds,
        Signal.created_at,
        Signal.post_revision,
        Signal.answered_by_id,
    )
    .where(
        Signal.post_id == bindparam("post_id", type_=BigInteger),
        or_(Signal.case_id == _CASE_ID, Signal.case_id.is_(None)),
    )
    .order_by(Signal.id.desc())
    .limit(MOST_SHOWN)
)

_WAITING = (
    select(Signal.case_id, Signal.source, Signal.cue)
    .where(Signal.case_id.in_(bindparam("case_ids", expanding=True)), Signal.answered_by_id.is_(None))
    .distinct()
    .order_by(Signal.case_id, Signal.source, Signal.cue)
)
