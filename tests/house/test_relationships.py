"""Rule 5: relationships point downstairs, at one thing, without backrefs; a fact is not a flag."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.floors import FLOORS, room_of_file
from tests.house.reading import Module, called, example, faults, modules

BACKREFS = {"backref", "back_populates"}
COLLECTIONS = {"list", "List", "set", "Set", "dict", "Sequence", "WriteOnlyMapped", "DynamicMapped"}


def wrong_relationships(module: Module, homes: dict[str, str]) -> Iterator[str]:
    """`homes` says which room each model lives in."""
    for node in ast.walk(module.tree):
        value = getattr(node, "value", None)
        if not isinstance(value, ast.Call) or called(value) not in {"relationship", "backref"}:
            continue
        if called(value) == "backref" or BACKREFS & {word.arg for word in value.keywords}:
            yield module.fault(value, "a backref: ask for what hangs below in one query instead")
        if isinstance(node, ast.AnnAssign | ast.Assign):
            yield from _wrong_target(module, node, homes)


def _wrong_target(module: Module, node: ast.AnnAssign | ast.Assign, homes: dict[str, str]) -> Iterator[str]:
    here = room_of_file(module.path)
    for word in _words(node):
        there = homes.get(word, here)
        if word in COLLECTIONS:
            yield module.fault(node, "a collection: ask for what hangs below in one query instead")
        elif there != here and FLOORS[there] >= FLOORS[here]:
            yield module.fault(node, f"{word} lives in {there}, which is not below {here}")


def _words(node: ast.AnnAssign | ast.Assign) -> Iterator[str]:
    """The names in the annotation and in what the relationship was called with, quoted ones too."""
    parts = [node.value] + ([node.annotation] if isinstance(node, ast.AnnAssign) else [])
    for part in parts:
        for inner in ast.walk(part) if part else ():
            if isinstance(inner, ast.Name):
                yield inner.id
            elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield from inner.value.replace("[", " ").replace("]", " ").replace(".", " ").split()


def flags(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name) or not node.value:
            continue
        if called(node.value) == "mapped_column" and node.target.id.startswith("is_"):
            yield module.fault(node, f"{node.target.id} is a flag; keep the fact (when, by whom, why)")


def model_homes() -> dict[str, str]:
    return {
        node.name: room_of_file(module.path)
        for module in modules("forum/")
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and any(called(base) in {"Model", "Base"} for base in node.bases)
    }


def test_relationships_point_downstairs() -> None:
    homes = model_homes()
    assert not faults(lambda module: wrong_relationships(module, homes), "forum/")


def test_columns_keep_facts() -> None:
    assert not faults(flags, "forum/")


@pytest.mark.parametrize(
    "line",
    [
        'author: Mapped[Account] = relationship(backref="posts")',
        'author: Mapped[Account] = relationship(back_populates="posts")',
        'author = db.relationship(Account, backref=db.backref("posts"))',
        'replies: Mapped[list["Post"]] = relationship()',
        "replies: WriteOnlyMapped[Post] = relationship()",
        'case: Mapped["Case"] = relationship()',
        'case = relationship("Case")',
    ],
)
def test_it_sees_a_wrong_relationship(line: str) -> None:
    homes = {"Account": "accounts", "Post": "threads", "Case": "moderation"}
    assert list(wrong_relationships(example(f"class Post(Model):\n    {line}"), homes))


def test_it_lets_a_post_know_its_thread_and_its_writer() -> None:
    text = (
        "class Post(Model):\n"
        "    thread: Mapped[Thread] = relationship()\n"
        '    by: Mapped["Account"] = relationship(foreign_keys=[by_id])'
    )
    assert not list(wrong_relationships(example(text), {"Account": "accounts", "Thread": "threads"}))


def test_it_sees_a_flag() -> None:
    assert list(flags(example("class Post(Model):\n    is_hidden: Mapped[bool] = mapped_column()")))
    assert not list(flags(example("class Post(Model):\n    hidden_at: Mapped[datetime] = mapped_column()")))
