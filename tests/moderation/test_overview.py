"""The overview for the team: plots to be read without colour, a table beside each, and right figures."""

from datetime import timedelta

import pytest
from bs4 import Tag
from flask import Flask
from time_machine import travel

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.moderation.appeals import appeal
from forum.moderation.cases import claim
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Case, Reason, Rule
from tests.cast import Cast
from tests.make import make_post, make_thread
from tests.moderation.acts import decided, flagged, many_cases
from tests.moderation.months import Month, appealed
from tests.page import Guest, Page

PATH = "/moderation/overview"


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


@pytest.fixture
def busy(cast: Cast) -> Month:
    """Two weeks ago: decisions by two people, some taken back; and some that wait."""
    month = Month(clock.now() - timedelta(days=14))
    month.decide(cast.ines, Act.NO_ACTION, times=3)
    hidden = month.decide(cast.tomas, Act.HIDE, Rule.PRIVACY, times=2, after=timedelta(hours=20))
    undo(actor=cast.ines, decision=hidden[0])
    month.flag(Reason.METHOD_DETAIL)
    return month


def lines(page: Page, caption: str) -> dict[str, list[str]]:
    found = [tag for tag in page.all("table") if tag.caption and tag.caption.get_text() == caption]
    assert len(found) == 1, f"{len(found)} tables called {caption!r}"
    cells = (row.select("th, td") for row in found[0].select("tbody tr"))
    return {line[0].get_text(): [cell.get_text() for cell in line[1:]] for line in cells}


def test_a_team_that_has_done_nothing_yet_is_told_so_calmly(ines: Guest) -> None:
    page = ines.get(PATH)
    assert "Nothing waits." in page.text and "Nothing was decided in these days." in page.text
    assert not page.all("svg.plot") and not page.all("table")


def test_it_is_for_moderators(app: Flask, guest: Guest, cast: Cast) -> None:
    assert guest.get(PATH).status == 404
    assert Guest(app).signed_in_as(cast.maya).get(PATH).status == 404
    assert Guest(app).signed_in_as(cast.ada).get(PATH).status == 200


def test_the_time_to_the_first_look_is_shown_by_level(ines: Guest, busy: Month) -> None:
    table = lines(ines.get(PATH), "Cases opened in the last 30 days")
    assert list(table) == ["red", "amber"]
    assert table["amber"] == ["12 hours", "20 minutes", "20 hours", "5"]
    assert table["red"][0] == "1 hour" and table["red"][3] == "1"


def test_what_waits_is_shown_by_lane_and_level_with_what_is_overdue(ines: Guest) -> None:
    thread = make_thread()
    flagged(make_post(thread), reason=Reason.WORRIED)
    for _ in range(2):
        case = flagged(make_post(thread), reason=Reason.SPAM)
    case.due_at = clock.now() - timedelta(minutes=1)
    db.session.commit()
    assert lines(ines.get(PATH), "Cases that wait now") == {
        "care, red": ["1", "0"],
        "rules, routine": ["2", "1"],
    }


def test_decisions_are_shown_with_those_taken_back(ines: Guest, busy: Month) -> None:
    table = lines(ines.get(PATH), "Decided in the last 30 days")
    assert table == {"left as it is": ["3", "0"], "post hidden": ["2", "1"]}


def test_appeals_are_shown_where_there_are_any(ines: Guest, cast: Cast, busy: Month) -> None:
    assert not ines.get(PATH).all("#appeals-title")
    decisions = busy.decide(cast.tomas, Act.REMOVE, times=4)
    for decision, upheld in zip(decisions, (True, False, None), strict=False):
        appealed(decision=decision, answered_at=None if upheld is None else clock.now(), upheld=upheld)
    page = ines.get(PATH)
    assert lines(page, "Of the decisions of the last 30 days") == {"post removed": ["3", "2", "1"]}
    assert page.one("#appeals-says").get_text() == "post removed: 2 answered, 1 upheld"


