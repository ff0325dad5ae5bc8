"""The stairwell: the one place that knows every room."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from forum import tables
from forum.core import jobs
from forum.core.db import db, fit_sqlite

ROOT = Path(__file__).resolve().parent.parent
MIGRATING: dict[str, Any] = {"render_as_batch": True, "include_name": tables.is_described}
LARGEST_BODY = 1024 * 1024


def create_app(environ: Mapping[str, str] | None = None, **overrides: Any) -> Flask:
    """The whole forum as one WSGI application, from the settings in `environ` (the process's own by default).

    Raises:
        config.BadSetting: names the setting and what would do.
    """
    settings = config.load(environ) | overrides
    app = Flask(
        "forum",
        root_path=str(ROOT),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
        instance_path=settings["INSTANCE_PATH"],
    )
    # No route of Flask's own: files are served under addresses that change with them (forum.http.assets).
    app.static_folder = str(ROOT / "static")
    app.config.from_mapping(settings, MAX_CONTENT_LENGTH=LARGEST_BODY, MAX_FORM_MEMORY_SIZE=LARGEST_BODY)
    _set_up_database(app)
    _set_up_doors(app)
    return app


def _set_up_database(app: Flask) -> None:
    assert tables.ROOMS, "relationships need every table"
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", _engine_options(app.config))
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), **MIGRATING)
    with app.app_context():
        fit_sqlite(db.engine)


def _engine_options(settings: Mapping[str, Any]) -> dict[str, Any]:
    threads = max(1, settings["THREADS"])
    pool = {"pool_size": threads, "max_overflow": threads, "pool_pre_ping": False, "pool_recycle": 1800}
    # A statement that fails is logged without what was written, or looked for.
    return pool | {"hide_parameters": True}


def _set_up_doors(app: Flask) -> None:
    # Imported here and nowhere else at function level: a listener must be connected before the first request.
    from forum import listening
    from forum.cli import init_cli
    from forum.cli.worker import make_waker
    from forum.http import init_http
    from forum.web import init_web

    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # Flask's own way of wrapping an application
    listening.start()
    init_http(app)
    init_web(app)
    init_cli(app)
    jobs.wake_with(make_waker(app))
