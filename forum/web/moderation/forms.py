"""The shape of a flag, and of a decision."""

from collections.abc import Container, Iterable
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from forum.boards.queries import BoardCard
from forum.core.errors import Refusal
from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext
from forum.moderation.changes import Changes, Stale
from forum.moderation.models import LONGEST_NOTE, Act, Lane, Reason, Rule
from forum.moderation.queries import CasePage
from forum.moderation.rules import CARE_HIDES_UNDER, acts_for
from forum.moderation.terms import LONGEST_PRIVATE_NOTE, LONGEST_SUSPENSION, LONGEST_WORDS
from forum.threads.models import Draft, Post
from forum.threads.moving import LONGEST_SIGN
from forum.threads.vocabulary import on_offer
from forum.web.moderation.labels import ACTS, REASONS, act_words, rule_words
from forum.web.moderation.sorting_labels import judged_choices, judged_or_none
from forum.web.threads.forms import NotesField
from forum.web.threads.labels import note_choices

# More versions than a case, and wordings than a post, will ever have.
_MOST = 2**31 - 1


def _number_or_none(typed: object) -> int | None:
    return int(str(typed)) if str(typed or "").isdecimal() and len(str(typed)) < 19 else None


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

    @classmethod
    def about(cls, post: Post, draft: Draft | None) -> "FlagForm":
        """The form for a post as it is now, with what could not be sent before."""
        if draft is None:
            return cls(revision=post.revision)
        form = cls(revision=post.revision, text=draft.text, reason=draft.choice)
        form.kept_at = draft.changed_at
        return form

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
    notes = NotesField(N_("Content notes to add"))
    wording = TextAreaField(N_("The post without the detail"), render_kw={"rows": 10})
    board_id = SelectField(N_("To which board"), coerce=_number_or_none, validate_choice=False)
    sign = StringField(
        N_("What stands on the thread while it rests"),
        render_kw={"maxlength": LONGEST_SIGN, "autocomplete": "off"},
    )
    private_note = TextAreaField(
        N_("Note for moderators"), render_kw={"maxlength": LONGEST_PRIVATE_NOTE, "rows": 2}
    )
    judged = SelectField(
        N_("What was it?"), coerce=judged_or_none, choices=judged_choices, validate_choice=False
    )
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, _MOST)])
    revision = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, _MOST)])
    changes: Changes | None = None
    _acts: tuple[Act, ...] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.act.choices = [(act, gettext(words)) for act, words in ACTS.items()]
        self._offer(_RULES)

    @classmethod
    def from_draft(cls, draft: Draft | None) -> "DecisionForm":
        """An empty form, or one as it was when it could not be sent."""
        if draft is None:
            return cls(formdata=None)
        notes = [("notes", note) for note in draft.notes.split()]
        form = cls(formdata=MultiDict([("text", draft.text), *notes, *parse_qsl(draft.beside)]))
        form.kept_at = draft.changed_at
        return form

    def fit(self, page: CasePage) -> None:
        """Show what is open on this case as it is now; what was typed stays.

        One that was kept was made on the case as it was then, and still is: what came in between is shown
        when it is sent.
        """
        head = page.head
        if not (self.kept_at and self.version.data and self.revision.data):
            self.version.data, self.revision.data = head.version, head.revision
            # A hidden field shows what came in rather than its data, as long as there is any.
            self.version.raw_data = self.revision.raw_data = None
        acts = acts_for(head.lane, head.absence, number=head.number)
        self._acts = acts
        self.act.choices = [(act, act_words(head.lane, act)) for act in acts]
        self._offer_notes(but=head.notes.split())
        if page.post and (self.act.data is not Act.EDIT or not self.wording.data):
            self.wording.data = page.post.source
        if head.lane is Lane.CARE:
            self._offer((Rule.NONE, *CARE_HIDES_UNDER))

    def offer_boards(self, boards: Iterable[BoardCard], *, but: str) -> None:
        """Put every board on offer but the one on which the thread is."""
        others = [(board.id, board.name) for board in boards if board.slug != but]
        self.board_id.choices = [("", gettext("Choose a board")), *others]

    def offers(self, act: Act | str) -> bool:
        """Whether this act is open here."""
        return act in self._acts

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
            "notes": frozenset(self.notes.data or ()),
            "wording": self.wording.data or "",
            "board_id": self.board_id.data,
            "sign": self.sign.data or "",
            "judged": self.judged.data,
        }

    def _offer(self, rules: tuple[Rule, ...]) -> None:
        self.rule.choices = [(rule, rule_words(rule) or gettext("Choose a rule")) for rule in rules]

    def _offer_notes(self, but: Container[str] = ()) -> None:
        self.notes.choices = note_choices(note for note in on_offer() if note not in but)

    def _refuse(self, refusal: Refusal) -> None:
        super()._refuse(refusal)
        if isinstance(refusal, Stale):
            self.changes = refusal.changes


_RULES = (Rule.NONE, *(rule for rule in Rule if rule is not Rule.NONE))
