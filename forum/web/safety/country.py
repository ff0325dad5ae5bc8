"""The country that somebody chose, remembered in their browser and nowhere else."""

from datetime import timedelta

from flask import Response, current_app, request, session

from forum.safety.checked import checked_country
from forum.safety.countries import Country

COOKIE = "country"
STAYS = timedelta(days=365)


def chosen_country() -> Country | None:
    """The country chosen in this browser, with what may be shown of it; none is the default."""
    # Until the cookie had one of its own, the choice stood in the session.
    return checked_country(request.cookies.get(COOKIE) or str(session.get(COOKIE, "")))


def remember_country(answer: Response, country: Country) -> Response:
    """Keep the choice for a year, whoever signs in or out here: the cookie holds two letters and no name."""
    if request.cookies.get(COOKIE) != country.iso:
        answer.set_cookie(
            COOKIE,
            country.iso,
            max_age=STAYS,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    _leave_the_session()
    return answer


def forget_country(answer: Response) -> Response:
    """Keep no choice."""
    if COOKIE in request.cookies:
        answer.delete_cookie(
            COOKIE, secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True, samesite="Lax"
        )
    _leave_the_session()
    return answer


def _leave_the_session() -> None:
    if COOKIE in session:
        del session[COOKIE]
