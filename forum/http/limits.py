"""Limits at the edge, before any work is done; quotas on content are counted in the operations."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from forum.http.hooks import without_hooks
from forum.http.identity import visitor


def _who() -> str:
    member = visitor().id
    return f"member:{member}" if member else f"address:{get_remote_address()}"


limiter = Limiter(key_func=_who, strategy="moving-window", headers_enabled=False)

signing_in = limiter.shared_limit("60 per minute", scope="signing-in", key_func=get_remote_address)
joining = limiter.shared_limit("40 per minute", scope="joining", key_func=get_remote_address)
posting = limiter.shared_limit("30 per minute", scope="posting")
writing = limiter.shared_limit("40 per minute", scope="writing")
previewing = limiter.shared_limit("60 per minute", scope="previewing")
flagging = limiter.shared_limit("20 per minute", scope="flagging")
reacting = limiter.shared_limit("60 per minute", scope="reacting")
searching = limiter.shared_limit("60 per minute", scope="searching")
taking_along = limiter.shared_limit("10 per hour", scope="taking-along")


def init_limits(app: Flask) -> None:
    """Count in `RATELIMIT_STORAGE_URI`: in memory for one machine, Redis for several."""
    app.config.setdefault("RATELIMIT_HEADERS_ENABLED", False)
    # Every limit of ours stands on a view and is counted there.
    with without_hooks(app):
        limiter.init_app(app)
