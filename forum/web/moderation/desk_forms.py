"""The shapes of a handover note and of ready words."""

from wtforms import StringField, TextAreaField

from forum.core.words import N_
from forum.http.forms import Form
from forum.moderation.desk_models import LONGEST_TITLE
from forum.moderation.phrases import LONGEST_PHRASE
from forum.moderation.talk import LONGEST_LINE


class HandoverForm(Form):
    text = TextAreaField(N_("For whoever comes next"), render_kw={"maxlength": LONGEST_LINE, "rows": 5})


class PhraseForm(Form):
    title = StringField(N_("Name"), render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"})
    text = TextAreaField(N_("Words"), render_kw={"maxlength": LONGEST_PHRASE, "rows": 12})
