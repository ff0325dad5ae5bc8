"""Rule 4: the one commit stands in forum/core/operation.py."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.reading import Module, example, faults

THE_ONE = "forum/core/operation.py"


def committing(module: Module) -> Iterator[str]:
    if module.path == THE_ONE:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "commit":
            yield module.fault(node, "commits; make it an @operation")


def test_only_the_operation_commits() -> None:
    assert not faults(committing, "forum/")


@pytest.mark.parametrize("text", ["db.session.commit()", "session().commit()", "finish = session.commit"])
def test_it_sees_a_commit(text: str) -> None:
    assert list(committing(example(text)))


def test_it_lets_the_operation_commit() -> None:
    assert not list(committing(example("session.commit()", THE_ONE)))
