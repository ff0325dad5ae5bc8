"""Rule 3: imports are absolute and stand at the top of the file. The stairwell is the one exception."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.reading import Module, example, faults

STAIRWELL = {"forum/app.py", "forum/__init__.py"}


def misplaced(module: Module) -> Iterator[str]:
    top = set(_top(module.tree.body))
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.ImportFrom) and node.level:
            yield module.fault(node, "a relative import")
        if node not in top and module.path not in STAIRWELL:
            yield module.fault(node, "an import below the top of the file")


def _top(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The imports before the first function or class, those in an `if` or `try` there included."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return
        if isinstance(node, ast.If | ast.Try):
            yield from _top(node.body)
        yield node


def test_imports_are_absolute_and_at_the_top() -> None:
    assert not faults(misplaced, "forum/", "config.py", "wsgi.py")


@pytest.mark.parametrize(
    "text",
    [
        "from . import models",
        "from ..core import clock",
        "def late():\n    import json",
        "class Late:\n    import json",
        "def first(): ...\nimport json",
    ],
)
def test_it_sees_a_misplaced_import(text: str) -> None:
    assert list(misplaced(example(text)))


def test_it_lets_the_stairwell_join_the_rooms_late_but_not_relatively() -> None:
    assert not list(misplaced(example("def make():\n    import json", "forum/app.py")))
    assert list(misplaced(example("def make():\n    from . import web", "forum/app.py")))


def test_it_lets_types_be_imported_for_the_checker() -> None:
    assert not list(misplaced(example("if TYPE_CHECKING:\n    from forum.core import db\n\nclass A: ...")))
