"""Maya, who takes along everything of hers."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.core.db import db
from forum.privacy.export import take_along
from tests.make import PASSWORD

File = Callable[[Account], dict[str, Any]]


def text_of(account: Account) -> str:
    """The whole file as it is written."""
    db.session.add(account)
    return "".join(take_along(actor=account, password=PASSWORD, say=str))


@pytest.fixture
def file(app: Flask) -> File:
    """Somebody's file, read."""

    def read(account: Account) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(text_of(account))
        return found

    return read
