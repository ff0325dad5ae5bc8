"""The operator's answers, and decisions made at the machine."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.moderation.appeals import appeal
from forum.moderation.cases import claim
from forum.moderation.models import Act, AuditEntry, Decision, Level
from forum.moderation.record_models import Appeal
from forum.moderation.watched_models import Effect, Watched
from forum.moderation.watched_words import watch_word
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
    for words in (("show", "999"), ("answer", "999", "--keep", "--words", "No.")):
        result = flask(app, "appeals", *words)
        assert (result.exit_code, result.output) == (1, "Error: There is no appeal 999.\n")
    assert flask(app, "appeals", "answer", str(asked.id), "--keep", "--words", " ").exit_code == 1


@pytest.mark.parametrize("command", ["pause", "suspend"])
def test_somebody_whose_latest_post_is_held_can_be_stopped_at_the_machine(
    app: Flask, cast: Cast, command: str
) -> None:
    watch_word(
        actor=cast.ada,
        kind=Watched.WORDS,
        pattern="wonderpill*",
        effect=Effect.HOLD,
        level=Level.ROUTINE,
        why="May be selling.",
    )
    post = make_post(by=cast.maya, text="Buy wonderpills.")
    result = flask(app, "members", command, "Maya", "--by", "Ada", "--days", "3", *WORDS)
    assert (result.exit_code, result.output.startswith("Done: decision")) == (0, True), result.output
    db.session.refresh(post)
    assert post.absence is Absence.HELD


def test_a_case_in_other_hands_is_said_so_in_words_for_a_terminal(app: Flask, cast: Cast) -> None:
    case = flagged(make_post(by=cast.maya))
    claim(actor=cast.tomas, case=case)
    cast.ines  # noqa: B018  # appears when spoken of
    result = flask(app, "members", "pause", "Maya", "--by", "Ines", "--days", "3", *WORDS)
    assert result.exit_code == 1
    assert result.output == (
        "Error: Tomas has the case about Maya's latest post in hand. Ask them, or try again later.\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Nobody", "--by", "Ines", "--days", "3"), "Nobody here is called 'Nobody'."),
        (("Maya", "--by", "Nobody", "--days", "3"), "Nobody here is called 'Nobody'."),
        (("Jonas", "--by", "Ines", "--days", "3"), "Jonas has written nothing"),
        (("Maya", "--by", "Jonas", "--days", "3"), "Jonas is no moderator or admin, so can't decide."),
        (("Ines", "--by", "Ines", "--days", "3"), "Nobody decides about themselves."),
        (("Maya", "--by", "Ines", "--days", "400"), "--days: Please say for how many days: 1 to 90."),
        (("Tomas", "--by", "Ines", "--days", "3"), "A moderator’s standing is for an admin to decide"),
    ],
)
def test_every_refusal_says_at_the_terminal_what_to_mend(
    app: Flask, cast: Cast, words: tuple[str, ...], said: str
) -> None:
    make_post(by=cast.maya)
    make_post(by=cast.tomas)
    make_post(by=cast.ines)
    cast.jonas  # noqa: B018  # appear when spoken of
    result = flask(app, "members", "pause", *words, *WORDS)
    assert result.exit_code == 1
    assert said in result.output and "form" not in result.output and "page" not in result.output


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
    cast.maya, cast.ines  # noqa: B018  # appear when spoken of
    for name, by in (("Tomas", "Ines"), ("Tomas", "Maya"), ("Maya", "Ines"), ("Nobody", "Ines")):
        result = flask(app, "members", "pause", name, "--by", by, "--days", "3", *WORDS)
        assert result.exit_code == 1, (name, by)
    assert db.session.query(Decision).count() == 0
