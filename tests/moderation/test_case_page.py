"""The page of one case: what a moderator knows before deciding, and what happens when that is out of date."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.moderation.cases import claim
from forum.moderation.models import Act, AuditEntry, Case, Decision, Reason
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.models import Absence, Post, Thread
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import REASONS, decided, flagged
from tests.page import Form, Guest, Page

TYPED = {"act": "hide", "rule": "no-method-detail", "text": REASONS, "private_note": "Spoke with Tomas."}


@pytest.fixture
def thread(cast: Cast) -> Thread:
    return make_thread(cast.porch, by=cast.jonas, title="Slow mornings", text="How it began.")


@pytest.fixture
def post(cast: Cast, thread: Thread) -> Post:
    for number in range(3):
        make_post(thread, text=f"Before {number}.")
    post = make_post(thread, by=cast.maya, text="The words in question.")
    for number in range(3):
        make_post(thread, text=f"After {number}.")
    return post


@pytest.fixture
def case(cast: Cast, post: Post) -> Case:
    return flagged(post, by=cast.priya, note="The second line.")


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


def open_case(who: Guest, case: Case) -> Page:
    return who.get(f"/moderation/cases/{case.id}")


def read_case(who: Guest, case: Case) -> Page:
    """The case with its words, asked for."""
    return who.get(f"/moderation/cases/{case.id}?words=shown")


def opened(case: Case) -> int:
    return db.session.query(AuditEntry).filter_by(act="opened", target=f"case:{case.id}").count()


def edit(cast: Cast, post: Post, text: str) -> None:
    edit_post(actor=cast.maya, post=post, revision=post.revision, title="", writing=Writing(text))


def news(page: Page) -> str:
    return " ".join(page.one("#errors").get_text(" ").split())


def test_reasons_and_reporters_stand_open_and_the_words_wait_to_be_asked_for(ines: Guest, case: Case) -> None:
    page = open_case(ines, case)
    assert "Priya" in page.text and "The second line." in page.text and page.h1.endswith("harassment")
    for words in ("The words in question.", "Slow mornings", "Before 1.", "After 1."):
        assert words not in str(page.soup)
    asked = ines.get(page.link("Show the words").partition("#")[0])
    assert "The words in question." in asked.text
    folded = [fold.get_text() for fold in asked.all("details:not([open])")]
    for words in ("Slow mornings", "Before 1.", "After 1."):
        assert any(words in fold for fold in folded)


def test_two_posts_before_and_after_are_shown(ines: Guest, case: Case) -> None:
    page = read_case(ines, case)
    around = [
        text
        for text in ("Before 0.", "Before 1.", "Before 2.", "After 0.", "After 1.", "After 2.")
        if text in page.text
    ]
    assert around == ["Before 1.", "Before 2.", "After 0.", "After 1."]


def test_handing_out_the_words_is_written_down_once(ines: Guest, app: Flask, cast: Cast, case: Case) -> None:
    for _ in range(3):
        read_case(ines, case)
    assert opened(case) == 1
    read_case(Guest(app).signed_in_as(cast.tomas), case)
    assert opened(case) == 2


def test_a_case_that_came_back_is_opened_anew(ines: Guest, cast: Cast, post: Post, case: Case) -> None:
    read_case(ines, case)
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    flagged(post)
    read_case(ines, case)
    assert opened(case) == 2


def test_earlier_decisions_about_the_member_are_facts(ines: Guest, cast: Cast, case: Case) -> None:
    assert "Decisions before none" in open_case(ines, case).text
    earlier = flagged(make_post(by=cast.maya))
    decided(earlier, by=cast.tomas)
    page = open_case(ines, case)
    assert "Post hidden , 2. Leave out the how" in page.text
    assert page.link(f"case {earlier.id}") == f"/moderation/cases/{earlier.id}"


def test_the_wording_that_was_flagged_can_be_read_after_an_edit(
    ines: Guest, cast: Cast, post: Post, case: Case
) -> None:
    edit(cast, post, "Quite other words.")
    page = read_case(ines, case)
    assert "about an earlier wording" in page.text
    assert "The words in question." in page.text and "Quite other words." in page.text


def test_only_what_can_be_done_is_offered(ines: Guest, cast: Cast, post: Post, case: Case) -> None:
    def offered(which: Case) -> list[str]:
        return [str(choice["value"]) for choice in open_case(ines, which).all("input[name=act]")]

    about_member = ["reach-out", "warn", "pause", "suspend"]
    assert offered(case) == ["no-action", "note", "edit", "hide", "remove", *about_member]
    care = flagged(post, reason=Reason.WORRIED)
    assert offered(care) == ["no-action", "reach-out", "note", "edit", "hide"]
    rules = [str(option["value"]) for option in open_case(ines, care).all("select[name=rule] option")]
    assert rules == ["none", "no-method-detail", "no-encouragement"]
    decided(case, by=cast.tomas)
    assert offered(case) == ["no-action", "note", "edit", "remove", "restore", *about_member]
    assert offered(care) == ["no-action", "reach-out", "note", "edit", "restore"]
    first = flagged(first_post(make_thread(by=cast.jonas)))
    assert {"move", "lock"} <= set(offered(first))


def test_a_decision_is_made_and_taken_back_on_the_page(ines: Guest, post: Post, case: Case) -> None:
    after = ines.send(open_case(ines, case).form("/decision"), **TYPED)
    assert after.path == f"/moderation/cases/{case.id}" and "Decided here" in after.text
    db.session.refresh(post)
    assert post.absence is Absence.HIDDEN
    assert "Spoke with Tomas." in after.text
    again = ines.press(after, "form[action$='/undo'] button")
    db.session.refresh(post)
    assert post.absence is None and "taken back by Ines" in again.text


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"act": None}, "choose what to do"),
        ({"rule": "none"}, "choose the house rule"),
        ({"text": " "}, "write to the author"),
        ({"act": "pause", "days": ""}, "for how many days"),
        ({"act": "pause", "days": "many"}, "as a number"),
    ],
)
def test_a_refused_decision_keeps_everything_typed(
    ines: Guest, case: Case, typed: dict[str, str | None], complaint: str
) -> None:
    refused = ines.send(open_case(ines, case).form("/decision"), **{**TYPED, **typed})
    assert refused.status == 422 and complaint in news(refused)
    kept = refused.form("/decision").values
    for name, value in {**TYPED, **typed}.items():
        assert kept.get(name, "").strip() == (value or "").strip()
    assert db.session.query(Decision).count() == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"version": str(10**30)},
        {"version": "-1"},
        {"version": "x"},
        {"revision": ""},
        {"act": "x"},
        {"rule": "x"},
        {"days": str(10**30)},
    ],
)
def test_a_decision_of_the_wrong_shape_is_refused(ines: Guest, case: Case, typed: dict[str, str]) -> None:
    sent = {**TYPED, "act": "pause", **typed}
    assert ines.send(open_case(ines, case).form("/decision"), **sent).status == 422
    assert db.session.query(Decision).count() == 0


def stale(who: Guest, form: Form) -> Page:
    page = who.send(form, **TYPED)
    assert page.status == 409 and "This case changed since you opened it" in news(page)
    kept = page.form("/decision").values
    assert {name: kept[name] for name in ("rule", "text", "private_note")} == {
        name: TYPED[name] for name in ("rule", "text", "private_note")
    }
    return page


def test_a_new_flag_is_shown_before_the_decision(ines: Guest, post: Post, case: Case) -> None:
    form = open_case(ines, case).form("/decision")
    flagged(post, reason=Reason.METHOD_DETAIL, note="Look again.")
    page = stale(ines, form)
    assert "1 new flag: method detail" in news(page) and "Look again." in page.text
    after = ines.send(page.form("/decision"))
    assert after.status == 200 and db.session.query(Decision).one().act is Act.HIDE


def test_an_edit_is_shown_with_both_wordings(ines: Guest, cast: Cast, post: Post, case: Case) -> None:
    form = read_case(ines, case).form("/decision")
    edit(cast, post, "Quite other words.")
    page = stale(ines, form)
    assert "The post has been edited" in news(page)
    assert "Quite other words." in page.text and "The words in question." in page.text
    assert page.form("/decision").values["revision"] == "2"


def test_anothers_decision_is_shown_with_their_name(ines: Guest, cast: Cast, case: Case) -> None:
    form = open_case(ines, case).form("/decision")
    decided(case, by=cast.tomas, act=Act.REMOVE)
    page = stale(ines, form)
    assert "Tomas decided: post removed." in news(page) and "This post is removed." in news(page)
    assert db.session.query(Decision).count() == 1


def test_a_post_taken_back_in_between_is_said(ines: Guest, cast: Cast, post: Post, case: Case) -> None:
    form = open_case(ines, case).form("/decision")
    withdraw_post(actor=cast.maya, post=post)
    assert "Its author has taken this post back." in news(stale(ines, form))


def test_a_claim_in_between_is_said(ines: Guest, cast: Cast, case: Case) -> None:
    form = open_case(ines, case).form("/decision")
    claim(actor=cast.tomas, case=case)
    assert "Tomas has this case in hand now." in news(stale(ines, form))


def test_a_hiding_in_the_other_lane_is_said(ines: Guest, cast: Cast, post: Post, case: Case) -> None:
    form = open_case(ines, case).form("/decision")
    decided(flagged(post, reason=Reason.WORRIED), by=cast.tomas)
    assert "This post is hidden." in news(stale(ines, form))


def test_claiming_and_passing_on_from_the_page(ines: Guest, app: Flask, cast: Cast, case: Case) -> None:
    page = ines.press(open_case(ines, case), "form[action$='/claim'] button")
    assert "in your hands for another" in page.text
    tomas = Guest(app).signed_in_as(cast.tomas)
    theirs = open_case(tomas, case)
    assert "Ines has this case in hand" in theirs.text and not theirs.all("form[action$='/claim']")
    back = ines.press(page, "form[action$='/release'] button")
    assert back.path.startswith("/moderation?lane=rules") and "Passed on" in back.text


def test_a_claim_that_came_too_late_is_told(ines: Guest, cast: Cast, case: Case) -> None:
    form = open_case(ines, case).form("/claim")
    claim(actor=cast.tomas, case=case)
    assert "Tomas has this case in hand until" in ines.send(form).text


def test_taking_back_twice_is_told(ines: Guest, cast: Cast, case: Case) -> None:
    decided(case, by=cast.ines)
    form = open_case(ines, case).form("/undo")
    ines.send(form)
    assert "taken back in the meantime" in ines.send(form).text


def test_a_session_that_ended_loses_no_words(ines: Guest, case: Case) -> None:
    form = open_case(ines, case).form("/decision")
    ines.client.delete_cookie("forum")
    asked = ines.send(form, **TYPED)
    assert asked.status in (400, 401) and REASONS in str(asked.soup)


def test_the_log_tells_who_did_what_in_pages(ines: Guest, cast: Cast, thread: Thread) -> None:
    for _ in range(26):
        decided(flagged(make_post(thread)), by=cast.ines, act=Act.NO_ACTION)
    case = flagged(make_post(thread))
    for _ in range(15):
        claim(actor=cast.tomas, case=case)
        decided(case, by=cast.tomas, act=Act.NO_ACTION)
        flagged(db.session.get_one(Post, case.post_id))
    first = ines.get("/moderation/audit")
    assert len(first.all(".history > li")) == 50 and len(first.queries) <= 4
    assert f"Tomas (moderator) decided case {case.id}" in first.text
    last = ines.get(str(first.one("a[rel=next]")["href"]))
    assert len(last.all(".history > li")) == db.session.query(AuditEntry).count() - 50
    assert not last.all("a[rel=next]")


@pytest.mark.parametrize("before", ["x", "-1", "0", str(2**70)])
def test_the_log_from_nowhere_is_the_log_from_the_top(ines: Guest, before: str) -> None:
    assert "Nothing is written yet" in ines.get(f"/moderation/audit?before={before}").text
