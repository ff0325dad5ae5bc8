"""The pages on which lines are checked: for admins to write, for moderators to read."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.safety.countries import Outcome, country
from forum.safety.models import LONGEST_NOTE, LineCheck
from tests.cast import Cast
from tests.make import make_line_check
from tests.page import Guest

LIST = "/moderation/lines"
LINE = f"{LIST}/in/tele-manas"
FORM = "/tele-manas"


@pytest.fixture
def ada(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ada)


def test_an_admin_checks_a_line_and_everybody_sees_the_date(ada: Guest, guest: Guest) -> None:
    page = ada.get(ada.get(LIST).link("Tele MANAS"))
    assert "14416" in page.text and "Never checked." in page.text
    page = ada.send(page.form(FORM), outcome="answers", note="A kind voice, in Hindi and English.")
    assert page.path == LIST
    assert "it answers Ada" in page.text and "“A kind voice, in Hindi and English.”" in page.text
    assert "Checked by us on" in guest.get("/help/in").text
    assert "I checked" not in guest.get("/help/in").text


def test_what_is_due_stands_above_what_was_checked(ada: Guest) -> None:
    make_line_check("in/tele-manas", outcome=Outcome.GONE)
    make_line_check("gb/samaritans")
    headings = [h2.get_text() for h2 in ada.get(LIST).all("h2")]
    assert headings == ["Waits for its file to be mended", "Never checked", "Checked"]


def test_every_line_and_emergency_number_is_listed_once(ada: Guest) -> None:
    addresses = [str(link["href"]) for link in ada.get(LIST).all(f"main a[href^='{LIST}/']")]
    assert len(addresses) == len(set(addresses)) == 134


def test_the_page_shows_the_sources_and_the_note_for_operators(ada: Guest) -> None:
    page = ada.get(LINE)
    held = country("IN")
    assert held is not None
    for source in held.all_lines[0].source_addresses:
        assert page.all(f'main a[href="{source.split(" ")[0]}"]')
    assert held.all_lines[0].note in page.text


def test_a_hidden_line_says_so(ada: Guest) -> None:
    assert "Hidden from members." in ada.get(f"{LIST}/in/vandrevala-foundation").text
    assert "Members see it." in ada.get(LINE).text


def test_nobody_is_asked_to_ring_an_emergency_number(ada: Guest) -> None:
    page = ada.get(f"{LIST}/in/emergency-112")
    assert "Please don’t ring an emergency number to try it." in page.text
    assert not page.all("main a[href^='tel:']")


def test_checks_of_earlier_wordings_are_kept_and_marked(ada: Guest) -> None:
    make_line_check("in/tele-manas").digest = "0" * 64
    db.session.commit()
    page = ada.get(LINE)
    assert "(an earlier wording)" in page.text
    assert "Its file has changed since it was checked." in page.text


def test_a_refused_check_keeps_what_was_typed(ada: Guest) -> None:
    page = ada.send(ada.get(LINE).form(FORM), outcome="gone", note=" ")
    assert page.status == 422
    assert page.one("input[value=gone]").has_attr("checked")
    page = ada.send(ada.get(LINE).form(FORM), outcome=None, note="Somebody moved.")
    assert (page.status, page.one("textarea").get_text().strip()) == (422, "Somebody moved.")
    assert db.session.query(LineCheck).count() == 0


def test_a_file_that_changed_meanwhile_is_shown_anew(ada: Guest) -> None:
    form = ada.get(LINE).form(FORM)
    page = ada.send(form, outcome="answers", note="Kind.", digest="0" * 64)
    assert page.status == 409
    assert "The file has changed since you opened this page." in page.text
    page = ada.send(page.form(FORM))
    assert page.path == LIST


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "maybe"},
        {"outcome": ""},
        {"note": "x" * (LONGEST_NOTE + 1)},
        {"note": "a\x00b", "outcome": "x"},
    ],
)
def test_nonsense_is_refused_politely(ada: Guest, values: dict[str, str]) -> None:
    assert ada.send(ada.get(LINE).form(FORM), **({"outcome": "answers"} | values)).status == 422


def test_moderators_read_and_are_offered_no_form(app: Flask, cast: Cast) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    assert ines.get("/moderation").link("Crisis lines") == LIST
    assert ines.get(LIST).status == 200
    page = ines.get(LINE)
    assert page.status == 200
    assert not page.all("main form")
    assert (
        ines.post(LINE, {"csrf_token": ines.get("/settings").form("/settings").values["csrf_token"]}).status
        == 404
    )


def test_for_members_and_guests_there_is_nothing(app: Flask, cast: Cast, guest: Guest) -> None:
    for person in (guest, Guest(app).signed_in_as(cast.maya)):
        assert person.get(LIST).status == 404
        assert person.get(LINE).status == 404


@pytest.mark.parametrize(
    "line", ["xx/tele-manas", "in/nothing", "in/emergency-999", "%00/x", "in/%F0%9F%92%9B"]
)
def test_a_line_of_nowhere_is_not_there(ada: Guest, line: str) -> None:
    assert ada.get(f"{LIST}/{line}").status == 404


def test_the_list_takes_three_statements_however_much_was_checked(ada: Guest) -> None:
    for line in ("in/tele-manas", "gb/samaritans", "gb/shout"):
        make_line_check(line)
    assert len(ada.get(LIST).queries) == 3


def test_the_log_says_who_checked_what(ada: Guest) -> None:
    make_line_check("in/tele-manas", outcome=Outcome.CHANGED)
    page = ada.get("/moderation/audit")
    assert "checked the line in/tele-manas : something has changed" in page.text
    assert page.link("in/tele-manas") == LINE
