"""Help, and what the house says about itself."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from forum.core.errors import NotFound
from forum.http.guards import anyone
from forum.safety.countries import Country, countries, country, international, suggest
from forum.web.pages.house_texts import HouseText, read_text

pages = Blueprint("pages", __name__)

GUIDELINES = read_text("guidelines")
ABOUT = read_text("about")
CONSENT = read_text("consent")
PRIVACY = read_text("privacy")
WRITING = read_text("writing-about-suicidal-thoughts")


@pages.get("/help")
@anyone
def help_now() -> ResponseReturnValue:
    """Country first: the one chosen before in this session, or the list; a suggestion is only ever a link."""
    chosen = request.args.get("country", "")
    if chosen and country(chosen):
        return redirect(url_for("pages.help_in", iso=chosen.lower()), 303)
    return _help_page(country(str(session.get("country", ""))))


@pages.get("/help/<iso>")
@anyone
def help_in(iso: str) -> ResponseReturnValue:
    """The lines of one country, remembered in the one cookie there is."""
    found = country(iso)
    if found is None:
        raise NotFound
    if session.get("country") != found.iso:
        session["country"] = found.iso
    return _help_page(found)


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


def _help_page(chosen: Country | None) -> ResponseReturnValue:
    suggested = None if chosen else suggest(request.headers.get("Accept-Language", ""))
    return render_template(
        "pages/help.html",
        chosen=chosen,
        suggested=suggested,
        countries=countries(),
        directories=international(),
    )


def _text_page(text: HouseText) -> ResponseReturnValue:
    return render_template("pages/text.html", text=text)
