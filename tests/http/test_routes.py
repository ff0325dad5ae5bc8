"""Every address and who may use it, frozen: adding one means saying so here.

When one is added on purpose, `python -m tests.http.test_routes > tests/routes.txt`; read the change.
"""

from pathlib import Path

import pytest
from flask import Flask

from forum.app import create_app

LIST = Path(__file__).parents[1] / "routes.txt"
GUARDS = {"anyone", "guests", "members", "moderators", "admins"}


def routes(app: Flask) -> list[str]:
    """`guard METHODS address endpoint`, sorted by address."""
    found = []
    for rule in app.url_map.iter_rules():
        guard = getattr(app.view_functions[rule.endpoint], "guard", "NO GUARD")
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        found.append((rule.rule, methods, f"{guard:<10} {methods:<4} {rule.rule}  {rule.endpoint}"))
    return [line for _, _, line in sorted(found)]


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app({"INSTANCE_PATH": str(tmp_path)})


def test_the_routes_are_the_ones_in_the_list(app: Flask) -> None:
    assert routes(app) == LIST.read_text().splitlines()


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    assert {line.split()[0] for line in routes(app)} <= GUARDS


def test_nothing_but_pages_for_everybody_answers_without_a_guard_of_its_own(app: Flask) -> None:
    """A rule cannot be reached by a second, unguarded way."""
    by_function = {view: endpoint for endpoint, view in app.view_functions.items()}
    assert len(by_function) == len(app.view_functions)


if __name__ == "__main__":
    print("\n".join(routes(create_app())))
