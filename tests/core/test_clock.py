"""The clock, and telling it the time for a history that was not lived here."""

from datetime import UTC, datetime, timedelta
from threading import Thread

from forum.core import clock

LONG_AGO = datetime(2020, 2, 29, 12, tzinfo=UTC)


def test_the_clock_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_it_can_be_told_the_time_for_a_while() -> None:
    with clock.as_of(LONG_AGO):
        assert clock.now() == LONG_AGO
    assert clock.now() > LONG_AGO


def test_what_one_thread_is_told_another_does_not_hear() -> None:
    heard: list[datetime] = []
    with clock.as_of(LONG_AGO):
        other = Thread(target=lambda: heard.append(clock.now()))
        other.start()
        other.join()
    assert heard[0] > LONG_AGO
