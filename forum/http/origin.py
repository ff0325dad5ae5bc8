"""Where a request comes from, for the few doors that no form's token guards."""

from urllib.parse import urlsplit

from flask import request

from forum.http.kept import own_path


def is_from_elsewhere() -> bool:
    """Whether another site's page made the browser ask. Typing an address, or a bookmark, is not elsewhere.

    Every present browser says so. One that says nothing is believed: our cookies are SameSite=Lax.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.host


def page_before() -> str:
    """The path of our own page from which this was asked, with its query; the first page if unknown."""
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:
        return "/"
    if came_from.netloc != request.host:
        return "/"
    return own_path(came_from.path + (f"?{came_from.query}" if came_from.query else ""))
