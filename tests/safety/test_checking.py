"""Who checked a line, and what they found, decides whether members see it and when it is due again."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Invalid, NotFound
from forum.core.operation import operation
from forum.moderation.audit import verify
from forum.moderation.models import AuditEntry
from forum.safety.checked import checked_countries, checked_country, forget
from forum.safety.checking import GOOD_FOR, Due, all_lines, check_line, line_with, lines_for
from forum.safety.countries import Outcome, countries
from forum.safety.models import LONGEST_KEY, LONGEST_NOTE, LineCheck
from tests.cast import Cast
from tests.gone import without_database
from tests.make import make_line_check

CONFIRMED = "in/tele-manas"
UNCONFIRMED = "in/vandrevala-foundation"
DAY = timedelta(days=1)


def shown(line: str) -> bool:
    """Whether members find the line on its country's page."""
    iso, _, key = line.partition("/")
    held = checked_country(iso)
    assert held is not None
    return key in [item.key for item in (*held.emergency, *held.lines)]


def due(line: str) -> Due:
    return next(one.due for one in all_lines() if one.address == line)


@operation
def mend_files() -> None:
    """What was checked so far is no longer what the files say."""
    db.session.execute(update(LineCheck).values(digest="0" * 64))


def test_before_anybody_checked_the_sources_decide_and_everything_is_due(app: Flask) -> None:
    assert checked_countries() == countries()
    assert {one.due for one in all_lines()} == {Due.NEVER}
    assert len(all_lines()) == 134


def test_a_line_that_answers_is_shown_and_not_due(app: Flask) -> None:
    make_line_check(UNCONFIRMED)
    assert shown(UNCONFIRMED)
    assert due(UNCONFIRMED) is Due.NOT


def test_an_unconfirmed_emergency_number_is_shown_once_it_is_verified(app: Flask) -> None:
    hidden = next(one for one in all_lines() if one.is_emergency and not one.item.shown)
    make_line_check(hidden.address)
    assert shown(hidden.address)


@pytest.mark.parametrize("outcome", [Outcome.CHANGED, Outcome.GONE])
def test_a_line_that_changed_or_is_gone_is_hidden_until_mended(app: Flask, outcome: Outcome) -> None:
    make_line_check(CONFIRMED, outcome=outcome)
    assert not shown(CONFIRMED)
    assert due(CONFIRMED) is Due.TO_MEND


def test_a_hidden_line_comes_back_when_somebody_finds_that_it_answers(app: Flask) -> None:
    make_line_check(CONFIRMED, outcome=Outcome.GONE)
    make_line_check(CONFIRMED)
    assert shown(CONFIRMED)


def test_a_hidden_line_comes_back_when_its_file_is_mended(app: Flask) -> None:
    make_line_check(CONFIRMED, outcome=Outcome.GONE)
    mend_files()
    forget()
    assert shown(CONFIRMED)
    assert due(CONFIRMED) is Due.NEW_WORDING


def test_a_verified_line_whose_file_changed_is_as_unconfirmed_as_before(app: Flask) -> None:
    make_line_check(UNCONFIRMED)
    mend_files()
    forget()
    assert not shown(UNCONFIRMED)


@pytest.mark.parametrize("before", [Outcome.ANSWERS, Outcome.GONE])
def test_not_reaching_a_line_today_changes_nothing(app: Flask, before: Outcome) -> None:
    make_line_check(CONFIRMED, outcome=before)
    was, was_due = shown(CONFIRMED), due(CONFIRMED)
    make_line_check(CONFIRMED, outcome=Outcome.NOT_REACHED)
    assert (shown(CONFIRMED), due(CONFIRMED)) == (was, was_due)


def test_not_reaching_a_line_that_nobody_ever_checked_leaves_it_so(app: Flask) -> None:
    make_line_check(CONFIRMED, outcome=Outcome.NOT_REACHED)
    assert shown(CONFIRMED)
    assert due(CONFIRMED) is Due.NEVER


