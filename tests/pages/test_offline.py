"""What a browser is given so that Help now can be read without a connection."""

import json
import re

import pytest
from flask import Flask

from forum.http.headers import CSP
from tests.cast import Cast
from tests.page import Guest

WORKER = "/service-worker.js"


@pytest.fixture
def house(guest: Guest) -> dict[str, list[str]]:
    """What the server tells the worker."""
    found = re.match(r"const HOUSE = (\{.*\});\n", guest.client.get(WORKER).get_data(as_text=True))
    assert found
    return dict(json.loads(found[1]))


def test_the_worker_is_a_script_from_the_root_that_is_asked_for_again(guest: Guest) -> None:
    answer = guest.client.get(WORKER)
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == CSP
    assert "Set-Cookie" not in answer.headers


def test_a_worker_that_is_known_is_not_sent_again(guest: Guest) -> None:
    tag = guest.client.get(WORKER).headers["ETag"]
    assert guest.client.get(WORKER, headers={"If-None-Match": tag}).status_code == 304
    assert guest.client.get(WORKER, headers={"If-None-Match": '"other"'}).status_code == 200


def test_asking_for_it_costs_no_statement(app: Flask, cast: Cast) -> None:
    maya = Guest(app).signed_in_as(cast.maya)
    assert maya.get(WORKER).queries == []


def test_it_is_another_one_when_a_file_changes(app: Flask, house: dict[str, list[str]]) -> None:
    version = app.extensions["assets"]["version"]
    assert house["version"] == version
    assert all(address.startswith(f"/assets/{version}/") for address in house["files"])


def test_every_file_it_keeps_is_there(guest: Guest, house: dict[str, list[str]]) -> None:
    for address in house["files"]:
        with guest.client.get(address) as answer:
            assert answer.status_code == 200, address


def test_it_keeps_all_that_the_help_page_is_made_of(guest: Guest, house: dict[str, list[str]]) -> None:
    page = guest.get("/help/in")
    links = page.all("link[rel=stylesheet], link[rel=preload], link[rel=icon], link[rel=manifest]")
    asked = [str(link["href"]) for link in links] + [str(one["src"]) for one in page.all("script[src]")]
    asked += [str(use["href"]).partition("#")[0] for use in page.all("use")]
    assert set(asked) <= set(house["files"])


def test_the_page_for_all_others_knows_nobody_and_leads_to_help(app: Flask, cast: Cast) -> None:
    page = Guest(app).signed_in_as(cast.maya).get("/offline")
    assert page.h1 == "No connection just now"
    assert "Maya" not in page.text
    assert page.one("main .actions a")["href"] == "/help"


def test_a_page_of_lines_names_its_country_for_the_worker(guest: Guest) -> None:
    assert guest.get("/help/in").one("[data-lines-of]")["data-lines-of"] == "in"
    assert guest.get("/help?country=").one("[data-lines-of]")["data-lines-of"] == ""
