"""Whatever moderators decide and take back, in whatever order: the post and its author's standing are
what the decisions that stand say, and the log holds every step.
"""

from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.accounts.models import Account
from forum.core.db import db
from forum.moderation.audit import verify
from forum.moderation.decisions import undo
from forum.moderation.effects import FURTHER_NOTICE
from forum.moderation.models import Act, AuditEntry, Case, Decision, Lane, Reason, State
from forum.moderation.rules import acts_for
from forum.threads.models import Absence, Post, Thread
from tests.cast import Cast
from tests.make import first_post, make_member, make_thread
from tests.moderation.acts import decided, flagged

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), st.sampled_from(Act), st.sampled_from(Lane), st.integers(1, 60)),
        st.tuples(st.just("undo"), st.integers(0, 9)),
    ),
    max_size=10,
)


@dataclass
class Expected:
    """What should be, kept as simply as it can be: the decisions in their order, and which were undone."""

    made: list[tuple[int, Act, datetime | None]] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)

    @property
    def standing(self) -> list[tuple[int, Act, datetime | None]]:
        return [decision for decision in self.made if decision[0] not in self.undone]

    @property
    def absence(self) -> Absence | None:
        shown: Absence | None = None
        for _, act, _ in self.standing:
            if act in (Act.HIDE, Act.REMOVE, Act.RESTORE):
                shown = {Act.HIDE: Absence.HIDDEN, Act.REMOVE: Absence.REMOVED}.get(act)
        return shown

    def end_of(self, act: Act) -> datetime | None:
        ends = [until or FURTHER_NOTICE for _, did, until in self.standing if did is act]
        return max(ends) if ends else None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_stands_is_what_shows(app: Flask, cast: Cast, steps: list[tuple[object, ...]]) -> None:
    author = make_member()
    thread = make_thread(cast.porch, by=author)
    post = first_post(thread)
    cases = {lane: flagged(post, reason=_reason(lane)) for lane in Lane}
    before, expected = db.session.query(AuditEntry).count(), Expected()
    for step in steps:
        _take(step, cast, cases, post, expected)
        _check(author, post, expected)
    done = len(expected.made) + len(expected.undone)
    assert db.session.query(AuditEntry).count() - before == done
    assert verify() == []
    for case in cases.values():
        db.session.refresh(case)
        stands = any(decision.case_id == case.id and not decision.undone_at for decision in _decisions(post))
        assert (case.state is State.DECIDED) == stands == (case.closed_at is not None)


def _reason(lane: Lane) -> Reason:
    return Reason.WORRIED if lane is Lane.CARE else Reason.SPAM


def _take(
    step: tuple[object, ...], cast: Cast, cases: dict[Lane, Case], post: Post, expected: Expected
) -> None:
    if step[0] == "undo":
        left = [number for number, _, _ in expected.standing]
        if left:
            chosen = left[int(str(step[1])) % len(left)]
            undo(actor=cast.ines, decision=db.session.get_one(Decision, chosen))
            expected.undone.add(chosen)
        return
    _, act, lane, days = step
    assert isinstance(act, Act) and isinstance(lane, Lane) and isinstance(days, int)
    db.session.refresh(post)
    if act in acts_for(lane, post.absence):
        decision = decided(
            cases[lane], by=cast.ines, act=act, days=days if days < 50 or act is Act.PAUSE else None
        )
        expected.made.append((decision.id, act, decision.until))


def _check(author: Account, post: Post, expected: Expected) -> None:
    db.session.refresh(author)
    db.session.refresh(post)
    thread = db.session.get_one(Thread, post.thread_id, populate_existing=True)
    assert post.absence is expected.absence
    assert (thread.away_at is not None) == (expected.absence is not None)
    assert author.paused_until == expected.end_of(Act.PAUSE)
    assert author.suspended_until == expected.end_of(Act.SUSPEND)


def _decisions(post: Post) -> list[Decision]:
    return db.session.query(Decision).filter_by(post_id=post.id).all()
