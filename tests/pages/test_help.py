"""Help now: the country first, and never a dead end."""

import pytest
from flask import Flask

from forum.safety.countries import Country, countries, international
from tests.cast import Cast
from tests.page import Guest


def test_the_country_is_asked_first(guest: Guest) -> None:
    page = guest.get("/help")
    assert page.h1 == "Help now"
    offered = [option["value"] for option in page.all("select[name=country] option")]
    assert offered == ["", *(country.iso for country in countries())]
    assert not page.all(".line-card")


def test_a_choice_leads_to_the_countrys_own_address_and_is_remembered(guest: Guest) -> None:
    form = guest.get("/help").form("/help")
    assert form.tag["method"] == "get"
    page = guest.get(form.action, query_string={"country": "GB"})
    assert page.path == "/help/gb"
    assert "Samaritans" in page.text
    assert "Samaritans" in guest.get("/help").text


def test_the_choice_stands_in_the_one_cookie_and_ends_with_the_browser(guest: Guest) -> None:
    guest.get("/help/in")
    held = guest.client.get_cookie("forum")
    assert held is not None
    assert held.expires is None
    assert [cookie.key for cookie in guest.client._cookies.values()] == ["forum"]


def test_the_browsers_language_suggests_and_never_decides(guest: Guest) -> None:
    page = guest.get("/help", headers={"Accept-Language": "hi-IN,hi;q=0.9,en-GB;q=0.5"})
    assert page.link("lines in India") == "/help/in"
    assert not page.all(".line-card")
    assert not guest.get("/help", headers={"Accept-Language": "en"}).all("main a[href^='/help/']")


def test_the_emergency_number_stands_above_the_lines(guest: Guest) -> None:
    first, *others = guest.get("/help/in").all(".line-card")
    assert "If a life is in danger now" in first.get_text()
    assert first.select_one("a[href='tel:112']")
    assert others


@pytest.mark.parametrize("country", countries(), ids=lambda each: each.iso)
def test_every_country_has_a_page_with_a_number_or_a_directory(guest: Guest, country: Country) -> None:
    page = guest.get(f"/help/{country.iso.lower()}")
    shown = page.one("main").get_text(" ")
    for line in country.lines:
        assert line.name in shown
        assert line.hours_in_words in shown
        assert line.newest_source_in_words in shown
        assert not line.phone or page.all(f"a[href='{line.tel}']") or line.phone in shown
        assert not line.sms or page.all(f"a[href='{line.sms}']")
    for item in country.emergency:
        assert page.all(f"a[href='{item.tel or item.sms}']")
    for directory in international():
        assert page.all(f"a[href='{directory.url}']")


def test_what_no_second_source_confirms_is_not_shown(guest: Guest) -> None:
    page = guest.get("/help/ua")
    assert "Lifeline Ukraine" not in page.text
    assert "We could not yet confirm a line in this country." in page.text


def test_busy_lines_are_spoken_of_with_a_second_route(guest: Guest) -> None:
    text = guest.get("/help/gb").text
    assert "Lines can be busy." in text
    assert "trying again is fine" in text


@pytest.mark.parametrize("iso", ["xx", "INDIA", "1", "%00", "%FF", "a" * 500])
def test_an_unknown_country_is_a_page_that_does_not_exist(guest: Guest, iso: str) -> None:
    assert guest.get(f"/help/{iso}").status == 404


@pytest.mark.parametrize("chosen", ["", "xx", "%F0%9F%92%9B", "a" * 500])
def test_an_unknown_choice_shows_the_list_again(guest: Guest, chosen: str) -> None:
    assert guest.get(f"/help?country={chosen}").all("select[name=country]")


def test_a_country_in_capitals_is_understood(guest: Guest) -> None:
    assert "Samaritans" in guest.get("/help/GB").text


def test_guests_are_served_without_the_database(guest: Guest) -> None:
    assert guest.get("/help/in").queries == []


def test_members_too(app: Flask, cast: Cast) -> None:
    page = Guest(app).signed_in_as(cast.maya).get("/help/in")
    assert "Tele MANAS" in page.text
    assert len(page.queries) == 1
