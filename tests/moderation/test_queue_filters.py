"""Choosing what to see of a lane: by level, by board, by whose turn it is; at the same cost."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Account
from forum.core.db import db
from forum.moderation.cases import claim, release
from forum.moderation.models import Act, Case, Lane, Level, Reason
from forum.moderation.queue import View
from forum.moderation.second_looks import ask_for_opinion, escalate
from forum.moderation.shifts import begin_shift
from forum.threads.models import Thread
from tests.cast import Cast
from tests.make import make_board, make_post, make_thread
from tests.moderation.acts import decided, flagged, many_cases
from tests.moderation.test_shield import read_enough, shown
from tests.page import Guest, Page


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


def queue(who: Guest, **chosen: object) -> Page:
    return who.get("/moderation?" + urlencode({"lane": "rules", **chosen}))


def walk(who: Guest, page: Page) -> list[int]:
    """Every case from this page down."""
    met = shown(page)
    while page.all("a[rel=next]"):
        page = who.get(str(page.one("a[rel=next]")["href"]))
        met += shown(page)
    return met


def test_one_level(ines: Guest) -> None:
    thread = make_thread()
    amber, spam = (flagged(make_post(thread), reason=r).id for r in (Reason.HARASSMENT, Reason.SPAM))
    assert shown(queue(ines, level="amber")) == [amber]
    assert shown(queue(ines, level="routine")) == [spam]
    empty = queue(ines, level="crisis")
    assert "No case fits all that you chose." in empty.text
    assert shown(ines.get(empty.link("Show all that wait"))) == [amber, spam]


def test_one_board(ines: Guest, cast: Cast) -> None:
    kitchen = flagged(make_post(make_thread(cast.kitchen)))
    flagged(make_post(make_thread(cast.porch)))
    page = queue(ines, board=cast.kitchen.id)
    assert shown(page) == [kitchen.id]
    assert page.one("select[name=board] option[selected]").get_text() == "Kitchen table"


def test_the_choice_is_a_form_that_keeps_the_view(ines: Guest, cast: Cast) -> None:
    case = flagged(make_post(make_thread(cast.kitchen)))
    claim(actor=cast.ines, case=case)
    form = queue(ines, show="mine").form("/moderation")
    assert (form.values["show"], form.values["lane"]) == ("mine", "rules")
    assert shown(queue(ines, **{**form.values, "board": cast.kitchen.id, "level": "amber"})) == [case.id]


@pytest.mark.parametrize(("view", "act"), [("second-opinion", ask_for_opinion), ("escalated", escalate)])
def test_what_waits_for_others_has_a_list(
    ines: Guest, cast: Cast, case: Case, view: str, act: Callable[..., object]
) -> None:
    flagged(make_post())
    assert queue(ines, show=view).all(".empty")
    act(actor=cast.tomas, case=case, words="How do you see it?")
    page = queue(ines, show=view)
    assert shown(page) == [case.id] and ("Second opinion (1)" in page.text) == (view == "second-opinion")


@pytest.mark.parametrize("chosen", [{"level": "x"}, {"board": "x"}, {"board": str(2**70)}, {"board": "-1"}])
def test_a_choice_that_is_not_there_is_no_choice(ines: Guest, case: Case, chosen: dict[str, str]) -> None:
    assert shown(queue(ines, **chosen)) == [case.id]


@pytest.mark.parametrize("view", ["all", "unclaimed"])
def test_every_case_of_a_choice_is_met_once_on_the_way_down(ines: Guest, view: str) -> None:
    ids = many_cases(60)
    board = db.session.scalar(select(Thread.board_id))
    assert walk(ines, queue(ines, show=view, level="watch", board=board)) == ids


def test_follow_ups_are_met_once_on_the_way_down(ines: Guest, cast: Cast) -> None:
    ids = many_cases(30, lane=Lane.CARE, level=Level.RED)
    for case_id in ids:
        decided(db.session.get_one(Case, case_id), by=cast.tomas, act=Act.NO_ACTION)
    assert walk(ines, ines.get("/moderation?show=follow-ups")) == ids


def some_of_everything(by: Account, other: Account) -> None:
    for number, case_id in enumerate(many_cases(12)):
        case = db.session.get_one(Case, case_id)
        claim(actor=by, case=case)
        if number % 4 == 0:
            ask_for_opinion(actor=by, case=case, words="How do you see it?")
        elif number % 4 == 1:
            escalate(actor=by, case=case, words="Please.")
        elif number % 4 == 2:
            release(actor=by, case=case)
    begin_shift(actor=other)
    for case_id in many_cases(3, level=Level.RED):
        decided(db.session.get_one(Case, case_id), by=other, act=Act.NO_ACTION)


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("further", [{}, {"level": "watch"}])
def test_every_view_costs_the_same_with_few_cases_and_with_many(
    ines: Guest, cast: Cast, view: View, further: dict[str, str]
) -> None:
    make_board()
    some_of_everything(cast.ines, cast.tomas)
    read_enough(cast.ines)
    few = queue(ines, show=view, **further)
    many_cases(120)
    many = queue(ines, show=view, **further)
    assert len(few.queries) == len(many.queries) <= 8
