"""Rule 2: Flask's request side is imported only on floors 8 to 10; the domain is handed its actor."""

from collections.abc import Iterator

import pytest

from tests.house.floors import FLOORS, REQUESTS_FROM, room_of_file
from tests.house.reading import Module, example, faults, imports

REQUEST_SIDE = {"flask", "flask_limiter", "flask_login", "flask_wtf", "werkzeug", "wtforms"}


def seeing_requests(module: Module) -> Iterator[str]:
    if FLOORS[room_of_file(module.path)] >= REQUESTS_FROM:
        return
    for node, name in imports(module.tree):
        if name.partition(".")[0] in REQUEST_SIDE:
            yield module.fault(node, f"{name} belongs to the doors; hand the domain what it needs")


def test_the_domain_sees_no_request() -> None:
    assert not faults(seeing_requests, "forum/")


@pytest.mark.parametrize(
    "line",
    [
        "from flask import request",
        "import flask",
        "from flask_login import current_user",
        "import werkzeug.exceptions",
        "def late():\n    from wtforms import Form",
    ],
)
def test_it_sees_a_request_in_the_domain(line: str) -> None:
    assert list(seeing_requests(example(line, "forum/privacy/example.py")))


@pytest.mark.parametrize("path", ["forum/web/threads/routes.py", "forum/http/guards.py", "forum/app.py"])
def test_it_lets_the_doors_see_requests(path: str) -> None:
    assert not list(seeing_requests(example("from flask import request", path)))


def test_it_lets_the_domain_use_the_database() -> None:
    assert not list(seeing_requests(example("from flask_sqlalchemy import SQLAlchemy", "forum/core/db.py")))
