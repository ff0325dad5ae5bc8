"""What a page weighs: everything a browser fetches to show it, compressed as it is sent."""

import random
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from flask import Flask

from benchmarks.texts import make_pool
from tests.cast import Cast
from tests.make import make_member, make_post, make_reaction, make_thread
from tests.page import Guest

HEAVIEST = 60_000
MOST_REQUESTS = 12

_IMPORT = re.compile(r'^import .*?from "([^"]+)"', re.MULTILINE)
_FACE = re.compile(r'@font-face \{.*?url\("([^"]+)"\).*?unicode-range: ([^;]+);', re.DOTALL)
_PICTURE = re.compile(r'url\("([^"]+\.svg)"\)')


class Fetching:
    """A browser with an empty cache, as far as fetching goes."""

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.sizes: dict[str, int] = {}

    def page(self, path: str) -> None:
        """Fetch a page and all it needs to be shown."""
        html = self._fetch(path)
        soup = BeautifulSoup(html, "html.parser")
        for link in soup.select('link[rel~="stylesheet"]'):
            self._style(str(link["href"]), letters=set(soup.get_text()))
        for script in soup.select("script[src]"):
            self._script(str(script["src"]))
        for tag in soup.select(
            'link[rel~="icon"], link[rel~="manifest"], link[rel~="preload"], img[src], use[href]'
        ):
            self._fetch(str(tag.get("href") or tag.get("src")))

    def _style(self, path: str, letters: set[str]) -> None:
        css = self._fetch(path)
        for address, ranges in _FACE.findall(css):
            if any(ord(letter) in span for letter in letters for span in _spans(ranges)):
                self._fetch(urljoin(path, address))
        for address in _PICTURE.findall(css):
            self._fetch(urljoin(path, address))

    def _script(self, path: str) -> None:
        if path not in self.sizes:
            for address in _IMPORT.findall(self._fetch(path)):
                self._script(urljoin(path, address))

    def _fetch(self, path: str) -> str:
        """Fetch once, as a browser would; what a hash in the address points at is the same file."""
        path = path.partition("#")[0]
        with self.guest.client.get(path, headers={"Accept-Encoding": "gzip"}) as sent:
            assert sent.status_code == 200, path
            self.sizes[path] = len(sent.get_data())
        with self.guest.client.get(path) as plain:
            return plain.get_data().decode(errors="replace")


def _spans(ranges: str) -> Iterator[range]:
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        yield range(int(first, 16), int(last or first, 16) + 1)


def full_page(cast: Cast) -> str:
    """The address of a thread that fills one page with texts as people write them, reactions on each."""
    texts = make_pool(random.Random(7), 20)
    thread = make_thread(cast.kitchen, by=cast.jonas, text=texts[0].source)
    for text in texts[1:]:
        make_reaction(make_post(thread, by=make_member(), text=text.source), by=cast.ines)
    return f"/t/{thread.id}-{thread.slug}"


def test_a_full_thread_page_with_everything_is_light(app: Flask, cast: Cast) -> None:
    browser = Fetching(Guest(app).signed_in_as(cast.maya))
    browser.page(full_page(cast))
    weight = sum(browser.sizes.values())
    assert weight < HEAVIEST, f"{weight} bytes: {browser.sizes}"


def test_a_full_thread_page_takes_few_requests(app: Flask, cast: Cast) -> None:
    browser = Fetching(Guest(app).signed_in_as(cast.maya))
    browser.page(full_page(cast))
    assert len(browser.sizes) < MOST_REQUESTS, list(browser.sizes)


def test_a_second_page_costs_only_itself(app: Flask, cast: Cast) -> None:
    path = full_page(cast)
    browser = Fetching(Guest(app).signed_in_as(cast.maya))
    browser.page(path)
    for address in browser.sizes.keys() - {path}:
        with browser.guest.client.get(address) as answer:
            assert "immutable" in answer.headers["Cache-Control"], address


def test_it_follows_what_a_page_links(app: Flask, cast: Cast) -> None:
    browser = Fetching(Guest(app).signed_in_as(cast.maya))
    browser.page("/")
    endings = {path.rpartition("/")[2] for path in browser.sizes}
    assert {"forum.css", "main.js", "times.js", "icons.svg", "literata-latin.woff2"} <= endings
    assert "literata-latin-ext.woff2" not in endings
