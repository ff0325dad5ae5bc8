"""Another look: asked for once by whoever it is about, given by somebody other than whoever decided."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from forum.accounts.models import Role
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.moderation.appeals import answer_appeal, answer_as_operator, appeal
from forum.moderation.decisions import undo
from forum.moderation.models import Act, AuditEntry, Case, Decision, State
from forum.moderation.phrases import seed_phrases
from forum.moderation.record_models import Appeal
from forum.threads.models import Absence, Post
from tests.cast import Cast
from tests.make import make_member, make_post
from tests.moderation.acts import decided, flagged
from tests.page import Guest

WHY = "The second line is a song, and says nothing about how."


@pytest.fixture
def decision(cast: Cast, case: Case) -> Decision:
    """Ines has hidden Maya's reply."""
    return decided(case, by=cast.ines)


@pytest.fixture
def asked(cast: Cast, decision: Decision) -> Appeal:
    return appeal(actor=cast.maya, decision=decision, words=WHY)


def upheld(cast: Cast, asked: Appeal) -> None:
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=True, words="You are right.")


def test_an_appeal_is_due_in_seven_days(cast: Cast, asked: Appeal) -> None:
    assert asked.due_at - asked.made_at == timedelta(days=7)
    assert (asked.words, asked.answered_at) == (WHY, None)


def test_it_is_asked_for_once(cast: Cast, decision: Decision, asked: Appeal) -> None:
    with pytest.raises(NotAllowed, match="looked at again once"):
        appeal(actor=cast.maya, decision=decision, words="Once more.")
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=False, words="It stays.")
    with pytest.raises(NotAllowed, match="looked at again once"):
        appeal(actor=cast.maya, decision=decision, words="Once more.")


def test_it_needs_a_word_why(cast: Cast, decision: Decision) -> None:
    with pytest.raises(Invalid):
        appeal(actor=cast.maya, decision=decision, words=" \n ")


def test_it_is_open_for_six_months(cast: Cast, decision: Decision) -> None:
    with travel(clock.now() + timedelta(days=184)), pytest.raises(NotAllowed, match="six months"):
        appeal(actor=cast.maya, decision=decision, words=WHY)
    with travel(clock.now() + timedelta(days=182)):
        assert appeal(actor=cast.maya, decision=decision, words=WHY).id


@pytest.mark.parametrize("act", [Act.REACH_OUT, Act.RESTORE])
def test_what_takes_nothing_is_not_looked_at_again(cast: Cast, case: Case, act: Act) -> None:
    decided(case, by=cast.ines)
    kind = decided(case, by=cast.ines, act=act)
    with pytest.raises(NotAllowed, match="nothing here to look at again"):
        appeal(actor=cast.maya, decision=kind, words=WHY)


def test_what_was_taken_back_needs_no_other_look(cast: Cast, decision: Decision) -> None:
    undo(actor=cast.ines, decision=decision)
    with pytest.raises(NotAllowed, match="taken back already"):
        appeal(actor=cast.maya, decision=decision, words=WHY)


def test_nobody_appeals_for_somebody_else(cast: Cast, decision: Decision) -> None:
    for other in (cast.jonas, cast.tomas):
        with pytest.raises(NotFound):
            appeal(actor=other, decision=decision, words=WHY)


def test_whoever_decided_does_not_answer(cast: Cast, asked: Appeal) -> None:
    with pytest.raises(NotAllowed, match="somebody else answers"):
        answer_appeal(actor=cast.ines, appeal=asked, upheld=False, words="No.")
    assert db.session.get_one(Appeal, asked.id).answered_at is None


def test_nor_does_whom_it_is_about(cast: Cast) -> None:
    decision = decided(flagged(make_post(by=cast.tomas)), by=cast.ines)
    asked = appeal(actor=cast.tomas, decision=decision, words=WHY)
    with pytest.raises(NotFound):
        answer_appeal(actor=cast.tomas, appeal=asked, upheld=True, words="I am right.")


def test_an_appeal_that_wins_undoes_what_was_done(
    cast: Cast, post: Post, decision: Decision, asked: Appeal
) -> None:
    upheld(cast, asked)
    db.session.refresh(post)
    assert (post.absence, decision.undone_by_id) == (None, cast.tomas.id)
    assert (asked.upheld, asked.answered_by_id, asked.answered_role) == (True, cast.tomas.id, "moderator")
    # Nobody has to decide once more: the appeal was the end of it.
    assert db.session.get_one(Case, decision.case_id).state is State.CLOSED


