"""What happened while a member was away."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.core.paging import KeysetPage
from forum.http.forms import Form
from forum.http.guards import members
from forum.http.identity import me, visitor
from forum.http.limits import reacting
from forum.notifications.operations import mark_all_read, mark_shown
from forum.notifications.queries import Line, news_for, place

notifications = Blueprint("notifications", __name__)


@notifications.get("/notifications")
@members
def page() -> ResponseReturnValue:
    """The news, the latest first. What is shown counts as read: nobody has a list to work off."""
    before = request.args.get("before", "")
    found = news_for(visitor(), before=before)
    still_new = visitor().unread_notifications - _shown(found, before)
    return render_template(
        "notifications/page.html",
        news=found.items,
        older=found.next_key,
        before=before,
        still_new=still_new > 0,
    )


@notifications.post("/notifications/read")
@members
@reacting
def read() -> ResponseReturnValue:
    """Mark what further pages hold as read, too."""
    form = Form()
    form.carry_out(lambda: mark_all_read(actor=me()))
    return redirect("/notifications", 303)


def _shown(found: KeysetPage[Line], before: str) -> int:
    """Mark what this page shows; gives how many were new. A browser that fetches ahead has shown nothing."""
    fetched_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    if fetched_ahead or not visitor().unread_notifications:
        return 0
    return mark_shown(account_id=visitor().id, before=place(before), down_to=int(found.next_key or 0))
