"""The texts of the house, and who answers for it."""

import pytest
from flask import Flask

from forum.web.pages.house_texts import FOLDER, read_text
from tests.page import Guest

TEXTS = ["about", "consent", "guidelines", "privacy", "writing-about-suicidal-thoughts"]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_a_page_with_a_sound_outline(guest: Guest, name: str) -> None:
    page = guest.get(f"/{name}")
    text = read_text(name)
    assert page.h1 == text.title
    assert f"Version {text.version}, of {text.date}" in page.text
    source = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    headings = [line.removeprefix("## ") for line in source.splitlines() if line.startswith("## ")]
    assert [heading.get_text() for heading in page.all(".prose-page h2")] == headings
    assert "**" not in page.text
    assert page.queries == []


def test_every_text_has_a_page() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == TEXTS


def test_links_in_the_texts_lead_to_pages_that_exist(guest: Guest) -> None:
    paths = {str(a["href"]) for name in TEXTS for a in guest.get(f"/{name}").all(".prose-page a[href^='/']")}
    assert paths
    assert {path: guest.get(path).status for path in paths} == dict.fromkeys(paths, 200)


def test_an_operator_who_has_said_nothing_is_spoken_of_honestly(guest: Guest) -> None:
    text = guest.get("/about").text
    assert "has not given a name yet" in text
    assert "No address has been given yet." in text
    assert "No hours are promised." in text


def test_the_operators_name_address_and_hours_stand_on_the_about_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in {
        "operator_name": "The Lamp Trust",
        "operator_email": "post@example.org",
        "staffed_hours": "9 to 21 in Pune",
    }.items():
        monkeypatch.setitem(app.jinja_env.globals, key, value)
    page = Guest(app).get("/about")
    assert "The Lamp Trust" in page.text
    assert page.link("post@example.org") == "mailto:post@example.org"
    assert "9 to 21 in Pune" in page.text
