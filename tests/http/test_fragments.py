"""Finished pieces of pages are kept under everything that they depend on, and never beyond a bound."""

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment

from forum.http.fragments import Fragments, Kept, each
from forum.http.markup import trusted
from tests.cast import Cast
from tests.make import first_post, make_reaction, make_thread
from tests.page import Guest

PIECE = "{% fragment name %}{{ made(name) }}{% endfragment %}"
ROW = "{% macro row(thing, big=False) %}{{ 'A' if big else 'a' }}{{ thing }}{% endmacro %}"


@pytest.fixture
def env() -> Environment:
    made = Environment(
        loader=DictLoader({"piece": PIECE, "row": ROW}),
        autoescape=True,
        extensions=[Fragments],
        auto_reload=False,
    )
    made.globals["count"] = []
    made.globals["made"] = lambda name: made.globals["count"].append(name) or f"<{name}>"
    return made


def test_a_piece_is_made_once_for_each_key(env: Environment) -> None:
    template = env.get_template("piece")
    pages = [template.render(name=name) for name in ("once", "twice", "once")]
    assert pages == ["&lt;once&gt;", "&lt;twice&gt;", "&lt;once&gt;"]
    assert env.globals["count"] == ["once", "twice"]


def test_while_templates_are_worked_on_nothing_is_kept(env: Environment) -> None:
    env.auto_reload = True
    for _ in range(2):
        env.get_template("piece").render(name="again")
    assert env.globals["count"] == ["again", "again"]


def test_a_list_keeps_things_and_their_options_apart(env: Environment) -> None:
    rows = each(env, "row", "row", most=10)
    assert [rows((1, 2)), rows((1, 2), big=True), rows((2, 1))] == ["a1a2", "A1A2", "a2a1"]


def test_the_store_stays_within_its_bound_and_keeps_the_newest() -> None:
    kept = Kept(8)
    for number in range(100):
        kept.put(number, trusted(str(number)))
    held = [number for number in range(100) if kept.get(number) is not None]
    assert len(held) <= 8 and held[-1] == 99


def test_one_members_page_is_never_anothers(app: Flask, cast: Cast) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    make_reaction(first_post(thread), by=cast.maya)
    path = f"/t/{thread.id}-{thread.slug}"
    seen = {
        person: Guest(app).signed_in_as(getattr(cast, person)).get(path)
        for person in ("maya", "priya", "jonas")
    }
    pressed = {person: len(page.all('button[aria-pressed="true"]')) for person, page in seen.items()}
    assert pressed == {"maya": 1, "priya": 0, "jonas": 0}
    assert [seen[person].one(".me .name").text for person in seen] == ["Maya", "Priya", "Jonas"]
    assert "Edit" in seen["jonas"].one("article.post").text
    assert "Edit" not in seen["priya"].one("article.post").text
    assert not Guest(app).get(path).all("button.reaction, .me .name")
