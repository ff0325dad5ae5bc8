"""Style, script and pictures under addresses that change with their content, so that browsers keep them."""

import hashlib
import re
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, send_from_directory
from flask.typing import ResponseReturnValue

from forum.http.guards import anyone

LAYERS = ("tokens", "base", "layout", "components", "utilities", "print")
A_YEAR = "public, max-age=31536000, immutable"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*([{};,])\s*")
_AFTER = re.compile(r":\s+")

assets = Blueprint("assets", __name__)


def init_assets(app: Flask) -> None:
    """Read the style sheets once, and give templates `css_url`, `js_url` and `asset`."""
    folder = Path(app.static_folder or "static")
    css = stylesheet(folder / "css")
    version = hashlib.sha256(css.encode() + _content(folder)).hexdigest()[:12]
    prefix = f"/assets/{version}"
    app.extensions["assets"] = {"css": css, "version": version, "prefix": prefix}
    app.jinja_env.globals.update(
        asset_prefix=prefix, css_url=f"{prefix}/forum.css", js_url=f"{prefix}/js/main.js"
    )
    app.register_blueprint(assets)


def stylesheet(folder: Path) -> str:
    """The layers' files in their order, as one sheet."""
    files = [file for layer in LAYERS for file in sorted(folder.glob(f"{layer}*.css"))]
    return lean("\n".join(file.read_text() for file in files))


def lean(css: str) -> str:
    """The same style without what only its readers need: comments, indents, spaces that mean nothing.

    A space before a colon stays, since it means something in a selector.
    """
    css = _COMMENT.sub("", css)
    return _AFTER.sub(":", _AROUND.sub(r"\1", css)).strip()


@assets.get("/assets/<version>/forum.css")
@anyone
def css(version: str) -> ResponseReturnValue:
    """All style in one answer."""
    return _keep(Response(current_app.extensions["assets"]["css"], mimetype="text/css"), version)


@assets.get("/assets/<version>/<path:name>")
@anyone
def file(version: str, name: str) -> ResponseReturnValue:
    """One file of `static/`; modules that import each other stay under one version."""
    if name.startswith("css/"):
        abort(404)
    return _keep(send_from_directory(current_app.static_folder or "static", name), version)


@assets.get("/favicon.ico")
@anyone
def favicon() -> ResponseReturnValue:
    """Browsers ask for this whatever the page says."""
    return send_from_directory(current_app.static_folder or "static", "img/favicon.svg")


def _keep(response: Response, version: str) -> Response:
    # Under an old address the present file is served, but not kept for a year.
    if version == current_app.extensions["assets"]["version"]:
        response.headers["Cache-Control"] = A_YEAR
    return response


def _content(folder: Path) -> bytes:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files)
