"""The outbox: sent after the commit, tried again, one bad address in nobody's way."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from forum.core import clock
from forum.core.db import db
from forum.core.mail import KEPT, MOST_ATTEMPTS, Letter, deliver, forget_letters, write_letter
from forum.core.operation import operation


@operation
def write(*addresses: str) -> None:
    for address in addresses:
        write_letter(address, "recovery", token="t", name="Maya")


def waiting() -> list[str]:
    return list(db.session.scalars(select(Letter.address).where(Letter.sent_at.is_(None))))


class Post:
    """A mail server that refuses some addresses."""

    def __init__(self, *refused: str, error: type[Exception] = OSError) -> None:
        self.refused, self.error = refused, error
        self.sent: list[str] = []
        self.tried = 0

    def __call__(self, letter: Letter) -> None:
        self.tried += 1
        if letter.address in self.refused:
            raise self.error("not today")
        self.sent.append(letter.address)


def test_a_letter_is_sent_once(app: Flask) -> None:
    post = Post()
    write("maya@example.org")
    assert deliver(post) == 1
    assert deliver(post) == 0
    assert post.sent == ["maya@example.org"]


def test_a_letter_of_an_operation_that_failed_is_never_sent(app: Flask) -> None:
    @operation
    def fail() -> None:
        write_letter("maya@example.org", "recovery")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert deliver(Post()) == 0


@pytest.mark.parametrize("error", [OSError, ValueError])
def test_one_that_cannot_be_sent_does_not_stop_the_others(app: Flask, error: type[Exception]) -> None:
    post = Post("bad@example.org", error=error)
    write("bad@example.org", "maya@example.org")
    assert deliver(post) == 1
    assert post.sent == ["maya@example.org"]
    assert waiting() == ["bad@example.org"]


def test_a_letter_that_was_not_sent_is_tried_again_a_while_later(app: Flask) -> None:
    refusing, taking = Post("maya@example.org"), Post()
    with time_machine.travel(clock.now(), tick=False) as time:
        write("maya@example.org")
        deliver(refusing)
        deliver(taking)
        assert taking.sent == []
        time.shift(timedelta(minutes=3))
        deliver(taking)
    assert taking.sent == ["maya@example.org"]


def test_a_letter_is_given_up_in_the_end(app: Flask) -> None:
    refusing = Post("maya@example.org")
    with time_machine.travel(clock.now(), tick=False) as time:
        write("maya@example.org")
        for _ in range(MOST_ATTEMPTS + 3):
            deliver(refusing)
            time.shift(timedelta(hours=12))
    assert refusing.tried == MOST_ATTEMPTS


def test_a_worker_that_dies_while_sending_does_not_send_for_ever(app: Flask) -> None:
    class Dies(BaseException):
        pass

    def die(_letter: Letter) -> None:
        raise Dies

    write("maya@example.org")
    with pytest.raises(Dies):
        deliver(die)
    taking = Post()
    deliver(taking)
    assert taking.sent == []


def test_a_letter_that_another_worker_takes_meanwhile_is_not_sent_twice(app: Flask) -> None:
    second = Post()

    def first(letter: Letter) -> None:
        deliver(second)

    write("maya@example.org")
    assert deliver(first) == 1
    assert second.sent == []


def test_letters_are_forgotten_after_a_week(app: Flask) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        write("maya@example.org")
        time.shift(KEPT - timedelta(minutes=1))
        forget_letters()
        assert waiting() == ["maya@example.org"]
        time.shift(timedelta(minutes=2))
        forget_letters()
    assert waiting() == []
