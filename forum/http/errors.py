"""What went wrong, in plain words, with a status that says the same."""

import logging

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from forum.core.db import db
from forum.core.errors import NotAllowed, Refusal
from forum.core.words import N_
from forum.http.identity import look_no_further, visitor
from forum.http.words import gettext, told

log = logging.getLogger(__name__)

SENTENCES = {
    400: N_("Your browser sent something we could not read. Please go back and try again."),
    403: N_("This is not open to you."),
    404: N_("There is nothing here, or it is not open to you."),
    405: N_("This address cannot be used that way. Please go back and try again."),
    409: N_("Something changed in the meantime. Please look again and try once more."),
    413: N_("That is more than one post can hold. Please go back: your words are still on the page before."),
    422: N_("Something in this form needs another look."),
    429: N_("That was a lot in a short time. Please rest a moment and try again."),
    500: N_("Something broke on our side. It is not your fault, and we have a record of it."),
    503: N_(
        "The forum is very busy, or resting for a moment. Nothing you did was wrong; please try again soon."
    ),
}


def init_errors(app: Flask) -> None:
    """Answer every refusal and every fault with a page."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DataError, _unreadable)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(500, _broken)
    app.before_request(_refuse_nul)


def _refuse_nul() -> ResponseReturnValue | None:
    """No address of ours holds a NUL byte, and PostgreSQL cannot look one up."""
    if "\x00" in request.path or "%00" in request.query_string.decode("latin-1"):
        return _page(404, "")
    return None


def _refused(refusal: Refusal) -> ResponseReturnValue:
    db.session.rollback()
    return _page(refusal.status, told(refusal))


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error
    if isinstance(error, RequestEntityTooLarge):
        # The rest of the body is still on its way; the form must not be read again for a token.
        request.environ["wsgi.input_terminated"] = True
    return _page(status, "")


def _unreadable(_error: DataError) -> ResponseReturnValue:
    db.session.rollback()
    return _page(400, "")


def _busy(error: OperationalError) -> ResponseReturnValue:
    db.session.rollback()
    log.error("the database did not answer in time: %s", error.orig)
    return _plain_page(503)


def _broken(_error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    return _plain_page(500)


def plain_page(name: str, **words: object) -> str:
    """A page of `layouts/plain.html`, without asking who is looking, here or on the way out."""
    look_no_further()
    looks, hides_exit = visitor().appearance, visitor().comfort.hides_exit
    return current_app.jinja_env.get_template(name).render(looks=looks, hides_exit=hides_exit, **words)


def _plain_page(status: int) -> ResponseReturnValue:
    sentence = gettext(SENTENCES.get(status, SENTENCES[500]))
    return plain_page("errors/broken.html", status=status, sentence=sentence), status


def _page(status: int, sentence: str) -> ResponseReturnValue:
    if status >= 500:
        return _plain_page(status)
    sentence = sentence or gettext(SENTENCES.get(status, SENTENCES[400]))
    may_help = status in (404, NotAllowed.status) and not visitor().is_member
    page = render_template(
        "errors/refused.html", status=status, sentence=sentence, signing_in_may_help=may_help
    )
    return page, status
