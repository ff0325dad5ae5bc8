"""A case's life between flag and decision: one pair of hands at a time, for twenty minutes."""

import pytest
from flask import Flask
from time_machine import travel

from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, NotFound
from forum.moderation.audit import case_target
from forum.moderation.cases import LEASE, MOVES, claim, is_held, move, release
from forum.moderation.models import Act, AuditEntry, Case, State
from tests.cast import Cast
from tests.make import make_post
from tests.moderation.acts import decided, flagged
from tests.page import Guest


def log_of(case: Case) -> list[str]:
    entries = db.session.query(AuditEntry).filter_by(target=case_target(case.id))
    return [entry.act for entry in entries.order_by(AuditEntry.number)]


def test_a_claim_lasts_twenty_minutes(cast: Cast, case: Case) -> None:
    with travel("2031-05-02 10:00Z", tick=False):
        claim(actor=cast.ines, case=case)
        assert case.claimed_until == clock.now() + LEASE
    assert (case.state, case.claimed_by_id, log_of(case)) == (State.CLAIMED, cast.ines.id, ["claimed"])


def test_nobody_takes_what_is_in_anothers_hands(cast: Cast, case: Case) -> None:
    claim(actor=cast.ines, case=case)
    with pytest.raises(Conflict, match="Ines has this case in hand"):
        claim(actor=cast.tomas, case=case)
    assert db.session.get_one(Case, case.id).claimed_by_id == cast.ines.id


def test_an_expired_claim_is_taken_over(cast: Cast, case: Case) -> None:
    with travel("2031-05-02 10:00Z", tick=False):
        claim(actor=cast.ines, case=case)
    with travel("2031-05-02 10:20Z", tick=False):
        claim(actor=cast.tomas, case=case)
        assert (case.claimed_by_id, is_held(case.claimed_by_id, case.claimed_until)) == (cast.tomas.id, True)
    assert log_of(case) == ["claimed", "taken-over"]


def test_claiming_again_keeps_it_longer_and_is_not_news(cast: Cast, case: Case) -> None:
    with travel("2031-05-02 10:00Z", tick=False):
        claim(actor=cast.ines, case=case)
    with travel("2031-05-02 10:10Z", tick=False):
        claim(actor=cast.ines, case=case)
        assert case.claimed_until == clock.now() + LEASE
    assert log_of(case) == ["claimed"]


def test_work_on_a_case_renews_the_claim(app: Flask, cast: Cast, case: Case) -> None:
    with travel("2031-05-02 10:00Z", tick=False):
        ines = Guest(app).signed_in_as(cast.ines)
        ines.get(f"/moderation/cases/{case.id}")
        claim(actor=cast.ines, case=case)
    with travel("2031-05-02 10:12Z", tick=False):
        ines.get(f"/moderation/cases/{case.id}")
        db.session.refresh(case)
        assert case.claimed_until == clock.now() + LEASE


def test_looking_at_anothers_case_does_not_renew_theirs(app: Flask, cast: Cast, case: Case) -> None:
    with travel("2031-05-02 10:00Z", tick=False):
        claim(actor=cast.ines, case=case)
        until = case.claimed_until
        tomas = Guest(app).signed_in_as(cast.tomas)
        tomas.get(f"/moderation/cases/{case.id}")
    with travel("2031-05-02 10:12Z", tick=False):
        tomas.get(f"/moderation/cases/{case.id}")
    db.session.refresh(case)
    assert case.claimed_until == until


def test_passing_a_case_on_puts_it_back(cast: Cast, case: Case) -> None:
    claim(actor=cast.ines, case=case)
    release(actor=cast.ines, case=case)
    assert (case.state, case.claimed_by_id, case.claimed_until) == (State.NEW, None, None)
    assert log_of(case) == ["claimed", "released"]


def test_nobody_passes_on_what_another_holds(cast: Cast, case: Case) -> None:
    claim(actor=cast.ines, case=case)
    release(actor=cast.tomas, case=case)
    assert case.claimed_by_id == cast.ines.id


def test_a_decided_case_is_not_claimed(cast: Cast, case: Case) -> None:
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    with pytest.raises(Conflict, match="decided in the meantime"):
        claim(actor=cast.tomas, case=case)


def test_a_case_about_ones_own_post_is_not_there(cast: Cast) -> None:
    case = flagged(make_post(by=cast.ines))
    with pytest.raises(NotFound):
        claim(actor=cast.ines, case=case)


def test_a_member_claims_nothing(cast: Cast, case: Case) -> None:
    with pytest.raises(NotFound):
        claim(actor=cast.jonas, case=case)


def test_every_state_can_be_left_and_reached() -> None:
    reached = frozenset().union(*MOVES.values())
    assert set(MOVES) == set(State) == reached
    assert all(MOVES.values())


def test_a_move_that_nobody_planned_is_a_fault() -> None:
    with pytest.raises(ValueError, match="does not go from new to closed"):
        move(Case(state=State.NEW), State.CLOSED)
