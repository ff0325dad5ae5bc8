"""`.env.example` shows every setting there is, each still asleep behind its `#`."""

import re

from config import SETTINGS
from tests.house.reading import ROOT

SHOWN = re.compile(r"^(?P<asleep># )?(?P<name>[A-Z][A-Z_]+)=", re.MULTILINE)


def differences(text: str, names: set[str]) -> set[str]:
    """Names that only one of the two knows, and lines that are awake."""
    shown = {found["name"] for found in SHOWN.finditer(text)}
    awake = {found["name"] for found in SHOWN.finditer(text) if not found["asleep"]}
    return (shown ^ names) | awake


def test_the_example_shows_every_setting() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert not differences(text, {setting.name for setting in SETTINGS})


def test_it_sees_a_setting_that_is_missing_unknown_or_awake() -> None:
    assert differences("# HOST=x\n", {"HOST", "PORT"}) == {"PORT"}
    assert differences("# HOST=x\n# OLD=\n", {"HOST"}) == {"OLD"}
    assert differences("HOST=x\n", {"HOST"}) == {"HOST"}
    assert not differences("# HOST=x\n", {"HOST"})
