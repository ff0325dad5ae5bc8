"""What somebody who is not signed in has chosen for this browser: one small cookie, readable by anybody.

It holds choices of closed lists and nothing else. What it should not hold is read as not chosen.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Response, current_app, request

from forum.accounts.comfort import USUAL, Comfort
from forum.accounts.models import Motion, TextSize, Theme
from forum.accounts.nights import Night
from forum.core.zones import present_name

COOKIE = "comfort"
LONGEST = 300
A_YEAR = 365 * 86400

_YES_NO = {"yes": True, "no": False}
_HOURS = {str(hour): hour for hour in range(24)}


def kept_choices() -> Comfort:
    """What this browser's cookie says; `USUAL` itself if there is none."""
    written = request.cookies.get(COOKIE, "")
    return read(written) if 0 < len(written) <= LONGEST else USUAL


def keep_choices(response: Response, comfort: Comfort) -> None:
    """Let this browser keep the choices; the usual ones need no cookie."""
    if comfort == USUAL:
        forget_choices(response)
        return
    response.set_cookie(
        COOKIE,
        write(comfort),
        max_age=A_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def forget_choices(response: Response) -> None:
    """Take the cookie out of this browser, if it has one."""
    if COOKIE in request.cookies:
        response.delete_cookie(COOKIE)


def read(written: str) -> Comfort:
    """The choices that a cookie holds, each by itself: one that makes no sense spoils no other."""
    told = dict(parse_qsl(written))

    def choice(name: str, among: Callable[[str], Any], usual: Any) -> Any:
        try:
            return among(told[name])
        except (KeyError, ValueError):
            return usual

    night = USUAL.night
    return Comfort(
        theme=choice("theme", Theme, USUAL.theme),
        text_size=choice("text", TextSize, USUAL.text_size),
        motion=choice("motion", Motion, USUAL.motion),
        low_energy=choice("low", _YES_NO.__getitem__, USUAL.low_energy),
        hides_exit=choice("no-exit", _YES_NO.__getitem__, USUAL.hides_exit),
        quiet_nights=choice("quiet", _YES_NO.__getitem__, USUAL.quiet_nights),
        warm_nights=choice("warm", _YES_NO.__getitem__, USUAL.warm_nights),
        night=Night(
            choice("zone", present_name, night.zone),
            choice("from", _HOURS.__getitem__, night.begins),
            choice("to", _HOURS.__getitem__, night.ends),
        ),
    )


def write(comfort: Comfort) -> str:
    """The choices as a cookie holds them; only those that differ from the usual ones."""
    usual = dict(_told(USUAL))
    return urlencode([(name, word) for name, word in _told(comfort) if word != usual[name]])


def _told(comfort: Comfort) -> list[tuple[str, str]]:
    yes_no = {value: word for word, value in _YES_NO.items()}
    return [
        ("theme", comfort.theme),
        ("text", comfort.text_size),
        ("motion", comfort.motion),
        ("low", yes_no[comfort.low_energy]),
        ("no-exit", yes_no[comfort.hides_exit]),
        ("quiet", yes_no[comfort.quiet_nights]),
        ("warm", yes_no[comfort.warm_nights]),
        ("zone", comfort.night.zone),
        ("from", str(comfort.night.begins)),
        ("to", str(comfort.night.ends)),
    ]
