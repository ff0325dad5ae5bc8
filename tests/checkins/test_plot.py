"""Where the dots of one's own weeks stand; and that a table beside them says the same."""

from datetime import timedelta

import pytest

from forum.checkins.models import How
from forum.checkins.queries import Dot
from forum.core import clock
from forum.web.checkins.plot import Span, plot_of
from forum.web.plots import DOTS_UNTIL, WORDS_UNTIL
from tests.checkins.conftest import Keep
from tests.page import Guest, Page


def drawn(page: Page) -> list[tuple[str, str]]:
    return [(str(dot["cx"]), str(dot["cy"])) for dot in page.all("svg .plot-dot")]


def test_the_lightest_stands_on_top_and_the_latest_at_the_end() -> None:
    now = clock.now()
    told = [Dot(now - timedelta(days=80), How.VERY_HEAVY), Dot(now, How.LIGHTER)]
    plot = plot_of(told, Span.SEASON)
    assert plot is not None
    (early, low), (late, high) = plot.dots
    assert WORDS_UNTIL < early < late <= DOTS_UNTIL and high < low
    assert [words for _, words in plot.lanes] == ["Lighter", "A bit lighter", "So-so", "Heavy", "Very heavy"]


def test_the_end_is_called_today_so_that_todays_dots_stand_over_a_word() -> None:
    plot = plot_of([Dot(clock.now(), How.HEAVY)], Span.SEASON)
    assert plot is not None
    ((along, _),), (left, words) = plot.dots, plot.ends
    assert (words, along) == ("today", left) and plot.begins[0] < left


def test_each_word_has_its_own_lane() -> None:
    plot = plot_of([Dot(clock.now(), how) for how in How], Span.YEAR)
    assert plot is not None
    assert [middle for _, middle in plot.dots] == [middle for middle, _ in reversed(plot.lanes)]


def test_nothing_said_is_nothing_drawn(maya: Guest, keep: Keep) -> None:
    assert plot_of([], Span.SEASON) is None
    keep("Words alone.", how=None)
    page = maya.get("/check-in")
    assert not page.all("main svg.plot") and page.all(".moments li")


def test_a_gap_is_a_gap(maya: Guest, keep: Keep) -> None:
    for days in (70, 1):
        with clock.as_of(clock.now() - timedelta(days=days)):
            keep(how=How.SO_SO)
    page = maya.get("/check-in")
    assert len(drawn(page)) == 2
    assert not page.all("main svg :is(path, polyline, .plot-step)")


@pytest.mark.parametrize(("span", "dots"), [("season", 1), ("year", 2), ("nonsense", 1)])
def test_it_goes_back_as_far_as_one_likes(maya: Guest, keep: Keep, span: str, dots: int) -> None:
    for days in (200, 3):
        with clock.as_of(clock.now() - timedelta(days=days)):
            keep()
    assert len(drawn(maya.get(f"/check-in?span={span}"))) == dots


def test_a_table_says_the_same_the_latest_first(maya: Guest, keep: Keep) -> None:
    for days, how in ((9, How.VERY_HEAVY), (2, How.SO_SO)):
        with clock.as_of(clock.now() - timedelta(days=days)):
            keep(how=how)
    page = maya.get("/check-in")
    assert [row.get_text(strip=True) for row in page.all("details table tbody td:last-child")] == [
        "So-so",
        "Very heavy",
    ]
    plot = page.one("svg.plot")
    assert plot["role"] == "img" and page.one(f"#{str(plot['aria-labelledby']).split()[0]}").get_text()


def test_what_is_older_is_not_drawn_and_still_there(maya: Guest, keep: Keep) -> None:
    with clock.as_of(clock.now() - timedelta(days=400)):
        keep()
    page = maya.get("/check-in?span=year")
    assert drawn(page) == [] and len(page.all(".moments li")) == 1
