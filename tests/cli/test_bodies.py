"""Bodies are read whole, before the forum sees them, and never with the last thread."""

import io
from threading import Event, Thread
from typing import Any

import pytest

from forum.cli import bodies
from forum.cli.bodies import Bodies

LARGEST = 100


class Slow(io.BytesIO):
    """A body that comes when `arrive` says so."""

    def __init__(self, arrive: Event, asked: Event) -> None:
        super().__init__(b"slow")
        self.arrive, self.asked = arrive, asked

    def read(self, size: int | None = -1, /) -> bytes:
        self.asked.set()
        assert self.arrive.wait(10)
        return super().read(size)


def forum(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Gives back what it was sent."""
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


def send(server: Bodies, body: Any = b"", **environ: str) -> tuple[str, bytes]:
    answered: list[str] = []
    stream = body if isinstance(body, io.BytesIO) else io.BytesIO(body)
    said = server({"wsgi.input": stream, **environ}, lambda status, _headers: answered.append(status))
    return answered[0], b"".join(said)


@pytest.fixture
def server() -> Bodies:
    return Bodies(forum, readers=1, largest=LARGEST)


def test_a_body_comes_through_whole(server: Bodies) -> None:
    assert send(server, b"hello", CONTENT_LENGTH="5") == ("200 OK", b"hello")


def test_a_body_of_unknown_length_comes_through(server: Bodies) -> None:
    assert send(server, b"hello", HTTP_TRANSFER_ENCODING="chunked") == ("200 OK", b"hello")


def test_of_a_body_without_end_only_so_much_is_read_that_it_is_seen_to_be_too_large(server: Bodies) -> None:
    _, body = send(server, b"x" * 10_000, HTTP_TRANSFER_ENCODING="chunked")
    assert len(body) == LARGEST + 1


def test_a_body_that_says_it_is_too_large_is_left_to_the_forum_to_refuse() -> None:
    body = io.BytesIO(b"x" * 101)
    untouched = Bodies(
        lambda environ, _start: [str(environ["wsgi.input"].tell()).encode()], readers=1, largest=LARGEST
    )
    assert list(untouched({"wsgi.input": body, "CONTENT_LENGTH": "101"}, lambda *_: None)) == [b"0"]


def test_a_body_that_broke_off_reaches_nobody(server: Bodies) -> None:
    assert send(server, b"half of", CONTENT_LENGTH="20")[0] == "400 Bad Request"


@pytest.mark.parametrize("length", ["", "abc", "-4", "٣"])
def test_what_says_no_length_is_passed_on(server: Bodies, length: str) -> None:
    assert send(server, b"", CONTENT_LENGTH=length)[0] == "200 OK"


def test_readers_are_served_while_a_slow_body_is_on_its_way(server: Bodies) -> None:
    arrive, asked, done = Event(), Event(), []
    slow = Thread(target=lambda: done.append(send(server, Slow(arrive, asked), CONTENT_LENGTH="4")))
    slow.start()
    assert asked.wait(10)
    assert send(server)[0] == "200 OK"
    arrive.set()
    slow.join()
    assert done == [("200 OK", b"slow")]


def test_a_second_sender_is_asked_to_come_back_rather_than_given_the_last_thread(
    server: Bodies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "LONGEST_WAIT", 0.01)
    arrive, asked = Event(), Event()
    slow = Thread(target=send, args=(server, Slow(arrive, asked)), kwargs={"CONTENT_LENGTH": "4"})
    slow.start()
    assert asked.wait(10)
    assert send(server, b"hello", CONTENT_LENGTH="5")[0] == "503 Service Unavailable"
    arrive.set()
    slow.join()
    assert send(server, b"hello", CONTENT_LENGTH="5")[0] == "200 OK"
