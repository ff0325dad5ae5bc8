"""What moderators begin by themselves, from a thread, a profile or the machine, has the same record."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.core.errors import NotFound
from forum.moderation.models import Act, AuditEntry, Case, Decision, Lane, State
from forum.moderation.opening import act_on, lock_thread, open_case
from forum.threads.models import Post, Thread
from forum.threads.moving import pin_thread, unpin_thread
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest


def acts_logged() -> list[str]:
    return [entry.act for entry in db.session.query(AuditEntry).order_by(AuditEntry.number)]


def test_a_case_that_nobody_asked_for_is_in_the_hands_of_whoever_opens_it(cast: Cast, post: Post) -> None:
    case = open_case(actor=cast.ines, post=post)
    assert (case.lane, case.flag_count, case.state) == (Lane.RULES, 0, State.CLAIMED)
    assert (case.claimed_by_id, case.account_id) == (cast.ines.id, cast.maya.id)
    assert acts_logged() == ["begun"]


def test_there_is_one_case_for_a_post(cast: Cast, post: Post, case: Case) -> None:
    assert open_case(actor=cast.ines, post=post).id == case.id
    assert (case.flag_count, case.claimed_by_id) == (1, None)


def test_nobody_opens_a_case_about_themselves(cast: Cast) -> None:
    with pytest.raises(NotFound):
        open_case(actor=cast.ines, post=make_post(by=cast.ines))


def test_a_member_opens_none(cast: Cast, post: Post) -> None:
    with pytest.raises(NotFound):
        open_case(actor=cast.jonas, post=post)


def test_letting_a_thread_rest_leaves_a_decision_and_its_reasons(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    decision = lock_thread(actor=cast.ines, thread_id=thread.id, reason="It has run its course.")
    assert (decision.act, decision.account_id) == (Act.LOCK, cast.maya.id)
    assert decision.words == "It has run its course."
    assert acts_logged() == ["begun", "decided"]


def test_from_the_thread_to_its_case_and_back(app: Flask, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    ines = Guest(app).signed_in_as(cast.ines)
    tools = ines.get(ines.get(f"/t/{thread.id}-{thread.slug}").link("For moderators"))
    begin = ines.get(tools.link("To the case of the first post"))
    case = ines.send(begin.form("/case"))
    done = ines.send(case.form("/decision"), act="lock", text="It has run its course.", sign="At rest.")
    assert "Thread brought to rest" in done.text
    assert "At rest." in Guest(app).signed_in_as(cast.jonas).get(f"/t/{thread.id}-{thread.slug}").text
    assert "thread brought to rest" in ines.get("/moderation/audit").text
    ines.press(ines.get(done.path), "form[action$='/undo'] button")
    assert db.session.get_one(Thread, thread.id, populate_existing=True).locked_at is None


def test_from_a_post_to_the_case_it_has_already(app: Flask, cast: Cast, post: Post, case: Case) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    assert ines.get(f"/p/{post.id}/case").path == f"/moderation/cases/{case.id}"


def test_from_a_profile_to_a_decision_about_the_member(app: Flask, cast: Cast) -> None:
    make_post(make_thread(title="Slow mornings"), by=cast.maya)
    ines = Guest(app).signed_in_as(cast.ines)
    record = ines.get(ines.get("/m/Maya").link("the record"))
    case = ines.send(ines.get(record.link("in “Slow mornings”")).form("/case"))
    ines.send(case.form("/decision"), act="pause", rule="kindness", text="Please rest.", days="3")
    decision = db.session.query(Decision).one()
    assert (decision.act, decision.account_id) == (Act.PAUSE, cast.maya.id)
    db.session.refresh(cast.maya)
    assert cast.maya.paused_until == decision.until


def test_members_find_no_tools(app: Flask, cast: Cast, post: Post) -> None:
    jonas = Guest(app).signed_in_as(cast.jonas)
    thread = db.session.get_one(Thread, post.thread_id)
    for path in (f"/p/{post.id}/case", f"/t/{thread.id}/moderation"):
        assert jonas.get(path).status == 404
    page = jonas.get(f"/t/{thread.id}-{thread.slug}")
    assert "For moderators" not in page.text and "Take in hand" not in page.text


def test_pinning_is_written_down(app: Flask, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.ines)
    pin_thread(actor=cast.ines, thread_id=thread.id)
    unpin_thread(actor=cast.tomas, thread_id=thread.id)
    assert acts_logged() == ["pinned", "unpinned"]
    page = Guest(app).signed_in_as(cast.ines).get("/moderation/audit")
    assert f"pinned thread {thread.id}" in page.text and f"unpinned thread {thread.id}" in page.text


def test_pinning_from_the_page(app: Flask, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.maya)
    ines = Guest(app).signed_in_as(cast.ines)
    page = ines.press(ines.get(f"/t/{thread.id}/moderation"), "form[action$='/pin'] button")
    assert "It stands above the others" in page.text
    page = ines.press(page, "form[action$='/pin/undo'] button")
    assert db.session.get_one(Thread, thread.id, populate_existing=True).pinned_at is None


def test_a_moderators_own_thread_is_for_another_moderator(app: Flask, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.ines)
    page = Guest(app).signed_in_as(cast.ines).get(f"/t/{thread.id}/moderation")
    assert "another moderator decides about it" in page.text


def test_acting_answers_the_flags_that_wait(cast: Cast) -> None:
    post = first_post(make_thread(by=cast.maya))
    case = flagged(post)
    act_on(actor=cast.ines, post=post, act=Act.LOCK, words="It rests.")
    db.session.refresh(case)
    assert (case.state, case.closed_at is not None) == (State.DECIDED, True)


def test_acting_on_what_was_decided_before_adds_to_it(cast: Cast, post: Post, case: Case) -> None:
    decided(case, by=cast.tomas, act=Act.NO_ACTION)
    act_on(actor=cast.ines, post=post, act=Act.REACH_OUT, words="How are you?")
    assert db.session.query(Decision).filter_by(case_id=case.id).count() == 2
