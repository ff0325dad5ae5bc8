"""`flask audit verify` finds every way in which somebody with the database in hand can rewrite the log."""

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import delete, event, text, update

from forum.accounts.models import Account, Role
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.audit import Logged, digest_of, record
from forum.moderation.models import AuditEntry, AuditHead
from tests.audit_guard import without_guard
from tests.cast import Cast
from tests.cli.running import flask
from tests.make import make_member

LINES = 6
WHOLE = (
    "The log is whole. Entries: {number}.\nHead: {number}:{seal}\n"
    "Keep the head somewhere else: `flask audit verify --head …` proves that it is still in the log.\n"
)


@operation
def write(*, actor: Account) -> None:
    record(Logged.CLAIMED, actor, "case:7")


@pytest.fixture
def log(cast: Cast) -> None:
    for _ in range(LINES):
        write(actor=cast.ines)


@operation
def steal_in(*, act: Callable[[], object]) -> None:
    """Do to the log what only somebody who owns the database can."""
    with without_guard(db.session.connection()):
        act()
        db.session.flush()


def change(at_number: int, /, **values: object) -> None:
    db.session.execute(update(AuditEntry).where(AuditEntry.number == at_number).values(**values))


def reseal(number: int) -> None:
    db.session.expire_all()
    entry = db.session.query(AuditEntry).filter_by(number=number).one()
    entry.digest = digest_of(entry)
    db.session.flush()


def swap(number: int, other: int) -> None:
    """Let two entries change places, each with a digest that fits what it says now."""
    for before, after in ((number, 900), (other, number), (900, other)):
        change(before, number=after)
    reseal(number)
    reseal(other)


def test_a_whole_log_is_said_to_be_whole_with_its_seal(app: Flask, log: None) -> None:
    result = flask(app, "audit", "verify")
    seal = db.session.query(AuditHead).one().digest
    assert (result.exit_code, result.output) == (0, WHOLE.format(number=LINES, seal=seal))


def test_a_log_without_entries_is_whole(app: Flask) -> None:
    result = flask(app, "audit", "verify")
    assert (result.exit_code, result.output) == (0, WHOLE.format(number=0, seal="0" * 64))


def test_a_changed_entry_is_named(app: Flask, log: None) -> None:
    steal_in(act=lambda: change(3, actor_id=99))
    result = flask(app, "audit", "verify")
    assert result.exit_code == 1
    assert result.stdout == "- Entry 3 was changed after it was written.\n"
    assert "The log is not whole." in result.stderr


def test_missing_entries_are_named_one_by_one(app: Flask, log: None) -> None:
    gone = (2, 3, LINES)
    steal_in(act=lambda: db.session.execute(delete(AuditEntry).where(AuditEntry.number.in_(gone))))
    result = flask(app, "audit", "verify")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [f"- Entry {number} is missing." for number in gone]


def test_entries_that_changed_places_are_named(app: Flask, log: None) -> None:
    steal_in(act=lambda: swap(3, 4))
    result = flask(app, "audit", "verify")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"- Entry {number} does not follow the one before it: it was put in, or moved."
        for number in (3, 4, 5)
    ]


def test_what_is_found_is_all_told_at_once(app: Flask, log: None) -> None:
    def act() -> None:
        change(2, target="case:8")
        db.session.execute(delete(AuditEntry).where(AuditEntry.number == 5))

    steal_in(act=act)
    assert flask(app, "audit", "verify").stdout.splitlines() == [
        "- Entry 2 was changed after it was written.",
        "- Entry 5 is missing.",
    ]


@pytest.mark.parametrize(
    "broken", ["details = '{\"a'", "at = 'yesterday'", "at = 7", "details = '\"\\ud800\"'", "act = x'ff'"]
)
def test_an_entry_that_cannot_even_be_read_is_named(app: Flask, log: None, broken: str) -> None:
    if db.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL itself refuses a broken date, JSON or text")
    statement = text(f"UPDATE audit_entries SET {broken} WHERE number = 3")
    steal_in(act=lambda: db.session.execute(statement))
    result = flask(app, "audit", "verify")
    assert (result.exit_code, result.stdout) == (1, "- Entry 3 was changed after it was written.\n")


