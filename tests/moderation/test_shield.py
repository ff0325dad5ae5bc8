"""The shield: words only when asked for, a count of the heavy ones, an end to them, and passing on."""

import pytest
from flask import Flask
from time_machine import travel

from forum.accounts.models import Account
from forum.core.db import db
from forum.moderation.cases import claim, release
from forum.moderation.desk_models import Showing
from forum.moderation.models import AuditEntry, Case, Reason
from forum.moderation.shield import GRAVE_A_SHIFT, Enough, shield_of, show_words
from forum.moderation.shifts import begin_shift
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import make_post, make_thread
from tests.moderation.acts import flagged
from tests.page import Guest, Page


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


@pytest.fixture
def grave(post: Post) -> Case:
    return flagged(post, reason=Reason.WORRIED)


def shown(page: Page) -> list[int]:
    return [int(str(link["href"]).rsplit("/", 1)[1]) for link in page.all(".case h2 a")]


def read_enough(account: Account) -> None:
    """As many grave cases as one person reads in a shift."""
    thread = make_thread()
    for _ in range(GRAVE_A_SHIFT):
        case = flagged(make_post(thread), reason=Reason.METHOD_DETAIL)
        show_words(actor=account, case_id=case.id)


def test_the_words_come_only_when_asked_for(ines: Guest, grave: Case) -> None:
    page = ines.get(f"/moderation/cases/{grave.id}")
    assert "I read this twice" not in str(page.soup) and page.h1.endswith("worried about this person")
    assert db.session.query(Showing).count() == 0
    asked = ines.get(page.link("Show the words").partition("#")[0])
    assert "I read this twice" in asked.text
    assert db.session.query(Showing).count() == 1


def test_what_was_read_is_counted_once_a_case(cast: Cast, post: Post, grave: Case) -> None:
    light = flagged(post, reason=Reason.SPAM)
    for case in (grave, grave, light):
        show_words(actor=cast.ines, case_id=case.id)
    assert shield_of(cast.ines).grave_read == 1
    assert shield_of(cast.tomas).grave_read == 0


def test_the_count_is_told_beside_the_queue(ines: Guest, cast: Cast, grave: Case) -> None:
    assert "You have read" not in ines.get("/moderation").text
    ines.get(f"/moderation/cases/{grave.id}?words=shown")
    assert "You have read 1 crisis or red case in this shift." in ines.get("/moderation").text


def test_the_count_begins_anew_after_a_night(cast: Cast, grave: Case) -> None:
    with travel("2031-05-02 10:00Z", tick=False):
        show_words(actor=cast.ines, case_id=grave.id)
        assert shield_of(cast.ines).grave_read == 1
    with travel("2031-05-03 09:00Z", tick=False):
        assert shield_of(cast.ines).grave_read == 0


def test_enough_hands_over_to_whoever_is_on_duty(cast: Cast, grave: Case) -> None:
    read_enough(cast.ines)
    begin_shift(actor=cast.tomas)
    for anyway in (False, True):
        with pytest.raises(Enough, match=r"enough for one shift: .* Tomas is on duty"):
            claim(actor=cast.ines, case=grave, anyway=anyway)
    claim(actor=cast.tomas, case=grave)
    assert db.session.get_one(Case, grave.id).claimed_by_id == cast.tomas.id


def test_enough_can_be_overridden_only_by_who_is_alone(cast: Cast, grave: Case) -> None:
    read_enough(cast.ines)
    with pytest.raises(Enough, match="Nobody else is on duty"):
        claim(actor=cast.ines, case=grave)
    claim(actor=cast.ines, case=grave, anyway=True)
    assert db.session.get_one(Case, grave.id).claimed_by_id == cast.ines.id


def test_a_light_case_is_never_too_much(cast: Cast, case: Case) -> None:
    read_enough(cast.ines)
    begin_shift(actor=cast.tomas)
    claim(actor=cast.ines, case=case)
    assert db.session.get_one(Case, case.id).claimed_by_id == cast.ines.id


def test_one_keeps_what_one_has_in_hand(cast: Cast, grave: Case) -> None:
    claim(actor=cast.ines, case=grave)
    read_enough(cast.ines)
    begin_shift(actor=cast.tomas)
    claim(actor=cast.ines, case=grave)
    assert db.session.get_one(Case, grave.id).claimed_by_id == cast.ines.id


