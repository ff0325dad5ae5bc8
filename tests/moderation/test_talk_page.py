"""What moderators say on the page of a case: in its forms, kept when refused, and told to whoever decides."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.moderation.cases import claim
from forum.moderation.desk_models import CaseNote
from forum.moderation.models import Case, Decision, Level, Reason, State
from forum.moderation.second_looks import ask_for_opinion, escalate, set_level
from forum.moderation.talk import leave_note
from forum.threads.models import Post
from forum.web.moderation.talk_forms import FORMS
from tests.cast import Cast
from tests.make import make_post, make_sign_in
from tests.moderation.acts import flagged
from tests.page import Guest, Page

PARTS = tuple(FORMS)


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


@pytest.fixture
def tomas(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.tomas)


def open_case(who: Guest, case: Case) -> Page:
    return who.get(f"/moderation/cases/{case.id}")


def say(who: Guest, case: Case, part: str, **values: str) -> Page:
    return who.send(open_case(who, case).form(f"/{part}"), **values)


def lines(page: Page) -> list[str]:
    return [" ".join(line.get_text(" ").split()) for line in page.all("#talk .history > li")]


def test_a_note_is_left_and_read_by_the_others(ines: Guest, tomas: Guest, case: Case) -> None:
    after = say(ines, case, "notes", text="I wrote to her this morning.")
    assert "The note is left" in after.text
    (line,) = lines(open_case(tomas, case))
    assert line.startswith("Ines left a note I wrote to her this morning.")


def test_a_second_opinion_is_asked_and_given(ines: Guest, tomas: Guest, case: Case) -> None:
    after = say(ines, case, "second-opinion", text="Is this a joke between friends?")
    assert "second opinion asked for" in after.text and "another moderator will answer" in after.text
    assert not after.all("form[action$='/answer']") and not after.all("form[action$='/second-opinion']")
    answered = say(tomas, case, "answer", view="other", text="She does not laugh.")
    assert lines(answered)[0].startswith("Tomas sees it another way She does not laugh.")


def test_lowering_red_is_asked_and_agreed_to(ines: Guest, tomas: Guest, post: Post) -> None:
    red = flagged(post, reason=Reason.WORRIED)
    after = say(ines, red, "level", level="watch", text="It is about last year.")
    assert "When another moderator agrees, the level is lowered." in after.text
    page = open_case(tomas, red)
    assert "May it be lowered to watch?" in page.text
    tomas.send(page.form("/answer"), view="agree")
    assert db.session.get_one(Case, red.id, populate_existing=True).level is Level.WATCH


def test_raising_to_crisis_takes_one_press(ines: Guest, case: Case) -> None:
    after = say(ines, case, "level", level="crisis")
    assert "Raised." in after.text and after.one(".page-head .level").get_text() == "crisis"


def test_a_case_for_the_admins_is_visible_as_such(ines: Guest, case: Case) -> None:
    after = say(ines, case, "escalation", text="It is about a moderator's friend.")
    assert "with the admins" in after.one(".page-head").get_text()
    assert not after.all("form[action$='/escalation']")


@pytest.mark.parametrize(
    ("part", "typed", "complaint"),
    [
        ("notes", {"text": " "}, "write a line or two"),
        ("second-opinion", {"text": ""}, "what you would like to know"),
        ("escalation", {"text": ""}, "write a line or two"),
        ("level", {"level": "", "text": "Because."}, "choose another level"),
        ("level", {"level": "watch", "text": ""}, "why it may wait longer"),
        ("level", {"level": "nonsense", "text": "Because."}, "Not a valid choice"),
    ],
)
def test_what_is_refused_comes_back_with_everything_typed(
    ines: Guest, case: Case, part: str, typed: dict[str, str], complaint: str
) -> None:
    refused = say(ines, case, part, **typed)
    assert refused.status == 422 and complaint in refused.one("#errors").get_text()
    assert refused.form(f"/{part}").values["text"].strip() == typed["text"].strip()
    assert db.session.query(CaseNote).count() == 0


def test_an_answer_that_comes_too_late_is_told_and_kept(
    ines: Guest, tomas: Guest, cast: Cast, post: Post, case: Case
) -> None:
    ask_for_opinion(actor=cast.ines, case=case, words="How do you see it?")
    form = open_case(tomas, case).form("/answer")
    flagged(post, reason=Reason.SPAM)
    late = tomas.send(form, view="other", text="She does not laugh.")
    assert late.status == 409 and "changed since you opened it" in late.text
    assert late.form("/answer").values["text"].strip() == "She does not laugh."
    assert tomas.send(late.form("/answer")).status == 200
    assert db.session.query(CaseNote).count() == 2


def test_a_decision_learns_what_was_said_meanwhile(ines: Guest, cast: Cast, case: Case) -> None:
    form = open_case(ines, case).form("/decision")
    leave_note(actor=cast.tomas, case=case, words="I wrote to her.")
    set_level(actor=cast.tomas, case=case, level=Level.RED, words="")
    page = ines.send(form, act="no-action")
    told = " ".join(page.one("#errors").get_text(" ").split())
    assert page.status == 409 and "Tomas left a note." in told and "Tomas raised the level: red." in told
    assert db.session.query(Decision).count() == 0


def test_what_another_holds_offers_a_note_only(ines: Guest, cast: Cast, case: Case) -> None:
    claim(actor=cast.tomas, case=case)
    page = open_case(ines, case)
    offered = [part for part in PARTS if page.all(f"form[action$='/{part}']")]
    assert offered == ["notes"]


def test_a_session_that_ended_loses_no_line(app: Flask, ines: Guest, cast: Cast, case: Case) -> None:
    form = open_case(ines, case).form("/notes")
    ines.client.delete_cookie("forum")
    asked = ines.send(form, text="I wrote to her.")
    assert asked.status in (400, 401) and "I wrote to her." in str(asked.soup)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_come_back_to(ines: Guest, case: Case, part: str) -> None:
    assert ines.get(f"/moderation/cases/{case.id}/{part}").h1.startswith(f"Case {case.id}")


@pytest.mark.parametrize("part", [*PARTS, "phrases", "afterwards"])
def test_nothing_of_it_is_there_for_members(app: Flask, cast: Cast, case: Case, part: str) -> None:
    member = Guest(app).signed_in_as(cast.maya)
    assert member.get(f"/moderation/cases/{case.id}/{part}").status == 404
    token = member.get("/settings/password").form().values["csrf_token"]
    sent = member.post(f"/moderation/cases/{case.id}/{part}", {"csrf_token": token, "text": "Hello?"})
    assert sent.status in (404, 405) and db.session.query(CaseNote).count() == 0


def test_a_case_costs_the_same_however_much_was_said(ines: Guest, cast: Cast, case: Case) -> None:
    few = open_case(ines, case)
    for number in range(70):
        leave_note(actor=cast.tomas, case=case, words=f"Line {number}.")
    escalate(actor=cast.tomas, case=case, words="Please look.")
    many = open_case(ines, case)
    assert len(few.queries) == len(many.queries) <= 8
    assert len(lines(many)) == 60 and "Please look." in lines(many)[0]


def test_a_moderator_does_not_read_what_is_said_about_them(app: Flask, cast: Cast) -> None:
    make_sign_in(cast.tomas)
    case = flagged(make_post(by=cast.tomas))
    leave_note(actor=cast.ines, case=case, words="Tomas was short with her.")
    tomas = Guest(app).signed_in_as(cast.tomas)
    assert open_case(tomas, case).status == 404
    assert "short with her" not in str(tomas.get("/moderation/audit").soup)
    assert db.session.get_one(Case, case.id).state is State.NEW


def test_above_the_decision_stands_that_it_waits_for_whoever_was_asked(
    ines: Guest, tomas: Guest, cast: Cast, post: Post
) -> None:
    red = flagged(post, reason=Reason.WORRIED)
    say(ines, red, "second-opinion", text="How do you see it?")
    told = "you decide only once they have"
    assert told in open_case(ines, red).one("#decide").get_text()
    assert told not in open_case(tomas, red).text
    say(ines, red, "second-opinion/undo")
    assert told not in open_case(ines, red).text


def test_on_a_lighter_case_nothing_waits_and_nothing_says_so(ines: Guest, case: Case) -> None:
    say(ines, case, "second-opinion", text="How do you see it?")
    assert "you decide only once" not in open_case(ines, case).text