def test_an_appeal_that_does_not_win_leaves_it_and_says_why(
    cast: Cast, post: Post, decision: Decision, asked: Appeal
) -> None:
    with pytest.raises(Invalid):
        answer_appeal(actor=cast.tomas, appeal=asked, upheld=False, words="")
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=False, words="I read it as the first did.")
    db.session.refresh(post)
    assert (post.absence, decision.undone_at) == (Absence.HIDDEN, None)
    assert (asked.upheld, asked.answer) == (False, "I read it as the first did.")


def test_an_answer_says_which_way(cast: Cast, asked: Appeal) -> None:
    with pytest.raises(Invalid) as refused:
        answer_appeal(actor=cast.tomas, appeal=asked, upheld=None, words="Hm.")
    assert refused.value.field == "view"


def test_it_is_answered_once(cast: Cast, asked: Appeal) -> None:
    upheld(cast, asked)
    with pytest.raises(Conflict, match="answered in the meantime"):
        answer_appeal(actor=cast.ada, appeal=asked, upheld=False, words="No.")
    assert db.session.get_one(Appeal, asked.id).upheld is True


def test_taking_the_decision_back_answers_it_too(cast: Cast, decision: Decision, asked: Appeal) -> None:
    undo(actor=cast.ines, decision=decision)
    db.session.refresh(asked)
    assert (asked.upheld, asked.answered_by_id) == (True, cast.ines.id)


def test_only_from_above_is_a_moderators_standing_given_back(cast: Cast) -> None:
    judged, other = make_member(role=Role.MODERATOR), make_member(role=Role.ADMIN)
    pause = decided(flagged(make_post(by=judged)), by=cast.ada, act=Act.PAUSE)
    asked = appeal(actor=judged, decision=pause, words=WHY)
    with pytest.raises(NotAllowed, match="for an admin to decide"):
        upheld(cast, asked)
    answer_appeal(actor=other, appeal=asked, upheld=True, words="You are right.")
    db.session.refresh(judged)
    assert judged.paused_until is None


def test_the_operator_answers_where_nobody_else_can(cast: Cast, post: Post, asked: Appeal) -> None:
    answer_as_operator(appeal=asked, upheld=True, words="You are right.")
    db.session.refresh(post)
    assert (post.absence, asked.answered_by_id, asked.answered_role) == (None, None, "operator")
    roles = [entry.actor_role for entry in db.session.query(AuditEntry).filter_by(act="appeal-upheld")]
    assert roles == ["operator"]


def test_each_step_is_in_the_log(cast: Cast, decision: Decision, asked: Appeal) -> None:
    upheld(cast, asked)
    entries = db.session.query(AuditEntry).filter_by(target=f"case:{decision.case_id}").order_by("number")
    assert [entry.act for entry in entries] == ["decided", "appealed", "undone", "appeal-upheld"]
    assert not any("song" in str(entry.details) for entry in entries)


def test_an_author_asks_from_the_statement_and_reads_the_answer_there(
    app: Flask, cast: Cast, decision: Decision
) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    page = maya.get(f"/decisions/{decision.id}")
    form = maya.get(page.link("Ask for another look")).form("/appeal")
    assert maya.send(form, text="").status == 422
    assert "You will find the answer here, by" in maya.send(form, text=WHY).text
    tomas = Guest(app).signed_in_as(cast.tomas)
    queue = tomas.get("/moderation")
    assert "Appeals (1)" in queue.text
    answer = tomas.get(tomas.get(queue.link("Appeals")).link("post hidden"))
    assert WHY in answer.text
    answered = tomas.send(answer.form(), view="uphold", text="You are right, we misread it.")
    assert "Upheld" in answered.text
    read = maya.get(f"/decisions/{decision.id}")
    assert "You were right" in read.text and "we misread it" in read.text
    assert "Somebody other than the person who decided looked again" in read.text
    assert "Tomas" not in read.text and "Ines" not in read.text


def test_a_second_appeal_is_refused_in_words(app: Flask, cast: Cast, decision: Decision) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    form = maya.get(f"/decisions/{decision.id}/appeal").form("/appeal")
    maya.send(form, text=WHY)
    assert maya.send(form, text=WHY).status == 403
    assert maya.get(f"/decisions/{decision.id}/appeal").status == 403


