"""`flask safety evaluate` measures the sorting aid on a labelled file, and says what is wrong with one."""

import json
from pathlib import Path

import pytest
from flask import Flask

from tests.cli.running import flask

CRY = {"text": "I'm going to kill myself tonight.", "label": "urgent"}
MISSED = {"text": "The bus was late.", "label": "urgent"}
QUIET = {"text": "The soup was good.", "label": "calm"}
SAD = {"text": "There is no hope left for people like me.", "label": "concern"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "labelled.jsonl"


def write(file: Path, *posts: dict[str, str]) -> None:
    file.write_text("".join(json.dumps(post) + "\n" for post in posts), encoding="utf-8")


def refusal(app: Flask, file: Path) -> str:
    answer = flask(app, "safety", "evaluate", str(file))
    assert answer.exit_code == 1
    return answer.output


def figures(said: str) -> dict[str, list[str]]:
    """The numbers of the report by how their lines begin: counts first, then shares and single figures."""
    found: dict[str, list[str]] = {}
    for line in said.splitlines():
        words = line.split()
        numbers = [word for word in words if word.replace(".", "").isdigit()]
        if numbers:
            found.setdefault(" ".join(words[: len(words) - len(numbers)]), []).extend(numbers)
    return found


def test_a_labelled_file_is_measured(app: Flask, file: Path) -> None:
    write(file, CRY, MISSED, QUIET, SAD)
    answer = flask(app, "safety", "evaluate", str(file))
    assert answer.exit_code == 0
    assert answer.output.startswith("posts: 4\n")
    said = figures(answer.output)
    assert said["urgent"] == ["1", "0", "1", "1.000", "0.500", "0.667"]
    assert said["concern"] == ["0", "1", "0", "1.000", "1.000", "1.000"]
    assert said["calm"] == ["1", "0", "0", "0.500", "1.000", "0.667"]
    assert said["macro-F1 of three levels"] == ["0.778"]
    assert said["AUC of urgent"] == ["0.625"]
    assert said["urgent called calm"] == ["0.500"]
    assert said["calm called urgent"] == ["0.000"]
    assert said["urgent found in the first fifth of a queue"] == ["0.500"]


def test_no_post_is_shown(app: Flask, file: Path) -> None:
    write(file, CRY)
    assert CRY["text"] not in flask(app, "safety", "evaluate", str(file)).output


def test_a_title_is_read_as_well(app: Flask, file: Path) -> None:
    write(file, {"title": CRY["text"], "text": "See above.", "label": "urgent"})
    assert figures(flask(app, "safety", "evaluate", str(file)).output)["urgent"][2] == "1"


def test_a_mark_that_ends_lines_elsewhere_may_stand_in_a_post(app: Flask, file: Path) -> None:
    file.write_text('{"text": "The soup\u2028was good.", "label": "calm"}\r\n', encoding="utf-8")
    assert flask(app, "safety", "evaluate", str(file)).output.startswith("posts: 1\n")


def test_a_missing_file_is_named(app: Flask, file: Path) -> None:
    assert f"{file} cannot be read: No such file or directory." in refusal(app, file)


def test_a_folder_is_no_file(app: Flask, tmp_path: Path) -> None:
    assert f"{tmp_path} cannot be read: Is a directory." in refusal(app, tmp_path)


def test_a_picture_is_no_text(app: Flask, file: Path) -> None:
    file.write_bytes(b"\x89PNG\xff\xfe")
    assert f"{file} is not text in UTF-8." in refusal(app, file)


@pytest.mark.parametrize("held", ["", "\n \n"])
def test_an_empty_file_holds_no_posts(app: Flask, file: Path, held: str) -> None:
    file.write_text(held, encoding="utf-8")
    said = refusal(app, file)
    assert f"{file} holds no posts." in said
    assert 'Each line is one post: {"text":' in said


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("bus was late", "this is not JSON"),
        ('["bus"]', "this is JSON, but not an object in braces"),
        ('{"label": "calm"}', "text and title must be strings, and text must be there"),
        ('{"text": "bus", "label": "fine"}', "the label must be one of calm, concern, urgent"),
        ('{"text": "bus", "label": ["calm"]}', "the label must be one of calm, concern, urgent"),
        ('{"text": "bus"}', "the label must be one of calm, concern, urgent"),
    ],
)
def test_a_line_that_is_no_labelled_post_is_numbered_and_explained(
    app: Flask, file: Path, line: str, why: str
) -> None:
    write(file, QUIET)
    with file.open("a", encoding="utf-8") as held:
        held.write(f"\n{line}\n")
    said = refusal(app, file)
    assert f"{file}, line 3: {why}." in said
    assert "The label is calm, concern or urgent" in said
