"""Two moderators at the same moment, through HTTP, each on a connection of their own: never two decisions."""

import threading

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.appeals import appeal
from forum.moderation.audit import verify
from forum.moderation.cases import join_case
from forum.moderation.models import Act, AuditEntry, Case, Decision, Flag, Lane, Level, Reason, State
from forum.moderation.record_models import Appeal
from forum.notifications.models import Notification
from forum.threads.models import Absence, Post
from tests.cast import Cast
from tests.make import make_member, make_post, make_thread
from tests.moderation.acts import REASONS, decided, flagged
from tests.page import Form, Guest

DECIDED_ROUNDS = 100
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
    """A hundred rounds; the form is fetched once, and then sent for one case after another."""
    ines, tomas = Guest(app).signed_in_as(cast.ines), Guest(app).signed_in_as(cast.tomas)
    case_ids = fresh_cases(DECIDED_ROUNDS)
    forms = [decision_form(who, case_ids[0]) for who in (ines, tomas)]
    wins = 0
    for case_id in case_ids:
        for form in forms:
            form.action = f"/moderation/cases/{case_id}/decision"
        answers = at_once((ines, forms[0], HIDE), (tomas, forms[1], PAUSE))
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        tomas_won = answers[1].status_code == 303
        wins += tomas_won
        _check_round(case_id, tomas_won=tomas_won)
        _check_loser(next(answer for answer in answers if answer.status_code == 409))
    assert db.session.query(AuditEntry).filter_by(act="decided").count() == DECIDED_ROUNDS
    assert verify() == []


@operation
def fresh_cases(count: int) -> list[int]:
    """The ids of so many cases, each about a post and an author of its own, version 1 and wording 1."""
    thread, reporter = make_thread(), make_member()
    ids = []
    for _ in range(count):
        ids.append(flagged_at_once(make_post(thread, by=make_member()), reporter).id)
    return ids


def flagged_at_once(post: Post, reporter: Account) -> Case:
    """The case that a flag opened; straight into the tables: nobody flags a hundred posts in a minute."""
    case = join_case(post, Lane.RULES, Level.AMBER)
    db.session.add(
        Flag(
            case_id=case.id,
            case_version=case.version,
            post_id=post.id,
            post_revision=1,
            reporter_id=reporter.id,
            lane=Lane.RULES,
            reason=Reason.HARASSMENT,
            created_at=clock.now(),
        )
    )
    case.version = 1
    return case


def _check_round(case_id: int, *, tomas_won: bool) -> None:
    """One decision, done wholly; nothing of the other."""
    decision = db.session.query(Decision).filter_by(case_id=case_id).one()
    post = db.session.get_one(Post, decision.post_id, populate_existing=True)
    author = db.session.get_one(Account, post.author_id, populate_existing=True)
    assert decision.act is (Act.PAUSE if tomas_won else Act.HIDE)
    assert post.absence is (None if tomas_won else Absence.HIDDEN)
    assert (author.paused_until is not None) == tomas_won
    flag = db.session.query(Flag).filter_by(case_id=case_id).one()
    assert flag.answered_by_id == decision.id
    told = db.session.query(Notification).filter_by(decision_id=decision.id)
    assert {line.account_id for line in told} == {author.id, flag.reporter_id}


def _check_loser(answer: TestResponse) -> None:
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    said = " ".join(page.select_one("#errors").get_text(" ").split())
    assert "This case changed since you opened it" in said and "decided:" in said
    assert page.select_one("form[action$='/decision'] textarea[name=text]").get_text().strip() in (
        HIDE["text"],
        PAUSE["text"],
    )


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


def test_two_answers_to_an_appeal_at_once_are_one(app: Flask, cast: Cast) -> None:
    """One upholds, one does not: what the decision did is undone exactly if the first of them won."""
    tomas, ada = Guest(app).signed_in_as(cast.tomas), Guest(app).signed_in_as(cast.ada)
    thread = make_thread()
    for _ in range(ROUNDS // 2):
        post = make_post(thread)
        made = decided(flagged(post), by=cast.ines)
        asked = appeal(actor=db.session.get_one(Account, post.author_id), decision=made, words="Why.")
        address = f"/moderation/appeals/{asked.id}"
        forms = [who.get(address).form(address) for who in (tomas, ada)]
        uphold, keep = {"view": "uphold", "text": "Right."}, {"view": "keep", "text": "It stays."}
        answers = at_once((tomas, forms[0], uphold), (ada, forms[1], keep))
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        asked = db.session.get_one(Appeal, asked.id, populate_existing=True)
        post = db.session.get_one(Post, post.id, populate_existing=True)
        won = answers[0].status_code == 303
        assert (asked.upheld, asked.answered_by_id) == (won, cast.tomas.id if won else cast.ada.id)
        assert post.absence is (None if won else Absence.HIDDEN)


def test_an_appeal_upheld_while_the_decision_is_taken_back_ends_once(app: Flask, cast: Cast) -> None:
    ines, tomas = Guest(app).signed_in_as(cast.ines), Guest(app).signed_in_as(cast.tomas)
    thread = make_thread()
    for _ in range(ROUNDS // 2):
        post = make_post(thread)
        made = decided(flagged(post), by=cast.ines)
        asked = appeal(actor=db.session.get_one(Account, post.author_id), decision=made, words="Why.")
        undoing = ines.get(f"/moderation/cases/{made.case_id}").form(f"/decisions/{made.id}/undo")
        answer = tomas.get(f"/moderation/appeals/{asked.id}").form(f"/moderation/appeals/{asked.id}")
        at_once((ines, undoing, {}), (tomas, answer, {"view": "uphold", "text": "Right."}))
        asked = db.session.get_one(Appeal, asked.id, populate_existing=True)
        assert asked.upheld is True
        assert db.session.get_one(Post, post.id, populate_existing=True).absence is None
        target = f"case:{made.case_id}"
        assert db.session.query(AuditEntry).filter_by(act="undone", target=target).count() == 1
