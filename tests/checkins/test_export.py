"""One's own words as a file: complete, readable, and harmless to a spreadsheet."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from flask import Flask

from forum.checkins.export import COLUMNS
from forum.checkins.models import How
from forum.checkins.queries import everything
from forum.core import clock, pieces
from tests.cast import Cast
from tests.checkins.conftest import Keep
from tests.page import Guest, count_queries

WORDS = 'Grüße, "quoted", ; and\n\na second paragraph 🕯️'


def table(member: Guest) -> list[dict[str, str]]:
    text = member.get("/check-in/export?as=csv").response.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_table_holds_everything_from_the_beginning(maya: Guest, keep: Keep) -> None:
    with clock.as_of(datetime(2026, 3, 1, 4, 30, tzinfo=UTC)):
        keep(WORDS, how=How.VERY_HEAVY, small="Tea")
    keep("", how=How.LIGHTER)
    first, second = table(maya)
    assert first == {
        "written_at": "2026-03-01T04:30:00+00:00",
        "how": "very-heavy",
        "words": WORDS,
        "small_thing": "Tea",
        "changed_at": "2026-03-01T04:30:00+00:00",
    }
    assert (second["how"], second["words"]) == ("lighter", "")


def test_plain_data_holds_the_same(maya: Guest, keep: Keep) -> None:
    keep(WORDS, how=None, small="Tea")
    (kept,) = json.loads(maya.get("/check-in/export?as=json").response.get_data())
    assert tuple(kept) == COLUMNS
    assert (kept["how"], kept["words"], kept["small_thing"]) == ("", WORDS, "Tea")


@pytest.mark.parametrize("count", [3, 4])
def test_it_is_read_in_pieces_and_whole(
    maya: Guest, keep: Keep, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(pieces, "PIECE", 2)
    for number in range(count):
        keep(f"Number {number}")
    words = [f"Number {number}" for number in range(count)]
    assert [row["words"] for row in table(maya)] == words
    data = maya.get("/check-in/export?as=json").response.get_data()
    assert [kept["words"] for kept in json.loads(data)] == words


def test_it_is_given_out_before_all_of_it_is_read(
    cast: Cast, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIECE", 2)
    for _ in range(5):
        keep(WORDS)
    with count_queries() as queries:
        next(everything(cast.maya.id))
        assert len([query for query in queries if "FROM check_ins" in query]) == 1


def test_it_is_a_file_to_keep(maya: Guest, keep: Keep) -> None:
    keep(WORDS)
    for kind, media_type in (("csv", "text/csv; charset=utf-8"), ("json", "application/json")):
        headers = maya.get(f"/check-in/export?as={kind}").response.headers
        assert headers["Content-Type"] == media_type
        assert headers["Content-Disposition"].startswith('attachment; filename="check-ins-')
        assert headers["Content-Disposition"].endswith(f'.{kind}"')


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1+1", "＝1+1", "\t=1"])
def test_no_cell_is_a_formula(maya: Guest, keep: Keep, formula: str) -> None:
    keep(formula, small=formula)
    (row,) = table(maya)
    assert row["words"].startswith("'") and row["words"].endswith(formula.lstrip("\t")[-2:])
    assert row["small_thing"].startswith("'")


@pytest.mark.parametrize("kind", ["", "pdf", "CSV\x00", "../"])
def test_a_kind_that_is_not_on_offer_is_the_table(maya: Guest, keep: Keep, kind: str) -> None:
    keep(WORDS)
    assert maya.get(f"/check-in/export?as={kind}").status in (200, 404)


def test_it_is_ones_own_alone(app: Flask, cast: Cast, keep: Keep) -> None:
    keep(WORDS)
    assert table(Guest(app).signed_in_as(cast.ines)) == []


def test_nothing_kept_is_an_empty_file(maya: Guest) -> None:
    assert table(maya) == []
    assert json.loads(maya.get("/check-in/export?as=json").response.get_data()) == []