def test_the_load_is_shown_by_person_in_the_order_of_names(ines: Guest, cast: Cast, busy: Month) -> None:
    claim(actor=cast.tomas, case=db.session.query(Case).order_by(Case.id.desc()).first())
    table = lines(ines.get(PATH), "Acts in the last 30 days")
    assert table == {"Ines": ["0", "3", "4"], "Tomas": ["0", "2", "3"]}


def test_a_member_who_asks_for_another_look_carries_nothing(ines: Guest, cast: Cast) -> None:
    decision = Month(clock.now() - timedelta(days=3)).decide(cast.tomas, Act.HIDE, Rule.PRIVACY)[0]
    author = db.session.get_one(Account, decision.account_id)
    appeal(actor=author, decision=decision, words="Please look once more.")
    page = ines.get(PATH)
    assert list(lines(page, "Acts in the last 30 days")) == ["Tomas"]
    every_hour = (*lines(page, "Before noon, UTC").values(), *lines(page, "From noon, UTC").values())
    assert sum(int(line[0]) for line in every_hour) == 1


def test_days_can_be_chosen_by_date_the_last_one_with_them(ines: Guest, cast: Cast) -> None:
    day = (clock.now() - timedelta(days=200)).replace(hour=8)
    for away, times in ((0, 1), (1, 2), (3, 4)):
        Month(day + timedelta(days=away)).decide(cast.tomas, Act.NO_ACTION, times=times)
    first, last = (day + timedelta(days=away) for away in (0, 1))
    form = ines.get(PATH).form("/overview")
    assert set(form.values) == {"from", "to"}
    page = ines.get(f"{PATH}?from={first:%Y-%m-%d}&to={last:%Y-%m-%d}")
    between = f"from {first:%d %B %Y} to {last:%d %B %Y}"
    assert lines(page, f"Decided {between}") == {"left as it is": ["3", "0"]}
    assert lines(page, f"Acts {between}") == {"Tomas": ["0", "3", "3"]}
    assert lines(page, f"Cases opened {between}")["amber"][3] == "3"
    assert page.one("input[name=to]")["value"] == f"{last:%Y-%m-%d}"
    assert not page.all("nav.tags [aria-current]") and len(page.queries) <= 8


@pytest.mark.parametrize(
    "query",
    [
        "from=x&to=y",
        "from=2026-03-02&to=2026-03-01",
        "from=2024-01-01&to=2026-01-01",
        "from=0001-01-01&to=9999-12-31",
        "from=9999-12-31&to=9999-12-31",
        "from=2026-03-01",
        "to=2026-03-01&from=",
        "from=2026-02-31&to=2026-03-01",
    ],
)
def test_days_that_cannot_be_chosen_are_the_usual(ines: Guest, busy: Month, query: str) -> None:
    page = ines.get(f"{PATH}?{query}")
    assert page.status == 200 and "Decided in the last 30 days" in page.text
    assert page.one("nav.tags [aria-current]").get_text() == "30 days"


def test_acts_are_shown_by_the_hour_of_the_day(ines: Guest, cast: Cast) -> None:
    day = clock.now() - timedelta(days=2)
    for hour in (3, 3, 21):
        with travel(day.replace(hour=hour, minute=59, second=59, microsecond=999_900), tick=False):
            claim(actor=cast.ines, case=flagged(make_post()))
    page = ines.get(PATH)
    before, after = lines(page, "Before noon, UTC"), lines(page, "From noon, UTC")
    assert len(before) == len(after) == 12
    assert before["03:00"] == ["2"] and after["21:00"] == ["1"]
    assert sum(int(line[0]) for line in (*before.values(), *after.values())) == 3
    assert page.one("#hours-says").get_text() == "Most at 03:00 UTC: 2 acts"


@pytest.mark.parametrize(("days", "made"), [("7", None), ("30", "3"), ("90", "8")])
def test_the_period_can_be_chosen(ines: Guest, cast: Cast, busy: Month, days: str, made: str | None) -> None:
    Month(clock.now() - timedelta(days=80)).decide(cast.ines, Act.NO_ACTION, times=5)
    page = ines.get(f"{PATH}?days={days}")
    assert page.one(".tags [aria-current=page]").get_text() == f"{days} days"
    if made is None:
        assert "Nothing was decided in these days." in page.text
    else:
        assert lines(page, f"Decided in the last {days} days")["left as it is"][0] == made


