"""Fetching a feed as a feed reader would, some hours after everything in it was written."""

from datetime import timedelta
from typing import NamedTuple
from xml.etree import ElementTree as ET

from time_machine import travel

from forum.core import clock
from forum.threads.models import Thread
from tests.page import Guest, Page

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = timedelta(hours=2)
SITE = "http://127.0.0.1:5000"
"""Where the forum is that nobody gave an address."""


class Item(NamedTuple):
    id: str
    title: str
    author: str
    updated: str
    link: str
    summary: str


class Read(NamedTuple):
    """A feed as it was understood."""

    root: ET.Element
    items: list[Item]

    @property
    def titles(self) -> list[str]:
        return [item.title for item in self.items]

    def text(self, tag: str) -> str:
        return text_of(self.root, tag)

    def link(self, rel: str) -> str:
        return link_of(self.root, rel)


def fetched(who: Guest, path: str, *, later: timedelta = LATER, **headers: str) -> Page:
    """The answer to a feed reader."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with travel(clock.now() + later, tick=False):
        return who.get(path, follow=False, headers=sent)


def feed(who: Guest, path: str, *, later: timedelta = LATER) -> Read:
    """The feed there."""
    page = fetched(who, path, later=later)
    assert page.status == 200, path
    root = ET.fromstring(page.response.data)
    return Read(root, [_item(node) for node in root.findall(f"{ATOM}entry")])


def thread_feed(thread: Thread) -> str:
    return f"/t/{thread.id}/feed"


def text_of(node: ET.Element, path: str) -> str:
    found = node.findall("/".join(f"{ATOM}{tag}" for tag in path.split("/")))
    assert len(found) == 1, f"{len(found)} of {path}"
    return found[0].text or ""


def link_of(node: ET.Element, rel: str) -> str:
    (found,) = (link for link in node.findall(f"{ATOM}link") if link.get("rel") == rel)
    return found.attrib["href"]


def _item(node: ET.Element) -> Item:
    words = {tag: text_of(node, tag) for tag in ("id", "title", "updated", "summary")}
    return Item(author=text_of(node, "author/name"), link=link_of(node, "alternate"), **words)
