"""The shapes of an appeal and its answer, of a note on a member, and of spam decided several at a time."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.core.db import LARGEST_ID
from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext
from forum.moderation.appeals import LONGEST_APPEAL
from forum.moderation.bulk import ACTS as SPAM_ACTS
from forum.moderation.bulk import RULES as SPAM_RULES
from forum.moderation.bulk import Chosen
from forum.moderation.models import Act, Rule
from forum.moderation.record import LONGEST_MEMBER_NOTE
from forum.moderation.terms import LONGEST_WORDS
from forum.web.moderation.labels import ACTS, rule_words

_VIEWS = {"uphold": N_("They are right: take the decision back"), "keep": N_("The decision stays")}
_SPAM_WORDS = N_(
    "This looked like advertising or the same post sent many times, and the forum has no room for either. "
    "If we got that wrong, please ask for another look below: somebody else will read it."
)


class AppealForm(Form):
    text = TextAreaField(
        N_("Why should somebody look again?"), render_kw={"maxlength": LONGEST_APPEAL, "rows": 8}
    )


class AppealAnswerForm(Form):
    view = RadioField(N_("What you see"), validators=[Optional()])
    text = TextAreaField(N_("To the author"), render_kw={"maxlength": LONGEST_APPEAL, "rows": 6})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.view.choices = [(value, gettext(words)) for value, words in _VIEWS.items()]

    @property
    def upheld(self) -> bool | None:
        return {"uphold": True, "keep": False}.get(self.view.data or "")


class MemberNoteForm(Form):
    text = TextAreaField(N_("A note"), render_kw={"maxlength": LONGEST_MEMBER_NOTE, "rows": 3})


class CasesField(SelectMultipleField):
    """Cases as checkboxes; each value is the case as it stood on the page: `id.version.revision`."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def chosen(self) -> Iterable[Chosen]:
        """What was ticked; a value that nobody was offered is left out."""
        for value in self.data or ():
            parts = value.split(".")
            if len(parts) == 3 and all(part.isdecimal() and int(part[:20]) <= LARGEST_ID for part in parts):
                yield Chosen(*map(int, parts))


class SpamForm(Form):
    cases = CasesField(N_("Posts"), choices=[], validate_choice=False)
    act = RadioField(
        N_("What to do with all of these"), coerce=Act, validators=[InputRequired(N_("Please choose one."))]
    )
    rule = RadioField(N_("House rule"), coerce=Rule, default=SPAM_RULES[0])
    text = TextAreaField(
        N_("To their authors"),
        default=lambda: gettext(_SPAM_WORDS),
        render_kw={"maxlength": LONGEST_WORDS, "rows": 4},
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.act.choices = [(act, gettext(ACTS[act])) for act in SPAM_ACTS]
        self.rule.choices = [(rule, rule_words(rule)) for rule in SPAM_RULES]

    def decision(self) -> dict[str, Any]:
        """What `decide_spam` is handed."""
        return {
            "chosen": self.cases.chosen(),
            "act": Act(self.act.data),
            "rule": Rule(self.rule.data),
            "words": self.text.data or "",
        }
