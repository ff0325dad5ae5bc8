"""The shape of what an admin found about a line."""

from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext
from forum.safety.countries import Outcome
from forum.safety.models import LONGEST_NOTE
from forum.web.safety.labels import FINDINGS


class LineCheckForm(Form):
    outcome = RadioField(
        N_("What did you find?"), coerce=Outcome, validators=[InputRequired(N_("Please choose one."))]
    )
    note = TextAreaField(N_("Note"), render_kw={"maxlength": LONGEST_NOTE, "rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.outcome.choices = [(outcome, gettext(words)) for outcome, words in FINDINGS.items()]
