"""A case shows the gravest of what the sorting aid saw, each place of a post once, and folds the rest."""

from typing import Any

import pytest
from flask import Flask

from forum.core.db import db
from forum.moderation.models import Case
from forum.web.moderation.cues import Spoke, what_spoke
from tests.cast import Cast
from tests.make import make_post, make_thread
from tests.moderation.sorted import WISH, sorted_case, sorting_of
from tests.page import Guest


def cue(note: str, start: int = 0, end: int = 0) -> dict[str, Any]:
    return {"id": note, "start": start, "end": end, "note": note}


def test_what_overlaps_is_one_over_the_words_of_both_and_stands_where_the_gravest_stood() -> None:
    found = what_spoke([cue("a wish", 10, 20), cue("a plan", 30, 40), cue("despair", 15, 25)])
    assert found == [Spoke(("a wish", "despair"), 10, 25), Spoke(("a plan",), 30, 40)]


def test_one_that_reaches_two_joins_them() -> None:
    found = what_spoke([cue("a wish", 0, 5), cue("a plan", 8, 12), cue("goodbye", 4, 9)])
    assert found == [Spoke(("a wish", "a plan", "goodbye"), 0, 12)]


def test_what_only_touches_or_has_no_place_stays_by_itself() -> None:
    given = [cue("a wish", 0, 5), cue("a plan", 5, 9), cue("in the title"), cue("in the whole")]
    assert [one.notes for one in what_spoke(given)] == [(one["note"],) for one in given]


def test_the_same_note_twice_is_said_once() -> None:
    assert what_spoke([cue("a wish", 0, 5), cue("a wish", 3, 9)]) == [Spoke(("a wish",), 0, 9)]


class TestTheCase:
    @pytest.fixture
    def case(self, cast: Cast) -> Case:
        return sorted_case(make_post(make_thread(cast.porch), by=cast.maya, text=WISH))

    def told(self, case: Case, *cues: dict[str, Any]) -> None:
        sorting = sorting_of(case)
        assert sorting is not None
        sorting.cues = list(cues)
        db.session.commit()

    def test_it_shows_three_and_folds_the_rest(self, app: Flask, cast: Cast, case: Case) -> None:
        self.told(case, *(cue(f"reason {number}") for number in range(5)))
        page = Guest(app).signed_in_as(cast.ines).get(f"/moderation/cases/{case.id}")
        (fold,) = [one for one in page.all("details.fold") if "2 more" in one.get_text()]
        assert [one.get_text() for one in fold.select("li")] == ["Reason 3", "Reason 4"]
        assert "Reason 2" in page.text and "Reason 2" not in fold.get_text()
        assert not fold.has_attr("open")

    def test_three_need_no_fold(self, app: Flask, cast: Cast, case: Case) -> None:
        self.told(case, *(cue(f"reason {number}") for number in range(3)))
        assert (
            "more that the sorting aid saw"
            not in Guest(app).signed_in_as(cast.ines).get(f"/moderation/cases/{case.id}").text
        )

    def test_words_that_several_cues_mean_are_shown_once(self, app: Flask, cast: Cast, case: Case) -> None:
        self.told(case, cue("a wish", 2, 22), cue("a present wish", 7, 22))
        page = Guest(app).signed_in_as(cast.ines).get(f"/moderation/cases/{case.id}?words=shown")
        fold = next(fold for fold in page.all("details.fold") if "Show the words it means" in fold.get_text())
        (line,) = fold.select("li")
        assert line.get_text(" ", strip=True) == f"“{WISH[2:22]}” a wish; a present wish"
