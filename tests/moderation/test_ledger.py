"""The public ledger: months that are over, in numbers from which nobody can be made out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.core import clock
from forum.core.db import db
from forum.moderation.decisions import undo
from forum.moderation.ledger import FEWEST
from forum.moderation.models import Act, Flag, Reason, Rule
from tests.cast import Cast
from tests.moderation.months import NOVEMBER, OCTOBER, Month, appealed
from tests.page import Guest, Page

LATER = datetime(2026, 12, 3, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def december() -> Iterator[object]:
    """Everything is looked at from December on."""
    with travel(LATER) as moment:
        yield moment


def table(page: Page, caption: str) -> dict[str, list[str]]:
    """The lines of one table: what stands at their head, and the rest; what shares a line has it each."""
    found = [tag for tag in page.all("table") if tag.caption and tag.caption.get_text() == caption]
    assert len(found) == 1, f"{len(found)} tables called {caption!r}"
    lines = (row.select("th, td") for row in found[0].select("tbody tr"))
    told = [
        (line[0].get_text(), [cell.get_text().removesuffix(" each") for cell in line[1:]]) for line in lines
    ]
    return {name: numbers for names, numbers in told for name in names.split("; ")}


def test_a_new_forum_has_no_ledger_yet(guest: Guest) -> None:
    assert "The first month is not over yet" in guest.get("/ledger").text


def test_a_month_is_told_when_it_is_over(guest: Guest) -> None:
    Month(LATER - timedelta(days=1)).flag(Reason.SPAM, FEWEST)
    assert "The first month is not over yet" in guest.get("/ledger").text
    assert guest.get("/ledger/2026-12").status == 404
    with travel("2027-01-01T00:00:01Z"):
        page = guest.get("/ledger")
        assert page.one("h2").get_text() == "December 2026"
        assert table(page, "Why members flagged")["Spam"] == ["5"]


def test_flags_decisions_and_rules_are_counted_each_by_its_kind(guest: Guest, cast: Cast) -> None:
    month = Month()
    month.flag(Reason.SPAM, 7)
    month.decide(cast.ines, Act.HIDE, Rule.PRIVACY, reason=Reason.IDENTIFYING, times=6)
    month.decide(cast.ines, Act.NO_ACTION, times=5)
    page = guest.get("/ledger/2026-10")
    assert table(page, "Why members flagged")["Spam"] == ["7"]
    assert table(page, "Why members flagged")["Identifying details"] == ["6"]
    assert table(page, "What was decided")["Post hidden"] == ["6"]
    assert table(page, "What was decided")["Left as it is"] == ["5"]
    rules = table(page, "Which rules decisions rest on")
    assert rules["5. Keep names out, yours and other people’s"] == ["6"]


def test_what_was_taken_back_counts_in_the_month_in_which_it_was(guest: Guest, cast: Cast) -> None:
    decisions = Month().decide(cast.ines, Act.HIDE, times=6)
    with travel(NOVEMBER, tick=False):
        for decision in decisions:
            undo(actor=cast.tomas, decision=decision)
        Month(NOVEMBER - timedelta(hours=5)).flag(Reason.SPAM, 5)
    name = "Decision taken back"
    assert table(guest.get("/ledger/2026-11"), "Looked at again")[name] == ["6"]
    assert table(guest.get("/ledger/2026-10"), "Looked at again")[name] == ["fewer than 5"]


def test_appeals_count_in_the_month_in_which_they_were_answered(guest: Guest, cast: Cast) -> None:
    for number, decision in enumerate(Month().decide(cast.ines, Act.HIDE, times=12)):
        answered = None if number == 11 else NOVEMBER
        appealed(decision=decision, answered_at=answered, upheld=number < 5 if answered else None)
    again = table(guest.get("/ledger/2026-11"), "Looked at again")
    assert (again["Appeal answered"], again["Appeal upheld"]) == (["11"], ["5"])
    again = table(guest.get("/ledger/2026-10"), "Looked at again")
    assert (again["Appeal answered"], again["Appeal upheld"]) == (["fewer than 5"], ["fewer than 5"])


@pytest.mark.parametrize("count", [1, 4])
def test_a_number_below_five_is_never_shown_and_looks_like_none(guest: Guest, cast: Cast, count: int) -> None:
    month = Month()
    month.flag(Reason.SPAM, FEWEST)
    month.decide(cast.ada, Act.REMOVE, Rule.NO_HARASSMENT, times=count)
    page = guest.get("/ledger/2026-10")
    few = ["fewer than 5"]
    assert table(page, "What was decided")["Post removed"] == few
    assert table(page, "What was decided")["Posting paused"] == few
    assert table(page, "Why members flagged")["Harassment"] == few
    assert table(page, "Which rules decisions rest on")["9. Leave people alone when they ask"] == few
    assert table(page, "Who decided: always a person")["Admin"] == few
    numbers = {cell.get_text() for cell in page.all("td")}
    assert {number for number in numbers if number.isdigit()} == {"5"}


def test_what_there_was_fewer_than_five_of_shares_one_line(guest: Guest, cast: Cast) -> None:
    month = Month()
    month.flag(Reason.SPAM, FEWEST)
    month.decide(cast.ada, Act.REMOVE, Rule.NO_HARASSMENT, times=1)
    page = guest.get("/ledger/2026-10")
    lines = {tag.caption.get_text(): tag.select("tbody tr") for tag in page.all("table") if tag.caption}
    assert len(lines["Why members flagged"]) == 2
    assert len(lines["What was decided"]) == 1
    assert lines["What was decided"][0].td.get_text() == "fewer than 5 each"


def test_every_kind_is_named_so_that_a_missing_one_says_nothing(guest: Guest) -> None:
    Month().flag(Reason.SPAM, FEWEST)
    page = guest.get("/ledger/2026-10")
    assert len(table(page, "Why members flagged")) == len(Reason)
    assert len(table(page, "What was decided")) == len(Act)
    assert len(table(page, "Which rules decisions rest on")) == len(Rule) - 1


def test_the_median_time_to_the_first_look_is_told_by_level(guest: Guest, cast: Cast) -> None:
    month = Month()
    for minutes in (10, 20, 30, 40, 600):
        month.decide(cast.ines, Act.NO_ACTION, after=timedelta(minutes=minutes))
    month.decide(cast.ines, Act.NO_ACTION, reason=Reason.SPAM, times=4)
    looks = table(guest.get("/ledger/2026-10"), "How soon somebody looked")
    assert looks["Somebody is struggling, or hurt by a post"] == ["12 hours", "30 minutes"]
    assert looks["Spam, or in the wrong place"] == ["3 days", "too few to say"]


def test_a_quiet_month_says_so(guest: Guest, cast: Cast) -> None:
    Month().decide(cast.ines, Act.HIDE, times=4)
    page = guest.get("/ledger/2026-10")
    assert "A quiet month" in page.text and not page.all("table")


def test_roles_are_told_and_never_a_name(guest: Guest, cast: Cast) -> None:
    month = Month()
    month.decide(cast.ines, Act.HIDE, times=6)
    month.decide(cast.ada, Act.HIDE, times=5)
    page = guest.get("/ledger/2026-10")
    assert table(page, "Who decided: always a person") == {
        "Moderator": ["6"],
        "Admin": ["5"],
        "With a machine’s help": ["fewer than 5"],
    }
    people = (cast.ines, cast.ada, month.author, month.reporter)
    for words in (*(person.name for person in people), month.thread.title, "The second line says how"):
        assert words not in page.text
    assert not page.all("main a[href^='/m/'], main a[href^='/t/'], main a[href^='/p/']")


def test_months_lead_to_one_another_and_end_where_they_end(guest: Guest) -> None:
    Month().flag(Reason.SPAM)
    page = guest.get("/ledger")
    assert page.one("h2").get_text() == "November 2026" and not page.all("a[rel=next]")
    page = guest.get(str(page.one("a[rel=prev]")["href"]))
    assert page.one("h2").get_text() == "October 2026" and not page.all("a[rel=prev]")
    assert page.one("a[rel=next]")["href"] == "/ledger/2026-11"


@pytest.mark.parametrize(
    "month", ["2026-09", "2026-12", "2026-13", "2026", "2026-10-01", "x", "9" * 30 + "-1", "0-0", "٢-1"]
)
def test_a_month_that_is_not_there_is_not_there(guest: Guest, month: str) -> None:
    Month().flag(Reason.SPAM)
    assert guest.get(f"/ledger/{month}").status == 404


@pytest.mark.parametrize(("moment", "told"), [("10-31T23:59:59.9", "5"), ("11-01T00:00:00", "fewer than 5")])
def test_a_month_ends_with_its_last_moment(guest: Guest, moment: str, told: str) -> None:
    Month().flag(Reason.SPAM, FEWEST)
    db.session.query(Flag).order_by(Flag.id).first().created_at = datetime.fromisoformat(
        f"2026-{moment}+00:00"
    )
    db.session.commit()
    assert table(guest.get("/ledger/2026-10"), "Why members flagged")["Spam"] == [told]


def test_it_costs_the_same_in_a_quiet_month_and_in_a_busy_one(guest: Guest, cast: Cast) -> None:
    month = Month()
    month.flag(Reason.SPAM)
    few = guest.get("/ledger/2026-10")
    month.decide(cast.ines, Act.HIDE, times=30)
    many = guest.get("/ledger/2026-10")
    assert len(few.queries) == len(many.queries) <= 3


def test_the_page_about_this_place_leads_to_it(app: Flask) -> None:
    assert Guest(app).get("/about").link("The ledger") == "/ledger"


def test_members_may_read_it_too(app: Flask, cast: Cast) -> None:
    Month(OCTOBER).flag(Reason.SPAM, FEWEST)
    assert clock.now() > OCTOBER
    assert Guest(app).signed_in_as(cast.maya).get("/ledger").status == 200
