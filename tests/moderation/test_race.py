"""Two moderators at the same moment, through HTTP, each on a connection of their own: never two decisions."""

import threading

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from forum.accounts.models import Account
from forum.core.db import db
from forum.moderation.audit import verify
from forum.moderation.models import Act, AuditEntry, Case, Decision, Flag, State
from forum.threads.models import Absence, Post
from tests.cast import Cast
from tests.make import make_member, make_post, make_thread
from tests.moderation.acts import REASONS, flagged
from tests.page import Form, Guest

ROUNDS = 20
HIDE = {"act": "hide", "rule": "no-method-detail", "text": REASONS}
PAUSE = {"act": "pause", "rule": "kindness", "text": "Please rest a little.", "days": "7"}


def at_once(*sendings: tuple[Guest, Form, dict[str, str]]) -> list[TestResponse]:
    """Send each form from a thread of its own; all wait for one another before they press."""
    together = threading.Barrier(len(sendings))
    answers: dict[int, TestResponse] = {}

    def send(place: int, who: Guest, form: Form, values: dict[str, str]) -> None:
        together.wait()
        answers[place] = who.client.post(form.action, data={**form.values, **values})

    db.session.commit()
    threads = [threading.Thread(target=send, args=(n, *sending)) for n, sending in enumerate(sendings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return [answers[place] for place in range(len(sendings))]


def decision_form(who: Guest, case_id: int) -> Form:
    return who.get(f"/moderation/cases/{case_id}").form("/decision")


def test_two_decisions_at_once_are_one(app: Flask, cast: Cast) -> None:
    ines, tomas = Guest(app).signed_in_as(cast.ines), Guest(app).signed_in_as(cast.tomas)
    thread = make_thread()
    for _ in range(ROUNDS):
        author = make_member()
        case_id = flagged(make_post(thread, by=author)).id
        sendings = (ines, decision_form(ines, case_id), HIDE), (tomas, decision_form(tomas, case_id), PAUSE)
        answers = at_once(*sendings)
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        _check_round(case_id, author, tomas_won=answers[1].status_code == 303)
        _check_loser(next(answer for answer in answers if answer.status_code == 409))
    assert db.session.query(AuditEntry).filter_by(act="decided").count() == ROUNDS
    assert verify() == []


def _check_round(case_id: int, author: Account, *, tomas_won: bool) -> None:
    """One decision, done wholly; nothing of the other."""
    decision = db.session.query(Decision).filter_by(case_id=case_id).one()
    post = db.session.get_one(Post, decision.post_id, populate_existing=True)
    db.session.refresh(author)
    assert decision.act is (Act.PAUSE if tomas_won else Act.HIDE)
    assert post.absence is (None if tomas_won else Absence.HIDDEN)
    assert (author.paused_until is not None) == tomas_won
    assert db.session.query(Flag).filter_by(case_id=case_id).one().answered_by_id == decision.id


def _check_loser(answer: TestResponse) -> None:
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    said = " ".join(page.select_one("#errors").get_text(" ").split())
    assert "This case changed since you opened it" in said and "decided:" in said
    assert page.select_one("textarea[name=text]").get_text().strip() in (HIDE["text"], PAUSE["text"])


def test_two_claims_at_once_are_one(app: Flask, cast: Cast) -> None:
    ines, tomas = Guest(app).signed_in_as(cast.ines), Guest(app).signed_in_as(cast.tomas)
    thread = make_thread()
    for _ in range(ROUNDS // 2):
        case_id = flagged(make_post(thread)).id
        forms = [who.get(f"/moderation/cases/{case_id}").form("/claim") for who in (ines, tomas)]
        at_once((ines, forms[0], {}), (tomas, forms[1], {}))
        target = f"case:{case_id}"
        assert db.session.query(AuditEntry).filter_by(act="claimed", target=target).count() == 1


def test_a_flag_at_the_moment_of_the_decision_is_never_lost(app: Flask, cast: Cast) -> None:
    """Either the decision learns of it, or the flag opens the case again."""
    ines, priya = Guest(app).signed_in_as(cast.ines), Guest(app).signed_in_as(cast.priya)
    thread = make_thread()
    for _ in range(ROUNDS // 2):
        post = make_post(thread)
        case_id = flagged(post).id
        flag = priya.get(f"/p/{post.id}/flag").form()
        nothing = decision_form(ines, case_id), {"act": "no-action"}
        decided, thanked = at_once((ines, *nothing), (priya, flag, {"reason": "spam"}))
        assert thanked.status_code == 303
        case = db.session.get_one(Case, case_id, populate_existing=True)
        assert (case.state, case.closed_at, case.flag_count) == (State.NEW, None, 2)
        assert db.session.query(Decision).filter_by(case_id=case_id).count() == (decided.status_code == 303)
        answered = db.session.query(Flag).filter_by(case_id=case_id, reporter_id=cast.priya.id).one()
        assert answered.answered_by_id is None


def test_two_first_flags_at_once_make_one_case(app: Flask, cast: Cast) -> None:
    jonas, priya = Guest(app).signed_in_as(cast.jonas), Guest(app).signed_in_as(cast.priya)
    thread = make_thread()
    for _ in range(ROUNDS // 2):
        post = make_post(thread)
        forms = [who.get(f"/p/{post.id}/flag").form() for who in (jonas, priya)]
        answers = at_once((jonas, forms[0], {"reason": "spam"}), (priya, forms[1], {"reason": "other"}))
        assert [answer.status_code for answer in answers] == [303, 303]
        assert db.session.query(Case).filter_by(post_id=post.id).one().flag_count == 2
