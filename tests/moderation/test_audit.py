"""The log: it grows in one chain, and shows whatever is changed in it, gone from it or out of its place."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, update

from forum.accounts.models import Account, Role
from forum.accounts.roles import give_role
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation import listeners
from forum.moderation.audit import BEFORE_THE_FIRST, Fault, Logged, Problem, digest_of, record, verify
from forum.moderation.models import AuditEntry, AuditHead
from tests.audit_guard import without_guard
from tests.cast import Cast
from tests.make import make_post
from tests.moderation.acts import REASONS, decided, flagged

LINES = 5


@operation
def write(*, actor: Account, target: str = "case:7", **details: int | str) -> None:
    record(Logged.CLAIMED, actor, target, **details)


@operation
def tamper(*, act: Callable[[], object]) -> None:
    with without_guard(db.session.connection()):
        act()
        db.session.flush()


@pytest.fixture
def log(cast: Cast) -> None:
    for number in range(LINES):
        write(actor=cast.ines, held_by=number, why="schön")


def entry(number: int) -> AuditEntry:
    return db.session.query(AuditEntry).filter_by(number=number).one()


def set_line(at_number: int, /, **values: object) -> Callable[[], object]:
    return lambda: db.session.execute(
        update(AuditEntry).where(AuditEntry.number == at_number).values(**values)
    )


def lose_line(number: int) -> Callable[[], object]:
    return lambda: db.session.execute(delete(AuditEntry).where(AuditEntry.number == number))


def test_an_empty_log_is_sound(app: Flask) -> None:
    assert verify() == []


def test_every_line_seals_the_one_before(log: None) -> None:
    lines = db.session.query(AuditEntry).order_by(AuditEntry.number).all()
    assert [line.previous for line in lines] == [BEFORE_THE_FIRST, *(line.digest for line in lines[:-1])]
    assert verify() == []


@pytest.mark.parametrize(
    "change",
    [
        {"actor_id": 99},
        {"actor_role": "admin"},
        {"act": "released"},
        {"target": "case:8"},
        {"details": {"held_by": 77}},
        {"digest": "f" * 64},
    ],
)
def test_a_changed_line_shows(log: None, change: dict[str, object]) -> None:
    tamper(act=set_line(3, **change))
    assert Problem(3, Fault.CHANGED) in verify()


def test_a_changed_line_with_a_fitting_digest_shows_too(log: None) -> None:
    def forge() -> None:
        line = entry(3)
        line.actor_id = 99
        line.digest = digest_of(line)

    tamper(act=forge)
    assert verify() == [Problem(4, Fault.OUT_OF_PLACE)]


def test_a_moment_that_was_moved_shows(log: None) -> None:
    line = entry(2)
    tamper(act=set_line(2, at=line.at.replace(year=2020)))
    assert verify() == [Problem(2, Fault.CHANGED)]


@pytest.mark.parametrize("number", [1, 3, LINES])
def test_a_missing_line_shows_wherever_it_stood(log: None, number: int) -> None:
    tamper(act=lose_line(number))
    assert verify() == [Problem(number, Fault.MISSING)]


def test_lines_that_changed_places_show(log: None) -> None:
    def swap() -> None:
        for number, other in ((2, 900), (3, 2), (900, 3)):
            set_line(number, number=other)()

    tamper(act=swap)
    assert {problem.number for problem in verify()} >= {2, 3}


def test_a_line_put_in_shows(log: None) -> None:
    def put_in() -> None:
        last = entry(LINES)
        line = AuditEntry(
            number=LINES + 1,
            at=last.at,
            actor_id=1,
            actor_role="admin",
            act="claimed",
            target="case:1",
            details={},
            previous=last.digest,
        )
        line.digest = digest_of(line)
        db.session.add(line)

    tamper(act=put_in)
    assert verify() == [Problem(LINES + 1, Fault.OUT_OF_PLACE)]


def test_an_end_that_was_moved_shows(log: None) -> None:
    tamper(act=lambda: db.session.execute(update(AuditHead).values(digest="0" * 64)))
    assert verify() == [Problem(LINES, Fault.CHANGED)]


def test_what_fails_writes_no_line(cast: Cast, log: None) -> None:
    @operation
    def write_and_fall(*, actor: Account) -> None:
        record(Logged.CLAIMED, actor, "case:1")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        write_and_fall(actor=cast.ines)
    assert (db.session.query(AuditEntry).count(), verify()) == (LINES, [])


def test_many_writers_make_one_chain(app: Flask, cast: Cast) -> None:
    ines_id, errors = cast.ines.id, []
    write(actor=cast.ines)
    together = threading.Barrier(4)

    def write_some() -> None:
        try:
            with app.app_context():
                actor = db.session.get_one(Account, ines_id)
                together.wait()
                for _ in range(10):
                    write(actor=actor)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write_some) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert errors == []
    assert (db.session.query(AuditEntry).count(), verify()) == (41, [])


def test_a_role_given_by_the_operator_is_written_down(cast: Cast) -> None:
    assert listeners.log_role
    give_role(name=cast.jonas.name, role=Role.MODERATOR)
    line = db.session.query(AuditEntry).one()
    assert (line.actor_id, line.actor_role, line.act) == (None, "operator", "role-given")
    assert (line.target, line.details) == (f"account:{cast.jonas.id}", {"role": "moderator"})


def test_no_words_of_anybody_are_in_the_log(cast: Cast) -> None:
    post = make_post(by=cast.maya, text="The kettle sings in the dark.")
    decided(flagged(post, note="Please look at the kettle."), by=cast.ines)
    written = " ".join(str(line.details) + line.target for line in db.session.query(AuditEntry))
    for words in ("kettle", REASONS[:20], "Maya"):
        assert words not in written
