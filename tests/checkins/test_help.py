"""Where one's own words point to risk, help stands beside them, and says that nobody was told."""

from datetime import timedelta

import pytest

from forum.checkins.models import How
from forum.core import clock
from tests.checkins.conftest import Keep
from tests.page import Guest, Page

RISK = "I want to end my life tonight."
CALM = "Slept badly. Made tea and drank half of it."


def has_help(page: Page) -> bool:
    found = page.all(".quiet-card a[href='/help']")
    return bool(found) and "nothing is kept of it" in page.text


def test_it_stands_beside_words_that_were_kept(maya: Guest) -> None:
    assert has_help(maya.send(maya.get("/check-in").form(), text=RISK))
    assert has_help(maya.get("/check-in"))


def test_it_looks_at_the_small_thing_too(maya: Guest) -> None:
    assert has_help(maya.send(maya.get("/check-in").form(), title="Wrote a goodbye letter. " + RISK))


@pytest.mark.parametrize("how", ["very-heavy", "lighter"])
def test_calm_words_stand_alone_however_it_is(maya: Guest, how: str) -> None:
    assert not has_help(maya.send(maya.get("/check-in").form(), text=CALM, how=how))


def test_it_stands_beside_words_that_could_not_be_kept(maya: Guest) -> None:
    page = maya.send(maya.get("/check-in").form(), text=f"{RISK} {'very ' * 1000}")
    assert page.status == 422 and has_help(page)


def test_it_stands_beside_words_that_were_changed(maya: Guest, keep: Keep) -> None:
    with clock.as_of(clock.now() - timedelta(days=10)):
        moment = keep(CALM)
    page = maya.get(f"/check-in/{moment.id}")
    assert not has_help(page) and not has_help(maya.get("/check-in"))
    assert has_help(maya.send(page.form(f"/{moment.id}"), text=RISK))
    assert has_help(maya.get(f"/check-in/{moment.id}"))


def test_it_goes_after_a_day(maya: Guest, keep: Keep) -> None:
    with clock.as_of(clock.now() - timedelta(days=1, minutes=5)):
        keep(RISK, how=How.VERY_HEAVY)
    assert not has_help(maya.get("/check-in"))


def test_it_goes_with_the_words(maya: Guest, keep: Keep) -> None:
    moment = keep(RISK)
    assert not has_help(maya.send(maya.get(f"/check-in/{moment.id}").form("/erasure")))
