"""Going through the doors of an account, as several tests do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select

from forum.accounts.models import Account
from forum.accounts.recovery import answer_link_requests
from forum.core import passwords
from forum.core.db import db
from forum.core.mail import Letter
from tests.make import PASSWORD
from tests.page import Guest, Page

PASSPHRASE = "seven slow rivers under snow"
ADDRESS = "river@example.org"


def join(guest: Guest, name: str = "Slow River", **changed: Any) -> Page:
    """Join with everything filled in, but for what a test changes."""
    typed = {
        "name": name,
        "password": PASSPHRASE,
        "is_adult": "y",
        "accepts_guidelines": "y",
        "gives_consent": "y",
        **changed,
    }
    return guest.send(guest.get("/join").form("/join"), **typed)


def sign_in(guest: Guest, name: str, password: str = PASSWORD, **changed: Any) -> Page:
    return guest.send(guest.get("/sign-in").form("/sign-in"), name=name, password=password, **changed)


def codes_on(page: Page) -> list[str]:
    return [code.get_text() for code in page.all(".codes code")]


def account(name: str) -> Account:
    return db.session.scalars(select(Account).where(Account.name == name)).one()


def is_member(guest: Guest) -> bool:
    """Whether this browser's cookie still lets it in."""
    return guest.get("/settings", follow=False).status == 200


def letters(template: str) -> list[Letter]:
    answer_link_requests()
    return list(db.session.scalars(select(Letter).where(Letter.template == template).order_by(Letter.id)))


@contextmanager
def counted_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every password hash that is computed or verified meanwhile, by the real hasher."""
    hasher, seen = passwords._HASHER, list[str]()

    class Counting:
        def __getattr__(self, what: str) -> Callable[..., Any]:
            seen.append(what)
            found: Callable[..., Any] = getattr(hasher, what)
            return found

    with monkeypatch.context() as patched:
        patched.setattr(passwords, "_HASHER", Counting())
        yield seen
