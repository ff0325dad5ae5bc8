"""Lists of threads: latest, unanswered, unread, by topic; by keyset, and only what one may see."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core import clock
from forum.core.db import db
from forum.threads import lists
from forum.threads.editing import set_absence
from forum.threads.models import Absence, Thread
from forum.threads.moving import pin_thread
from tests.cast import Cast
from tests.make import backdate, first_post, make_post, make_thread
from tests.page import Guest, Page

BUDGET = 6


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def titles(page: Page) -> list[str]:
    return [row.get_text(" ", strip=True) for row in page.all(".thread-row h2, .thread-row h3")]


def test_the_thread_that_was_answered_last_stands_first(cast: Cast, guest: Guest) -> None:
    older, newer = make_thread(cast.kitchen, title="Older"), make_thread(cast.kitchen, title="Newer")
    assert titles(guest.get("/b/kitchen-table")) == ["Newer", "Older"]
    make_post(older)
    assert titles(guest.get("/b/kitchen-table")) == ["Older", "Newer"]
    assert newer.id > older.id


def test_pinned_threads_stand_above_the_others(cast: Cast, guest: Guest) -> None:
    pinned = make_thread(cast.kitchen, title="Welcome")
    pin_thread(actor=cast.ines, thread_id=pinned.id)
    make_thread(cast.kitchen, title="Newer")
    assert titles(guest.get("/b/kitchen-table")) == ["Welcome", "Newer"]


def test_a_topic_narrows_the_list(cast: Cast, guest: Guest) -> None:
    make_thread(cast.kitchen, title="About sleep", topic="sleep")
    make_thread(cast.kitchen, title="About nothing")
    assert titles(guest.get("/b/kitchen-table?topic=sleep")) == ["About sleep"]


def test_older_pages_hold_each_thread_exactly_once(cast: Cast, guest: Guest) -> None:
    expected = [f"Thread {n:02}" for n in range(lists.SIZE + 2)]
    for title in expected:
        make_thread(cast.kitchen, title=title)
    # All at the same moment: the key must still tell them apart.
    now = clock.now()
    for thread_id in db.session.scalars(select(Thread.id)).all():
        backdate(Thread, thread_id, last_post_at=now)
    first = guest.get("/b/kitchen-table")
    second = guest.get(first.link("Older"))
    assert [len(titles(page)) for page in (first, second)] == [lists.SIZE, 2]
    assert sorted(titles(first) + titles(second)) == expected
    assert not second.all("a[rel=next]")


def test_a_made_up_key_is_a_page_that_does_not_exist(cast: Cast, guest: Guest) -> None:
    make_thread(cast.kitchen)
    keys = ["x", "1e400-1", "nan-1", "1-x", "-", "9" * 50 + "-1"]
    assert [guest.get(f"/b/kitchen-table?before={key}").status for key in keys] == [404] * len(keys)


def test_whoever_has_waited_longest_for_a_reply_stands_first(cast: Cast, guest: Guest) -> None:
    answered = make_thread(cast.kitchen, title="Answered")
    make_post(answered)
    recent, old = make_thread(cast.kitchen, title="Recent"), make_thread(cast.kitchen, title="Waiting")
    yesterday = clock.now() - timedelta(days=1)
    backdate(Thread, old.id, created_at=yesterday, waiting_since=yesterday)
    for path in ("/unanswered", "/b/kitchen-table/unanswered"):
        assert titles(guest.get(path)) == ["Waiting", "Recent"]
    assert recent.id


def test_a_guest_never_meets_members_only_threads_in_any_list(cast: Cast, guest: Guest, maya: Guest) -> None:
    make_thread(cast.porch, title="Behind the house")
    make_thread(cast.kitchen, title="At the table")
    for path in ("/", "/boards", "/unanswered", "/b/kitchen-table"):
        assert "Behind the house" not in guest.get(path).text
        assert "Back porch" not in guest.get(path).text
    assert guest.get("/b/back-porch").status == 404
    assert "Behind the house" in maya.get("/b/back-porch").text


def test_a_thread_whose_first_post_is_hidden_leaves_every_list_but_its_authors(
    app: Flask, cast: Cast, maya: Guest
) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas, title="Out of sight")
    set_absence(first_post(thread), Absence.HIDDEN, at=clock.now())
    for path in ("/", "/b/kitchen-table", "/unanswered", "/unread"):
        assert "Out of sight" not in maya.get(path).text
    assert maya.get(f"/t/{thread.id}").status == 404
    assert Guest(app).signed_in_as(cast.jonas).get(f"/t/{thread.id}").status == 200


def test_unread_counts_are_exact(cast: Cast, maya: Guest) -> None:
    maya.get("/")
    thread = make_thread(cast.kitchen, by=cast.jonas, title="Counting")
    for _ in range(3):
        make_post(thread, by=cast.priya)
    assert "4 new to you" in maya.get("/unread").text
    maya.get(f"/t/{thread.id}-counting")
    make_post(thread, by=cast.priya)
    assert "1 new to you" in maya.get("/b/kitchen-table").text


def test_everything_can_count_as_read_at_once(cast: Cast, maya: Guest) -> None:
    make_thread(cast.kitchen, by=cast.jonas, title="One")
    page = maya.get("/unread")
    after = maya.send(page.form("/unread/reading"))
    assert "You have read everything" in after.text


def test_what_was_quiet_since_a_member_came_is_not_new_to_them(app: Flask, cast: Cast) -> None:
    make_thread(cast.kitchen, by=cast.jonas, title="Before")
    page = Guest(app).signed_in_as(cast.maya).get("/unread")
    assert "Before" not in page.text


def test_lists_cost_the_same_however_long_they_are(cast: Cast, maya: Guest) -> None:
    paths = ["/", "/boards", "/b/kitchen-table", "/unread", "/unanswered"]
    make_thread(cast.kitchen, by=cast.jonas)
    few = [len(maya.get(path).queries) for path in paths]
    for _ in range(12):
        make_thread(cast.kitchen, topic="sleep")
    assert [len(maya.get(path).queries) for path in paths] == few
    assert max(few) <= BUDGET