def test_a_number_that_is_none_leaves_a_gap(app: Flask, log: None) -> None:
    if db.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL itself refuses what is no number")
    steal_in(act=lambda: db.session.execute(text("UPDATE audit_entries SET number = 'x' WHERE number = 3")))
    assert flask(app, "audit", "verify").stdout == "- Entry 3 is missing.\n"


def test_an_end_whose_number_is_none_is_named(app: Flask, log: None) -> None:
    if db.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL itself refuses what is no number")
    steal_in(act=lambda: db.session.execute(text("UPDATE audit_heads SET number = 'x'")))
    assert flask(app, "audit", "verify").stdout == f"- Entry {LINES} was changed after it was written.\n"


def test_a_head_that_was_kept_is_still_in_a_log_that_grew(app: Flask, log: None, cast: Cast) -> None:
    kept = head()
    write(actor=cast.ines)
    result = flask(app, "audit", "verify", "--head", kept)
    assert result.exit_code == 0
    assert result.output.startswith(
        f"The head you kept is in the log: nothing up to entry {LINES} has changed"
    )


def test_a_log_that_was_cut_off_with_its_end_does_not_hold_a_kept_head(app: Flask, log: None) -> None:
    kept = head()
    steal_in(act=cut_off)
    assert flask(app, "audit", "verify").exit_code == 0
    result = flask(app, "audit", "verify", "--head", kept)
    assert result.exit_code == 1
    assert result.stdout == f"- The log ends at entry 1, and the head you kept is of entry {LINES}.\n"


def test_a_log_that_was_written_anew_does_not_hold_a_kept_head(app: Flask, log: None, cast: Cast) -> None:
    kept = head()
    steal_in(act=cut_off)
    for _ in range(LINES):
        write(actor=cast.tomas)
    result = flask(app, "audit", "verify", "--head", kept)
    assert (result.exit_code, f"Entry {LINES} has another seal" in result.stdout) == (1, True)


@pytest.mark.parametrize("typed", ["", "6", "6:abc", f"x:{'0' * 64}", f"{'9' * 19}:{'0' * 64}"])
def test_what_is_no_head_is_said_so(app: Flask, log: None, typed: str) -> None:
    result = flask(app, "audit", "verify", "--head", typed)
    assert result.exit_code == 2 and "This is no head." in result.output


def head() -> str:
    db.session.expire_all()
    end = db.session.query(AuditHead).one()
    return f"{end.number}:{end.digest}"


def cut_off() -> None:
    """Leave the first entry alone, and have the log end there."""
    db.session.execute(delete(AuditEntry).where(AuditEntry.number > 1))
    first = db.session.query(AuditEntry).one()
    db.session.execute(update(AuditHead).values(number=1, digest=first.digest))


@pytest.fixture
def written_meanwhile(app: Flask, log: None) -> Iterator[list[int]]:
    """Another moderator writes an entry just before the end of the log is looked at."""
    moderator_id, written = make_member(role=Role.MODERATOR).id, list[int]()

    def write_elsewhere() -> None:
        with app.app_context():
            write(actor=db.session.get_one(Account, moderator_id))

    def before(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM audit_heads" in statement and not written:
            written.append(1)
            other = threading.Thread(target=write_elsewhere)
            other.start()
            other.join()

    event.listen(db.engine, "before_cursor_execute", before)
    yield written
    event.remove(db.engine, "before_cursor_execute", before)


def test_an_entry_written_meanwhile_is_no_fault(app: Flask, written_meanwhile: list[int]) -> None:
    result = flask(app, "audit", "verify")
    assert (result.exit_code, written_meanwhile) == (0, [1])
    assert result.output.startswith(f"The log is whole. Entries: {LINES}.")
    db.session.rollback()
    assert db.session.query(AuditEntry).count() == LINES + 1
