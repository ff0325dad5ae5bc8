"""The place for a reply below a thread, which nearly every page of a member has.

Its HTML comes from the one composer, made once in each process with marks where what differs goes.
"""

from functools import lru_cache

from flask import render_template
from markupsafe import Markup

from forum.core.tokens import new_token
from forum.http.kept import form_token
from forum.http.markup import trusted
from forum.web.threads.forms import ReplyForm

# No text of ours holds a NUL, so no mark can be met by chance.
_THREAD, _MEMBER, _TOKEN, _ONCE = "\0thread", "\0member", "\0token", "\0once"


def reply_box(thread_id: int, member_id: int, house_notes: str) -> Markup:
    """An empty reply form for this thread and this member, with a token and a number of its own."""
    html = _skeleton(house_notes).replace(_THREAD, str(thread_id)).replace(_MEMBER, str(member_id))
    return trusted(html.replace(_TOKEN, form_token()).replace(_ONCE, new_token()))


@lru_cache(maxsize=4)
def _skeleton(house_notes: str) -> str:
    form = ReplyForm(formdata=None, house_notes=house_notes)
    form.once.data = _ONCE
    form.csrf_token.current_token = _TOKEN
    return render_template("threads/_reply_box.html", form=form, action=f"/t/{_THREAD}/reply", member=_MEMBER)
