"""A beginning for a hard night: three headings to write under, put below whatever was typed."""

from flask import request

from forum.core.words import N_
from forum.http.words import gettext
from forum.web.threads.forms import ReplyForm

HARD_NIGHT = "hard-night"
HEADINGS = (
    N_("What I need tonight"),
    N_("What has helped before"),
    N_("What I'd rather not hear"),
)


def begin(form: ReplyForm) -> None:
    """Add the headings that the address or the form's own button asks for; what was typed stays above them.

    Asking twice adds nothing the second time.
    """
    if request.values.get("begin") != HARD_NIGHT:
        return
    typed = form.text.data or ""
    missing = [words for heading in HEADINGS if (words := f"**{gettext(heading)}**") not in typed]
    form.text.data = "\n\n".join(filter(None, (typed.rstrip(), *missing))) + ("\n" if missing else "")
