"""Choices about the look of the place: with the account when signed in, with the browser otherwise."""

from dataclasses import replace

import pytest
import time_machine
from flask import Flask

from forum.accounts.comfort import USUAL, Comfort, choose_comfort
from forum.accounts.models import Motion, TextSize, Theme
from forum.accounts.nights import Night
from forum.accounts.visitor import visitor_with
from forum.http.choices import COOKIE, read, write
from tests.accounts.doors import join, sign_in
from tests.cast import Cast
from tests.make import PASSWORD, make_sign_in
from tests.page import Guest, Page

CHOSEN = Comfort(
    theme=Theme.DARK,
    text_size=TextSize.LARGEST,
    motion=Motion.REDUCED,
    low_energy=True,
    hides_exit=True,
    quiet_nights=False,
    warm_nights=False,
    night=Night("America/Argentina/Buenos_Aires", 23, 5),
)
CHOICES = {
    "theme": "dark",
    "text_size": "largest",
    "motion": "reduced",
    "low_energy": "y",
    "hides_exit": "y",
    "quiet_nights": None,
    "warm_nights": None,
    "zone": "America/Argentina/Buenos_Aires",
    "begins": "23",
    "ends": "5",
}
NIGHT, DAY = "2026-11-25T23:00:00Z", "2026-11-25T11:00:00Z"


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def looks(page: Page) -> dict[str, str]:
    """What the first tag of a page says."""
    return {n.removeprefix("data-"): str(v) for n, v in page.one("html").attrs.items() if n[:5] == "data-"}


def cookie_of(guest: Guest) -> str:
    cookie = guest.client.get_cookie(COOKIE)
    return cookie.decoded_value if cookie else ""


def test_whoever_has_chosen_nothing_gets_what_the_device_says(guest: Guest) -> None:
    assert looks(guest.get("/")) == {
        "theme": "system",
        "text": "normal",
        "motion": "device",
        "energy": "usual",
    }
    assert not guest.client.get_cookie(COOKIE)


def test_a_guests_choices_stand_in_the_first_tag_of_every_page(guest: Guest) -> None:
    page = guest.send(guest.get("/comfort").form("/comfort"), **CHOICES)
    assert "Saved." in page.text
    chosen = {"theme": "dark", "text": "largest", "motion": "reduced", "energy": "low"}
    for path in ("/", "/boards", "/sign-in", "/help", "/nowhere"):
        assert looks(guest.get(path)) == chosen


def test_a_members_choices_go_with_the_account_and_leave_no_cookie(
    app: Flask, cast: Cast, maya: Guest
) -> None:
    maya.send(maya.get("/comfort").form("/comfort"), **CHOICES)
    elsewhere = Guest(app).signed_in_as(cast.maya)
    assert looks(elsewhere.get("/boards"))["text"] == "largest"
    assert not maya.client.get_cookie(COOKIE)
    visitor = visitor_with(make_sign_in(cast.maya))
    assert visitor is not None
    assert visitor.comfort == CHOSEN


def test_the_form_shows_what_was_chosen(maya: Guest) -> None:
    maya.send(maya.get("/comfort").form("/comfort"), **CHOICES)
    shown = maya.get("/comfort").form("/comfort").values
    assert {name: shown.get(name) for name in CHOICES} == CHOICES


@pytest.mark.parametrize(
    ("held", "shown"),
    [("Asia/Chungking", "Asia/Chungking"), ("Asia/Dacca", "Asia/Dhaka"), ("Asia/Calcutta", "Asia/Kolkata")],
)
def test_a_name_that_is_offered_no_more_is_not_lost_by_saving(
    cast: Cast, maya: Guest, held: str, shown: str
) -> None:
    choose_comfort(actor=cast.maya, comfort=replace(USUAL, night=Night(held)))
    form = maya.get("/comfort").form("/comfort")
    assert form.values["zone"] == shown
    maya.send(form)
    assert maya.get("/comfort").form("/comfort").values["zone"] == shown


def test_places_stand_under_their_part_of_the_world_and_are_written_as_people_write(guest: Guest) -> None:
    page = guest.get("/comfort")
    place = page.one("optgroup[label=America] option[value='America/Argentina/Buenos_Aires']")
    assert place.get_text() == "Argentina, Buenos Aires"
    assert page.one("option[value='Antarctica/DumontDUrville']").get_text() == "Dumont d’Urville"


def test_on_signing_in_the_accounts_own_choices_win(cast: Cast, guest: Guest) -> None:
    guest.client.set_cookie(COOKIE, "theme=light&low=yes")
    choose_comfort(actor=cast.maya, comfort=replace(USUAL, theme=Theme.DARK))
    page = sign_in(guest, "Maya", PASSWORD)
    assert (looks(page)["theme"], looks(page)["energy"]) == ("dark", "usual")


def test_on_joining_the_browsers_choices_become_the_accounts(app: Flask, guest: Guest) -> None:
    guest.client.set_cookie(COOKIE, "theme=night-warm&text=larger")
    assert looks(join(guest))["theme"] == "night-warm"
    guest.client.delete_cookie(COOKIE)
    assert looks(guest.get("/"))["text"] == "larger"


@pytest.mark.parametrize("who", ["guest", "member"])
def test_one_tap_turns_low_energy_mode_on_and_off_and_leads_back(app: Flask, cast: Cast, who: str) -> None:
    reader = Guest(app).signed_in_as(cast.maya) if who == "member" else Guest(app)
    assert cast.kitchen
    for energy in ("low", "usual"):
        page = reader.get("/b/kitchen-table?topic=sleep")
        tap = reader.press(page, ".strip-button", follow=False)
        assert tap.status == 303
        came_from = {"Referer": "http://localhost/b/kitchen-table?topic=sleep"}
        form = page.one("form[data-no-token]")
        answer = reader.client.post(str(form["action"]), headers=came_from)
        assert answer.headers["Location"] == "/b/kitchen-table?topic=sleep"
        assert looks(reader.get("/boards"))["energy"] == energy


