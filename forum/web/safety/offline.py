"""What makes Help now readable without a connection: a service worker, and a page for all the others."""

import json
from pathlib import Path

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from forum.http.errors import plain_page
from forum.http.guards import anyone
from forum.safety.checked import checked_countries

offline = Blueprint("offline", __name__)

WORKER = "js/service-worker.js"
# What the help page is made of. Pictures that other pages show are theirs.
FILES = ("js/*.js", "fonts/*.woff2", "img/icons.svg", "img/favicon.svg", "site.webmanifest")


@offline.get("/service-worker.js")
@anyone
def service_worker() -> ResponseReturnValue:
    """The worker, from the root because it serves pages there; another one as soon as a file changes."""
    answer = Response(_worker(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


@offline.get("/offline")
@anyone
def page() -> ResponseReturnValue:
    """What the worker shows instead of a page that cannot be reached."""
    return plain_page("pages/offline.html", countries=checked_countries())


def _worker() -> str:
    """Written once for each process: browsers ask for it with every page."""
    assets = current_app.extensions["assets"]
    if "worker" not in assets:
        folder = Path(current_app.static_folder or "static")
        names = [
            file.relative_to(folder).as_posix() for pattern in FILES for file in sorted(folder.glob(pattern))
        ]
        addresses = [f"{assets['prefix']}/{name}" for name in ("forum.css", *names) if name != WORKER]
        house = json.dumps({"version": assets["version"], "files": addresses})
        assets["worker"] = f"const HOUSE = {house};\n{(folder / WORKER).read_text(encoding='utf-8')}"
    return str(assets["worker"])
