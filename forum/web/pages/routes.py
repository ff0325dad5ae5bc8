"""Help, and what the house says about itself."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.core.errors import NotFound
from forum.http.guards import anyone
from forum.http.identity import look_if_possible
from forum.safety.checked import checked_countries, checked_country
from forum.safety.countries import Country, international, suggest
from forum.web.pages.house_texts import HouseText, read_text
from forum.web.safety.country import chosen_country, forget_country, remember_country

pages = Blueprint("pages", __name__)

GUIDELINES = read_text("guidelines")
ABOUT = read_text("about")
CONSENT = read_text("consent")
PRIVACY = read_text("privacy")
WRITING = read_text("writing-about-suicidal-thoughts")


@pages.get("/help")
@anyone
def help_now() -> ResponseReturnValue:
    """Country first: the one chosen before in this browser, or the list; a suggestion is only ever a link."""
    look_if_possible()
    asked = request.args.get("country")
    if asked == "":
        return forget_country(_help_page(None))
    if asked and checked_country(asked):
        return redirect(url_for("pages.help_in", iso=asked.lower()), 303)
    return _help_page(chosen_country())


@pages.get("/help/<iso>")
@anyone
def help_in(iso: str) -> ResponseReturnValue:
    """The lines of one country, which is remembered."""
    look_if_possible()
    found = checked_country(iso)
    if found is None:
        raise NotFound
    return remember_country(_help_page(found), found)


@pages.get("/guidelines")
@anyone
def guidelines() -> ResponseReturnValue:
    return _text_page(GUIDELINES)


@pages.get("/about")
@anyone
def about() -> ResponseReturnValue:
    return render_template("pages/about.html", text=ABOUT)


@pages.get("/consent")
@anyone
def consent() -> ResponseReturnValue:
    return _text_page(CONSENT)


@pages.get("/privacy")
@anyone
def privacy() -> ResponseReturnValue:
    return _text_page(PRIVACY)


@pages.get("/writing-about-suicidal-thoughts")
@anyone
def writing() -> ResponseReturnValue:
    return render_template("pages/writing.html", text=WRITING)


def _help_page(chosen: Country | None) -> Response:
    suggested = None if chosen else suggest(request.headers.get("Accept-Language", ""))
    page = render_template(
        "pages/help.html",
        chosen=chosen,
        suggested=suggested,
        countries=checked_countries(),
        directories=international(),
    )
    return make_response(page)


def _text_page(text: HouseText) -> ResponseReturnValue:
    return render_template("pages/text.html", text=text)