@pytest.mark.parametrize(
    "referrer", ["", "https://evil.example/boards", "http://localhost//evil.example", "nonsense", "http://["]
)
def test_the_tap_leads_nowhere_but_to_our_own_pages(guest: Guest, referrer: str) -> None:
    answer = guest.client.post("/comfort/low-energy", headers={"Referer": referrer})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_another_sites_page_cannot_press_it(maya: Guest, headers: dict[str, str]) -> None:
    assert maya.client.post("/comfort/low-energy", headers=headers).status_code == 403
    assert looks(maya.get("/"))["energy"] == "usual"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}])
def test_our_own_pages_can(maya: Guest, headers: dict[str, str]) -> None:
    assert maya.client.post("/comfort/low-energy", headers=headers).status_code == 303
    assert looks(maya.get("/"))["energy"] == "low"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("theme", "neon"),
        ("text_size", ""),
        ("motion", "wild"),
        ("zone", "Mars/Olympus_Mons"),
        ("begins", "24"),
        ("ends", "-1"),
        ("ends", "٣"),
    ],
)
def test_what_is_not_on_offer_is_refused_and_the_rest_stays_typed(
    maya: Guest, field: str, value: str
) -> None:
    page = maya.send(maya.get("/comfort").form("/comfort"), **{"low_energy": "y", field: value})
    assert page.status == 422
    assert "Please choose one of those on offer." in page.text
    assert page.form("/comfort").values["low_energy"] == "y"
    assert looks(maya.get("/"))["energy"] == "usual"


def test_an_empty_form_is_no_fault(guest: Guest) -> None:
    token = guest.get("/comfort").form("/comfort").values["csrf_token"]
    assert guest.post("/comfort", {"csrf_token": token}).status == 422


def test_choices_survive_the_cookie() -> None:
    assert read(write(CHOSEN)) == CHOSEN
    assert write(USUAL) == ""


@pytest.mark.parametrize(
    "written",
    [
        "nonsense",
        "theme=neon&text=huge&motion=&low=maybe&zone=/etc/passwd&from=99&to=-1",
        "theme=%FF&%00=%00&low=\x7f&zone=Asia%00",
        "&&==&=&;",
        "text=larger&" * 100,
    ],
)
def test_garbage_in_the_cookie_is_read_as_nothing_chosen(guest: Guest, written: str) -> None:
    guest.client.set_cookie(COOKIE, written)
    page = guest.get("/")
    assert page.status == 200
    assert looks(page) == looks(Guest(guest.app).get("/"))


def test_what_makes_no_sense_spoils_nothing_else() -> None:
    assert read("theme=neon&text=larger") == replace(USUAL, text_size=TextSize.LARGER)


def test_a_cookie_for_the_usual_choices_is_taken_away(guest: Guest) -> None:
    guest.send(guest.get("/comfort").form("/comfort"), theme="dark")
    assert cookie_of(guest) == "theme=dark"
    guest.send(guest.get("/comfort").form("/comfort"), theme="system")
    assert not guest.client.get_cookie(COOKIE)


def test_pages_kept_for_one_reader_are_not_shown_to_another(app: Flask, cast: Cast, maya: Guest) -> None:
    choose_comfort(actor=cast.maya, comfort=CHOSEN)
    jonas = Guest(app).signed_in_as(cast.jonas)
    for path in ("/", "/boards", "/help"):
        assert looks(maya.get(path))["energy"] == "low"
        assert not maya.get(path).all("a[data-leave]")
        assert looks(jonas.get(path))["energy"] == "usual"
        assert jonas.get(path).all("a[data-leave]")


@pytest.mark.parametrize(
    ("theme", "at_night"), [("system", "night-warm"), ("dark", "night-warm"), ("light", "light")]
)
def test_at_night_the_palette_warms_but_for_those_who_chose_light(
    guest: Guest, theme: str, at_night: str
) -> None:
    guest.client.set_cookie(COOKIE, f"theme={theme}&zone=Europe/London")
    with time_machine.travel(NIGHT, tick=False):
        assert looks(guest.get("/"))["theme"] == at_night
    with time_machine.travel(DAY, tick=False):
        assert looks(guest.get("/"))["theme"] == theme


def test_it_stays_as_it_is_where_nobody_wants_it_warm_or_knows_the_hour(guest: Guest) -> None:
    with time_machine.travel(NIGHT, tick=False):
        assert looks(guest.get("/"))["theme"] == "system"
        guest.client.set_cookie(COOKIE, "zone=Europe/London&warm=no")
        assert looks(guest.get("/"))["theme"] == "system"


@pytest.mark.parametrize(
    ("theme", "schemes"),
    [("system", "light dark"), ("light", "light"), ("dark", "dark"), ("night-warm", "dark")],
)
def test_the_browser_paints_no_other_ground_first(guest: Guest, theme: str, schemes: str) -> None:
    guest.client.set_cookie(COOKIE, f"theme={theme}")
    assert guest.get("/").one("meta[name=color-scheme]")["content"] == schemes


def test_comfort_is_linked_from_every_page_and_from_the_settings(maya: Guest) -> None:
    assert maya.get("/boards").link("Comfort") == "/comfort"
    assert "/comfort" in [str(link["href"]) for link in maya.get("/settings").all("main a")]
