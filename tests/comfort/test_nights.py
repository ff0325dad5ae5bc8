"""When it is night for somebody: by their own hours and their own clock, never by a guess."""

from datetime import UTC, datetime

import pytest

from forum.accounts.nights import Night
from forum.core import zones


def at(hour: int, minute: int = 0, *, month: int = 11, day: int = 25) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "is_night"), [(at(16, 29), False), (at(16, 30), True), (at(1, 29), True), (at(1, 30), False)]
)
def test_ten_in_the_evening_is_told_by_the_clock_on_the_members_wall(
    moment: datetime, is_night: bool
) -> None:
    assert Night("Asia/Kolkata").covers(moment) is is_night


def test_hours_within_one_day_are_a_night_too() -> None:
    after_a_night_shift = Night("Europe/London", begins=9, ends=16)
    assert [after_a_night_shift.covers(at(hour)) for hour in (8, 9, 15, 16)] == [False, True, True, False]


@pytest.mark.parametrize("night", [Night(), Night("Asia/Kolkata", 22, 22), Night("Mars/Olympus_Mons")])
def test_without_a_known_zone_or_any_hours_it_is_never_night(night: Night) -> None:
    assert not any(night.covers(at(hour)) for hour in range(24))
    assert night.is_over_at(at(3)) == at(3)


@pytest.mark.parametrize("moment", [at(16, 30), at(23), at(1, 29)])
def test_a_night_is_over_when_its_last_hour_has_passed(moment: datetime) -> None:
    over = Night("Asia/Kolkata").is_over_at(moment)
    assert over == at(1, 30, day=26 if moment.hour > 12 else 25)
    assert not Night("Asia/Kolkata").covers(over)


def test_by_day_nothing_waits() -> None:
    assert Night("Asia/Kolkata").is_over_at(at(12)) == at(12)


@pytest.mark.parametrize(("day", "month", "over"), [(29, 3, 5), (25, 10, 6)])
def test_the_clock_going_forward_or_back_does_not_move_the_morning(day: int, month: int, over: int) -> None:
    moment = at(0, 30, month=month, day=day)
    assert Night("Europe/Berlin").is_over_at(moment) == at(over, month=month, day=day)


def test_old_names_that_browsers_give_are_understood() -> None:
    assert zones.present_name("Asia/Calcutta") == "Asia/Kolkata"
    assert "Asia/Calcutta" not in zones.zone_names()
    assert set(zones.OLD_NAMES.values()) <= set(zones.zone_names())


@pytest.mark.parametrize(
    "name",
    ["America/Argentina/ComodRivadavia", "America/Knox_IN", "Asia/Dacca", "Asia/Macao", "Asia/Chungking"],
)
def test_only_places_are_on_offer_and_not_their_old_spellings(name: str) -> None:
    assert name not in zones.zone_names()
    assert zones.zone(name) is not None


def test_without_a_list_of_places_every_zone_is_on_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zones, "_PLACES", "no such file")
    zones.zone_names.cache_clear()
    try:
        assert {"Asia/Chungking", "Asia/Kolkata"} <= set(zones.zone_names())
    finally:
        zones.zone_names.cache_clear()


@pytest.mark.parametrize("name", ["", "nowhere", "../../etc/passwd", "/etc/tz", "Europe/", "Asia/\x00"])
def test_a_made_up_name_is_no_zone(name: str) -> None:
    assert zones.present_name(name) == ""
    assert zones.zone(name) is None


def test_a_machine_without_zones_knows_no_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zones, "available_timezones", set)
    for known in (zones.zone_names, zones.known_names, zones.zone):
        known.cache_clear()
    try:
        assert zones.zone_names() == ()
        assert not any(Night("Asia/Kolkata").covers(at(hour)) for hour in range(24))
    finally:
        for known in (zones.zone_names, zones.known_names, zones.zone):
            known.cache_clear()
