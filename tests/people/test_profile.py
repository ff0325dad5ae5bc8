"""A member's page: for members only, and with room kept where room is wanted."""

import pytest
from flask import Flask

from forum.accounts.models import Account, Distance
from forum.accounts.profile import distance_to, keep_away
from tests.cast import Cast
from tests.make import make_member, make_thread
from tests.page import Guest


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.maya)


def between(cast: Cast, other: Account) -> Distance | None:
    return distance_to(cast.maya.id, other.id)


def test_a_page_tells_name_since_when_and_conversations(maya: Guest, cast: Cast) -> None:
    make_thread(cast.kitchen, by=cast.jonas, title="Porridge, again")
    make_thread(cast.porch, by=cast.jonas, title="What I told nobody")
    page = maya.get("/m/Jonas")
    assert page.h1 == "Jonas"
    assert cast.jonas.created_at.strftime("here since %B %Y") in page.text
    assert "Porridge, again" in page.text
    assert "What I told nobody" in page.text
    assert len(page.queries) <= 6


def test_how_the_name_is_written_does_not_matter(maya: Guest, cast: Cast) -> None:
    assert cast.jonas
    assert maya.get("/m/jONAS").h1 == "Jonas"


@pytest.mark.parametrize("name", ["Jonas", "Nobody", "The house"])
def test_for_guests_nobody_is_there_whoever_is_asked_for(guest: Guest, cast: Cast, name: str) -> None:
    make_thread(cast.kitchen, by=cast.jonas)
    page = guest.get(f"/m/{name}")
    assert (page.status, page.h1) == (404, "Nothing here")
    assert "Jonas" not in page.text
    assert page.queries == []


@pytest.mark.parametrize("name", ["Nobody", "%00", "%FF%FE", "x" * 3000, "a%2Fb", "%E2%80%AE"])
def test_nobody_of_that_name_is_a_page_that_does_not_exist(maya: Guest, name: str) -> None:
    assert maya.get(f"/m/{name}").status == 404


def test_no_number_compares_members(maya: Guest, cast: Cast) -> None:
    make_thread(cast.kitchen, by=cast.jonas)
    head = maya.get("/m/Jonas").one(".page-head").get_text(" ")
    assert not [word for word in head.split() if word.isdigit() and len(word) < 4]


def test_a_moderator_is_shown_as_one(maya: Guest, cast: Cast) -> None:
    assert cast.ines
    assert "moderator" in maya.get("/m/Ines").one(".page-head").get_text()


def test_ones_own_page_leads_to_the_settings_and_offers_no_distance(maya: Guest) -> None:
    page = maya.get("/m/Maya")
    assert page.link("Your settings") == "/settings"
    assert not page.all("main form")


@pytest.mark.parametrize("distance", list(Distance))
def test_room_is_kept_and_let_go_again(maya: Guest, cast: Cast, distance: Distance) -> None:
    page = maya.press(maya.get(f"/m/{cast.jonas.name}"), f"button[value={distance.value}]")
    assert between(cast, cast.jonas) is distance
    assert "They are not told." in page.text
    page = maya.press(page, "button[value=near]")
    assert between(cast, cast.jonas) is None
    assert "neither muted nor blocked" in page.text


def test_a_block_can_be_softened_to_a_mute(maya: Guest, cast: Cast) -> None:
    keep_away(actor=cast.maya, other=cast.jonas, distance=Distance.BLOCK)
    maya.press(maya.get("/m/Jonas"), "button[value=mute]")
    assert between(cast, cast.jonas) is Distance.MUTE


def test_a_moderator_can_be_muted_and_not_blocked(maya: Guest, cast: Cast) -> None:
    page = maya.get(f"/m/{cast.ines.name}")
    assert not page.all("button[value=block]")
    refused = maya.send(page.form("/distance"), distance="block")
    assert refused.status == 403
    assert "Moderators cannot be blocked." in refused.text
    assert between(cast, cast.ines) is None


@pytest.mark.parametrize("distance", ["miles", "", None, "near\x00er"])
def test_a_distance_that_does_not_exist_is_refused(maya: Guest, cast: Cast, distance: str | None) -> None:
    form = maya.get(f"/m/{cast.jonas.name}").form("/distance")
    assert maya.send(form, distance=distance).status == 422


def test_nobody_is_sent_elsewhere_afterwards(maya: Guest, cast: Cast) -> None:
    form = maya.get(f"/m/{cast.jonas.name}").form("/distance")
    answer = maya.send(form, distance="mute", next="//evil.example", follow=False)
    assert answer.response.headers["Location"] == "/m/Jonas"


def test_a_name_with_signs_in_it_has_a_page_and_a_way_back_to_it(maya: Guest) -> None:
    make_member("Dr. O'Hara-Løv_1")
    page = maya.get("/m/Dr. O'Hara-Løv_1")
    assert page.h1 == "Dr. O'Hara-Løv_1"
    assert maya.press(page, "button[value=mute]").h1 == "Dr. O'Hara-Løv_1"


def test_a_member_who_began_nothing_is_welcome_all_the_same(maya: Guest, cast: Cast) -> None:
    assert "only read" in maya.get(f"/m/{cast.jonas.name}").one(".empty").get_text()


def test_a_made_up_place_in_the_list_is_a_page_that_does_not_exist(maya: Guest, cast: Cast) -> None:
    assert maya.get(f"/m/{cast.jonas.name}?before=last-tuesday").status == 404
