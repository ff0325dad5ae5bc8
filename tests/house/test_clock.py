"""Time is `clock.now()`, aware, UTC; closed lists are StrEnums stored by value."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.reading import Module, called, example, faults

THE_CLOCK = "forum/core/clock.py"
ASKS_THE_TIME = {"now", "utcnow", "today"}
HAS_THE_TIME = {"datetime", "date", "func"}


def other_clocks(module: Module) -> Iterator[str]:
    if module.path == THE_CLOCK:
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Attribute):
            continue
        if node.attr in ASKS_THE_TIME and called(node.value) in HAS_THE_TIME:
            yield module.fault(node, "asks another clock than forum.core.clock")
        if node.attr in {"utcfromtimestamp", "current_timestamp"}:
            yield module.fault(node, f"{node.attr} gives a time without a zone")


def other_lists(module: Module) -> Iterator[str]:
    """A private Enum never leaves its file; one that others see may be stored or sent."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and "Enum" in map(called, node.bases) and node.name[0] != "_":
            yield module.fault(node, f"{node.name} should be a StrEnum (an IntEnum where order counts)")


def test_there_is_one_clock() -> None:
    assert not faults(other_clocks, "forum/")


def test_closed_lists_are_strenums() -> None:
    assert not faults(other_lists, "forum/")


@pytest.mark.parametrize(
    "text",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "mapped_column(default=datetime.now)",
        "mapped_column(server_default=func.now())",
        "datetime.utcfromtimestamp(0)",
    ],
)
def test_it_sees_another_clock(text: str) -> None:
    assert list(other_clocks(example(text)))


def test_it_lets_our_clock_be_asked() -> None:
    assert not list(other_clocks(example("from forum.core import clock\nclock.now()")))


@pytest.mark.parametrize("bases", ["Enum", "enum.Enum", "str, Enum"])
def test_it_sees_another_enum(bases: str) -> None:
    assert list(other_lists(example(f"class Kind({bases}): ...")))
    assert not list(other_lists(example("class Kind(StrEnum): ...")))
