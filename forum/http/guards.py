"""Who may come through which door. Every view carries exactly one of these; a test holds the list."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.models import Role
from forum.core.errors import NotFound
from forum.http.identity import visitor
from forum.http.kept import sent_mark, sign_in_keeping_words

View = Callable[..., ResponseReturnValue]


def anyone(view: View) -> View:
    """Open to everybody, guests too."""
    view.__dict__["guard"] = "anyone"
    return view


def guests(view: View) -> View:
    """For people who are not signed in; members are taken home."""
    return _guarded(view, "guests", lambda: None if not visitor().is_member else redirect("/"))


def members(view: View) -> View:
    """For members. Guests are asked to sign in and brought back; what they typed is kept."""
    return _guarded(view, "members", _ask_to_sign_in)


def moderators(view: View) -> View:
    """For moderators; for everybody else there is nothing here.

    Somebody whose sign-in ended over a form is asked to sign in, as on a member's page.
    """
    return _guarded(view, "moderators", _hide_from_members)


def admins(view: View) -> View:
    """For admins; for everybody else, moderators too, there is nothing here."""
    return _guarded(view, "admins", _hide_from_all_but_admins)


def _guarded(view: View, name: str, check: Callable[[], ResponseReturnValue | None]) -> View:
    @wraps(view)
    def guarded(**kwargs: Any) -> ResponseReturnValue:
        answer = check()
        return view(**kwargs) if answer is None else answer

    guarded.__dict__["guard"] = name
    return guarded


def _ask_to_sign_in() -> ResponseReturnValue | None:
    if visitor().is_member:
        return None
    if request.method == "POST":
        return sign_in_keeping_words()
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))


def _hide_from_all_but_admins() -> ResponseReturnValue | None:
    if _is_left_from_a_sign_in():
        return sign_in_keeping_words()
    if not visitor().is_moderator or visitor().role is not Role.ADMIN:
        raise NotFound
    return None


def _hide_from_members() -> ResponseReturnValue | None:
    if _is_left_from_a_sign_in():
        return sign_in_keeping_words()
    if not visitor().is_moderator:
        raise NotFound
    return None


def _is_left_from_a_sign_in() -> bool:
    """Whether a guest sends a form that some member was shown."""
    return request.method == "POST" and not visitor().is_member and bool(sent_mark())
