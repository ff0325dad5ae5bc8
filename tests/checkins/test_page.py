"""The check-in: how it is, a note, one small thing; kept, changed, erased. Nothing counts, nothing urges."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from forum.checkins.models import CheckIn, How
from forum.checkins.operations import LONGEST_SMALL, LONGEST_WORDS, MOST_A_DAY
from forum.checkins.queries import SIZE
from forum.core import clock
from forum.core.db import db
from forum.moderation.models import Act
from tests.cast import Cast
from tests.checkins.conftest import Keep
from tests.make import make_post
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page

FORM = "form[action='/check-in']"


def moments(page: Page) -> list[str]:
    return [" ".join(item.get_text(" ").split()) for item in page.all(".moments > li")]


def kept() -> list[CheckIn]:
    return db.session.query(CheckIn).order_by(CheckIn.id).all()


def test_it_is_reached_from_the_first_page_and_from_settings(maya: Guest) -> None:
    assert maya.get("/").link("Check in with yourself") == "/check-in"
    assert maya.get("/settings").link("Check-in") == "/check-in"


def test_guests_are_asked_to_sign_in(guest: Guest) -> None:
    assert guest.get("/check-in").h1 == "Welcome back"


def test_what_was_told_stands_on_the_page(maya: Guest) -> None:
    form = maya.get("/check-in").form()
    page = maya.send(
        form, how="a-bit-lighter", text="Slept.\n\nThen tea & <b>toast</b>.", title="Opened the window"
    )
    assert page.path == "/check-in"
    assert "Kept. Only you can see it." in page.text
    (moment,) = moments(page)
    for told in ("A bit lighter", "tea & <b>toast</b>.", "Opened the window"):
        assert told in moment
    assert not page.all("main b")


@pytest.mark.parametrize(
    "alone", [{"how": "heavy"}, {"text": "Only a word."}, {"title": "Drank some water"}], ids=str
)
def test_any_one_of_the_three_is_enough(maya: Guest, alone: dict[str, str]) -> None:
    assert len(moments(maya.send(maya.get("/check-in").form(), **alone))) == 1


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n", "\u200b", "\x00"], ids=repr)
def test_nothing_at_all_is_not_kept_and_said_gently(maya: Guest, nothing: str) -> None:
    page = maya.send(maya.get("/check-in").form(), text=nothing, title=nothing)
    assert page.status == 422
    assert "One word, or one tap on how it is, is enough." in page.text
    assert kept() == []


def test_how_it_is_need_not_be_said(maya: Guest) -> None:
    page = maya.get("/check-in")
    assert page.one("[name=how][checked]")["value"] == ""
    assert [choice.get_text(strip=True) for choice in page.all(".how label")] == [
        *("Very heavy", "Heavy", "So-so", "A bit lighter", "Lighter"),
        "I’d rather not say",
    ]


def test_several_a_day_are_several_moments(maya: Guest, keep: Keep) -> None:
    keep("Morning.", how=How.VERY_HEAVY)
    keep("Evening.", how=How.SO_SO)
    later, earlier = moments(maya.get("/check-in"))
    assert "Evening." in later and "Morning." in earlier


def test_nothing_counts_compares_or_urges(maya: Guest, keep: Keep) -> None:
    first = clock.now()
    for days in (40, 39, 38, 12, 0):
        with clock.as_of(first - timedelta(days=days)):
            keep("A line.")
    page = maya.get("/check-in")
    for moment in page.all("main time, main .moments .only-read"):
        moment.extract()
    words = page.one("main").get_text(" ").lower()
    for never in (
        "streak",
        "in a row",
        "average",
        "per cent",
        "%",
        "total",
        "missed",
        "reminder",
        "days",
        "well done",
    ):
        assert never not in words
    ticks = {
        tick.extract().get_text() for tick in page.all("svg .plot-words") if re.search(r"\d", tick.get_text())
    }
    assert len(ticks) == 1
    for said in page.all("svg title, table caption"):
        said.extract()
    assert not re.search(r"\d", page.one("main").get_text(" "))


def test_a_moment_is_changed(maya: Guest, keep: Keep) -> None:
    moment = keep("Before.", how=How.HEAVY, small="Tea")
    page = maya.get(maya.get("/check-in").link("Change or erase"))
    form = page.form(f"/check-in/{moment.id}")
    assert (form.values["how"], form.values["text"], form.values["title"]) == ("heavy", "Before.", "Tea")
    after = maya.send(form, how="", text="After.", title="")
    assert after.path == "/check-in"
    assert "After." in moments(after)[0] and "Heavy" not in moments(after)[0]
    assert "Before." not in str(after.soup)


def test_a_moment_is_erased_for_good(maya: Guest, keep: Keep) -> None:
    place = f"/check-in/{keep('Gone by evening.').id}"
    keep("This one stays.")
    after = maya.send(maya.get(place).form("/erasure"))
    assert "Erased." in after.text
    assert [one.words for one in kept()] == ["This one stays."]
    assert maya.get(place).status == 404


def test_erasing_everything_asks_once_more(app: Flask, cast: Cast, maya: Guest, keep: Keep) -> None:
    keep("One."), keep("Two.")
    jonas = Guest(app).signed_in_as(cast.jonas)
    jonas.send(jonas.get("/check-in").form(), text="Somebody else's.")
    asked = maya.get(maya.get("/check-in").link("Erase all of it"))
    assert asked.h1 == "Erase all of it?" and len(kept()) == 3
    after = maya.send(asked.form())
    assert "All of it is erased." in after.text
    assert "Nothing is kept here yet." in after.text
    assert [one.words for one in kept()] == ["Somebody else's."]


def test_earlier_ones_come_page_by_page_each_once(maya: Guest, keep: Keep) -> None:
    for number in range(SIZE + 3):
        keep(f"Line {number:02}.")
    first = maya.get("/check-in")
    second = maya.get(first.link("Older"))
    found = re.findall(r"Line \d\d", " ".join(moments(first) + moments(second)))
    assert found == [f"Line {number:02}" for number in reversed(range(SIZE + 3))]
    assert not second.all("a[rel=next]") and not second.all(FORM)
    assert second.link("Newer") == "/check-in"


@pytest.mark.parametrize("key", ["x", "-1", "1.5", "٣", "9" * 40])
def test_a_made_up_place_is_a_page_that_does_not_exist(maya: Guest, key: str) -> None:
    assert maya.get(f"/check-in?before={key}").status == 404


def test_the_page_costs_the_same_however_much_is_kept(maya: Guest, keep: Keep) -> None:
    maya.get("/check-in")
    few = len(maya.get("/check-in").queries)
    for _ in range(SIZE + 5):
        keep("A line.")
    assert len(maya.get("/check-in").queries) == few <= 6


@pytest.mark.parametrize(
    ("field", "most", "box"),
    [("text", LONGEST_WORDS, "#text-error"), ("title", LONGEST_SMALL, "#title-error")],
)
def test_too_many_words_come_back_to_be_shortened(maya: Guest, field: str, most: int, box: str) -> None:
    page = maya.send(maya.get("/check-in").form(), **{field: "a" * (most + 1)}, how="lighter")
    assert page.status == 422
    assert f"under {most} characters" in page.one(box).get_text()
    assert page.form("/check-in").values[field] == "a" * (most + 1)
    assert page.form("/check-in").values["how"] == "lighter"


def test_a_how_that_is_not_on_offer_is_refused_with_everything_still_there(maya: Guest) -> None:
    page = maya.send(maya.get("/check-in").form(), how="9/10", text="My words.")
    assert (page.status, page.form("/check-in").values["text"]) == (422, "My words.")
    assert "one of those on offer" in page.text and kept() == []


def test_a_paused_member_may_still_write_to_themselves(cast: Cast, maya: Guest) -> None:
    decided(flagged(make_post(by=cast.maya)), by=cast.ines, act=Act.PAUSE)
    assert len(moments(maya.send(maya.get("/check-in").form(), text="Between me and me."))) == 1


def test_a_suspended_member_reads_takes_along_and_erases_and_writes_nothing(
    cast: Cast, maya: Guest, keep: Keep
) -> None:
    moment, _ = keep("From before."), keep("Another.")
    form, own = maya.get("/check-in").form(), maya.get(f"/check-in/{moment.id}").form(f"/{moment.id}")
    decided(flagged(make_post(by=cast.maya)), by=cast.ines, act=Act.SUSPEND, days=7)
    page = maya.get("/check-in")
    assert "From before." in page.text and "Your account is suspended" in page.text and not page.all(FORM)
    assert [maya.send(sent, text="New.").status for sent in (form, own)] == [403, 403]
    assert [one.words for one in kept()] == ["From before.", "Another."]
    assert "From before." in maya.get("/check-in/export").response.get_data(as_text=True)
    one = maya.get(f"/check-in/{moment.id}")
    assert "From before." in one.text
    maya.send(one.form("/erasure"))
    maya.send(maya.get("/check-in/erasure").form())
    assert kept() == []


def test_a_day_has_room_for_many_and_not_for_a_flood(maya: Guest, keep: Keep) -> None:
    for _ in range(MOST_A_DAY):
        keep("Again.")
    page = maya.send(maya.get("/check-in").form(), text="One more.")
    assert page.status == 429 and page.form("/check-in").values["text"] == "One more."
    assert maya.get("/check-in").form().values["text"] == "One more.", "kept as a draft"
    with clock.as_of(clock.now() + timedelta(days=1, minutes=1)):
        assert maya.send(maya.get("/check-in").form()).status == 200
    assert maya.get("/check-in").form().values["text"] == ""
