"""The operator's answers, and decisions made at the machine."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.moderation.appeals import appeal
from forum.moderation.models import Act, AuditEntry, Decision
from forum.moderation.record_models import Appeal
from forum.threads.models import Absence, Post
from tests.cast import Cast
from tests.cli.running import flask
from tests.make import make_post
from tests.moderation.acts import decided, flagged

WORDS = ("--rule", "kindness", "--words", "Please rest a little.")


@pytest.fixture
def asked(cast: Cast) -> Appeal:
    """Maya asks for another look at a post that Ines, who is alone, has hidden."""
    decision = decided(flagged(make_post(by=cast.maya)), by=cast.ines)
    return appeal(actor=cast.maya, decision=decision, words="It is a song.")


def test_what_waits_is_listed_and_read(app: Flask, asked: Appeal) -> None:
    assert f"{asked.id}  due {asked.due_at:%Y-%m-%d}  hide  Maya" in flask(app, "appeals", "list").output
    assert flask(app, "appeals", "show", str(asked.id)).output == "It is a song.\n"


def test_nothing_waits(app: Flask) -> None:
    assert flask(app, "appeals", "list").output == "No appeal waits.\n"


@pytest.mark.parametrize(("way", "absence"), [("--uphold", None), ("--keep", Absence.HIDDEN)])
def test_the_operator_answers(app: Flask, asked: Appeal, way: str, absence: Absence | None) -> None:
    result = flask(app, "appeals", "answer", str(asked.id), way, "--words", "I read it.")
    assert result.exit_code == 0, result.output
    asked = db.session.get_one(Appeal, asked.id)
    decision = db.session.get_one(Decision, asked.decision_id)
    assert (asked.answered_role, asked.upheld) == ("operator", way == "--uphold")
    assert db.session.get_one(Post, decision.post_id).absence is absence


def test_an_appeal_that_is_not_there_is_said_so(app: Flask, asked: Appeal) -> None:
    assert flask(app, "appeals", "show", "999").exit_code == 1
    assert flask(app, "appeals", "answer", "999", "--keep", "--words", "No.").exit_code == 1
    assert flask(app, "appeals", "answer", str(asked.id), "--keep", "--words", " ").exit_code == 1


@pytest.mark.parametrize(("command", "act"), [("pause", Act.PAUSE), ("suspend", Act.SUSPEND)])
def test_a_decision_at_the_machine_has_its_record(app: Flask, cast: Cast, command: str, act: Act) -> None:
    post = make_post(by=cast.maya)
    cast.ines  # noqa: B018  # appears when spoken of
    result = flask(app, "members", command, "Maya", "--by", "Ines", "--days", "3", *WORDS)
    assert result.exit_code == 0, result.output
    decision = db.session.query(Decision).one()
    assert (decision.act, decision.post_id, decision.moderator_id) == (act, post.id, cast.ines.id)
    assert [e.act for e in db.session.query(AuditEntry).order_by("number")] == ["begun", "decided"]


def test_it_obeys_the_same_rules(app: Flask, cast: Cast) -> None:
    make_post(by=cast.tomas)
    cast.maya, cast.ines  # noqa: B018
    for name, by in (("Tomas", "Ines"), ("Tomas", "Maya"), ("Maya", "Ines"), ("Nobody", "Ines")):
        result = flask(app, "members", "pause", name, "--by", by, "--days", "3", *WORDS)
        assert result.exit_code == 1, (name, by)
    assert db.session.query(Decision).count() == 0
