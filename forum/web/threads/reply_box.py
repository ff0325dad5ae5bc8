"""The place for a reply below a thread, which nearly every page of a member has.

Its HTML comes from the one composer, made once in each process with marks where what differs goes.
"""

from functools import lru_cache

from flask import render_template
from markupsafe import Markup, escape

from forum.core.tokens import new_token
from forum.http.kept import form_token
from forum.http.markup import trusted
from forum.threads.queries import ThreadHead
from forum.web.threads.forms import ReplyForm

# No text of ours holds a NUL, so no mark can be met by chance.
_THREAD, _MEMBER, _TOKEN, _ONCE, _ALIAS = "\0thread", "\0member", "\0token", "\0once", "\0alias"


def reply_box(head: ThreadHead, member_id: int) -> Markup:
    """An empty reply form for this thread and this member, with a token and a number of its own.

    Where they have a name for this thread only, it stays chosen.
    """
    html = _skeleton(head.house_notes, bool(head.own_alias), head.wrote_by_name).replace(
        _THREAD, str(head.id)
    )
    html = html.replace(_MEMBER, str(member_id)).replace(_TOKEN, form_token()).replace(_ONCE, new_token())
    return trusted(html.replace(_ALIAS, escape(head.own_alias)))


@lru_cache(maxsize=16)
def _skeleton(house_notes: str, with_alias: bool, by_name: bool) -> str:
    form = ReplyForm(formdata=None, house_notes=house_notes)
    form.know_names(_ALIAS if with_alias else "", own=by_name, fresh=True)
    form.once.data = _ONCE
    form.csrf_token.current_token = _TOKEN
    return render_template("threads/_reply_box.html", form=form, action=f"/t/{_THREAD}/reply", member=_MEMBER)