def test_the_list_leaves_grave_cases_out_once_it_is_enough(ines: Guest, cast: Cast, grave: Case) -> None:
    read_enough(cast.ines)
    assert shown(ines.get("/moderation")) == [grave.id]
    begin_shift(actor=cast.tomas)
    page = ines.get("/moderation")
    assert shown(page) == [] and "Crisis and red cases are left to Tomas now" in page.text
    assert shown(ines.get(page.link("Show red"))) == [grave.id]


def test_what_is_in_ones_hands_is_never_left_out(ines: Guest, cast: Cast, grave: Case) -> None:
    claim(actor=cast.ines, case=grave)
    read_enough(cast.ines)
    begin_shift(actor=cast.tomas)
    assert shown(ines.get("/moderation")) == [grave.id]


def test_reading_is_handed_over_as_claiming_is(ines: Guest, cast: Cast, grave: Case) -> None:
    read_enough(cast.ines)
    begin_shift(actor=cast.tomas)
    for anyway in ("", "&anyway=yes"):
        page = ines.get(f"/moderation/cases/{grave.id}?words=shown{anyway}")
        assert page.status == 409 and "I read this twice" not in str(page.soup)
        assert "Tomas is on duty and can read this one" in page.text
        assert not page.all("#words a[href*='words=shown']")
    assert shield_of(cast.ines).grave_read == GRAVE_A_SHIFT


def test_who_is_alone_can_read_all_the_same(ines: Guest, cast: Cast, grave: Case) -> None:
    read_enough(cast.ines)
    page = ines.get(f"/moderation/cases/{grave.id}?words=shown")
    assert page.status == 409 and "I read this twice" not in str(page.soup)
    after = ines.get(page.link("Show the words all the same").partition("#")[0])
    assert after.status == 200 and "I read this twice" in after.text
    assert shield_of(cast.ines).grave_read == GRAVE_A_SHIFT + 1


def test_what_one_holds_or_has_read_or_is_light_is_still_shown(
    ines: Guest, cast: Cast, post: Post, grave: Case
) -> None:
    claim(actor=cast.ines, case=grave)
    light, read = flagged(post, reason=Reason.SPAM), flagged(make_post(), reason=Reason.WORRIED)
    show_words(actor=cast.ines, case_id=read.id)
    read_enough(cast.ines)
    begin_shift(actor=cast.tomas)
    for case in (grave, light, read):
        page = ines.get(f"/moderation/cases/{case.id}?words=shown")
        assert page.status == 200 and "I read this twice" in page.text


def test_a_folded_case_says_that_its_thread_is_not_folded(ines: Guest, grave: Case) -> None:
    assert "There it is not folded" in ines.get(f"/moderation/cases/{grave.id}").text


def test_the_case_page_hands_over_gently(ines: Guest, cast: Cast, grave: Case) -> None:
    read_enough(cast.ines)
    page = ines.get(f"/moderation/cases/{grave.id}")
    assert "That is enough for one shift" in page.text and "Nobody else is on duty" in page.text
    after = ines.press(page, "button[name=anyway]")
    assert "in your hands for another" in after.text
    release(actor=cast.ines, case=grave)
    begin_shift(actor=cast.tomas)
    page = ines.get(f"/moderation/cases/{grave.id}")
    assert "Tomas is on duty" in page.text and not page.all("form[action$='/claim']")


def test_a_claim_pressed_in_the_list_is_handed_over_too(ines: Guest, cast: Cast, grave: Case) -> None:
    page = ines.get("/moderation")
    read_enough(cast.ines)
    begin_shift(actor=cast.tomas)
    after = ines.press(page, f"form[action='/moderation/cases/{grave.id}/claim'] button")
    assert "That is enough for one shift: you have read" in after.text
    assert db.session.query(AuditEntry).filter_by(act="claimed").count() == 0


def test_what_one_passed_on_is_for_the_others_first(app: Flask, ines: Guest, cast: Cast, grave: Case) -> None:
    begin_shift(actor=cast.tomas)
    claim(actor=cast.ines, case=grave)
    release(actor=cast.ines, case=grave)
    for view in ("all", "unclaimed"):
        assert shown(ines.get(f"/moderation?show={view}")) == []
    assert shown(ines.get("/moderation?show=passed-on")) == [grave.id]
    assert shown(Guest(app).signed_in_as(cast.tomas).get("/moderation")) == [grave.id]


def test_what_one_takes_again_is_ones_own_again(ines: Guest, cast: Cast, grave: Case) -> None:
    for _ in range(2):
        claim(actor=cast.ines, case=grave)
        release(actor=cast.ines, case=grave)
    claim(actor=cast.ines, case=grave)
    assert shown(ines.get("/moderation")) == [grave.id]
    assert shown(ines.get("/moderation?show=passed-on")) == []
