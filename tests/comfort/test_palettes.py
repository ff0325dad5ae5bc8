"""Every pair of colours that stands on another can be read, in each of the three palettes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
TABLE = (ROOT / "docs" / "style.md").read_text(encoding="utf-8")

ROW = re.compile(
    r"^\| `([\w-]+)` on `([\w-]+)` \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE
)
PAIRS = ROW.findall(TABLE)
BOTH = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)")
ONE = re.compile(r"--([\w-]+): (#\w+);")
NIGHT = TOKENS.partition('[data-theme="night-warm"] {')[2].partition("}")[0]
DAY = TOKENS.partition('[data-theme="light"]')[0]

PALETTES = {
    "light": {name: light for name, light, _ in BOTH.findall(DAY)},
    "dark": {name: dark for name, _, dark in BOTH.findall(DAY)},
    "night-warm": dict(ONE.findall(NIGHT)),
}


def channels(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]} on {pair[1]}")
def test_the_table_tells_the_truth_and_every_pair_has_enough(pair: tuple[str, ...]) -> None:
    above, below, *told, needed = pair
    for palette, ratio in zip(PALETTES.values(), told, strict=True):
        measured = contrast(palette[above], palette[below])
        assert f"{measured:.1f}" == ratio
        assert measured >= float(needed)


def test_the_table_holds_the_pairs() -> None:
    assert len(PAIRS) >= 30


def test_each_palette_names_every_colour() -> None:
    names = {name: set(palette) for name, palette in PALETTES.items()}
    assert names["light"] == names["dark"] == names["night-warm"]


def test_the_warm_night_is_dark_and_has_little_blue() -> None:
    palette = PALETTES["night-warm"]
    assert luminance(palette["paper"]) < 0.01
    for name, colour in palette.items():
        red, green, blue = channels(colour)
        assert blue <= 0.72 * max(red, green), f"{name} is {colour}"


def test_it_sees_too_little_contrast() -> None:
    assert contrast("#777777", "#ffffff") < 4.5 < contrast("#767676", "#ffffff")
