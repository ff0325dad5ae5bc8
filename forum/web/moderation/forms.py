"""The shape of a flag, and of a decision."""

from typing import Any

from wtforms import IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from forum.core.errors import Refusal
from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext
from forum.moderation.changes import Changes, Stale
from forum.moderation.decisions import (
    LONGEST_PRIVATE_NOTE,
    LONGEST_SUSPENSION,
    LONGEST_WORDS,
)
from forum.moderation.models import LONGEST_NOTE, Act, Lane, Reason, Rule
from forum.moderation.queries import CasePage
from forum.moderation.rules import CARE_HIDES_UNDER, acts_for
from forum.web.moderation.labels import ACTS, REASONS, act_words, rule_words

# More versions than a case, and wordings than a post, will ever have.
_MOST = 2**31 - 1


class DaysField(IntegerField):
    """A whole number, with a complaint in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Please give the days as a number.")) from error


class FlagForm(Form):
    """Why, a note, and the wording that was on the page."""

    reason = RadioField(
        N_("What is it?"), coerce=Reason, validators=[InputRequired(N_("Please choose one."))]
    )
    text = TextAreaField(N_("A note for the moderators"), render_kw={"maxlength": LONGEST_NOTE, "rows": 3})
    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, _MOST)])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason.choices = [(reason, gettext(words)) for reason, words in REASONS.items()]

    def words(self) -> dict[str, Any]:
        """What was said, for the operation."""
        return {
            "reason": Reason(self.reason.data),
            "note": self.text.data or "",
            "revision": self.revision.data,
        }


class DecisionForm(Form):
    """A decision, and the case version and post revision it was made on."""

    act = RadioField(
        N_("What to do"), coerce=Act, validators=[InputRequired(N_("Please choose what to do."))]
    )
    rule = SelectField(N_("House rule"), coerce=Rule, default=Rule.NONE)
    text = TextAreaField(N_("To the author"), render_kw={"maxlength": LONGEST_WORDS, "rows": 6})
    days = DaysField(
        N_("Days"),
        validators=[Optional()],
        render_kw={"inputmode": "numeric", "min": 1, "max": LONGEST_SUSPENSION},
    )
    private_note = TextAreaField(
        N_("Note for moderators"), render_kw={"maxlength": LONGEST_PRIVATE_NOTE, "rows": 2}
    )
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, _MOST)])
    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, _MOST)])
    changes: Changes | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.act.choices = [(act, gettext(words)) for act, words in ACTS.items()]
        self._offer(_RULES)

    def fit(self, page: CasePage) -> None:
        """Show what is open on this case as it is now; what was typed stays."""
        head = page.head
        self.version.data, self.revision.data = head.version, page.post.revision
        # A hidden field shows what came in rather than its data, as long as there is any.
        self.version.raw_data = self.revision.raw_data = None
        acts = acts_for(head.lane, page.post.absence)
        self.act.choices = [(act, act_words(head.lane, act)) for act in acts]
        if head.lane is Lane.CARE:
            self._offer((Rule.NONE, *CARE_HIDES_UNDER))

    def terms(self) -> dict[str, Any]:
        """What was decided, for the operation."""
        return {
            "version": self.version.data,
            "revision": self.revision.data,
            "act": Act(self.act.data),
            "rule": Rule(self.rule.data),
            "words": self.text.data or "",
            "private_note": self.private_note.data or "",
            "days": self.days.data,
        }

    def _offer(self, rules: tuple[Rule, ...]) -> None:
        self.rule.choices = [(rule, rule_words(rule) or gettext("Choose a rule")) for rule in rules]

    def _refuse(self, refusal: Refusal) -> None:
        super()._refuse(refusal)
        if isinstance(refusal, Stale):
            self.changes = refusal.changes


_RULES = (Rule.NONE, *(rule for rule in Rule if rule is not Rule.NONE))