@pytest.mark.parametrize("query", ["", "?days=", "?days=8", "?days=x", "?days=-7"])
def test_a_period_that_is_not_offered_is_a_month(ines: Guest, query: str) -> None:
    assert ines.get(PATH + query).one(".tags [aria-current=page]").get_text() == "30 days"


def test_cases_about_oneself_are_in_no_number(app: Flask, ines: Guest, cast: Cast) -> None:
    thread = make_thread(cast.porch)
    flagged(make_post(thread, by=cast.ines))
    decided(flagged(make_post(thread, by=cast.ines)), by=cast.tomas)
    page = ines.get(PATH)
    captions = [str(tag.get_text()) for tag in page.all("caption")]
    assert "Cases that wait now" not in captions and "Decided in the last 30 days" not in captions
    assert "Cases opened in the last 30 days" not in captions
    assert "Cases that wait now" in Guest(app).signed_in_as(cast.tomas).get(PATH).text


def test_every_plot_has_a_name_a_description_and_a_table_beside_it(ines: Guest, busy: Month) -> None:
    page = ines.get(PATH)
    plots = page.all("svg.plot")
    assert len(plots) == 5
    for plot in plots:
        assert plot["role"] == "img"
        spoken = [page.one(f"#{name}").get_text() for name in str(plot["aria-labelledby"]).split()]
        assert len(spoken) == 2 and all(spoken)
        beside = plot.find_parent(class_="plot-pair")
        assert isinstance(beside, Tag) and beside.select("table caption") and beside.select("th[scope=row]")


def test_plots_are_read_by_words_and_patterns_not_by_colour(ines: Guest, busy: Month) -> None:
    page = ines.get(PATH)
    assert "half within 20 minutes" in page.one(".plot[aria-labelledby^=looks]").get_text()
    hatched = page.all(".plot[aria-labelledby^=decisions] [fill='url(#decisions-hatch)']")
    assert len(hatched) == 2 and page.one("pattern#decisions-hatch")
    assert not page.all("svg.plot [fill^='#'], svg.plot [stroke^='#']")


def test_a_bar_is_as_long_as_its_share(ines: Guest, busy: Month) -> None:
    solid = ines.get(PATH).all(".plot[aria-labelledby^=people] rect.plot-solid")
    assert [bar["width"] for bar in solid] == ["100.0%", "50.0%"]


def test_a_bar_beyond_three_times_the_aim_goes_on_no_further(ines: Guest, cast: Cast) -> None:
    month = Month(clock.now() - timedelta(days=20))
    month.decide(cast.ines, Act.NO_ACTION, reason=Reason.METHOD_DETAIL, after=timedelta(days=9))
    page = ines.get(PATH)
    assert page.one(".plot[aria-labelledby^=looks] text + .plot-ground ~ .plot-mark")["x1"] == "33.333%"
    assert lines(page, "Cases opened in the last 30 days")["red"][1] == "9 days"


def test_a_long_name_is_cut_in_the_plot_and_whole_in_the_table(ines: Guest, cast: Cast, busy: Month) -> None:
    cast.tomas.name = "W" * 60
    db.session.commit()
    page = ines.get(PATH)
    assert "W" * 60 in lines(page, "Acts in the last 30 days")
    assert "W" * 60 not in [tag.get_text() for tag in page.all(".plot-label")]


def test_somebody_who_has_left_is_a_former_member(ines: Guest, cast: Cast) -> None:
    case = flagged(make_post())
    claim(actor=cast.tomas, case=case)
    case.claimed_by_id = None
    db.session.delete(cast.tomas)
    db.session.commit()
    assert "a former member" in lines(ines.get(PATH), "Acts in the last 30 days")


def test_it_costs_the_same_with_little_and_with_much(ines: Guest, cast: Cast) -> None:
    flagged(make_post())
    few = ines.get(PATH)
    Month(clock.now() - timedelta(days=5)).decide(cast.tomas, Act.NO_ACTION, times=12)
    many_cases(100)
    many = ines.get(PATH)
    assert len(few.queries) == len(many.queries) <= 8
