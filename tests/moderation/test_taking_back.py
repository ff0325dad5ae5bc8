"""Taking a decision back: what it did is undone, and the case is open again where nothing else stands."""

import pytest

from forum.accounts.models import Account
from forum.core.db import db
from forum.core.errors import Conflict, NotFound
from forum.moderation.cases import claim
from forum.moderation.decisions import undo
from forum.moderation.events import Decided, Undone
from forum.moderation.models import Act, AuditEntry, Case, Flag, State
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.moderation.conftest import News


def fresh(account: Account) -> Account:
    db.session.refresh(account)
    return account


def test_hiding_a_first_post_takes_the_thread_away_and_undoing_brings_it_back(cast: Cast) -> None:
    thread = make_thread(cast.porch, by=cast.maya)
    decision = decided(flagged(first_post(thread)), by=cast.ines)
    db.session.refresh(thread)
    assert thread.away_at is not None
    undo(actor=cast.ines, decision=decision)
    db.session.refresh(thread)
    assert (thread.away_at, first_post(thread).absence) == (None, None)


def test_two_pauses_last_as_long_as_the_longer(cast: Cast, post: Post, case: Case) -> None:
    long = decided(case, by=cast.ines, act=Act.PAUSE, days=30)
    short = decided(flagged(post), by=cast.ines, act=Act.PAUSE, days=2)
    assert fresh(cast.maya).paused_until == long.until
    undo(actor=cast.tomas, decision=long)
    assert fresh(cast.maya).paused_until == short.until
    undo(actor=cast.tomas, decision=short)
    assert fresh(cast.maya).paused_until is None


def test_undoing_opens_the_case_again_in_ones_hands(cast: Cast, post: Post, case: Case, told: News) -> None:
    decision = decided(case, by=cast.ines)
    undo(actor=cast.tomas, decision=decision)
    assert (post.absence, case.closed_at, case.state) == (None, None, State.CLAIMED)
    assert (case.claimed_by_id, case.version) == (cast.tomas.id, 3)
    assert (decision.undone_by_id, told[-1]) == (cast.tomas.id, Undone(decision))


def test_reporters_hear_again_when_a_case_is_decided_anew(cast: Cast, post: Post, told: News) -> None:
    case = flagged(post, by=cast.priya)
    undo(actor=cast.ines, decision=decided(case, by=cast.ines))
    assert db.session.query(Flag).one().answered_by_id is None
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    assert [event.reporters for event in told if isinstance(event, Decided)] == [(cast.priya.id,)] * 2


def test_undoing_one_of_two_leaves_the_case_decided(cast: Cast, case: Case) -> None:
    decided(case, by=cast.ines)
    pause = decided(case, by=cast.ines, act=Act.PAUSE)
    undo(actor=cast.ines, decision=pause)
    assert case.state is State.DECIDED and case.closed_at is not None


def test_a_decision_is_taken_back_once(cast: Cast, case: Case) -> None:
    decision = decided(case, by=cast.ines)
    undo(actor=cast.ines, decision=decision)
    with pytest.raises(Conflict, match="taken back in the meantime"):
        undo(actor=cast.tomas, decision=decision)
    assert db.session.query(AuditEntry).filter_by(act="undone").count() == 1


def test_undoing_does_not_pull_a_case_from_anothers_hands(cast: Cast, post: Post, case: Case) -> None:
    decision = decided(case, by=cast.ines, act=Act.NO_ACTION)
    flagged(post)
    claim(actor=cast.tomas, case=case)
    undo(actor=cast.ines, decision=decision)
    assert case.claimed_by_id == cast.tomas.id


def test_a_moderator_does_not_undo_what_concerns_them(cast: Cast) -> None:
    decision = decided(flagged(make_post(by=cast.tomas)), by=cast.ines)
    with pytest.raises(NotFound):
        undo(actor=cast.tomas, decision=decision)
