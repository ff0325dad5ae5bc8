"""Where a request comes from, for the few doors that no form's token guards."""

from flask import request


def is_from_elsewhere() -> bool:
    """Whether another site's page made the browser ask. Typing an address, or a bookmark, is not elsewhere.

    Every present browser says so. One that says nothing is believed: our cookies are SameSite=Lax.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.host