def test_after_six_months_it_is_due_again_and_still_shown(app: Flask) -> None:
    make_line_check(UNCONFIRMED)
    with clock.as_of(clock.now() + GOOD_FOR + DAY):
        assert due(UNCONFIRMED) is Due.OLD
        forget()
        assert shown(UNCONFIRMED)
    with clock.as_of(clock.now() + GOOD_FOR - DAY):
        assert due(UNCONFIRMED) is Due.NOT


def test_what_is_due_comes_first(app: Flask) -> None:
    make_line_check("us/988-suicide-crisis-lifeline")
    make_line_check("us/crisis-text-line", outcome=Outcome.CHANGED)
    listed = all_lines()
    assert listed[0].address == "us/crisis-text-line"
    assert listed[-1].address == "us/988-suicide-crisis-lifeline"


def test_a_line_keeps_every_check_the_newest_first(app: Flask, cast: Cast) -> None:
    make_line_check(CONFIRMED, by=cast.ada, note="First.")
    make_line_check(CONFIRMED, by=cast.ada, outcome=Outcome.GONE, note="Second.")
    checks = line_with(cast.ines, *CONFIRMED.split("/")).checks
    assert [(check.note, check.name) for check in checks] == [("Second.", "Ada"), ("First.", "Ada")]


def test_each_check_stands_in_the_log(app: Flask, cast: Cast) -> None:
    make_line_check(CONFIRMED, by=cast.ada)
    entry = db.session.query(AuditEntry).one()
    assert (entry.act, entry.target, entry.actor_id) == ("line-checked", "line:in/tele-manas", cast.ada.id)
    assert entry.details == {"outcome": "answers"}
    assert verify() == []


def test_a_file_that_changed_under_the_page_is_a_conflict(app: Flask, cast: Cast) -> None:
    subject = line_with(cast.ada, *CONFIRMED.split("/"))
    with pytest.raises(Conflict):
        check_line(actor=cast.ada, subject=subject, digest="0" * 64, outcome=Outcome.ANSWERS, note="")
    assert db.session.query(LineCheck).count() == 0


@pytest.mark.parametrize(
    ("outcome", "note"),
    [(Outcome.GONE, ""), (Outcome.CHANGED, " \n "), (Outcome.ANSWERS, "a" * (LONGEST_NOTE + 1))],
)
def test_a_note_is_short_and_says_what_changed(app: Flask, outcome: Outcome, note: str) -> None:
    with pytest.raises(Invalid) as refusal:
        make_line_check(CONFIRMED, outcome=outcome, note=note)
    assert refusal.value.field == "note"


def test_moderators_read_and_admins_check(app: Flask, cast: Cast) -> None:
    subject = line_with(cast.ines, *CONFIRMED.split("/"))
    with pytest.raises(NotFound):
        make_line_check(CONFIRMED, by=cast.ines)
    with pytest.raises(NotFound):
        lines_for(cast.maya)
    with pytest.raises(NotFound):
        line_with(cast.maya, subject.country.iso, subject.item.key)


@pytest.mark.parametrize(("iso", "key"), [("xx", "tele-manas"), ("in", "nobody"), ("in", ""), ("", "")])
def test_a_line_of_nowhere_is_not_there(app: Flask, cast: Cast, iso: str, key: str) -> None:
    with pytest.raises(NotFound):
        line_with(cast.ada, iso, key)


def test_without_a_database_what_was_known_holds(app: Flask) -> None:
    make_line_check(CONFIRMED, outcome=Outcome.GONE)
    assert not shown(CONFIRMED)
    with without_database():
        assert not shown(CONFIRMED)


def test_with_no_database_from_the_start_the_files_hold(app: Flask) -> None:
    with without_database():
        assert checked_countries() == countries()


def test_every_key_fits_where_it_is_kept() -> None:
    keys = [item.key for each in countries() for item in each.all_items]
    assert max(map(len, keys)) <= LONGEST_KEY
    assert all(len({item.key for item in each.all_items}) == len(each.all_items) for each in countries())
