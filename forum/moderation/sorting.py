"""The sorting aid at work: it brings a post before moderators sooner, and does nothing else.

Nothing it finds hides, holds, delays, lowers, closes or answers, and no member ever hears of it; all it can
do besides is keep a watched word from holding a post. It writes nothing into the log: what it said lasts no
longer than `forget_sortings` says, and the log is for good.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import bindparam, delete, literal, or_, select, update

from forum.accounts.consent import may_be_sorted
from forum.accounts.models import Account
from forum.core import clock, jobs
from forum.core.db import AnyRow, db, rows
from forum.core.operation import operation
from forum.moderation.cases import join_case
from forum.moderation.models import Case, Decision, Lane, Level
from forum.moderation.sorting_models import Judged, Sorting
from forum.safety.triage import Cue, Triage, triage
from forum.safety.triage import Level as TriageLevel
from forum.threads.editing import WITHDRAWN_KEPT
from forum.threads.models import Absence, Post, Thread

log = logging.getLogger(__name__)

SORTINGS_KEPT = timedelta(days=90)
# A cue that its context has weighed down below this ("I once had a plan") says nothing of today.
SPEAKS_UP = 0.3
# Beginnings of the ids of rules (forum/safety/triage/rules.toml).
PLANS = ("plan-", "means-", "farewell-", "giving-", "attempt-now")
WISHES = ("passive-wish", "passive-suicidal", "passive-thinking", "self-harm")


def sort_post(post: Post, thread: Thread, by: Account) -> None:
    """Within the operation that wrote it: open or raise a case where a post's new wording points to risk.

    Whatever goes wrong here, the post is published: that matters more than its place in a queue.
    """
    if not may_be_sorted(by):
        return
    with _never_in_the_way(post):
        found = _read(post, thread)
        # Without a reason to show, there is nothing that a moderator could make of it.
        if found.level is not TriageLevel.CALM and found.cues:
            with db.session.begin_nested():
                _bring_up(post, found)


def hears_danger(post: Post, thread: Thread, by: Account) -> bool:
    """Whether the aid hears an intent, a wish or self-harm in a post: amber and above. It is kept nowhere.

    That it may not read somebody's posts, or fails, is a no.
    """
    found = None
    with _never_in_the_way(post):
        found = _read(post, thread) if may_be_sorted(by) else None
    if found is None or found.level is TriageLevel.CALM:
        return False
    return level_of(found).rank <= Level.AMBER.rank


def level_of(found: Triage) -> Level:
    """How soon a person should look, by what the aid found; it found something."""
    if found.level is TriageLevel.URGENT:
        return Level.CRISIS if _speaks(found.cues, PLANS) else Level.RED
    return Level.AMBER if _speaks(found.cues, WISHES) else Level.WATCH


def note_judgement(case_id: int, judged: Judged) -> None:
    """Within an operation: what whoever decided found, where the aid had said something."""
    db.session.execute(update(Sorting).where(Sorting.case_id == case_id).values(judged=judged))


def look_back(decision: Decision, post: Post) -> None:
    """Within the operation that decided: whether the aid took part, and whether it had missed this.

    It takes part in what takes something from an author. An act of care takes nothing and says nothing of it.
    """
    case = db.session.get_one(Case, decision.case_id)
    if case.lane is not Lane.CARE:
        return
    sorting = _sorting(case)
    if sorting is None:
        _note_miss(case, post)
    elif sorting.level is not TriageLevel.CALM and decision.act.needs_reasons:
        decision.machine_took_part = True


def sortings_waiting(case_ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    """Cases that the aid opened, or opened again, as `signals.signals_waiting` has them: `source`, `cue`."""
    found = rows(_WAITING, case_ids=case_ids) if case_ids else ()
    return {row.case_id: [row] for row in found}


@jobs.nightly
@operation
def forget_sortings() -> None:
    """What the aid said goes with the post, when its author opts out, and 90 days after it was said.

    While a case still waits, it stays: whoever looks has to know why.
    """
    now = clock.now()
    opted_out = Case.account_id.in_(select(Account.id).where(Account.by_time_only))
    gone = or_(
        Post.source == "",
        (Post.absence == Absence.WITHDRAWN) & (Post.absent_at < now - WITHDRAWN_KEPT),
        (opted_out | (Sorting.read_at < now - SORTINGS_KEPT)) & Case.closed_at.is_not(None),
    )
    which = select(Sorting.id).join(Case, Case.id == Sorting.case_id).join(Post, Post.id == Case.post_id)
    forgotten = delete(Sorting).where(Sorting.id.in_(which.where(gone)))
    db.session.execute(forgotten.execution_options(synchronize_session=False))


def _read(post: Post, thread: Thread) -> Triage:
    return triage(post.source, title=thread.title if post.number == 1 else "")


def _speaks(cues: Sequence[Cue], beginnings: tuple[str, ...]) -> bool:
    return any(cue.id.startswith(beginnings) and cue.weight >= SPEAKS_UP for cue in cues)


def _bring_up(post: Post, found: Triage) -> None:
    known = db.session.scalar(select(Case).where(Case.post_id == post.id, Case.lane == Lane.CARE))
    sorting = _sorting(known) if known else None
    if known and sorting and (_said_before(sorting, found) or _is_still_graver(known, sorting, found)):
        # A moderator may have lowered or closed it since; the same words do not overrule a person.
        return
    case = join_case(post, Lane.CARE, level_of(found), flags=0)
    _keep(sorting or Sorting(case_id=case.id), post, found, asked_for=level_of(found))


def _said_before(sorting: Sorting, found: Triage) -> bool:
    known = {cue["id"] for cue in sorting.cues}
    graver = sorting.asked_for is None or level_of(found).rank < sorting.asked_for.rank
    return not graver and all(cue.id in known for cue in found.cues)


def _is_still_graver(case: Case, sorting: Sorting, found: Triage) -> bool:
    """Whether a case that nobody has closed stands here for a graver wording: its reasons stay to be read."""
    asked = sorting.asked_for
    return case.closed_at is None and asked is not None and asked.rank < level_of(found).rank


def _sorting(case: Case) -> Sorting | None:
    return db.session.scalar(select(Sorting).where(Sorting.case_id == case.id))


def _note_miss(case: Case, post: Post) -> None:
    """People opened a grave case: if the aid says calm to what they read there, that is counted."""
    author = db.session.get_one(Account, case.account_id)
    if not (case.level.is_grave and post.source and may_be_sorted(author)):
        return
    with _never_in_the_way(post):
        found = _read(post, db.session.get_one(Thread, post.thread_id))
        if found.level is TriageLevel.CALM:
            with db.session.begin_nested():
                _keep(Sorting(case_id=case.id), post, found)


def _keep(sorting: Sorting, post: Post, found: Triage, *, asked_for: Level | None = None) -> None:
    sorting.asked_for = asked_for
    sorting.post_revision, sorting.level, sorting.judged = post.revision, found.level, None
    sorting.cues = [
        {"id": cue.id, "start": cue.start, "end": cue.end, "note": cue.note} for cue in found.cues
    ]
    sorting.rules_version, sorting.read_at = found.rules_version, clock.now()
    db.session.add(sorting)
    db.session.flush()


@contextmanager
def _never_in_the_way(post: Post) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # Its message could hold the post's words, and those are for no log.
        log.error("the sorting aid failed on post %s: %s", post.id, type(error).__name__)


_WAITING = (
    select(Sorting.case_id, literal("triage").label("source"), literal("").label("cue"))
    .join(Case, Case.id == Sorting.case_id)
    .where(
        Sorting.case_id.in_(bindparam("case_ids", expanding=True)),
        Sorting.level != TriageLevel.CALM,
        # Since the case came up last; before that, somebody has answered it.
        or_(Case.reopened_at.is_(None), Sorting.read_at >= Case.reopened_at),
    )
)
