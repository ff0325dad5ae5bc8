"""Rule 1: a module imports from its own room and from lower floors; rooms on one floor are strangers."""

from collections.abc import Iterator

import pytest

from tests.house.floors import FLOORS, room_of_file, room_of_import
from tests.house.reading import Module, example, faults, files, imports


def climbing(module: Module) -> Iterator[str]:
    here = room_of_file(module.path)
    for node, name in imports(module.tree):
        there = room_of_import(name)
        if there is None or there == here:
            continue
        if FLOORS[there] == FLOORS[here]:
            yield module.fault(node, f"{here} and {there} are neighbours, and strangers")
        elif FLOORS[there] > FLOORS[here]:
            yield module.fault(node, f"{here} (floor {FLOORS[here]}) imports {there} (floor {FLOORS[there]})")


def test_every_room_has_a_floor() -> None:
    rooms = {room_of_file(path) for path in files(".py") if path.startswith("forum/")}
    assert rooms <= FLOORS.keys(), "give the new room a floor in tests/house/floors.py"


def test_imports_go_down() -> None:
    assert not faults(climbing, "forum/")


@pytest.mark.parametrize(
    "line",
    [
        "from forum.moderation.models import Case",
        "import forum.moderation.models",
        "from forum import web",
        "from forum import create_app",
        "def late():\n    from forum.http import guards",
        "if TYPE_CHECKING:\n    from forum.notifications.models import Notification",
    ],
)
def test_it_sees_an_import_that_climbs(line: str) -> None:
    assert list(climbing(example(line, "forum/threads/example.py")))


@pytest.mark.parametrize(
    ("here", "there"), [("reactions", "following"), ("search", "safety"), ("web", "api"), ("cli", "web")]
)
def test_it_sees_a_neighbours_visit(here: str, there: str) -> None:
    assert list(climbing(example(f"from forum.{there} import models", f"forum/{here}/example.py")))


@pytest.mark.parametrize(
    "line", ["from forum.boards.models import Board", "from forum.threads import rules", "import sqlalchemy"]
)
def test_it_lets_an_import_go_down(line: str) -> None:
    assert not list(climbing(example(line, "forum/threads/example.py")))
