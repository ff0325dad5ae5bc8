"""The database itself refuses to rewrite the log; writing on, and closing accounts, stay possible."""

import pytest
from flask import Flask
from sqlalchemy import delete, text
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import Account
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.audit import Logged, record, verify
from forum.moderation.models import AuditEntry
from tests.audit_guard import without_guard
from tests.cast import Cast
from tests.make import make_member

COLUMNS = "id, number, at, actor_id, actor_role, act, target, details, previous, digest"
OF_THE_FIRST = f"SELECT {COLUMNS} FROM audit_entries WHERE number = 1"
REWRITES = {
    "change": "UPDATE audit_entries SET act = 'released' WHERE number = 1",
    "change nothing": "UPDATE audit_entries SET act = act",
    "move": "UPDATE audit_entries SET number = 900 WHERE number = 2",
    "remove": "DELETE FROM audit_entries WHERE number = 2",
    "remove all": "DELETE FROM audit_entries",
    "set the end back": "UPDATE audit_heads SET number = 1",
    "reseal the end": "UPDATE audit_heads SET digest = 'x'",
    "move the end away": "UPDATE audit_heads SET id = 2, number = 3",
    "remove the end": "DELETE FROM audit_heads",
}
# How each database can replace or empty without a word of UPDATE or DELETE.
SLY = {
    "sqlite": [
        f"INSERT OR REPLACE INTO audit_entries ({COLUMNS}) {OF_THE_FIRST}",
        f"REPLACE INTO audit_entries ({COLUMNS}) {OF_THE_FIRST.replace('SELECT id', 'SELECT 77')}",
        "INSERT OR REPLACE INTO audit_heads (id, number, digest) VALUES (1, 1, 'x')",
    ],
    "postgresql": [
        "TRUNCATE audit_entries",
        "TRUNCATE audit_heads",
        "INSERT INTO audit_heads (id, number, digest) VALUES (1, 0, 'x')"
        " ON CONFLICT (id) DO UPDATE SET number = 0, digest = 'x'",
        f"INSERT INTO audit_entries ({COLUMNS}) {OF_THE_FIRST} ON CONFLICT (id) DO UPDATE SET act = 'x'",
    ],
}


@operation
def write(*, actor: Account) -> None:
    record(Logged.CLAIMED, actor, "case:7")


@pytest.fixture
def log(cast: Cast) -> None:
    write(actor=cast.ines)
    write(actor=cast.ines)


def refused(statement: str) -> None:
    db.session.rollback()
    with pytest.raises(IntegrityError, match="the audit log only grows"), db.engine.begin() as connection:
        connection.execute(text(statement))
    assert (db.session.query(AuditEntry).count(), verify()) == (2, [])


@pytest.mark.parametrize("how", REWRITES)
def test_the_database_refuses(log: None, how: str) -> None:
    refused(REWRITES[how])


def test_the_database_refuses_what_does_not_call_itself_a_change(log: None) -> None:
    for statement in SLY[db.engine.dialect.name]:
        refused(statement)


def test_the_log_goes_on_after_a_refusal(log: None, cast: Cast) -> None:
    refused(REWRITES["remove"])
    write(actor=cast.tomas)
    assert (db.session.query(AuditEntry).count(), verify()) == (3, [])


def test_an_account_can_go_and_its_acts_stay(app: Flask) -> None:
    """The log names people by a bare number, so that somebody can be forgotten without touching it."""
    moderator = make_member()
    write(actor=moderator)
    moderator_id = moderator.id
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(delete(Account).where(Account.id == moderator_id))
    assert db.session.query(AuditEntry).one().actor_id == moderator_id
    assert verify() == []


def test_a_test_that_gets_past_the_guard_puts_it_back(log: None) -> None:
    with db.engine.begin() as connection, without_guard(connection):
        connection.execute(text("UPDATE audit_entries SET act = act"))
    refused(REWRITES["change"])
