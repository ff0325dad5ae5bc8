"""The page of one case, shown by every door that has something to say on it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from forum.boards.queries import boards_for
from forum.http.identity import visitor
from forum.moderation.cases import renew
from forum.moderation.models import Act
from forum.moderation.queries import case_page
from forum.moderation.shield import show_words
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
) -> ResponseReturnValue:
    """The page of a case. Its words are shown to whoever asks for them, and that they were is written down.

    `again` shows them once more to whoever has seen them: on a page that came back with something to read.
    """
    page = case_page(visitor(), case_id, words=words, again=again)
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
    )
    return shown, max(form.status, *(other.status for other in forms.values()))
