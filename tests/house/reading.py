"""How the house rules read the house: files, syntax trees, and faults that say where they stand."""

import ast
import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "instance", "node_modules", "__pycache__", "htmlcov", "test-results"}


class Module(NamedTuple):
    """One Python file; `path` is relative to the root, with forward slashes."""

    path: str
    tree: ast.Module

    def fault(self, node: ast.AST, reason: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {reason}"


def example(text: str, path: str = "forum/threads/example.py") -> Module:
    """A module that is not there, to prove that a rule can fail."""
    return Module(path, ast.parse(text))


@cache
def files(*endings: str) -> tuple[str, ...]:
    """Every file of the repository with one of these endings, relative to the root, in order."""
    return tuple(path for path in _every_file() if path.endswith(endings))


@cache
def module(path: str) -> Module:
    return Module(path, ast.parse((ROOT / path).read_text(encoding="utf-8"), path))


def modules(*beginnings: str) -> Iterator[Module]:
    """The Python files whose paths begin so; all of them when none is named."""
    return (module(path) for path in files(".py") if path.startswith(beginnings or ("",)))


def faults(rule: Callable[[Module], Iterable[str]], *beginnings: str) -> list[str]:
    """What `rule` finds wrong in the house."""
    return [fault for one in modules(*beginnings) for fault in rule(one)]


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Each import, wherever it stands, with the full name of what it brings: `from a import b` is `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node, f"{node.module}.{name.name}") for name in node.names)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def called(node: ast.AST) -> str:
    """The last word of what is called or decorated with: `db.relationship(…)` is `relationship`."""
    if isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@cache
def _every_file() -> tuple[str, ...]:
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(n for n in folders if n not in NOT_OURS and not n.endswith("_cache"))
        found += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in sorted(names)]
    return tuple(found)
