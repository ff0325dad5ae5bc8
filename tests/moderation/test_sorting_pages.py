"""What moderators see of the sorting aid: why a case came up, that it can be wrong, and how it does."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.core import clock
from forum.moderation.cases import claim
from forum.moderation.models import Act, Case, Reason
from forum.moderation.sorting_models import Judged
from forum.threads.models import Post
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.moderation.sorted import CALM, GOODBYE, PASSIVE, WISH, reword, sorted_case, sorting_of
from tests.page import Guest, Page

OVERVIEW = "/moderation/overview"


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


@pytest.fixture
def post(cast: Cast) -> Post:
    return make_post(make_thread(cast.porch), by=cast.maya, text=WISH)


@pytest.fixture
def case(post: Post) -> Case:
    return sorted_case(post)


def test_the_queue_says_why_it_came_up_and_shows_no_words(ines: Guest, case: Case) -> None:
    page = ines.get("/moderation?lane=care")
    assert page.link("Words that may point to danger") == f"/moderation/cases/{case.id}"
    assert "nobody flagged it" in page.text and "kill" not in page.text


def test_once_answered_it_is_no_reason_any_more(ines: Guest, cast: Cast, case: Case, post: Post) -> None:
    decided(case, by=cast.tomas, act=Act.NO_ACTION)
    flagged(post, by=cast.priya, reason=Reason.WORRIED)
    page = ines.get("/moderation?lane=care")
    assert page.link("Worried about this person") and "point to danger" not in page.text


def test_a_case_shows_the_cues_as_reasons_and_what_they_are(ines: Guest, case: Case) -> None:
    page = ines.get(f"/moderation/cases/{case.id}")
    assert page.h1.endswith("words that may point to danger")
    assert "A strong present wish to die" in page.text and "A sorting aid; it can be wrong." in page.text
    assert "kill myself" not in page.text


def test_the_wording_that_it_read_can_be_opened_after_an_edit(
    ines: Guest, cast: Cast, case: Case, post: Post
) -> None:
    reword(post, CALM, cast.maya)
    page = ines.get(f"/moderation/cases/{case.id}?words=shown")
    fold = next(fold for fold in page.all("details.fold") if "which the sorting aid read" in fold.get_text())
    assert "kill myself" in fold.get_text()
    assert "kill myself" not in ines.get(f"/moderation/cases/{case.id}").text


def test_the_words_that_spoke_are_folded_with_the_post(ines: Guest, case: Case) -> None:
    page = ines.get(f"/moderation/cases/{case.id}?words=shown")
    fold = next(fold for fold in page.all("details.fold") if "Show the words it means" in fold.get_text())
    assert not fold.has_attr("open") and "“want to kill myself”" in fold.get_text()


def test_words_of_an_earlier_wording_are_not_looked_for_in_this_one(
    ines: Guest, cast: Cast, case: Case, post: Post
) -> None:
    reword(post, CALM, cast.maya)
    page = ines.get(f"/moderation/cases/{case.id}?words=shown")
    assert "It speaks of an earlier wording." in page.text and "Show the words it means" not in page.text


def test_a_case_that_only_people_opened_says_nothing_of_it(ines: Guest, cast: Cast) -> None:
    case = flagged(make_post(by=cast.maya, text=CALM), by=cast.priya, reason=Reason.WORRIED)
    decided(case, by=cast.tomas, act=Act.NO_ACTION)
    page = ines.get(f"/moderation/cases/{case.id}")
    assert "sorting aid" not in page.text and not page.all("select[name=judged]")


def test_what_it_was_can_be_said_with_the_decision_and_need_not(ines: Guest, case: Case) -> None:
    form = ines.get(f"/moderation/cases/{case.id}").form("/decision")
    assert form.values["judged"] == ""
    ines.send(form, act="no-action", judged="neither")
    kept = sorting_of(case)
    assert kept is not None and kept.judged is Judged.NEITHER


@pytest.mark.parametrize("typed", ["", "nonsense", None])
def test_whoever_says_nothing_or_nonsense_has_said_nothing(
    ines: Guest, case: Case, typed: str | None
) -> None:
    ines.send(ines.get(f"/moderation/cases/{case.id}").form("/decision"), act="no-action", judged=typed)
    kept = sorting_of(case)
    assert case.closed_at is not None and kept is not None and kept.judged is None


def test_a_new_finding_is_not_answered_by_an_old_judgement(cast: Cast) -> None:
    post = make_post(by=cast.maya, text=PASSIVE)
    decided(sorted_case(post), by=cast.ines, act=Act.NO_ACTION, judged=Judged.NEITHER)
    reword(post, GOODBYE, cast.maya)
    kept = sorting_of(sorted_case(post))
    assert kept is not None and kept.judged is None


def table(page: Page, caption: str) -> dict[str, list[str]]:
    found = [one for one in page.all("table") if one.caption and caption in one.caption.get_text()]
    assert len(found) == 1, f"{len(found)} tables called {caption!r}"
    cells = (row.select("th, td") for row in found[0].select("tbody tr"))
    return {line[0].get_text(): [cell.get_text() for cell in line[1:]] for line in cells}


def a_month_of_work(cast: Cast, start: datetime) -> None:
    """Three urgent ones, two judged; one that was missed; each looked at after ten minutes or more."""
    thread = make_thread(cast.kitchen, by=cast.jonas)
    for number, judged in enumerate((Judged.NEITHER, Judged.IN_DANGER, None), 1):
        with travel(start + timedelta(hours=number), tick=False):
            case = sorted_case(make_post(thread, by=cast.maya, text=WISH))
        with travel(start + timedelta(hours=number, minutes=10 * number, seconds=1), tick=False):
            claim(actor=cast.tomas, case=case)
            decided(case, by=cast.tomas, act=Act.NO_ACTION, judged=judged)
    with travel(start + timedelta(hours=9), tick=False):
        missed = flagged(make_post(thread, by=cast.maya, text=CALM), by=cast.priya, reason=Reason.WORRIED)
        decided(missed, by=cast.tomas, act=Act.NO_ACTION)


def test_corrections_are_counted_by_month(app: Flask, cast: Cast) -> None:
    a_month_of_work(cast, datetime(2026, 10, 20, 8, tzinfo=UTC))
    with travel(datetime(2026, 11, 10, 8, tzinfo=UTC)):
        make_post(make_thread(by=cast.priya), by=cast.maya, text=GOODBYE)
        counted = table(Guest(app).signed_in_as(cast.ines).get(OVERVIEW), "By month")
    assert counted == {"November 2026": ["1", "not judged", "0"], "October 2026": ["3", "1 of 2 (50 %)", "1"]}


def test_the_first_look_is_told_by_what_it_had_said(ines: Guest, cast: Cast) -> None:
    a_month_of_work(cast, clock.now() - timedelta(days=3))
    looks = table(ines.get(OVERVIEW), "by what it said")
    assert list(looks) == ["urgent", "calm"]
    assert looks["urgent"] == ["20 minutes", "30 minutes", "3"]


def test_cases_about_ones_own_posts_are_not_counted(ines: Guest, cast: Cast) -> None:
    make_post(make_thread(), by=cast.ines, text=GOODBYE)
    assert "It has brought up nothing in these days" in ines.get(OVERVIEW).text


def test_calm_posts_that_nobody_answers_rise_with_waiting(ines: Guest, cast: Cast) -> None:
    now = clock.now()
    for days, title, text in ((3, "The longest", CALM), (2, "Dark", GOODBYE), (1, "The latest", CALM)):
        with travel(now - timedelta(days=days), tick=False):
            first_post(make_thread(cast.kitchen, by=cast.maya, title=title, text=text))
    page = ines.get("/unanswered")
    # Whoever may need company soonest, and then the longest waiting.
    places = [page.text.index(title) for title in ("Dark", "The longest", "The latest")]
    assert places == sorted(places)
