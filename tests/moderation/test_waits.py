"""Waits are reckoned in the database: the same figures on both, and the same as Python's own."""

import statistics
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from time_machine import travel

from forum.core import clock
from forum.core.db import db
from forum.core.moments import HourOf, SecondsBetween
from forum.core.operation import operation
from forum.moderation.cases import claim, release
from forum.moderation.models import Act, Case, Level, Reason, Rule
from forum.moderation.waits import Wait, first_looks
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import make_post, make_thread
from tests.moderation.acts import decided, flagged, many_cases
from tests.page import count_queries

START = datetime.fromisoformat("2026-10-05T08:00:00.250000+00:00")
MINUTES = [3, 90, 14, 14, 7.5, 600, 41, 22, 1, 5, 330]


def looks() -> dict[Level, Wait]:
    return first_looks(START - timedelta(days=1), clock.now())


@pytest.fixture
def thread_post(cast: Cast) -> list[Post]:
    """As many posts as there are waits, to be flagged one by one."""
    thread = make_thread(cast.porch, by=cast.maya)
    return [make_post(thread, by=cast.maya) for _ in MINUTES]


def waited(cast: Cast, posts: list[Post], minutes: list[float]) -> None:
    """Cases that were opened together and taken in hand after so many minutes each."""
    for post, number in zip(posts, minutes, strict=False):
        with travel(START, tick=False):
            case = flagged(post, by=cast.priya)
        with travel(START + timedelta(minutes=number), tick=False):
            claim(actor=cast.ines, case=case)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 10, 11])
def test_the_median_and_the_slow_end_are_what_they_should_be(
    cast: Cast, thread_post: list[Post], count: int
) -> None:
    waited(cast, thread_post, MINUTES[:count])
    wait = looks()[Level.AMBER]
    slow = sorted(MINUTES[:count])[-(-count * 9 // 10) - 1]
    assert wait.cases == count
    assert abs(wait.median - timedelta(minutes=statistics.median(MINUTES[:count]))) < timedelta(
        milliseconds=2
    )
    assert abs(wait.slow - timedelta(minutes=slow)) < timedelta(milliseconds=2)


def test_levels_are_reckoned_apart_the_most_pressing_first(cast: Cast) -> None:
    thread = make_thread()
    with travel(START, tick=False):
        amber = flagged(make_post(thread), reason=Reason.HARASSMENT)
        red = flagged(make_post(thread), reason=Reason.METHOD_DETAIL)
    with travel(START + timedelta(minutes=10), tick=False):
        decided(red, by=cast.ines, act=Act.NO_ACTION, rule=Rule.NONE)
        claim(actor=cast.tomas, case=amber)
    assert list(looks()) == [Level.RED, Level.AMBER]


def test_the_first_look_counts_and_no_later_one(cast: Cast, thread_post: list[Post]) -> None:
    waited(cast, thread_post, [5])
    case = db.session.query(Case).one()
    with travel(START + timedelta(minutes=7), tick=False):
        release(actor=cast.ines, case=case)
    with travel(START + timedelta(hours=3), tick=False):
        claim(actor=cast.tomas, case=case)
        decided(case, by=cast.tomas)
    assert abs(looks()[Level.AMBER].median - timedelta(minutes=5)) < timedelta(milliseconds=2)


def test_what_waits_counts_once_it_is_overdue_with_the_time_it_has_waited(cast: Cast) -> None:
    with travel(START, tick=False):
        flagged(make_post(), reason=Reason.HARASSMENT)
    with travel(START + timedelta(hours=11), tick=False):
        assert looks() == {}
    with travel(START + timedelta(hours=13), tick=False):
        assert abs(looks()[Level.AMBER].median - timedelta(hours=13)) < timedelta(milliseconds=2)


def test_only_cases_opened_in_the_time_count_and_none_about_oneself(cast: Cast) -> None:
    with travel(START, tick=False):
        case = flagged(make_post(by=cast.ines))
        decided(case, by=cast.tomas, act=Act.NO_ACTION, rule=Rule.NONE)
    later = START + timedelta(seconds=1)
    assert looks() and first_looks(later, clock.now()) == {}
    assert first_looks(START - timedelta(days=1), START) == {}
    assert first_looks(START, later) and first_looks(START, later, not_about=cast.ines.id) == {}


def test_it_is_one_statement_however_many_there_are(app: Flask) -> None:
    many_cases(40)
    with count_queries() as queries:
        first_looks(START, clock.now() + timedelta(minutes=1))
    assert len(queries) == 1


@operation
def hours_and_days(*, zone: str) -> tuple[list[int], list[float]]:
    """The hour in which each case was opened, and the seconds until it is due, in a session of this zone."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"SET LOCAL TIME ZONE '{zone}'"))
    hours = select(HourOf(Case.opened_at)).order_by(Case.id)
    lengths = select(SecondsBetween(Case.opened_at, Case.due_at)).order_by(Case.id)
    return list(db.session.scalars(hours)), list(db.session.scalars(lengths))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "America/New_York"])
def test_moments_are_reckoned_in_utc_whatever_zone_the_session_has(cast: Cast, zone: str) -> None:
    for moment in ("2026-10-24T23:59:59.999900Z", "2026-10-25T00:00:00Z"):
        with travel(moment, tick=False):
            flagged(make_post(), reason=Reason.SPAM)
    assert hours_and_days(zone=zone) == ([23, 0], [pytest.approx(72 * 3600, abs=0.001)] * 2)
