"""The demo community: lifelike, whole, and never among real members."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.attempts import Counter
from forum.accounts.models import Account, Role
from forum.accounts.signing_in import sign_in
from forum.boards.models import Board
from forum.cli.demo import script
from forum.core import clock
from forum.core.db import db
from forum.moderation.desk_models import Phrase
from forum.moderation.models import Case, Flag
from forum.moderation.watched_models import WatchedWord
from forum.notifications.models import Notification
from forum.reactions.models import Reaction
from forum.threads.models import Absence, Post, Revision, Thread
from tests.cast import Cast
from tests.cli.running import flask
from tests.page import Guest

SIGN_IN = re.compile(r"^  a (member|moderator) +(\S+) +(\S+)$", re.MULTILINE)


def count(of: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(of)) or 0


def account(name: str) -> Account:
    return db.session.scalars(select(Account).where(Account.name == name)).one()


def test_the_demo_fills_an_empty_forum_once(app: Flask) -> None:
    first = flask(app, "demo")
    assert first.exit_code == 0
    _look_at_numbers()
    _look_at_times()
    _look_at_doctor(app)
    _look_at_sign_ins(app, first.output)
    second = flask(app, "demo")
    assert second.exit_code == 1
    assert "The demo community lives here already. Nothing was changed." in second.output


def _look_at_numbers() -> None:
    assert count(Board) == 9
    assert count(Phrase) and count(WatchedWord)
    assert count(Account) >= 30
    assert count(Thread) >= 60
    assert count(Post) >= 500
    assert count(Reaction) >= 1000
    assert count(Flag) >= 15
    assert count(Case) >= 10
    assert count(Revision) >= 5
    assert db.session.scalar(select(Post.id).where(Post.absence == Absence.WITHDRAWN))
    assert db.session.scalar(select(Post.id).where(Post.notes != ""))
    assert db.session.scalar(select(Post.id).where(Post.alias != ""))
    assert db.session.scalar(select(Thread.id).where(Thread.locked_at.is_not(None)))
    assert db.session.scalar(select(Notification.id).where(Notification.kind == "quote"))
    # What nobody flagged has been looked at in its time: no first post has waited for months.
    unflagged = select(Case).where(Case.closed_at.is_(None), Case.flag_count == 0)
    assert not [case.id for case in db.session.scalars(unflagged) if case.due_at < clock.now()]


def _look_at_times() -> None:
    """Nobody wrote before they came, and nothing is yet to come."""
    early = (
        select(Post.id)
        .join(Account, Account.id == Post.author_id)
        .where(Post.created_at < Account.created_at)
    )
    assert db.session.scalars(early).all() == []
    for moment in (Post.created_at, Reaction.created_at, Flag.created_at, Notification.created_at):
        assert db.session.scalar(select(func.max(moment))) <= clock.now()
    assert len(set(db.session.scalars(select(func.date(Post.created_at))))) > 20


def _look_at_doctor(app: Flask) -> None:
    result = flask(app, "doctor")
    assert (result.exit_code, result.output) == (0, "All is well.\n")


def _look_at_sign_ins(app: Flask, output: str) -> None:
    printed = {role: (name, passphrase) for role, name, passphrase in SIGN_IN.findall(output)}
    for name, passphrase in printed.values():
        counter = Counter(app.config["SECRET_KEY"], "127.0.0.1")
        assert sign_in(name=name, password=passphrase, browser="Firefox", stay=False, counter=counter)
    assert account(printed["moderator"][0]).role is Role.MODERATOR
    member = account(printed["member"][0])
    assert member.role is Role.MEMBER
    assert member.unread_notifications
    guest = Guest(app).signed_in_as(member)
    assert guest.get("/notifications").all(".news-row[data-new]")
    assert guest.get("/unread").all("main article")


def test_it_does_not_move_in_with_real_members(app: Flask, cast: Cast) -> None:
    assert cast.maya.id
    result = flask(app, "demo")
    assert result.exit_code == 1
    assert "This forum has members (1), so nothing was changed" in result.output
    assert (count(Account), count(Board), count(Post)) == (1, 0, 0)


def test_the_files_tell_a_story_that_holds_together() -> None:
    now = clock.now()
    told = script.scenes(now, visitors=())
    people = set(script.names())
    named = {getattr(scene.deed, "by", None) for scene in told} - {None}
    assert named <= people
    assert all(scene.at <= now for scene in told)
    assert [scene.at for scene in told] == sorted(scene.at for scene in told)


def test_the_story_is_the_same_each_time() -> None:
    now = clock.now()
    assert script.scenes(now, visitors=()) == script.scenes(now, visitors=())


@pytest.mark.parametrize("file", sorted(script.FOLDER.glob("*.toml")), ids=lambda file: file.name)
def test_nobody_in_the_demo_can_be_written_to(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\b[\w.]+@[\w.]+\b|https?://|\+?\d[\d ]{8,}\d", text)
