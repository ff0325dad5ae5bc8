"""In somebody's night: the bell does not light, letters wait, help comes first."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from forum.accounts.attempts import Counter
from forum.accounts.comfort import USUAL, Comfort, choose_comfort
from forum.accounts.models import Account
from forum.accounts.nights import Night
from forum.accounts.recovery import answer_link_requests, ask_for_link
from forum.core.db import db
from forum.core.mail import Letter, deliver
from forum.core.operation import operation
from forum.http.choices import COOKIE
from forum.notifications.telling import send_letters
from tests.cast import Cast
from tests.conftest import SECRET
from tests.make import make_member, make_post, make_thread
from tests.page import Guest, Page

NIGHT = datetime(2026, 11, 25, 23, 15, tzinfo=UTC)
DAY = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
IN_LONDON = Comfort(night=Night("Europe/London"))
LOUD = Comfort(night=Night("Europe/London"), quiet_nights=False)


def bell(page: Page) -> bool:
    return "lit" in (page.one("a[href='/notifications']").get("class") or [])


@pytest.fixture
def noor() -> Account:
    account = make_member("Noor", email="noor@example.org")
    choose_comfort(actor=account, comfort=IN_LONDON)
    return account


@pytest.mark.parametrize(
    ("comfort", "moment", "is_lit"),
    [(IN_LONDON, NIGHT, False), (IN_LONDON, DAY, True), (LOUD, NIGHT, True), (USUAL, NIGHT, True)],
)
def test_the_bell_stays_dark_in_quiet_hours_only(
    app: Flask, cast: Cast, comfort: Comfort, moment: datetime, is_lit: bool
) -> None:
    with time_machine.travel(moment, tick=False):
        make_post(make_thread(by=cast.maya))
        choose_comfort(actor=cast.maya, comfort=comfort)
        page = Guest(app).signed_in_as(cast.maya).get("/boards")
        assert bell(page) is is_lit
        assert ("some are new" in page.text) is is_lit


def test_the_notifications_page_is_open_all_night(app: Flask, cast: Cast) -> None:
    with time_machine.travel(NIGHT, tick=False):
        make_post(make_thread(by=cast.maya, title="Slow mornings"), by=cast.jonas)
        choose_comfort(actor=cast.maya, comfort=IN_LONDON)
        assert (
            "Jonas replied in “Slow mornings”"
            in Guest(app).signed_in_as(cast.maya).get("/notifications").text
        )


def sent(moment: datetime) -> list[str]:
    """The letters that go out at that moment."""
    gone: list[str] = []
    with time_machine.travel(moment, tick=False):
        deliver(lambda letter: gone.append(letter.template))
    return gone


def test_a_letter_waits_for_the_end_of_the_quiet_hours(app: Flask, noor: Account) -> None:
    with time_machine.travel(NIGHT, tick=False):
        _write(noor)
    morning = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
    assert sent(NIGHT) == sent(morning - timedelta(seconds=1)) == []
    assert sent(morning) == ["decision"]


def test_by_day_and_for_whoever_wants_no_quiet_it_goes_at_once(app: Flask, noor: Account) -> None:
    with time_machine.travel(DAY, tick=False):
        _write(noor)
    assert sent(DAY) == ["decision"]
    choose_comfort(actor=noor, comfort=LOUD)
    with time_machine.travel(NIGHT, tick=False):
        _write(noor)
    assert sent(NIGHT) == ["decision"]


def test_a_letter_that_was_asked_for_comes_at_once(app: Flask, noor: Account) -> None:
    with time_machine.travel(NIGHT, tick=False):
        ask_for_link(address="noor@example.org", counter=Counter(SECRET, "192.0.2.1"))
        answer_link_requests()
    assert sent(NIGHT) == ["recovery"]


def test_of_two_readers_only_the_one_whose_night_it_is_waits(app: Flask, noor: Account) -> None:
    elsewhere = make_member("Sami", email="sami@example.org")
    choose_comfort(actor=elsewhere, comfort=Comfort(night=Night("America/Los_Angeles")))
    with time_machine.travel(NIGHT, tick=False):
        _write(noor, elsewhere)
        due = {letter.address: letter.due_at for letter in db.session.query(Letter)}
    assert due["sami@example.org"] == NIGHT < due["noor@example.org"]


@pytest.mark.parametrize("low", ["", "&low=yes"])
@pytest.mark.parametrize("who", ["guest", "member"])
def test_at_night_help_comes_first_on_the_home_page(app: Flask, cast: Cast, who: str, low: str) -> None:
    with time_machine.travel(DAY, tick=False):
        reader = _reader(app, cast, who, low)
    with time_machine.travel(NIGHT, tick=False):
        assert first_words(reader.get("/")) == "If this is a hard night"
    with time_machine.travel(DAY, tick=False):
        page = reader.get("/")
        assert first_words(page) != "If this is a hard night"
        assert len(page.all("#hard-night")) == 1


def test_where_nobody_knows_the_hour_it_stands_there_quietly(guest: Guest) -> None:
    with time_machine.travel(NIGHT, tick=False):
        page = guest.get("/")
    assert first_words(page) != "If this is a hard night"
    assert page.link("Find a line") == "/help"


def test_it_leads_to_the_lines_of_the_country_that_was_chosen(guest: Guest) -> None:
    guest.get("/help/in")
    assert guest.get("/").link("Help now: India") == "/help/in"


def first_words(page: Page) -> str:
    return page.all("main h1, main h2")[0].get_text().strip()


@operation
def _write(*accounts: Account) -> None:
    send_letters({account.id for account in accounts}, "decision", decision_id=1)


def _reader(app: Flask, cast: Cast, who: str, low: str) -> Guest:
    if who == "guest":
        guest = Guest(app)
        guest.client.set_cookie(COOKIE, f"zone=Europe/London{low}")
        return guest
    night = Night("Europe/London")
    choose_comfort(actor=cast.maya, comfort=Comfort(night=night, low_energy=bool(low)))
    return Guest(app).signed_in_as(cast.maya)
