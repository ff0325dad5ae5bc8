"""Every file of crisis lines keeps to one shape: a wrong digit here is a wrong number for somebody."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from forum.core import clock
from forum.safety.countries import EMERGENCY_KEY, FOLDER, Confidence
from forum.safety.hours import date_in_words, hours_in_words
from forum.safety.models import LONGEST_KEY

FILES = sorted(path for path in FOLDER.glob("*.json") if path.stem != "international")
TEL = re.compile(r"tel:\+?\d{2,14}")
SMS = re.compile(r"sms:\d{2,14}(\?body=[A-Z]+)?")
EMERGENCY_KEYS = {"number", "covers", "confidence"}
LINE_KEYS = {"key", "name", "hours", "confidence", "sources", "newest_source", "source_addresses"}
OPTIONAL_LINE_KEYS = {"phone", "tel", "text", "sms", "chat", "url", "languages", "free", "also", "note"}
# A code with a typing mistake would be some other country, or none.
ISO = set(
    "AR AT AU BD BE BR CA CH DE DK ES FI FR GB GR HK HU IE IL IN IS IT JP KR LK LT MX MY NL NO NP NZ "
    "PH PK PL PT SE SG TW UA US ZA".split()
)
NOT_TEXT = {"free": bool, "sources": int, "source_addresses": list}


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len({key for key, _ in pairs}) == len(pairs), f"a key twice: {pairs}"
    return dict(pairs)


def is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("https", "http") and "." in parts.netloc and " " not in text


LINES = [
    pytest.param(line, id=f"{path.stem}-{line['key']}") for path in FILES for line in read(path)["lines"]
]
EMERGENCY = [
    pytest.param(item, id=f"{path.stem}-{item['number']}")
    for path in FILES
    for item in read(path)["emergency"]
]


def test_there_is_one_file_for_each_country() -> None:
    assert {read(path)["iso"] for path in FILES} == ISO
    assert len(FILES) == len(ISO)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_named_for_its_country_and_has_no_other_keys(path: Path) -> None:
    held = read(path)
    assert set(held) == {"iso", "name", "emergency", "lines"}
    assert held["iso"].lower() == path.stem
    assert isinstance(held["name"], str) and held["name"].strip() == held["name"] != ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_country_has_an_emergency_number_that_may_be_shown_and_a_line(path: Path) -> None:
    held = read(path)
    assert any(item["confidence"] == "confirmed" for item in held["emergency"])
    assert held["lines"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_keys_of_lines_are_unique_in_a_country(path: Path) -> None:
    keys = [line["key"] for line in read(path)["lines"]]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("item", EMERGENCY)
def test_an_emergency_number_is_whole(item: dict[str, Any]) -> None:
    assert set(item) in (EMERGENCY_KEYS | {"tel"}, EMERGENCY_KEYS | {"sms"})
    assert all(isinstance(value, str) and value.strip() == value != "" for value in item.values())
    assert re.fullmatch(r"\d{2,6}", item["number"])
    assert item.get("tel", "tel:" + item["number"]) == "tel:" + item["number"]
    assert item.get("sms", "sms:" + item["number"]) == "sms:" + item["number"]
    assert item["confidence"] in set(Confidence)


@pytest.mark.parametrize("line", LINES)
def test_a_line_has_every_key_it_needs_and_none_we_do_not_know(line: dict[str, Any]) -> None:
    assert set(line) >= LINE_KEYS
    assert set(line) <= LINE_KEYS | OPTIONAL_LINE_KEYS
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", line["key"])
    assert len(line["key"]) <= LONGEST_KEY and not line["key"].startswith(EMERGENCY_KEY)
    assert line["confidence"] in set(Confidence)


@pytest.mark.parametrize("line", LINES)
def test_every_value_has_its_type_and_no_white_space_around_it(line: dict[str, Any]) -> None:
    for key, value in line.items():
        assert type(value) is NOT_TEXT.get(key, str), key
    texts = [value for value in line.values() if isinstance(value, str)] + line["source_addresses"]
    assert all(isinstance(text, str) and text.strip() == text != "" for text in texts)


@pytest.mark.parametrize("line", LINES)
def test_a_line_can_be_reached(line: dict[str, Any]) -> None:
    assert "phone" in line or "text" in line or "chat" in line
    assert ("phone" in line) == ("tel" in line)
    assert "text" in line or "sms" not in line
    assert TEL.fullmatch(line.get("tel", "tel:00"))
    assert SMS.fullmatch(line.get("sms", "sms:00"))


@pytest.mark.parametrize("line", LINES)
def test_an_address_to_dial_has_the_digits_that_people_read(line: dict[str, Any]) -> None:
    read_digits = re.sub(r"\D", "", line.get("phone", ""))
    dialled = re.sub(r"\D", "", line.get("tel", ""))
    assert read_digits.endswith(dialled[-7:].lstrip("0"))
    texted = re.sub(r"\D", "", line.get("sms", ""))
    assert texted in re.sub(r"\D", "", line.get("text", ""))


@pytest.mark.parametrize("line", LINES)
def test_addresses_on_the_web_are_addresses(line: dict[str, Any]) -> None:
    assert is_address(line.get("url", "https://example.org"))
    assert "https://" not in line.get("chat", "") or is_address(line["chat"])
    assert line["source_addresses"]
    # What stands behind an address says which page of it is meant.
    assert all(is_address(address.split(" ")[0]) for address in line["source_addresses"])


@pytest.mark.parametrize("line", LINES)
def test_hours_and_dates_have_words_and_a_confirmed_line_has_two_sources(line: dict[str, Any]) -> None:
    assert hours_in_words(line["hours"])
    assert date_in_words(line["newest_source"])
    assert line["sources"] >= 2
    assert int(line["newest_source"][:4]) <= clock.now().year
    if line["confidence"] == Confidence.CONFIRMED:
        assert int(line["newest_source"][:4]) >= 2020


def test_the_directories_are_whole() -> None:
    held = read(FOLDER / "international.json")
    assert set(held) == {"directories"}
    for each in held["directories"]:
        assert set(each) == {"name", "url", "what"}
        assert each["url"].startswith("https://") and is_address(each["url"])
        assert all(isinstance(text, str) and text.strip() == text != "" for text in each.values())
