"""A forum that was there before knows, after its upgrade, who waits and about whom somebody worries."""

from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.models import Level, Reason
from forum.threads.editing import set_absence
from forum.threads.models import NO_CARE, Absence, Post, Thread
from tests.make import first_post, make_member, make_post, make_thread
from tests.migrations.test_migrations import fresh  # noqa: F401  # a fixture, by being imported
from tests.moderation.acts import flagged

BROUGHT_BY = "0012"


@operation
def hide(post: Post) -> None:
    set_absence(db.session.get_one(Post, post.id), Absence.HIDDEN, at=clock.now())


def ranks() -> list[tuple[str, bool, int]]:
    db.session.rollback()
    every = select(Thread.title, Thread.waiting_since == Thread.created_at, Thread.care_rank)
    return [
        (title, bool(waits), rank) for title, waits, rank in db.session.execute(every.order_by(Thread.id))
    ]


def test_waiting_and_worries_are_worked_out_from_what_is_there(fresh: Flask) -> None:  # noqa: F811  # the fixture
    upgrade()
    starter = make_member()
    alone, answered, hidden, away, worried = (make_thread(by=starter, title=t) for t in "abcde")
    make_post(alone, by=starter)
    make_post(answered)
    hide(make_post(hidden))
    hide(first_post(away))
    flagged(first_post(worried), reason=Reason.WORRIED)
    before = ranks()
    assert [waits for _, waits, _ in before] == [True, False, True, False, True]
    assert [rank for *_, rank in before] == [NO_CARE] * 4 + [Level.RED.rank]
    mine = ScriptDirectory(f"{current_app.root_path}/migrations").get_revision(BROUGHT_BY)
    db.session.remove()
    downgrade(revision=mine.down_revision)
    upgrade()
    assert ranks() == before
