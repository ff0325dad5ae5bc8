"""The ceiling: given bytes under a name, sent by a plain Flask view. No page can be faster than this."""

import json
import os
from pathlib import Path

from flask import Flask, Response


def make_app(folder: Path) -> Flask:
    """An app that answers `/NAME` with NAME.body and the headers in NAME.json."""
    app = Flask(__name__, static_folder=None)
    answers = {
        file.stem: (json.loads(file.with_suffix(".json").read_text()), file.read_bytes())
        for file in folder.glob("*.body")
    }

    @app.get("/<name>")
    def constant(name: str) -> Response:
        headers, body = answers[name]
        return Response(body, headers=headers)

    return app


# Imported by the server with the folder in its environment; elsewhere there is nothing to serve.
app = make_app(Path(os.environ.get("CEILING_FOLDER", "/nonexistent")))
