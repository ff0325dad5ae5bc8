"""Time zones that suggest a country: every country we know has some, and no zone lies in two."""

import re

from forum.safety.countries import countries
from tests.house.reading import ROOT

ENTRY = re.compile(r"^  (?P<iso>[A-Z]{2}):(?P<zones>(?:\s+\"[^\"]+\"(?: \+)?)+),$", re.MULTILINE)
ZONE = re.compile(r"[A-Z][a-z]+(/[A-Z][A-Za-z_-]+)+")


def zones() -> dict[str, list[str]]:
    script = (ROOT / "static" / "js" / "zones.js").read_text(encoding="utf-8")
    return {
        found["iso"]: " ".join(re.findall(r'"([^"]+)"', found["zones"])).split()
        for found in ENTRY.finditer(script)
    }


def test_every_country_has_a_zone() -> None:
    assert list(zones()) == sorted(each.iso for each in countries())


def test_no_zone_lies_in_two_countries_and_each_is_one() -> None:
    every = [zone for held in zones().values() for zone in held]
    assert len(set(every)) == len(every)
    assert all(ZONE.fullmatch(zone) for zone in every)


def test_names_that_browsers_still_use_are_known() -> None:
    assert {"Asia/Calcutta", "Asia/Kolkata"} == set(zones()["IN"])
    assert {"Europe/Kiev", "Europe/Kyiv"} <= set(zones()["UA"])
    assert "Asia/Katmandu" in zones()["NP"]
    assert "America/Buenos_Aires" in zones()["AR"]
