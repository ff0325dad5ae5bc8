"""Which crisis lines are due, for whoever runs the forum, and for cron."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.core import clock
from forum.safety.checking import GOOD_FOR, all_lines
from forum.safety.countries import Outcome
from tests.cast import Cast
from tests.cli.running import flask
from tests.gone import without_database
from tests.make import make_line_check


@pytest.fixture
def all_checked(cast: Cast) -> None:
    for one in all_lines():
        make_line_check(one.address, by=cast.ada)


def test_a_new_forum_has_every_line_to_check(app: Flask) -> None:
    result = flask(app, "safety", "lines")
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 134
    assert "in/tele-manas  India: Tele MANAS  never checked" in result.output.splitlines()
    hidden = "in/vandrevala-foundation  India: Vandrevala Foundation  never checked, hidden from members"
    assert hidden in result.output.splitlines()


def test_when_all_are_checked_it_says_so_and_exits_with_0(app: Flask, all_checked: None) -> None:
    result = flask(app, "safety", "lines")
    assert (result.exit_code, result.output) == (0, "No line is due.\n")
    result = flask(app, "safety", "lines", "--all")
    assert (result.exit_code, len(result.output.splitlines())) == (0, 134)


def test_after_six_months_they_are_due_again(app: Flask, all_checked: None) -> None:
    with clock.as_of(clock.now() + GOOD_FOR + timedelta(days=1)):
        result = flask(app, "safety", "lines")
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 134


def test_a_line_that_is_gone_stands_first_with_who_found_it(
    app: Flask, cast: Cast, all_checked: None
) -> None:
    make_line_check("gb/samaritans", by=cast.ada, outcome=Outcome.GONE)
    [only] = flask(app, "safety", "lines").output.splitlines()
    today = f"{clock.now():%Y-%m-%d}"
    assert only == (
        "gb/samaritans  United Kingdom: Samaritans  its file waits to be mended, hidden from members, "
        f"last looked at {today} by Ada"
    )


def test_a_database_that_is_gone_is_said_so(app: Flask) -> None:
    with without_database():
        result = flask(app, "safety", "lines")
    assert result.exit_code == 1
    assert "The database does not answer" in result.output


def test_the_doctor_mentions_them_in_production_and_calls_nobody_ill(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "crisis lines" not in flask(app, "doctor").output
    monkeypatch.setitem(app.config, "FORUM_ENV", "production")
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://forum.example.org")
    result = flask(app, "doctor")
    assert result.exit_code == 0
    assert "- By the way: 134 crisis lines and emergency numbers are due for a check." in result.output
