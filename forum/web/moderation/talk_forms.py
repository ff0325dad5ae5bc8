"""The shapes of what moderators say to each other on a case; each knows the operation that it is for."""

from typing import Any

from wtforms import IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from forum.accounts.models import Account
from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext
from forum.moderation.desk_models import Said
from forum.moderation.follow_ups import finish_follow_up
from forum.moderation.models import Case, Level
from forum.moderation.queries import CasePage
from forum.moderation.second_looks import (
    answer_opinion,
    ask_for_opinion,
    ask_to_open,
    escalate,
    set_level,
)
from forum.moderation.talk import LONGEST_LINE, leave_note
from forum.web.moderation.labels import LEVELS

_AGREES = {"agree": N_("I agree"), "other": N_("I see it another way")}
_LEVEL_SET = {
    Said.RAISED: N_("Raised. It stands further up in the queue now."),
    Said.LOWERED: N_("Lowered."),
    Said.ASKED_LOWER: N_("Asked. When another moderator agrees, the level is lowered."),
}


_SEAL = {
    Said.SEAL_ASKED: N_("Asked. When another moderator agrees, the seal opens for the two of you."),
    Said.SEAL_OPENED: N_("Opened. You find who it is below."),
}


def _lines(part: str, label: str) -> TextAreaField:
    return TextAreaField(label, id=f"{part}-text", render_kw={"maxlength": LONGEST_LINE, "rows": 3})


class TalkForm(Form):
    """`done` is what is said when it went well."""

    done = ""

    def act(self, actor: Account, case: Case) -> Any:
        """Carry out what the form is for."""
        raise NotImplementedError

    def fit(self, page: CasePage) -> None:
        """Offer what makes sense on this case as it is now."""

    def thanks(self) -> str:
        """What to say when it was done."""
        return gettext(self.done)


class NoteForm(TalkForm):
    text = _lines("notes", N_("Note"))
    done = N_("The note is left. Only moderators read it.")

    def act(self, actor: Account, case: Case) -> Any:
        return leave_note(actor=actor, case=case, words=self.text.data or "")


class OpinionForm(TalkForm):
    text = _lines("second-opinion", N_("What would you like to know?"))
    done = N_("Asked. It waits under “Second opinion” now, and is in nobody’s hands.")

    def act(self, actor: Account, case: Case) -> Any:
        return ask_for_opinion(actor=actor, case=case, words=self.text.data or "")


class AnswerForm(TalkForm):
    view = RadioField(N_("Your view"), id="answer-view", validators=[Optional()])
    text = _lines("answer", N_("Why, or what instead"))
    version = IntegerField(id="answer-version", widget=HiddenInput(), validators=[Optional()])
    done = N_("Answered. Thank you for the second pair of eyes.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.view.choices = [(value, gettext(words)) for value, words in _AGREES.items()]

    def fit(self, page: CasePage) -> None:
        self.version.data, self.version.raw_data = page.head.version, None

    def act(self, actor: Account, case: Case) -> Any:
        agrees = {"agree": True, "other": False}.get(self.view.data or "")
        version, words = self.version.data or 0, self.text.data or ""
        return answer_opinion(actor=actor, case=case, version=version, agrees=agrees, words=words)


class EscalationForm(TalkForm):
    text = _lines("escalation", N_("What they should know"))
    done = N_("It is with the admins now. You have done your part.")

    def act(self, actor: Account, case: Case) -> Any:
        return escalate(actor=actor, case=case, words=self.text.data or "")


class LevelForm(TalkForm):
    level = SelectField(N_("Level"), id="level-level", validators=[Optional()])
    text = _lines("level", N_("Why"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._offer(tuple(Level))

    def fit(self, page: CasePage) -> None:
        self._offer(tuple(level for level in Level if level is not page.head.level))

    def act(self, actor: Account, case: Case) -> Any:
        level = Level(self.level.data) if self.level.data else None
        return set_level(actor=actor, case=case, level=level, words=self.text.data or "")

    def thanks(self) -> str:
        return gettext(_LEVEL_SET[self.result.said])

    def _offer(self, levels: tuple[Level, ...]) -> None:
        offered = [(level.value, gettext(LEVELS[level])) for level in levels]
        self.level.choices = [("", gettext("Choose a level")), *offered]


class SealForm(TalkForm):
    text = _lines("seal", N_("Why you need to know"))

    def act(self, actor: Account, case: Case) -> Any:
        return ask_to_open(actor=actor, case=case, words=self.text.data or "")

    def thanks(self) -> str:
        return gettext(_SEAL[self.result.said])


class FollowUpForm(TalkForm):
    text = _lines("follow-up", N_("How is it now?"))
    done = N_("Thank you. The case is closed; a new flag would open it again.")

    def act(self, actor: Account, case: Case) -> Any:
        return finish_follow_up(actor=actor, case=case, words=self.text.data or "")


FORMS: dict[str, type[TalkForm]] = {
    "notes": NoteForm,
    "second-opinion": OpinionForm,
    "answer": AnswerForm,
    "escalation": EscalationForm,
    "level": LevelForm,
    "follow-up": FollowUpForm,
    "seal": SealForm,
}


def talk_forms(part: str = "", *, sent: TalkForm | None = None, text: str = "") -> dict[str, TalkForm]:
    """Every form of a case's page by its part, empty but for `part`: as `sent`, or with a kept `text`."""
    forms = {name: shape(formdata=None, text=text if name == part else "") for name, shape in FORMS.items()}
    return forms if sent is None else {**forms, part: sent}
