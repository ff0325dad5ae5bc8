"""Letters as they leave the house."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import BadSetting
from forum.app import create_app
from forum.cli.letters import send_letters
from forum.core.db import db
from forum.core.jobs import run_soon
from forum.core.mail import Letter, write_letter
from forum.core.operation import operation
from tests.conftest import SECRET

Make = Callable[..., Flask]


@operation
def write(template: str = "recovery") -> None:
    write_letter("maya@example.org", template, token="abc123", name="Maya")


@pytest.fixture
def outbox(app: Flask) -> Iterator[list[Any]]:
    """What was sent; Flask-Mailman keeps it in memory while testing."""
    sent = app.extensions["mailman"]
    sent.outbox = []
    yield sent.outbox
    del sent.outbox


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """An application that is not being tested, on an empty database."""
    made: list[Flask] = []

    def make(**settings: str) -> Flask:
        environ = {"SECRET_KEY": SECRET, "INSTANCE_PATH": str(tmp_path), **settings}
        app = create_app(environ)
        made.append(app)
        with app.app_context():
            db.create_all()
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


def test_a_letter_has_its_subject_its_text_and_links_that_work(app: Flask, outbox: list[Any]) -> None:
    write()
    run_soon()
    (letter,) = outbox
    assert letter.subject == "Your link for Lantern"
    assert letter.to == ["maya@example.org"]
    assert "http://127.0.0.1:5000/recover/link/abc123" in letter.body
    assert "Subject" not in letter.body


def test_a_letter_does_not_ask_to_be_answered_by_machines(app: Flask, outbox: list[Any]) -> None:
    write()
    send_letters()
    assert outbox[0].message()["Auto-Submitted"] == "auto-generated"


def test_a_letter_nobody_can_write_does_not_stop_the_others(app: Flask, outbox: list[Any]) -> None:
    write("a-template-that-is-not-there")
    write()
    send_letters()
    assert [letter.subject for letter in outbox] == ["Your link for Lantern"]


def test_in_development_letters_are_laid_into_a_folder(make: Make, tmp_path: Path) -> None:
    with make().app_context():
        write()
        send_letters()
    (file,) = (tmp_path / "letters").iterdir()
    assert file.read_text().startswith("To: maya@example.org\nSubject: Your link for Lantern\n\nHello Maya,")
    assert (tmp_path / "letters").stat().st_mode & 0o077 == 0


def test_in_production_without_a_mail_server_letters_wait(make: Make, tmp_path: Path) -> None:
    with make(FORUM_ENV="production").app_context():
        write()
        send_letters()
        (letter,) = db.session.scalars(db.select(Letter)).all()
        assert (letter.attempts, letter.sent_at) == (0, None)
    assert not (tmp_path / "letters").exists()


def test_a_public_address_stands_in_the_links(make: Make, tmp_path: Path) -> None:
    with make(PUBLIC_URL="https://forum.example.org/").app_context():
        write()
        send_letters()
    (file,) = (tmp_path / "letters").iterdir()
    assert "https://forum.example.org/recover/link/abc123" in file.read_text()


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://me:p%40ss@mail.example.org", ("mail.example.org", 587, "me", "p@ss", True, False)),
        ("smtp://mail.example.org:2525", ("mail.example.org", 2525, "", "", True, False)),
        ("smtps://me:pass@mail.example.org", ("mail.example.org", 465, "me", "pass", False, True)),
        ("smtp://localhost", ("localhost", 25, "", "", False, False)),
    ],
)
def test_the_mail_server_is_read_from_one_address(make: Make, url: str, server: tuple[Any, ...]) -> None:
    names = ("MAIL_SERVER", "MAIL_PORT", "MAIL_USERNAME", "MAIL_PASSWORD", "MAIL_USE_TLS", "MAIL_USE_SSL")
    settings = make(MAIL_URL=url).config
    assert tuple(settings[name] for name in names) == server


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://a:b@h:port"]
)
def test_an_address_that_is_none_is_refused_at_the_start(make: Make, url: str) -> None:
    with pytest.raises(BadSetting, match="MAIL_URL"):
        make(MAIL_URL=url)


def test_a_mail_server_must_prove_who_it_is(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[ssl.SSLContext] = []

    def starttls(_: smtplib.SMTP, *, context: ssl.SSLContext) -> None:
        asked.append(context)
        raise ssl.SSLCertVerificationError("somebody else's certificate")

    monkeypatch.setattr(smtplib.SMTP, "connect", lambda *_: (220, b"hello"))
    monkeypatch.setattr(smtplib.SMTP, "starttls", starttls)
    with make(MAIL_URL="smtp://mail.example.org").app_context():
        write()
        send_letters()
        (letter,) = db.session.scalars(db.select(Letter)).all()
    assert (asked[0].verify_mode, asked[0].check_hostname) == (ssl.CERT_REQUIRED, True)
    assert (letter.attempts, letter.sent_at) == (1, None)
