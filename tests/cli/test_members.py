"""Giving roles, at the machine."""

import pytest
from flask import Flask

from forum.accounts.models import Role
from forum.core.db import db
from forum.moderation import audit
from forum.moderation.models import AuditEntry
from tests.cast import Cast
from tests.cli.running import flask


@pytest.mark.parametrize(
    ("command", "role"),
    [("make-moderator", Role.MODERATOR), ("make-admin", Role.ADMIN)],
)
def test_a_member_is_given_a_role(app: Flask, cast: Cast, command: str, role: Role) -> None:
    cast.maya  # noqa: B018  # appears when spoken of
    result = flask(app, "members", command, "Maya")
    assert (result.exit_code, result.output) == (0, f"Maya is now: {role.value}.\n")
    assert cast.maya.role is role


def test_a_role_is_taken_back(app: Flask, cast: Cast) -> None:
    assert cast.ines.role is Role.MODERATOR
    assert flask(app, "members", "make-member", "Ines").exit_code == 0
    assert cast.ines.role is Role.MEMBER


def test_a_name_is_found_however_it_is_spelt(app: Flask, cast: Cast) -> None:
    assert cast.maya.role is Role.MEMBER
    assert flask(app, "members", "make-moderator", "  mAyA ").exit_code == 0
    assert cast.maya.role is Role.MODERATOR


def test_a_name_that_nobody_has_is_said_so(app: Flask) -> None:
    result = flask(app, "members", "make-moderator", "Nobody")
    assert result.exit_code == 1
    assert result.output == "Error: Nobody here is called 'Nobody'.\n"


def test_it_stands_in_the_audit_log(app: Flask, cast: Cast) -> None:
    assert cast.maya.role is Role.MEMBER
    flask(app, "members", "make-moderator", "Maya")
    (entry,) = db.session.scalars(db.select(AuditEntry)).all()
    assert (entry.target, entry.details) == (audit.account_target(cast.maya.id), {"role": "moderator"})
    assert audit.verify() == []
