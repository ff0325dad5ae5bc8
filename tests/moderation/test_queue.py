"""The queue: the most pressing first, lane by lane, at the same cost however long it is."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.core.db import db
from forum.moderation.cases import claim
from forum.moderation.models import Act, Case, Lane, Level, Reason
from tests.cast import Cast
from tests.make import make_post, make_thread
from tests.moderation.acts import decided, flagged, many_cases
from tests.page import Guest, Page


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


def shown(page: Page) -> list[int]:
    return [int(str(link["href"]).rsplit("/", 1)[1]) for link in page.all(".case h2 a")]


def test_an_empty_queue_is_calm(ines: Guest) -> None:
    assert "Nobody is waiting" in ines.get("/moderation").text
    assert "Nothing waits" in ines.get("/moderation?lane=rules").text
    assert "Nothing in your hands" in ines.get("/moderation?show=mine").text


def test_care_comes_first_and_by_itself(ines: Guest) -> None:
    post = make_post()
    worry, rule = flagged(post, reason=Reason.WORRIED), flagged(post, reason=Reason.SPAM)
    assert shown(ines.get("/moderation")) == [worry.id]
    assert shown(ines.get("/moderation?lane=rules")) == [rule.id]


def test_the_level_comes_first_then_the_time(ines: Guest) -> None:
    thread = make_thread()
    with travel("2026-11-01 10:00Z", tick=False):
        reasons = (Reason.SPAM, Reason.HARASSMENT)
        old_routine, old_amber = (flagged(make_post(thread), reason=reason).id for reason in reasons)
    reasons = (Reason.METHOD_DETAIL, Reason.HARASSMENT, Reason.OTHER)
    red, amber, watch = (flagged(make_post(thread), reason=reason).id for reason in reasons)
    assert shown(ines.get("/moderation?lane=rules")) == [red, old_amber, amber, watch, old_routine]


def test_what_is_overdue_says_so_in_words(ines: Guest) -> None:
    case = flagged(make_post(), reason=Reason.WORRIED)
    with travel(case.opened_at + timedelta(minutes=25, seconds=1), tick=False):
        assert "due within 34 minutes" in ines.get("/moderation").text
    with travel(case.opened_at + timedelta(hours=4, minutes=1), tick=False):
        page = ines.get("/moderation")
        assert page.one(".due-past").get_text().strip() == "overdue by 3 hours"


def test_the_category_is_shown_and_never_the_words(ines: Guest, cast: Cast) -> None:
    thread = make_thread(cast.porch, title="A title that says a lot", text="The kettle sings.")
    post = make_post(thread, text="Words that weigh.")
    flagged(post, reason=Reason.METHOD_DETAIL, note="A note that weighs.")
    flagged(post, reason=Reason.SPAM)
    page = ines.get("/moderation?lane=rules")
    assert "Method detail, spam" in page.text and "2 flags" in page.text and cast.porch.name in page.text
    for words in ("Words that weigh", "A note that weighs", "A title that says", "kettle"):
        assert words not in str(page.soup)


def test_the_views_show_whose_hands_a_case_is_in(ines: Guest, cast: Cast) -> None:
    thread = make_thread()
    mine, theirs, free = (flagged(make_post(thread)) for _ in range(3))
    claim(actor=cast.ines, case=mine)
    claim(actor=cast.tomas, case=theirs)
    assert shown(ines.get("/moderation?lane=rules&show=mine")) == [mine.id]
    assert shown(ines.get("/moderation?lane=rules&show=unclaimed")) == [free.id]
    page = ines.get("/moderation?lane=rules")
    assert shown(page) == [mine.id, theirs.id, free.id]
    assert "In your hands" in page.text and "In Tomas’s hands" in page.text


def test_an_expired_claim_is_nobodys(ines: Guest, cast: Cast) -> None:
    case = flagged(make_post())
    claim(actor=cast.tomas, case=case)
    with travel(case.opened_at + timedelta(minutes=21)):
        assert shown(ines.get("/moderation?lane=rules&show=unclaimed")) == [case.id]


def test_what_is_decided_leaves_and_a_flag_brings_it_back(ines: Guest, cast: Cast) -> None:
    post = make_post()
    decided(flagged(post), by=cast.tomas, act=Act.NO_ACTION)
    assert shown(ines.get("/moderation?lane=rules")) == []
    case = flagged(post)
    page = ines.get("/moderation?lane=rules")
    assert shown(page) == [case.id] and "open again" in page.text


def test_a_case_about_ones_own_post_is_not_in_ones_queue(app: Flask, ines: Guest, cast: Cast) -> None:
    case = flagged(make_post(by=cast.ines))
    page = ines.get("/moderation?lane=rules")
    assert shown(page) == [] and "(1)" not in page.text
    assert shown(Guest(app).signed_in_as(cast.tomas).get("/moderation?lane=rules")) == [case.id]


def test_every_case_is_met_once_on_the_way_down(ines: Guest) -> None:
    ids, met = many_cases(60), []
    page = ines.get("/moderation?lane=rules")
    while True:
        met += shown(page)
        further = page.all("a[rel=next]")
        if not further:
            break
        page = ines.get(str(further[0]["href"]))
    assert met == ids


@pytest.mark.parametrize(
    "after", ["x", "1.2", "1.x.3", "-1.0.0", "9.9.9", f"1.{10**30}.1", f"1.1.{2**64}", "%00"]
)
def test_a_key_that_nobody_gave_starts_at_the_top(ines: Guest, after: str) -> None:
    case = flagged(make_post(), reason=Reason.SPAM)
    page = ines.get(f"/moderation?lane=rules&after={after}")
    assert page.status == 404 if after == "%00" else shown(page) == [case.id]


@pytest.mark.parametrize("query", ["lane=nonsense", "show=nonsense", "lane=", "lane=care&show="])
def test_a_view_that_is_not_there_is_the_first(ines: Guest, query: str) -> None:
    assert ines.get(f"/moderation?{query}").status == 200


def test_many_cases_are_counted_to_a_hundred(ines: Guest) -> None:
    many_cases(110)
    assert "Rules (99+)" in ines.get("/moderation").text


def test_the_queue_costs_the_same_with_one_case_and_with_two_hundred(ines: Guest) -> None:
    many_cases(1)
    few = ines.get("/moderation?lane=rules")
    many_cases(200)
    many = ines.get("/moderation?lane=rules")
    assert len(shown(many)) == 25
    assert len(few.queries) == len(many.queries) <= 8


def test_a_case_costs_no_more_for_many_flags_and_decisions(ines: Guest, cast: Cast) -> None:
    post = make_post(by=cast.maya)
    case = flagged(post)
    few = ines.get(f"/moderation/cases/{case.id}")
    for _ in range(12):
        flagged(post)
        decided(flagged(make_post(by=cast.maya)), by=cast.ines, act=Act.NO_ACTION)
    many = ines.get(f"/moderation/cases/{case.id}")
    assert len(few.queries) == len(many.queries) <= 8


def test_levels_and_lanes_are_said_in_words_not_in_colour_alone(ines: Guest) -> None:
    flagged(make_post(), reason=Reason.WORRIED)
    case = ines.get("/moderation").one(".case")
    assert [tag.get_text() for tag in case.select(".level, .lane")] == [Level.RED, Lane.CARE]


def test_a_long_name_does_not_hide_the_case(ines: Guest, cast: Cast) -> None:
    case = flagged(make_post(by=cast.maya))
    cast.maya.name = "M" * 60
    db.session.commit()
    assert db.session.get_one(Case, case.id).account_id == cast.maya.id
    assert "M" * 60 in ines.get("/moderation?lane=rules").text
