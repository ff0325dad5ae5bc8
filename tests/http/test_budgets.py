"""How many statements a page may send to the database, whatever stands on it."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.models import Distance
from forum.accounts.profile import keep_away
from forum.threads.models import Thread
from forum.threads.moving import pin_thread
from forum.threads.queries import POSTS_A_PAGE
from tests.cast import Cast
from tests.make import first_post, make_member, make_post, make_reaction, make_thread
from tests.page import Guest

BUDGET = 6

PAGES = ["/", "/boards", "/b/kitchen-table", "/b/kitchen-table?topic=sleep", "/b/kitchen-table/unanswered"]
PAGES += ["/unanswered", "/unread", "/notifications", "/search", "/search?q=mornings"]


@pytest.fixture
def few(cast: Cast) -> None:
    """A board with one thread."""
    make_thread(cast.kitchen, by=cast.jonas)


@pytest.fixture
def many(few: None) -> Callable[[Cast], None]:
    """Puts much more on every page, by many people, with reactions; a reader keeps some away."""

    def add(cast: Cast) -> None:
        # Newcomers start and write little, so each thread is somebody else's.
        people = [make_member() for _ in range(30)]
        keep_away(actor=cast.maya, other=people[0], distance=Distance.MUTE)
        for number, person in enumerate(people):
            thread = make_thread(cast.kitchen, by=person, topic="sleep" if number % 2 else "")
            if number % 3:
                make_reaction(make_post(thread, by=people[number - 1]), by=cast.ines)
            if number < 3:
                pin_thread(actor=cast.ines, thread_id=thread.id)

    return add


def cost(visitor: Guest, path: str) -> int:
    """The statements of a page that was looked at before."""
    visitor.get(path)
    return len(visitor.get(path).queries)


@pytest.mark.parametrize("path", PAGES)
def test_a_members_page_stays_within_its_budget(
    app: Flask, cast: Cast, many: Callable[[Cast], None], path: str
) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    before = cost(maya, path)
    many(cast)
    assert before <= BUDGET
    assert cost(maya, path) <= BUDGET


@pytest.mark.parametrize("path", [path for path in PAGES if path not in ("/unread", "/notifications")])
def test_a_guests_page_stays_within_its_budget(
    cast: Cast, guest: Guest, many: Callable[[Cast], None], path: str
) -> None:
    many(cast)
    assert cost(guest, path) <= BUDGET


def full_thread(cast: Cast) -> Thread:
    """A page of posts, each by somebody else, each with reactions, the reader's own among them."""
    thread = make_thread(cast.kitchen, by=cast.jonas)
    for _ in range(POSTS_A_PAGE - 1):
        post = make_post(thread, by=make_member())
        for person in (cast.maya, cast.ines, cast.tomas):
            make_reaction(post, by=person)
    make_reaction(first_post(thread), by=cast.maya)
    return thread


def test_a_thread_page_costs_the_same_with_one_post_and_with_twenty(app: Flask, cast: Cast) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    keep_away(actor=cast.maya, other=cast.ada, distance=Distance.MUTE)
    single, full = make_thread(cast.kitchen, by=cast.jonas), full_thread(cast)
    costs = [cost(maya, f"/t/{thread.id}-{thread.slug}") for thread in (single, full)]
    assert costs[0] == costs[1] <= BUDGET


def test_a_thread_page_that_nobody_has_seen_yet_stays_within_it_too(app: Flask, cast: Cast) -> None:
    keep_away(actor=cast.maya, other=cast.ada, distance=Distance.MUTE)
    thread = full_thread(cast)
    page = Guest(app).signed_in_as(cast.maya).get(f"/t/{thread.id}-{thread.slug}")
    assert len(page.queries) <= BUDGET, page.queries


def test_a_guest_reads_a_thread_within_it(app: Flask, cast: Cast, guest: Guest) -> None:
    thread = full_thread(cast)
    assert len(guest.get(f"/t/{thread.id}-{thread.slug}").queries) <= BUDGET
