"""A visitor without JavaScript who reads every page critically."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from forum.accounts.models import Account
from forum.core.db import db
from forum.http.headers import CSP
from forum.web.feeds.atom import MIMETYPE
from tests.make import make_sign_in

Data = Mapping[str, Any]


class Page:
    """An answer and what stands in it."""

    def __init__(self, response: TestResponse, queries: list[str]) -> None:
        self.response = response
        self.status = response.status_code
        self.queries = queries
        # A feed is no page: who wants to read one asks for its XML.
        html = "" if response.mimetype == MIMETYPE else response.get_data(as_text=True)
        self.soup = BeautifulSoup(html, "html.parser")

    @property
    def path(self) -> str:
        """The address this page has, with its query."""
        return self.response.request.full_path.rstrip("?")

    @property
    def text(self) -> str:
        """Everything a reader sees, white space folded."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def h1(self) -> str:
        return " ".join(self.one("h1").get_text(" ").split())

    def all(self, selector: str) -> list[Tag]:
        return list(self.soup.select(selector))

    def one(self, selector: str) -> Tag:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} of {selector} on {self.path}"
        return found[0]

    def link(self, words: str) -> str:
        """The address behind the first link whose words contain these."""
        for link in self.all("a[href]"):
            if words in " ".join(link.get_text(" ").split()):
                return str(link["href"])
        raise AssertionError(f"no link says {words!r} on {self.path}")

    def form(self, action: str = "") -> Form:
        """The form that goes to an address ending so; the only one in `main` by default."""
        forms = [form for form in self.all("form") if str(form.get("action", "")).endswith(action)]
        if not action:
            forms = [form for form in forms if form.find_parent("main")]
        assert forms, f"no form to {action!r} on {self.path}"
        return Form(forms[0], self)


class Form:
    """A form as a browser without JavaScript would send it."""

    def __init__(self, tag: Tag, page: Page) -> None:
        self.tag = tag
        self.action = str(tag.get("action") or urlsplit(page.path).path)
        self.values = {name: value for control in self._controls(page) for name, value in _sent(control)}

    def _controls(self, page: Page) -> list[Tag]:
        own = list(self.tag.select("input, textarea, select"))
        elsewhere = page.all(f'[form="{self.tag.get("id")}"]') if self.tag.get("id") else []
        return own + [control for control in elsewhere if control.name != "button"]


class Guest:
    """Somebody with a browser, signed in or not; every page fetched is looked over."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def signed_in_as(self, account: Account) -> Guest:
        """This visitor with a sign-in of `account`'s in the cookie jar."""
        token = make_sign_in(account)
        with self.app.app_context(), self.client.session_transaction() as session:
            session["_user_id"] = token
        return self

    def get(self, path: str, *, follow: bool = True, **options: Any) -> Page:
        return self._fetch("GET", path, follow, options)

    def post(self, path: str, data: Data | None = None, *, follow: bool = True, **options: Any) -> Page:
        return self._fetch("POST", path, follow, {"data": data or {}, **options})

    def send(self, form: Form, *, follow: bool = True, headers: Data | None = None, **values: Any) -> Page:
        """Send a form with what it holds, changed and completed by `values` (None leaves a field out)."""
        data = {name: value for name, value in {**form.values, **values}.items() if value is not None}
        return self.post(form.action, data, follow=follow, headers=headers)

    def press(
        self, page: Page, selector: str, *, follow: bool = True, headers: Data | None = None, **values: Any
    ) -> Page:
        """Press one button of a page, which may stand outside its form."""
        button = page.one(selector)
        form_id = button.get("form")
        tag = page.one(f"form#{form_id}") if form_id else button.find_parent("form")
        assert isinstance(tag, Tag), f"{selector} has no form"
        form = Form(tag, page)
        form.action = str(button.get("formaction") or form.action)
        if button.get("name"):
            values = {str(button["name"]): str(button.get("value", "")), **values}
        return self.send(form, follow=follow, headers=headers, **values)

    def _fetch(self, method: str, path: str, follow: bool, options: dict[str, Any]) -> Page:
        # What the test holds open must not stand in the request's way, nor be out of date after it.
        db.session.commit()
        with count_queries() as queries, self.app.app_context():
            response = self.client.open(path, method=method, **options)
        page = Page(response, queries)
        if follow and response.status_code in (301, 302, 303, 307, 308):
            return self.get(response.headers["Location"])
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 304):
            look_over(page)
        return page


class count_queries:
    """The statements that the application sends while this is open; transaction control is not counted."""

    def __enter__(self) -> list[str]:
        self.seen: list[str] = []
        event.listen(db.engine, "before_cursor_execute", self._note)
        return self.seen

    def __exit__(self, *_: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, _c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.seen.append(statement)


def look_over(page: Page) -> None:
    """What must be true of every page, whatever it is for."""
    where = f"{page.path} ({page.status})"
    assert page.response.headers["Content-Security-Policy"] == CSP, where
    assert len(page.all("h1")) == 1, f"one h1 on {where}"
    ids = [str(tag["id"]) for tag in page.all("[id]")]
    assert len(ids) == len(set(ids)), f"ids twice on {where}: {sorted(i for i in ids if ids.count(i) > 1)}"
    assert page.all("html[lang]") and page.all("main#main"), where
    first_link = page.one("body > header").find("a")
    assert isinstance(first_link, Tag) and first_link["href"] == "/help", f"help comes first on {where}"
    assert not page.all("[style], style, script:not([src])"), f"nothing inline on {where}"
    assert not [tag for tag in page.all("*") if any(name.startswith("on") for name in tag.attrs)], where
    _look_over_forms(page, where)


def _look_over_forms(page: Page, where: str) -> None:
    for form in page.all("form"):
        assert form.get("action"), f"a form without an action on {where}"
        kept = str(form.get("data-keep", "m1" + str(form["action"])))
        assert re.fullmatch(rf"m\d+{re.escape(str(form['action']))}", kept), f"{kept}: nothing lets go of it"
        # One form holds no token, so that every page can have it: its door asks where the request comes from.
        if form.get("method", "get").lower() == "post" and not form.has_attr("data-no-token"):
            assert form.select_one("input[name=csrf_token]"), f"a form without a token on {where}"
    labelled = {str(label.get("for")) for label in page.all("label[for]")}
    for control in page.all("input:not([type=hidden]), textarea, select"):
        named = control.get("id") in labelled or control.find_parent("label") or control.get("aria-label")
        assert named, f"{control} has no label on {where}"
    for control in page.all("[form]"):
        assert f"{control['form']}" in {str(form.get("id")) for form in page.all("form")}, (
            f"{control} on {where}"
        )
    for thing in page.all("button, a[href]"):
        name = thing.get_text().strip() or thing.get("aria-label") or thing.select_one("[aria-label]")
        assert name, f"{thing} has no words on {where}"


def _sent(control: Tag) -> list[tuple[str, Any]]:
    name, kind = str(control.get("name", "")), control.get("type", "")
    if not name or control.has_attr("disabled"):
        return []
    if control.name == "textarea":
        # A browser drops the first line break after the tag.
        return [(name, control.get_text().removeprefix("\r\n").removeprefix("\n"))]
    if control.name == "select":
        chosen = control.select_one("option[selected]") or control.select_one("option")
        return [(name, str(chosen.get("value", ""))) if chosen else (name, "")]
    if kind in ("checkbox", "radio") and not control.has_attr("checked"):
        return []
    return [(name, str(control.get("value", "on")))]
