"""Settings: read once, refused with the reason, and each of them in the table of the docs."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import config
from config import SETTINGS, BadSetting

SECRET = "x" * config.SHORTEST_SECRET
TABLE = Path(config.ROOT, "docs", "settings.md")
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.*?) \| (.+) \|$", re.MULTILINE)


def load(tmp_path: Path, **given: str) -> dict[str, object]:
    return config.load({"INSTANCE_PATH": str(tmp_path), **given})


def test_the_docs_hold_the_same_table() -> None:
    shown = ROW.findall(TABLE.read_text(encoding="utf-8"))
    there = [(each.name, f"`{each.default}`" if each.default else "", each.meaning) for each in SETTINGS]
    assert shown == there


def test_what_is_not_set_has_its_default(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert (settings["SITE_NAME"], settings["PORT"], settings["WORKERS"]) == ("Lantern", 5000, 2)
    assert settings["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'lantern.db'}"


def test_feeds_are_closed_unless_the_operator_says_yes(tmp_path: Path) -> None:
    assert load(tmp_path)["FEEDS"] is False
    assert load(tmp_path, FEEDS="yes")["FEEDS"] is True


def test_what_is_set_to_nothing_has_its_default_too(tmp_path: Path) -> None:
    assert load(tmp_path, PORT=" ", SITE_NAME="")["PORT"] == 5000


def test_production_refuses_to_start_without_a_secret(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY is not set"):
        load(tmp_path, FORUM_ENV="production")
    assert not (tmp_path / "secret_key").exists()


def test_a_secret_that_is_too_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="too short"):
        load(tmp_path, SECRET_KEY=SECRET[:-1])


def test_development_keeps_a_secret_for_its_owner_alone(tmp_path: Path) -> None:
    first = load(tmp_path)["SECRET_KEY"]
    assert load(tmp_path)["SECRET_KEY"] == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FEEDS", "maybe"),
        ("PORT", "many"),
        ("PORT", "70000"),
        ("WORKERS", "-1"),
        ("THREADS", "2.5"),
        ("FORUM_ENV", "staging"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        load(tmp_path, **{name: value})


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in ("file", "file/below"):
        with pytest.raises(BadSetting, match=f"INSTANCE_PATH: the folder .*{place} cannot be made"):
            load(tmp_path / place)


def test_a_secret_that_cannot_be_kept_names_its_place(tmp_path: Path) -> None:
    (tmp_path / "secret_key").mkdir()
    with pytest.raises(BadSetting, match=r"INSTANCE_PATH: .*secret_key cannot be read or written"):
        load(tmp_path)


def test_a_start_that_is_refused_says_why_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    environ = {**os.environ, "FLASK_SKIP_DOTENV": "1", "INSTANCE_PATH": str(tmp_path / "file")}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "doctor"]
    told = subprocess.run(command, env=environ, cwd=config.ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 1 and "Traceback" not in told.stderr
    assert told.stderr.startswith("Error: INSTANCE_PATH: the folder ")


def test_cookies_behind_tls_are_bound_to_the_host(tmp_path: Path) -> None:
    settings = load(tmp_path, PUBLIC_URL="https://forum.example.org")
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert str(settings["SESSION_COOKIE_NAME"]).startswith("__Host-")


def test_cookies_without_tls_still_arrive(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings["SESSION_COOKIE_SECURE"] is False
    assert not str(settings["SESSION_COOKIE_NAME"]).startswith("__")


@pytest.mark.parametrize(
    ("given", "works"),
    [
        ({}, True),
        ({"FORUM_ENV": "production", "SECRET_KEY": SECRET}, False),
        ({"FORUM_ENV": "production", "SECRET_KEY": SECRET, "MAIL_URL": "smtp://localhost"}, True),
    ],
)
def test_members_are_told_of_letters_only_where_they_are_sent(
    tmp_path: Path, given: dict[str, str], works: bool
) -> None:
    assert load(tmp_path, **given)["MAIL_WORKS"] is works
