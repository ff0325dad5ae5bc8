"""What belongs to one machine stays there; decisions are numbered."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.house.reading import ROOT, files

# A path of one machine, or the address of a registry: the clients know where to ask.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.}\]/-])/(?:work|root|Users|home)/\w|/tmp/[v]/|/opt/(?:pypi|wheels)"
    r"|pypi[.]org|pythonhosted[.]org|registry[.](?:npmjs|yarnpkg)|--(?:extra-)?index-url[ =]\S+:"
)
TEXT = (
    *(".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".svg", ".json", ".ini", ".mako", ".example"),
    *("Makefile", ".ci/run", "tools/install", "tools/chromium", "tools/test", "tools/lock"),
)
DECISION = re.compile(r"\d{4}-[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def machine_words(path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        found = OF_ONE_MACHINE.search(line)
        if found:
            yield f"{path}:{number}: {found.group()}"


def misnamed(names: list[str]) -> list[str]:
    """Decisions whose name is not NNNN-title.md, or whose number is another's."""
    numbers = [name[:4] for name in names]
    return [name for name in names if not DECISION.fullmatch(name) or numbers.count(name[:4]) > 1]


def test_nothing_names_one_machine() -> None:
    texts = ((path, (ROOT / path).read_text(encoding="utf-8", errors="replace")) for path in files(*TEXT))
    assert not [fault for path, text in texts for fault in machine_words(path, text)]


def test_decisions_are_numbered() -> None:
    decisions = [path for path in files("") if path.startswith("docs/decisions/")]
    assert not misnamed([PurePosixPath(path).name for path in decisions])


@pytest.mark.parametrize(
    "parts",
    [
        ("see ", "/wo", "rk/main"),
        ("open(", '"/ho', 'me/kim/x")'),
        ("cd /Us", "ers/kim"),
        ("--index", "-url https://x.example/simple"),
        ("https://py", "pi.org/simple"),
        ("https://files.python", "hosted.org/x"),
        ("https://registry", ".npmjs.org"),
    ],
)
def test_it_sees_one_machine(parts: tuple[str, ...]) -> None:
    assert list(machine_words("docs/x.md", "".join(parts)))


@pytest.mark.parametrize(
    "parts",
    [
        ("/t/12-wo", "rk/"),
        ("boards/ho", "me/page.html"),
        ("GET /ho", "me"),
        ("/srv/lan", "tern"),
        ("{{ x }}/wo", "rk/y"),
    ],
)
def test_it_lets_addresses_be(parts: tuple[str, ...]) -> None:
    assert not list(machine_words("docs/x.md", "".join(parts)))


def test_it_sees_a_misnamed_decision() -> None:
    assert misnamed(["one.md"])
    assert misnamed(["0001-Big.md"])
    assert misnamed(["0001-one.md", "0001-two.md"])
    assert not misnamed(["0001-one.md", "0002-two-more.md"])
