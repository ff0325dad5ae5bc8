"""The page of one case, shown by every door that has something to say on it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from forum.boards.queries import boards_for
from forum.core.errors import Conflict
from forum.http.identity import visitor
from forum.moderation.cases import renew
from forum.moderation.models import Act
from forum.moderation.queries import case_page
from forum.moderation.shield import show_words
from forum.web.moderation.cues import MOST_AT_ONCE, what_spoke
from forum.web.moderation.forms import DecisionForm
from forum.web.moderation.labels import act_hints
from forum.web.moderation.talk_forms import TalkForm, talk_forms


def show_case(
    case_id: int,
    form: DecisionForm,
    talk: dict[str, TalkForm] | None = None,
    *,
    words: bool = False,
    again: bool = False,
    anyway: bool = False,
) -> ResponseReturnValue:
    """The page of a case. Its words are shown to whoever asks for them, and that they were is written down.

    `again` shows them once more to whoever has seen them: on a page that came back with something to read.
    What is too much for one shift is withheld, but for `anyway` where nobody else is on duty.
    """
    page = case_page(visitor(), case_id, words=words, again=again, anyway=anyway)
    if page.around and not page.head.seen:
        show_words(actor=visitor(), case_id=case_id)
    if page.may_be_renewed:
        renew(actor=visitor(), case_id=case_id)
    forms = talk or talk_forms()
    form.fit(page)
    if form.offers(Act.MOVE):
        form.offer_boards(boards_for(visitor()), but=page.head.board_slug)
    for other in forms.values():
        other.fit(page)
    shown = render_template(
        "moderation/case.html",
        page=page,
        case=page.head,
        form=form,
        talk=forms,
        hints=act_hints(page.head.lane),
        what_spoke=what_spoke,
        most_cues=MOST_AT_ONCE,
    )
    withheld = Conflict.status if page.is_withheld else 200
    return shown, max(withheld, form.status, *(other.status for other in forms.values()))
