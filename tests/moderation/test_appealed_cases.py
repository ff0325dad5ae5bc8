"""An appeal opens its case again, under Appeals, until somebody else has answered."""

import pytest

from forum.core.db import db
from forum.moderation.appeals import answer_appeal, appeal
from forum.moderation.decisions import undo
from forum.moderation.follow_ups import finish_follow_up
from forum.moderation.models import Act, Case, Decision, Reason, State
from forum.threads.models import Post
from tests.cast import Cast
from tests.moderation.acts import decided, flagged
from tests.page import Guest

WHY = "The second line is a song, and says nothing about how."
KEPT = "I read it as the first did."


@pytest.fixture
def decision(cast: Cast, case: Case) -> Decision:
    """Ines has hidden Maya's reply."""
    return decided(case, by=cast.ines)


def state_of(decision: Decision) -> State:
    return db.session.get_one(Case, decision.case_id, populate_existing=True).state


def test_a_case_is_open_again_until_its_appeal_is_answered(cast: Cast, decision: Decision) -> None:
    assert state_of(decision) is State.DECIDED
    asked = appeal(actor=cast.maya, decision=decision, words=WHY)
    assert state_of(decision) is State.APPEALED
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=False, words=KEPT)
    assert state_of(decision) is State.CLOSED


def test_it_stays_open_until_the_last_of_its_appeals_is_answered(
    cast: Cast, case: Case, decision: Decision
) -> None:
    pause = decided(case, by=cast.ines, act=Act.PAUSE)
    first = appeal(actor=cast.maya, decision=decision, words=WHY)
    second = appeal(actor=cast.maya, decision=pause, words=WHY)
    answer_appeal(actor=cast.tomas, appeal=first, upheld=False, words=KEPT)
    assert state_of(decision) is State.APPEALED
    answer_appeal(actor=cast.tomas, appeal=second, upheld=True, words="That was too much.")
    assert state_of(decision) is State.CLOSED


def test_a_decision_taken_back_meanwhile_ends_the_appeal_and_waits_to_be_decided(
    cast: Cast, decision: Decision
) -> None:
    appeal(actor=cast.maya, decision=decision, words=WHY)
    undo(actor=cast.ines, decision=decision)
    assert state_of(decision) is State.CLAIMED


def test_one_of_two_decisions_taken_back_meanwhile_leaves_the_case_closed(
    cast: Cast, case: Case, decision: Decision
) -> None:
    decided(case, by=cast.ines, act=Act.PAUSE)
    appeal(actor=cast.maya, decision=decision, words=WHY)
    undo(actor=cast.ines, decision=decision)
    assert state_of(decision) is State.CLOSED


def test_a_new_flag_puts_such_a_case_back_into_its_lane(cast: Cast, post: Post, case: Case) -> None:
    warned = decided(case, by=cast.ines, act=Act.WARN)
    appeal(actor=cast.maya, decision=warned, words=WHY)
    flagged(post, reason=Reason.SPAM)
    assert state_of(warned) is State.NEW


def test_a_follow_up_can_be_seen_to_while_an_appeal_waits(cast: Cast, post: Post) -> None:
    decision = decided(flagged(post, reason=Reason.METHOD_DETAIL), by=cast.ines)
    asked = appeal(actor=cast.maya, decision=decision, words=WHY)
    case = db.session.get_one(Case, decision.case_id)
    finish_follow_up(actor=cast.tomas, case=case, words="They wrote this morning.")
    assert state_of(decision) is State.APPEALED
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=False, words=KEPT)
    assert state_of(decision) is State.CLOSED


def test_a_follow_up_still_waits_after_the_answer(cast: Cast, post: Post) -> None:
    decision = decided(flagged(post, reason=Reason.METHOD_DETAIL), by=cast.ines)
    asked = appeal(actor=cast.maya, decision=decision, words=WHY)
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=False, words=KEPT)
    assert state_of(decision) is State.FOLLOW_UP


def test_the_case_says_so_and_leads_to_the_appeals(cast: Cast, guest: Guest, decision: Decision) -> None:
    appeal(actor=cast.maya, decision=decision, words=WHY)
    page = guest.signed_in_as(cast.tomas).get(f"/moderation/cases/{decision.case_id}")
    assert page.one('.page-head a[href="/moderation/appeals"]').text.startswith("open again")
