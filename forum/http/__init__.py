"""What every door shares."""

from flask import Flask

from forum.http.assets import init_assets
from forum.http.compression import init_compression
from forum.http.converters import init_converters
from forum.http.errors import init_errors
from forum.http.headers import init_headers
from forum.http.hooks import init_hooks
from forum.http.identity import init_identity
from forum.http.kept import init_csrf
from forum.http.limits import init_limits
from forum.http.templating import init_templating


def init_http(app: Flask) -> None:
    """Fit an app with all of it. Answers pass the hooks in reverse: headers are set last."""
    init_hooks(app)
    init_converters(app)
    init_headers(app)
    init_compression(app)
    init_errors(app)
    init_identity(app)
    init_limits(app)
    init_csrf(app)
    init_templating(app)
    init_assets(app)
