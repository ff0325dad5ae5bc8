"""The place for a reply below a thread, which nearly every page of a member has.

Its HTML comes from the one composer, made once in each process with marks where what differs goes.
"""

from functools import cache

from flask import render_template
from markupsafe import Markup, escape

from forum.core.tokens import new_token
from forum.http.kept import form_token
from forum.http.markup import trusted
from forum.web.threads.forms import ReplyForm

# No text of ours holds a NUL, so no mark can be met by chance.
_THREAD, _MEMBER, _TOKEN, _ONCE, _ALIAS = "\0thread", "\0member", "\0token", "\0once", "\0alias"


def reply_box(thread_id: int, member_id: int, alias: str) -> Markup:
    """An empty reply form for this thread and this member, with a token and a number of its own.

    `alias` is the name they have there, and stays chosen.
    """
    html = _skeleton(bool(alias)).replace(_THREAD, str(thread_id)).replace(_MEMBER, str(member_id))
    html = html.replace(_TOKEN, form_token()).replace(_ONCE, new_token())
    return trusted(html.replace(_ALIAS, escape(alias)))


@cache
def _skeleton(with_alias: bool) -> str:
    form = ReplyForm(formdata=None)
    form.know_alias(_ALIAS if with_alias else "", fresh=True)
    form.once.data = _ONCE
    form.csrf_token.current_token = _TOKEN
    return render_template("threads/_reply_box.html", form=form, action=f"/t/{_THREAD}/reply", member=_MEMBER)
