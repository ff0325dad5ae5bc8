"""Rule 6: a function is at most 40 lines, a file at most 300, complexity at most 8."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.house.reading import ROOT, Module, example, faults, files, functions

LONGEST_FUNCTION = 40
LONGEST_FILE = 300
MOST_COMPLEX = 8
# Migrations are a record, not a text one goes back to.
RECORDS = "migrations/versions/"
COUNTED = (".py", ".html", ".txt", ".xml", ".css", ".js")
# Word lists, line lists and locks are data, however they end.
DATA = ("/data/", "/fonts/", "requirements/")


def long_functions(module: Module) -> Iterator[str]:
    if module.path.startswith(RECORDS):
        return
    for node in functions(module.tree):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield module.fault(node, f"{node.name} has {lines} lines")


def too_long(path: str, text: str) -> bool:
    counted = not path.startswith(RECORDS) and not any(folder in path for folder in DATA)
    return counted and text.count("\n") > LONGEST_FILE


def ruff_on_complexity(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select", "C901"]
    limit = ["--config", f"lint.mccabe.max-complexity={MOST_COMPLEX}", "--output-format", "concise"]
    return subprocess.run(
        [*command, *limit, *arguments], cwd=ROOT, input=text, capture_output=True, text=True, check=False
    )


def test_functions_are_short() -> None:
    assert not faults(long_functions)


def test_files_are_short() -> None:
    assert not [path for path in files(*COUNTED) if too_long(path, (ROOT / path).read_text(encoding="utf-8"))]


def test_functions_are_simple() -> None:
    ours = [path for path in files(".py") if not path.startswith(RECORDS)]
    found = ruff_on_complexity(*ours)
    assert found.returncode == 0, found.stdout + found.stderr


def test_it_sees_a_long_function() -> None:
    line = "    x = 1\n"
    assert list(long_functions(example("def long():\n" + line * LONGEST_FUNCTION)))
    assert not list(long_functions(example("def short():\n" + line * (LONGEST_FUNCTION - 1))))


@pytest.mark.parametrize("path", ["forum/app.py", "templates/home/page.html", "static/css/base.css"])
def test_it_sees_a_long_file(path: str) -> None:
    assert too_long(path, "x\n" * (LONGEST_FILE + 1))
    assert not too_long(path, "x\n" * LONGEST_FILE)


def test_it_sees_a_complex_function() -> None:
    branches = "".join(f"    if x == {n}:\n        return {n}\n" for n in range(MOST_COMPLEX))
    assert ruff_on_complexity("-", text=f"def tangled(x):\n{branches}").returncode == 1
