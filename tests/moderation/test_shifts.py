"""On and off duty: one tap, an end by itself, and nothing left in somebody's hands."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.accounts.models import Role
from forum.accounts.roles import give_role
from forum.core import clock
from forum.core.db import db
from forum.core.errors import NotFound
from forum.moderation.cases import claim
from forum.moderation.desk_models import Shift
from forum.moderation.handover import end_shift
from forum.moderation.models import AuditEntry, Case, State
from forum.moderation.shifts import SHIFT_LASTS, begin_shift, duty_of
from tests.cast import Cast
from tests.page import Guest


def test_a_shift_begins_with_one_tap_and_names_who_else_is_there(app: Flask, cast: Cast) -> None:
    begin_shift(actor=cast.tomas)
    ines = Guest(app).signed_in_as(cast.ines)
    page = ines.get("/moderation")
    assert "You are off duty" in page.text and "On duty: Tomas." in page.text
    page = ines.press(page, "form[action='/moderation/duty'] button")
    assert "You are on duty for another" in page.text and "On duty too: Tomas." in page.text


def test_a_second_tap_changes_nothing(cast: Cast) -> None:
    begin_shift(actor=cast.ines)
    begin_shift(actor=cast.ines)
    assert db.session.query(Shift).count() == 1


def test_a_shift_ends_by_itself(cast: Cast) -> None:
    with travel("2031-05-02 10:00Z", tick=False):
        begin_shift(actor=cast.ines)
        assert duty_of(cast.ines).until == clock.now() + SHIFT_LASTS
        assert duty_of(cast.tomas).others == ("Ines",)
    with travel("2031-05-02 18:00Z", tick=False):
        assert duty_of(cast.ines).until is None and duty_of(cast.tomas).others == ()


def test_going_off_duty_puts_back_what_is_in_hand(cast: Cast, case: Case) -> None:
    begin_shift(actor=cast.ines)
    claim(actor=cast.ines, case=case)
    end_shift(actor=cast.ines)
    db.session.refresh(case)
    assert (case.state, case.claimed_by_id) == (State.NEW, None)
    assert duty_of(cast.ines).until is None
    assert [line.act for line in db.session.query(AuditEntry)] == ["claimed", "released"]


def test_going_off_duty_leaves_what_others_hold(cast: Cast, case: Case) -> None:
    claim(actor=cast.tomas, case=case)
    end_shift(actor=cast.ines)
    db.session.refresh(case)
    assert case.claimed_by_id == cast.tomas.id


@pytest.mark.parametrize(("rest", "goes_on"), [(timedelta(minutes=1), True), (timedelta(hours=4), False)])
def test_a_short_break_does_not_begin_the_count_anew(cast: Cast, rest: timedelta, goes_on: bool) -> None:
    with travel("2031-05-02 10:00Z", tick=False):
        begin_shift(actor=cast.ines)
        began = clock.now()
    with travel("2031-05-02 12:00Z", tick=False):
        end_shift(actor=cast.ines)
        ended = clock.now()
    with travel(ended + rest, tick=False):
        begin_shift(actor=cast.ines)
        assert duty_of(cast.ines).counted_from == (began if goes_on else clock.now())


def test_whoever_moderates_no_longer_is_not_on_duty(cast: Cast) -> None:
    begin_shift(actor=cast.tomas)
    give_role(name="Tomas", role=Role.MEMBER)
    assert duty_of(cast.ines).others == ()


def test_a_member_is_never_on_duty(app: Flask, cast: Cast) -> None:
    with pytest.raises(NotFound):
        begin_shift(actor=cast.maya)
    assert Guest(app).signed_in_as(cast.maya).get("/moderation/handover").status == 404


def test_the_handover_page_takes_a_note_and_shows_the_others(app: Flask, cast: Cast) -> None:
    tomas = Guest(app).signed_in_as(cast.tomas)
    tomas.send(tomas.get("/moderation/handover").form("/handover"), text="Case 3 may need a kind word.")
    page = Guest(app).signed_in_as(cast.ines).get("/moderation/handover")
    assert "Case 3 may need a kind word." in page.text and "Tomas" in page.text
    assert len(page.queries) <= 4


def test_an_empty_note_is_not_asked_for_and_not_taken(app: Flask, cast: Cast) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    page = ines.get("/moderation/handover")
    assert "Nothing is asked of you" in page.text
    refused = ines.send(page.form("/handover"), text=" ")
    assert refused.status == 422 and "write a line or two" in refused.text


def test_many_notes_come_in_pages(app: Flask, cast: Cast) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get("/moderation/handover").form("/handover")
    for number in range(22):
        ines.send(form, text=f"Note number {number}.", follow=False)
    first = ines.get("/moderation/handover")
    assert "Note number 21." in first.text and "Note number 1." not in first.text
    assert "Note number 1." in ines.get(str(first.one("a[rel=next]")["href"])).text


def test_the_end_of_a_shift_leads_to_the_handover_page(app: Flask, cast: Cast) -> None:
    begin_shift(actor=cast.ines)
    ines = Guest(app).signed_in_as(cast.ines)
    page = ines.press(ines.get("/moderation"), "form[action='/moderation/duty/end'] button")
    assert page.path == "/moderation/handover" and "You are off duty" in page.text
