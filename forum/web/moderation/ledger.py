"""The public ledger: what moderators did, month by month, for everybody."""

from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forum.core.errors import NotFound
from forum.core.words import N_
from forum.http.guards import anyone
from forum.http.words import gettext
from forum.moderation.cases import CLOCKS
from forum.moderation.ledger import FEWEST, ledger_page
from forum.moderation.models import Level
from forum.web.moderation.labels import rule_words, span, word_for

ledger = Blueprint("ledger", __name__)

MONTHS = (
    N_("January %(year)s"),
    N_("February %(year)s"),
    N_("March %(year)s"),
    N_("April %(year)s"),
    N_("May %(year)s"),
    N_("June %(year)s"),
    N_("July %(year)s"),
    N_("August %(year)s"),
    N_("September %(year)s"),
    N_("October %(year)s"),
    N_("November %(year)s"),
    N_("December %(year)s"),
)
# What a level means to somebody who has never seen the queue.
MEANINGS = {
    Level.CRISIS: N_("Somebody may be in danger now"),
    Level.RED: N_("Somebody may be close to harm, or a post could lead there"),
    Level.AMBER: N_("Somebody is struggling, or hurt by a post"),
    Level.WATCH: N_("Worth a look, nothing pressing"),
    Level.ROUTINE: N_("Spam, or in the wrong place"),
}


@ledger.get("/ledger")
@anyone
def page() -> ResponseReturnValue:
    """The latest month that is over."""
    return _page(None)


@ledger.get("/ledger/<month>")
@anyone
def of_month(month: str) -> ResponseReturnValue:
    """One month, named as in `2026-10`."""
    return _page(_month(month))


def _page(month: date | None) -> ResponseReturnValue:
    return render_template(
        "moderation/ledger.html",
        ledger=ledger_page(month),
        few=FEWEST,
        clocks=CLOCKS,
        meanings={level: gettext(meaning) for level, meaning in MEANINGS.items()},
        month_words=_month_words,
        say=word_for,
        rule_words=rule_words,
        span=span,
    )


def _month(typed: str) -> date:
    try:
        year, month = (int(part) for part in typed.split("-"))
        return date(year, month, 1)
    except (ValueError, OverflowError):
        raise NotFound from None


def _month_words(month: date) -> str:
    return gettext(MONTHS[month.month - 1], year=month.year)
