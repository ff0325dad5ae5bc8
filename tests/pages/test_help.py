"""Help now: the country first, and never a dead end."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app
from forum.core import clock
from forum.safety.checked import forget
from forum.safety.countries import Country, Outcome, countries, international
from tests.accounts.doors import sign_in
from tests.cast import Cast
from tests.conftest import SECRET
from tests.gone import without_database
from tests.make import make_line_check
from tests.page import Guest


def test_the_country_is_asked_first(guest: Guest) -> None:
    page = guest.get("/help")
    assert page.h1 == "Help now"
    offered = [option["value"] for option in page.all("select[name=country] option")]
    assert offered == ["", *(country.iso for country in countries())]
    assert not page.all(".line-card")


@pytest.mark.parametrize("path", ["/help", "/offline"])
def test_without_a_country_there_is_a_number_to_call_for_each(guest: Guest, path: str) -> None:
    page = guest.get(path)
    assert not page.all("details[open]")
    called = {name.get_text(): name.find_next("dd") for name in page.all("details dt")}
    assert list(called) == [country.name for country in countries() if country.emergency]
    assert [link["href"] for link in called["France"].select("a")] == ["tel:15", "tel:112", "sms:114"]


def test_a_country_that_was_chosen_has_its_own_numbers_only(guest: Guest) -> None:
    assert not guest.get("/help/gb").all("details dt")


@pytest.mark.parametrize("path", ["/help", "/offline"])
def test_an_emergency_number_that_was_found_gone_is_in_no_list(guest: Guest, path: str) -> None:
    make_line_check("in/emergency-112", outcome=Outcome.GONE)
    numbers = next(name.find_next("dd") for name in guest.get(path).all("details dt") if name.text == "India")
    assert [link["href"] for link in numbers.select("a")] == ["tel:108"]


def test_a_choice_leads_to_the_countrys_own_address_and_is_remembered(guest: Guest) -> None:
    form = guest.get("/help").form("/help")
    assert form.tag["method"] == "get"
    page = guest.get(form.action, query_string={"country": "GB"})
    assert page.path == "/help/gb"
    assert "Samaritans" in page.text
    assert "Samaritans" in guest.get("/help").text


def test_the_choice_stands_for_a_year_in_a_cookie_of_its_own(guest: Guest) -> None:
    set_cookie = guest.get("/help/in").response.headers["Set-Cookie"]
    assert set_cookie.startswith("country=IN; ")
    for part in ("Max-Age=31536000", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert f"; {part}" in set_cookie
    assert [cookie.key for cookie in guest.client._cookies.values()] == ["country"]


def test_a_choice_that_is_kept_already_is_not_sent_again(guest: Guest) -> None:
    guest.get("/help/in")
    assert "Set-Cookie" not in guest.get("/help/in").response.headers


def test_the_choice_outlasts_signing_in_and_out(guest: Guest, cast: Cast) -> None:
    guest.get("/help/gb")
    sign_in(guest, cast.maya.name)
    assert "Samaritans" in guest.get("/help").text
    guest.send(guest.get("/settings").form("/sign-out"))
    assert "Samaritans" in guest.get("/help").text


def test_a_choice_that_an_older_session_holds_is_still_known(guest: Guest) -> None:
    with guest.client.session_transaction() as session:
        session["country"] = "GB"
    assert "Samaritans" in guest.get("/help").text
    guest.get("/help/in")
    with guest.client.session_transaction() as session:
        assert "country" not in session


def test_choosing_no_country_forgets_it(guest: Guest) -> None:
    page = guest.get("/help/gb")
    assert "No country: forget mine" in page.text
    assert not guest.get("/help?country=").all(".line-card")
    assert guest.client.get_cookie("country") is None
    assert not guest.get("/help").all(".line-card")


@pytest.mark.parametrize("value", ["", "XX", "in", "a" * 3000, "é", "IN; x=y", "../us", "%00"])
def test_whatever_the_cookie_holds_it_is_a_country_or_nothing(guest: Guest, value: str) -> None:
    guest.client.set_cookie("country", value)
    page = guest.get("/help")
    assert page.status == 200
    assert bool(page.all(".line-card")) == (value == "in")


def test_behind_tls_the_country_travels_protected_too(tmp_path: Path) -> None:
    environ = {"SECRET_KEY": SECRET, "INSTANCE_PATH": str(tmp_path), "PUBLIC_URL": "https://lantern.example"}
    client = create_app(environ, TESTING=True).test_client()
    assert "; Secure" in client.get("/help/in").headers["Set-Cookie"]


def test_the_browsers_language_suggests_and_never_decides(guest: Guest) -> None:
    page = guest.get("/help", headers={"Accept-Language": "hi-IN,hi;q=0.9,en-GB;q=0.5"})
    assert page.link("India") == "/help/in"
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
    assert "Lines can be busy or closed." in text
    assert "trying again is fine" in text


@pytest.mark.parametrize("iso", ["xx", "INDIA", "1", "%00", "%FF", "a" * 500])
def test_an_unknown_country_is_a_page_that_does_not_exist(guest: Guest, iso: str) -> None:
    assert guest.get(f"/help/{iso}").status == 404


@pytest.mark.parametrize("chosen", ["", "xx", "%F0%9F%92%9B", "a" * 500])
def test_an_unknown_choice_shows_the_list_again(guest: Guest, chosen: str) -> None:
    assert guest.get(f"/help?country={chosen}").all("select[name=country]")


def test_a_country_in_capitals_is_understood(guest: Guest) -> None:
    assert "Samaritans" in guest.get("/help/GB").text


def test_the_database_is_asked_once_in_a_while(guest: Guest) -> None:
    forget()
    assert len(guest.get("/help/in").queries) == 1
    assert guest.get("/help/gb").queries == []


def test_members_cost_one_statement_more(app: Flask, cast: Cast) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    maya.get("/help/in")
    page = maya.get("/help/in")
    assert "Tele MANAS" in page.text
    assert len(page.queries) == 1


@pytest.mark.parametrize("path", ["/help", "/help/gb", "/help/xx", "/help?country="])
def test_without_a_database_members_are_helped_as_guests(app: Flask, cast: Cast, path: str) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    with without_database():
        page = maya.get(path)
    assert page.status == (404 if path.endswith("xx") else 200)
    assert "Maya" not in page.text
    assert ("Samaritans" in page.text) == path.endswith("gb")


def test_a_database_that_cannot_be_written_stops_no_page(app: Flask, cast: Cast) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    with clock.as_of(clock.now() + timedelta(hours=2)), without_database(only="UPDATE"):
        assert maya.get("/help/gb").status == 200


def test_what_was_checked_bears_the_date_of_the_check(guest: Guest) -> None:
    with clock.as_of(datetime(2026, 11, 3, 12, tzinfo=UTC)):
        make_line_check("in/tele-manas")
    card = guest.get("/help/in").all(".line-card")[1].get_text()
    assert "Checked by us on 3 November 2026." in card
    assert "source" not in card


def test_an_emergency_number_that_was_checked_says_so(guest: Guest) -> None:
    with clock.as_of(datetime(2026, 11, 3, 12, tzinfo=UTC)):
        make_line_check("in/emergency-112")
    assert "Checked by us on 3 November 2026." in guest.get("/help/in").all(".line-card")[0].get_text()


def test_a_number_in_a_sentence_stays_on_one_line(guest: Guest) -> None:
    card = guest.get("/help/de").all(".line-card")[1]
    assert [number.get_text() for number in card.select("p .nowrap")] == ["0800 111 0 222", "116 123"]
    assert "Also on 0800 111 0 222 and 116 123." in card.get_text()


def test_a_line_that_was_found_gone_is_gone_from_the_page_at_once(guest: Guest) -> None:
    assert "Tele MANAS" in guest.get("/help/in").text
    make_line_check("in/tele-manas", outcome=Outcome.GONE)
    page = guest.get("/help/in")
    assert "Tele MANAS" not in page.text
    assert "We could not yet confirm a line in this country." in page.text


def test_without_any_emergency_number_the_page_says_who_knows_it(guest: Guest) -> None:
    make_line_check("is/emergency-112", outcome=Outcome.CHANGED)
    text = guest.get("/help/is").text
    assert "The emergency number could not be confirmed." in text


@pytest.mark.parametrize("path", ["/help", "/help/in"])
def test_it_speaks_of_the_quick_exit_only_where_there_is_one(guest: Guest, path: str) -> None:
    assert "“Quick exit” at the top" in guest.get(path).text
    form = guest.get("/comfort").form("/comfort")
    guest.send(form, hides_exit="y")
    assert "Quick exit" not in guest.get(path).text
