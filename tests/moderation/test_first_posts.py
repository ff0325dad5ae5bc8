"""The first posts of new members: read by everybody at once, and looked at afterwards."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.accounts.models import Account, Role
from forum.cli.counters import COUNTERS, wrong
from forum.core.db import db
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Case, Lane, Level
from forum.moderation.watched_models import Signal, Source
from tests.cast import Cast
from tests.make import make_member, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest


@pytest.fixture
def newcomer(app: Flask) -> Account:
    return make_member("Newcomer", joined=timedelta(hours=1))


def cases() -> list[Case]:
    return db.session.query(Case).order_by(Case.id).all()


def test_the_first_two_posts_open_a_quiet_case_each_and_the_third_none(newcomer: Account, cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    posts = [make_post(thread, by=newcomer) for _ in range(3)]
    assert [case.post_id for case in cases()] == [posts[0].id, posts[1].id]
    assert {(case.lane, case.level, case.flag_count) for case in cases()} == {(Lane.RULES, Level.ROUTINE, 0)}
    assert {post.absence for post in posts} == {None}


def test_members_of_long_standing_and_moderators_are_not_looked_at(cast: Cast) -> None:
    thread = make_thread(by=cast.maya)
    make_post(thread, by=make_member(role=Role.MODERATOR, joined=timedelta(hours=1)))
    make_post(thread, by=make_member(joined=timedelta(days=31)))
    assert cases() == []


def test_everybody_reads_a_first_post_at_once_and_its_author_sees_nothing_of_this(
    app: Flask, newcomer: Account
) -> None:
    thread = make_thread(by=newcomer, text="Hello, I am new.")
    for guest in (Guest(app), Guest(app).signed_in_as(newcomer)):
        page = guest.get(f"/t/{thread.id}-{thread.slug}")
        assert "Hello, I am new." in page.text
        assert "first post" not in page.text.lower() and "waits" not in page.text


def test_the_queue_and_the_case_say_why(app: Flask, newcomer: Account, cast: Cast) -> None:
    make_post(make_thread(by=cast.maya), by=newcomer)
    ines = Guest(app).signed_in_as(cast.ines)
    queue = ines.get("/moderation?lane=rules")
    assert "First post of a new member" in queue.text and "nobody flagged it" in queue.text
    page = ines.get(f"/moderation/cases/{cases()[0].id}")
    assert page.h1.endswith("first post of a new member")
    assert "What the forum noticed" in page.text and "A machine noticed this" not in page.text
    assert "Why it was flagged" not in page.text


def test_a_flag_joins_the_case_and_is_counted_by_itself(newcomer: Account, cast: Cast) -> None:
    post = make_post(make_thread(by=cast.maya), by=newcomer)
    case = flagged(post)
    assert (case.id, case.flag_count, case.version, case.level) == (cases()[0].id, 1, 2, Level.AMBER)
    counter = next(counter for counter in COUNTERS if counter.kept is Case.flag_count)
    assert wrong(counter) == 0


def test_a_decision_answers_it_and_a_first_post_is_no_machines_judgement(
    newcomer: Account, cast: Cast
) -> None:
    make_post(make_thread(by=cast.maya), by=newcomer)
    decision = decided(cases()[0], by=cast.ines, act=Act.NO_ACTION)
    signal = db.session.query(Signal).one()
    assert (signal.source, signal.answered_by_id) == (Source.FIRST_POST, decision.id)
    assert not decision.machine_took_part
    undo(actor=cast.ines, decision=decision)
    db.session.refresh(signal)
    assert signal.answered_by_id is None


def test_a_decision_on_what_members_flagged_says_that_no_machine_took_part(cast: Cast) -> None:
    case = flagged(make_post(by=cast.maya))
    assert not decided(case, by=cast.ines, act=Act.NO_ACTION).machine_took_part


def test_an_edit_of_a_first_post_is_no_first_post(app: Flask, newcomer: Account, cast: Cast) -> None:
    post = make_post(make_thread(by=cast.maya), by=newcomer)
    guest = Guest(app).signed_in_as(newcomer)
    guest.send(guest.get(f"/p/{post.id}/edit").form("/edit"), text="Said in another way.")
    assert db.session.query(Signal).count() == 1


def test_the_queue_costs_no_more_for_what_was_noticed(app: Flask, cast: Cast) -> None:
    ines, thread = Guest(app).signed_in_as(cast.ines), make_thread(by=cast.maya)
    make_post(thread, by=make_member(joined=timedelta(hours=1)))
    few = ines.get("/moderation?lane=rules")
    for _ in range(8):
        make_post(thread, by=make_member(joined=timedelta(hours=1)))
    many = ines.get("/moderation?lane=rules")
    assert len(few.queries) == len(many.queries) <= 8
