"""Six layers, each file in one of them; colours only in tokens."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from tests.house.reading import ROOT, files

LAYERS = ("tokens", "base", "layout", "components", "utilities", "print")
FOLDERS = ("static/css/", "forum/static/css/")
NAMED = (
    "aqua azure beige bisque black blue brown chocolate coral crimson cyan darkblue darkgray darkgreen "
    "darkgrey darkred dimgray dimgrey firebrick gainsboro ghostwhite gold goldenrod gray green grey "
    "honeydew hotpink indigo ivory khaki lavender lightblue lightgray lightgreen lightgrey lightyellow "
    "lime linen magenta maroon navy oldlace olive orange orchid peru pink plum purple rebeccapurple red "
    "salmon seagreen seashell sienna silver skyblue slateblue slategray slategrey snow steelblue tan "
    "teal thistle tomato turquoise violet wheat white whitesmoke yellow"
).split()
COLOUR = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|(?<![\w-])(?:{'|'.join(NAMED)})(?![\w(-])",
    re.IGNORECASE,
)
# Where a colour may not stand but a word may: comments, quoted text, addresses, names of our own tokens.
OTHER_WORDS = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|url\([^)]*\)|--[\w-]+", re.DOTALL)
DECLARATION = re.compile(r"(?P<name>[\w-]+)\s*:\s*(?P<value>[^;{}]+)(?=[;}])")
NO_COLOURS_IN = {"grid-area", "grid-template-areas", "font-family", "animation-name", "view-transition-name"}


def layer_of(path: str) -> str:
    """`components-post.css` is a part of `components`."""
    return PurePosixPath(path).stem.partition("-")[0]


def sheets() -> list[tuple[str, str]]:
    paths = [path for path in files(".css") if path.startswith(FOLDERS)]
    return [(path, (ROOT / path).read_text(encoding="utf-8")) for path in paths]


def stray_colours(path: str, text: str) -> Iterator[str]:
    if layer_of(path) == "tokens":
        return
    for found in DECLARATION.finditer(OTHER_WORDS.sub(_blank, text)):
        colour = COLOUR.search(found["value"])
        if colour and found["name"] not in NO_COLOURS_IN:
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path}:{line}: {colour.group()} belongs in tokens.css"


def outside_its_layer(path: str, text: str) -> Iterator[str]:
    """What stands at the top level may only be the file's own layer, and the order of the layers."""
    for rule in _top_level(OTHER_WORDS.sub(_blank, text)):
        order = re.fullmatch(r"@layer [\w, ]+", rule) and "," in rule
        if rule != f"@layer {layer_of(path)}" and not order:
            yield f"{path}: {rule[:60]} stands outside @layer {layer_of(path)}"


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _top_level(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for place, sign in enumerate(text):
        if depth == 0 and sign in "{;":
            yield " ".join(text[start:place].split())
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0 and sign in ";}":
            start = place + 1


def test_there_are_six_layers() -> None:
    assert {layer_of(path) for path, _ in sheets()} in (set(), set(LAYERS))


def test_each_sheet_stands_in_its_layer() -> None:
    assert not [fault for path, text in sheets() for fault in outside_its_layer(path, text)]


def test_colours_stand_in_tokens() -> None:
    assert not [fault for path, text in sheets() for fault in stray_colours(path, text)]


@pytest.mark.parametrize(
    "value",
    [
        "#fff",
        "1px solid #1d2126",
        "rgb(0 0 0 / 50%)",
        "oklch(50% 0 0)",
        "White",
        "color-mix(in oklab, red, blue)",
    ],
)
def test_it_sees_a_stray_colour(value: str) -> None:
    text = f"@layer base {{ a:hover {{ border: {value} }} }}"
    assert list(stray_colours("static/css/base.css", text))
    assert not list(stray_colours("static/css/tokens.css", text))


@pytest.mark.parametrize(
    "value",
    ["var(--ink)", "transparent", "currentcolor", "CanvasText", 'url("/red.svg")', "var(--red)", '"tan"'],
)
def test_it_lets_tokens_and_system_colours_be(value: str) -> None:
    assert not list(stray_colours("static/css/base.css", f"#add, a.red {{ color: {value}; }}"))


def test_it_sees_a_rule_outside_its_layer() -> None:
    assert list(outside_its_layer("static/css/base.css", "@layer base { a {} } b { top: 0 }"))
    assert list(outside_its_layer("static/css/base.css", "@layer layout { a {} }"))
    assert not list(
        outside_its_layer("static/css/components-post.css", "/* x */ @layer components { a { top: 0 } }")
    )
    assert not list(
        outside_its_layer("static/css/tokens.css", "@layer tokens, base; @layer tokens { :root {} }")
    )
