"""Company first for whom somebody worries about; and nothing on any page that tells of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from forum.core import clock
from forum.core.db import db
from forum.moderation.cases import claim
from forum.moderation.company import KEPT_IN_MIND, let_worries_rest
from forum.moderation.models import Act, Case, Level, Reason
from forum.moderation.second_looks import set_level
from forum.threads.models import NO_CARE, Thread
from tests.cast import Cast
from tests.make import backdate, first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page

Worry = Callable[..., Case]


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


@pytest.fixture
def threads(cast: Cast) -> list[Thread]:
    """Five that wait, the first for the longest."""
    made = []
    for number, title in enumerate(("One", "Two", "Three", "Four", "Five")):
        thread = make_thread(cast.kitchen, by=cast.jonas if number % 2 else cast.priya, title=title)
        since = clock.now() - timedelta(days=9 - number)
        backdate(Thread, thread.id, created_at=since, waiting_since=since, last_post_at=since)
        made.append(thread)
    return made


@pytest.fixture
def worry(cast: Cast) -> Worry:
    """A care case about a thread's first post, at a level."""

    def about(thread: Thread, level: Level = Level.RED) -> Case:
        case = flagged(first_post(thread), by=cast.maya, reason=Reason.WORRIED)
        put_at(case, level)
        return case

    def put_at(case: Case, level: Level) -> None:
        if case.level is not level:
            set_level(actor=cast.ines, case=case, level=level, words="It reads that way to me.")

    return about


def order(page: Page) -> list[str]:
    return [row.get_text(strip=True) for row in page.all(".thread-row h2, .thread-row h3")]


def rank(thread: Thread) -> int:
    db.session.refresh(thread)
    return thread.care_rank


def test_the_graver_the_worry_the_sooner_and_then_by_waiting(
    maya: Guest, threads: list[Thread], worry: Worry
) -> None:
    for number, level in ((1, Level.AMBER), (2, Level.CRISIS), (3, Level.WATCH), (4, Level.RED)):
        worry(threads[number], level)
    for path in ("/unanswered", "/b/kitchen-table/unanswered"):
        assert order(maya.get(path)) == ["Three", "Five", "Two", "One", "Four"]


def test_two_of_one_level_stand_by_waiting(maya: Guest, threads: list[Thread], worry: Worry) -> None:
    for number in (4, 2):
        worry(threads[number])
    assert order(maya.get("/unanswered")) == ["Three", "Five", "One", "Two", "Four"]


def test_pages_go_on_across_levels(maya: Guest, threads: list[Thread], worry: Worry) -> None:
    worry(threads[4], Level.CRISIS)
    worry(threads[2], Level.AMBER)
    path, found = "/unanswered", []
    for _ in threads:
        page = maya.get(path)
        found += order(page)[:1]
        shown = str(page.all(".thread-row h2 a")[0]["href"])
        path = f"/unanswered?before={shown.removeprefix('/t/').partition('-')[0]}"
    assert found == ["Five", "Three", "One", "Two", "Four"]
    assert order(maya.get(path)) == []


def test_a_row_looks_the_same_whatever_worry_there_is(
    maya: Guest, threads: list[Thread], worry: Worry
) -> None:
    def rows() -> dict[str, str]:
        return {str(row.select_one("h2")): str(row) for row in maya.get("/unanswered").all(".thread-row")}

    before = rows()
    worry(threads[3], Level.CRISIS)
    worry(threads[2], Level.AMBER)
    assert rows() == before and len(before) == 5


def test_an_address_of_the_list_says_nothing_of_the_order(
    maya: Guest, cast: Cast, threads: list[Thread], worry: Worry
) -> None:
    for _ in range(25):
        make_thread(cast.kitchen)
    worry(threads[4], Level.CRISIS)
    older = maya.get("/unanswered").link("Older")
    assert older.removeprefix("/unanswered?before=").isdigit()


def test_nothing_is_to_be_learnt_by_asking_for_a_thread_that_was_answered(
    maya: Guest, cast: Cast, threads: list[Thread], worry: Worry
) -> None:
    worry(threads[4], Level.CRISIS)
    for thread in (threads[4], threads[3]):
        make_post(thread, by=cast.maya)
    asked = [order(maya.get(f"/unanswered?before={thread.id}")) for thread in (threads[4], threads[3])]
    assert asked == [["One", "Two", "Three"]] * 2


def test_a_flag_about_a_rule_moves_nothing(maya: Guest, threads: list[Thread]) -> None:
    flagged(first_post(threads[4]), reason=Reason.HARASSMENT)
    assert order(maya.get("/unanswered"))[0] == "One"


def test_a_worry_about_what_its_starter_wrote_next_counts_too(
    maya: Guest, cast: Cast, threads: list[Thread]
) -> None:
    flagged(make_post(threads[4], by=cast.priya, text="Nobody, then."), by=cast.maya, reason=Reason.WORRIED)
    assert order(maya.get("/unanswered"))[0] == "Five"


def test_a_worry_about_somebody_who_answers_is_not_one_about_the_thread(
    cast: Cast, threads: list[Thread]
) -> None:
    flagged(make_post(threads[4], by=cast.jonas), by=cast.maya, reason=Reason.WORRIED)
    assert rank(threads[4]) == NO_CARE


def test_lowering_a_level_moves_it_back(cast: Cast, threads: list[Thread], worry: Worry) -> None:
    case = worry(threads[2], Level.AMBER)
    assert rank(threads[2]) == Level.AMBER.rank
    set_level(actor=cast.ines, case=case, level=Level.WATCH, words="A song, not a plan.")
    assert rank(threads[2]) == NO_CARE


def test_a_decision_keeps_its_place_for_some_days_and_then_it_stands_by_waiting(
    cast: Cast, threads: list[Thread], worry: Worry
) -> None:
    case = worry(threads[2])
    claim(actor=cast.ines, case=case)
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    assert rank(threads[2]) == Level.RED.rank
    with clock.as_of(clock.now() + KEPT_IN_MIND - timedelta(hours=1)):
        let_worries_rest()
    assert rank(threads[2]) == Level.RED.rank
    with clock.as_of(clock.now() + KEPT_IN_MIND + timedelta(hours=1)):
        let_worries_rest()
    assert rank(threads[2]) == NO_CARE


def test_a_case_that_waits_is_not_forgotten_by_night(threads: list[Thread], worry: Worry) -> None:
    worry(threads[2])
    with clock.as_of(clock.now() + timedelta(days=30)):
        let_worries_rest()
    assert rank(threads[2]) == Level.RED.rank


def test_a_case_that_comes_back_brings_its_thread_back(
    cast: Cast, threads: list[Thread], worry: Worry
) -> None:
    decided(worry(threads[2]), by=cast.ines, act=Act.NO_ACTION)
    with clock.as_of(clock.now() + KEPT_IN_MIND + timedelta(hours=1)):
        let_worries_rest()
        flagged(first_post(threads[2]), by=cast.jonas, reason=Reason.WORRIED)
    assert rank(threads[2]) == Level.RED.rank


def test_the_gravest_are_on_the_list_and_not_on_everybodys_way_in(
    app: Flask, threads: list[Thread], worry: Worry
) -> None:
    worry(threads[4], Level.CRISIS)
    worry(threads[3], Level.RED)
    home = Guest(app).get("/")
    waiting = [row.get_text(strip=True) for row in home.all("section[aria-labelledby=waiting] h3")]
    assert waiting == ["Four", "One", "Two"]
