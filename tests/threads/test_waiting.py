"""Nobody stays unanswered unseen: who waits for a first answer, and who does not any more."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.accounts.models import Distance
from forum.accounts.profile import keep_away, let_near
from forum.accounts.visitor import Visitor, visitor_with
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.threads import lists
from forum.threads.editing import set_absence, withdraw_post
from forum.threads.models import Absence, Post, Thread
from forum.threads.moving import pin_thread, rest_thread, unpin_thread
from tests.cast import Cast
from tests.make import backdate, first_post, make_post, make_sign_in, make_thread
from tests.page import Guest
from tests.threads.test_plans import plan_of


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Visitor:
    found = visitor_with(make_sign_in(cast.maya))
    assert found is not None
    return found


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.kitchen, by=cast.jonas, title="Still here")


def waiting(visitor: Visitor) -> list[str]:
    return [line.title for line in lists.unanswered(visitor).items]


@operation
def put_out_of_sight(post: Post, absence: Absence | None) -> None:
    set_absence(db.session.get_one(Post, post.id), absence, at=clock.now() if absence else None)


def test_a_thread_waits_until_somebody_else_has_answered(cast: Cast, maya: Visitor, thread: Thread) -> None:
    assert waiting(maya) == ["Still here"]
    make_post(thread, by=cast.jonas, text="Anybody there?")
    assert waiting(maya) == ["Still here"]
    make_post(thread, by=cast.priya)
    assert waiting(maya) == []


@pytest.mark.parametrize("absence", [Absence.HELD, Absence.HIDDEN, Absence.REMOVED, Absence.WITHDRAWN])
def test_an_answer_out_of_sight_is_no_answer(
    cast: Cast, maya: Visitor, thread: Thread, absence: Absence
) -> None:
    answer = make_post(thread, by=cast.priya)
    put_out_of_sight(answer, absence)
    assert waiting(maya) == ["Still here"]
    put_out_of_sight(answer, None)
    assert waiting(maya) == []


def test_a_second_answer_keeps_it_answered(cast: Cast, maya: Visitor, thread: Thread) -> None:
    answer = make_post(thread, by=cast.priya)
    make_post(thread, by=cast.ines)
    put_out_of_sight(answer, Absence.REMOVED)
    assert waiting(maya) == []


def test_words_that_were_taken_back_wait_for_nobody(cast: Cast, maya: Visitor, thread: Thread) -> None:
    withdraw_post(actor=cast.jonas, post=first_post(thread))
    assert waiting(maya) == []


def test_what_is_held_is_not_on_its_authors_list_either(cast: Cast, thread: Thread) -> None:
    jonas = visitor_with(make_sign_in(cast.jonas))
    assert jonas is not None and waiting(jonas) == ["Still here"]
    put_out_of_sight(first_post(thread), Absence.HELD)
    assert waiting(jonas) == []


def test_resting_and_pinned_threads_stay_out(cast: Cast, maya: Visitor, thread: Thread) -> None:
    pin_thread(actor=cast.ines, thread_id=thread.id)
    assert waiting(maya) == []
    unpin_thread(actor=cast.ines, thread_id=thread.id)
    assert waiting(maya) == ["Still here"]
    operation(rest_thread)(thread.id, since=clock.now(), sign="Resting.")
    assert waiting(maya) == []


@pytest.mark.parametrize("distance", Distance)
def test_whom_one_keeps_away_is_not_on_ones_list(cast: Cast, thread: Thread, distance: Distance) -> None:
    keep_away(actor=cast.maya, other=cast.jonas, distance=distance)
    visitors = [visitor_with(make_sign_in(account)) for account in (cast.maya, cast.priya)]
    assert [waiting(visitor) for visitor in visitors if visitor] == [[], ["Still here"]]
    let_near(actor=cast.maya, other=cast.jonas)
    assert [waiting(visitor) for visitor in visitors if visitor] == [["Still here"]] * 2


def test_older_pages_hold_each_thread_exactly_once(cast: Cast, guest: Guest) -> None:
    threads = [make_thread(cast.kitchen, title=f"Thread {n:02}") for n in range(lists.SIZE + 2)]
    now = clock.now() - timedelta(days=1)
    for thread in threads:
        backdate(Thread, thread.id, created_at=now, waiting_since=now)
    first = guest.get("/unanswered")
    second = guest.get(first.link("Older"))
    titles = [[row.get_text() for row in page.all(".thread-row h2")] for page in (first, second)]
    assert [len(found) for found in titles] == [lists.SIZE, 2]
    assert titles[0] + titles[1] == [thread.title for thread in threads]


@pytest.mark.parametrize("key", ["x", "-1", "1-x", "٣", "9" * 30])
def test_a_made_up_address_is_a_page_that_does_not_exist(guest: Guest, key: str) -> None:
    assert guest.get(f"/unanswered?before={key}").status == 404


def test_a_place_that_is_gone_begins_the_list_anew(cast: Cast, guest: Guest, thread: Thread) -> None:
    answered, hidden = make_thread(cast.kitchen), make_thread(cast.porch, title="Behind the house")
    make_post(answered)
    for gone in (answered.id, hidden.id, 10**17):
        page = guest.get(f"/unanswered?before={gone}")
        assert (page.status, "Still here" in page.text) == (200, True)


def test_a_deep_page_begins_at_its_place_in_the_index(cast: Cast, maya: Visitor, thread: Thread) -> None:
    for board_id in (None, thread.board_id):
        plan = plan_of(
            lambda who, board_id=board_id: lists.unanswered(who, board_id=board_id, from_rank=2), maya
        )
        begins = "(care_rank,waiting_since" in plan or "ROW(care_rank, waiting_since, id) > ROW(" in plan
        assert begins, plan


def test_the_page_says_that_nobody_has_to(guest: Guest, thread: Thread) -> None:
    page = guest.get("/unanswered")
    assert "You don’t have to answer any of them, and a few words are enough." in page.text
    assert "moderators look after it" in page.text