def test_an_appeal_is_for_nobody_elses_eyes(
    app: Flask, cast: Cast, decision: Decision, asked: Appeal
) -> None:
    jonas = Guest(app).signed_in_as(cast.jonas)
    for path in (
        f"/decisions/{decision.id}/appeal",
        f"/moderation/appeals/{asked.id}",
        "/moderation/appeals",
    ):
        assert jonas.get(path).status == 404
    assert Guest(app).get(f"/decisions/{decision.id}/appeal").path.startswith("/sign-in")


def test_whoever_decided_sees_that_somebody_else_answers(app: Flask, cast: Cast, asked: Appeal) -> None:
    Guest(app).signed_in_as(cast.tomas)
    page = Guest(app).signed_in_as(cast.ines).get(f"/moderation/appeals/{asked.id}")
    assert "somebody else answers" in page.text and not page.all("form[action$='/appeals/1']")


def test_where_one_person_moderates_it_says_who_answers(app: Flask, cast: Cast, decision: Decision) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    page = maya.get(f"/decisions/{decision.id}/appeal")
    assert "one person moderates here, so whoever runs this forum" in page.text
    maya.send(page.form("/appeal"), text=WHY)
    ines = Guest(app).signed_in_as(cast.ines)
    found = ines.get(ines.get("/moderation/appeals").link("post hidden"))
    assert "Nobody else moderates here at present" in found.text


def test_an_answer_can_begin_with_ready_words_and_is_made_ones_own(
    app: Flask, cast: Cast, asked: Appeal
) -> None:
    seed_phrases()
    tomas = Guest(app).signed_in_as(cast.tomas)
    page = tomas.get(tomas.get(f"/moderation/appeals/{asked.id}").link("Use this"))
    form = page.form(f"/appeals/{asked.id}")
    assert "[" in form.values["text"]
    refused = tomas.send(form, view="uphold")
    assert refused.status == 422 and "still waits for your own words" in refused.text
    assert db.session.get_one(Appeal, asked.id).answered_at is None


def test_an_answer_that_came_second_is_still_there_to_copy(app: Flask, cast: Cast, asked: Appeal) -> None:
    tomas = Guest(app).signed_in_as(cast.tomas)
    form = tomas.get(f"/moderation/appeals/{asked.id}").form(f"/appeals/{asked.id}")
    answer_appeal(actor=cast.ada, appeal=asked, upheld=False, words="It stays.")
    page = tomas.send(form, view="uphold", text="You are right.\n\nI read it as a song.")
    assert page.status == 409 and "answered in the meantime" in page.text
    kept = page.one("#typed").get_text(" ")
    assert "You are right." in kept and "I read it as a song." in kept


def test_an_answer_that_is_not_ones_own_to_give_is_still_there_to_copy(
    app: Flask, cast: Cast, asked: Appeal
) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    token = ines.get("/moderation").form("/duty").values["csrf_token"]
    sent = {"csrf_token": token, "view": "keep", "text": "I stay with it."}
    page = ines.post(f"/moderation/appeals/{asked.id}", sent)
    assert page.status == 403 and "I stay with it." in page.one("#typed").get_text()


def test_the_case_says_that_an_appeal_waits(
    app: Flask, cast: Cast, decision: Decision, asked: Appeal
) -> None:
    tomas = Guest(app).signed_in_as(cast.tomas)
    page = tomas.get(f"/moderation/cases/{decision.case_id}")
    assert page.link("appeal, waiting") == f"/moderation/appeals/{asked.id}"


def test_answered_appeals_stand_apart(app: Flask, cast: Cast, asked: Appeal) -> None:
    upheld(cast, asked)
    tomas = Guest(app).signed_in_as(cast.tomas)
    assert "Nobody asks for another look" in tomas.get("/moderation/appeals").text
    assert "taken back" in tomas.get("/moderation/appeals?show=answered").text


@pytest.mark.parametrize(
    "path", ["/moderation/appeals", "/moderation/appeals/{id}", "/decisions/{of}/appeal"]
)
def test_its_pages_stay_within_their_budget(app: Flask, cast: Cast, path: str) -> None:
    seed_phrases()
    for _ in range(3):
        made = decided(flagged(make_post(by=cast.maya)), by=cast.ines)
        asked = appeal(actor=cast.maya, decision=made, words=WHY)
    other = decided(flagged(make_post(by=cast.maya)), by=cast.ines)
    reader = cast.maya if path.startswith("/decisions") else cast.tomas
    page = Guest(app).signed_in_as(reader).get(path.format(id=asked.id, of=other.id))
    assert page.status == 200 and len(page.queries) <= 8, page.queries
