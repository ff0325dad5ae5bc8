"""Which lines a person is offered, and that no country is taken for granted."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.safety.countries import NO_CONFIRMED_LINE, Confidence, countries, country, international, suggest
from forum.safety.hours import date_in_words


def test_everything_that_was_gathered_is_there() -> None:
    lines = [line for each in countries() for line in each.all_lines]
    emergency = [item for each in countries() for item in each.all_emergency]
    assert len(countries()) == 42
    assert len(lines) == 62
    assert len([line for line in lines if line.confidence is Confidence.CONFIRMED]) == 46
    assert len(emergency) == 72
    assert len([item for item in emergency if item.confidence is Confidence.UNCONFIRMED]) == 5
    assert len(international()) == 3


def test_countries_stand_in_the_order_of_their_names() -> None:
    names = [each.name for each in countries()]
    assert names == sorted(names)


def test_what_is_unconfirmed_is_never_shown() -> None:
    for each in countries():
        assert all(line.confidence is Confidence.CONFIRMED for line in each.lines)
        assert all(item.confidence is Confidence.CONFIRMED for item in each.emergency)


def test_a_number_that_directories_alone_know_stays_hidden() -> None:
    india = country("IN")
    assert india is not None
    assert [line.name for line in india.lines] == ["Tele MANAS"]
    assert [line.name for line in india.all_lines] == ["Tele MANAS", "Vandrevala Foundation"]


def test_a_country_without_a_confirmed_line_says_so_and_keeps_its_emergency_number() -> None:
    south_africa = country("za")
    assert south_africa is not None
    assert south_africa.lines == ()
    assert south_africa.notice == NO_CONFIRMED_LINE
    assert south_africa.emergency


def test_a_country_with_a_line_needs_no_notice() -> None:
    ireland = country("IE")
    assert ireland is not None
    assert ireland.notice == ""


def test_nine_countries_have_no_confirmed_line() -> None:
    assert {each.iso for each in countries() if each.notice} == {
        "BD",
        "GR",
        "HU",
        "IS",
        "LT",
        "PK",
        "TW",
        "UA",
        "ZA",
    }


def test_hours_and_dates_are_in_words() -> None:
    india = country("IN")
    assert india is not None
    assert india.lines[0].hours_in_words == "any hour, any day"
    assert india.lines[0].newest_source_in_words == "7 February 2025"


@pytest.mark.parametrize(
    ("partial", "words"),
    [
        ("2026", "2026"),
        ("2024-11", "November 2024"),
        ("2025-12-24", "24 December 2025"),
        ("2024-2026", "2024 to 2026"),
    ],
)
def test_a_date_says_as_much_as_is_known(partial: str, words: str) -> None:
    assert date_in_words(partial) == words


@pytest.mark.parametrize("partial", ["", "soon", "2025-13", "2025-02-32", "2026-2024", "2025-02-07-01"])
def test_what_is_no_date_is_refused(partial: str) -> None:
    with pytest.raises(ValueError, match=r"^(not a date|invalid literal)"):
        date_in_words(partial)


def test_a_chat_that_is_only_described_has_no_address() -> None:
    spain = country("ES")
    assert spain is not None
    assert spain.lines[0].chat == "on the Ministry of Health website"
    assert spain.lines[0].chat_url == ""


def test_an_unknown_country_is_none() -> None:
    assert country("XX") is None
    assert country("") is None


def test_nothing_can_be_changed() -> None:
    first = countries()[0]
    with pytest.raises(FrozenInstanceError):
        first.name = "Elsewhere"  # type: ignore[misc]  # what cannot be done is tried
    assert countries() is countries()


@pytest.mark.parametrize(
    ("header", "iso"),
    [
        ("en-IN", "IN"),
        ("en-in,en;q=0.9", "IN"),
        ("fr;q=0.4,de-AT;q=0.8,en-GB;q=0.6", "AT"),
        ("zh-Hant-HK,zh;q=0.9", "HK"),
        ("en,fr-CA;q=0.5", "CA"),
        ("xx-XX,pt_BR;q=0.1", "BR"),
    ],
)
def test_a_region_in_a_language_suggests_its_country(header: str, iso: str) -> None:
    suggested = suggest(header)
    assert suggested is not None
    assert suggested.iso == iso


@pytest.mark.parametrize(
    "header",
    [
        "",
        "*",
        "en",
        "en,hi;q=0.8",
        "es-419",
        "en-150",
        "en-US;q=0",
        "en-IN;q=much",
        "th-TH-u-ca-buddhist",
        ";;,,-,--",
    ],
)
def test_without_a_region_that_we_know_nothing_is_suggested(header: str) -> None:
    assert suggest(header) is None


@given(st.text())
def test_any_header_is_borne(header: str) -> None:
    suggested = suggest(header)
    assert suggested is None or suggested in countries()
