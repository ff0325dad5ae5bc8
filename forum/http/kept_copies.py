"""Telling scripts to let go of their copy of a form's words, once the server has them."""

from flask import flash, request

from forum.http.identity import visitor
from forum.http.templating import KEPT


def let_go_of_copy() -> None:
    """The form that this request sent was taken: the next page says so to the browser that kept its words.

    Such a form's `data-keep` is `m`, the member's id and the address it is sent to.
    """
    flash(f"m{visitor().id}{request.path}", KEPT)
