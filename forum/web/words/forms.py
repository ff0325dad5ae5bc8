"""The shape of a watched word."""

from typing import Any

from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from forum.core.words import N_
from forum.http.forms import Form
from forum.http.words import gettext
from forum.moderation.models import Level
from forum.moderation.watched_models import LONGEST_PATTERN, LONGEST_WHY, Effect, Watched
from forum.web.moderation.labels import LEVELS
from forum.web.moderation.watch_labels import EFFECTS, KINDS


class EffectForm(Form):
    """What a watched word does, and why it is watched."""

    effect = RadioField(
        N_("What it does"), coerce=Effect, validators=[InputRequired(N_("Please choose one."))]
    )
    level = SelectField(N_("Level of the case"), coerce=Level, default=Level.ROUTINE)
    why = StringField(
        N_("Why it is watched"), render_kw={"maxlength": LONGEST_WHY, "autocomplete": "off", "required": True}
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.effect.choices = [(effect, gettext(words)) for effect, words in EFFECTS.items()]
        self.level.choices = [(level, gettext(words)) for level, words in LEVELS.items()]

    def terms(self) -> dict[str, Any]:
        """What was chosen, for an operation."""
        return {
            "effect": Effect(self.effect.data),
            "level": Level(self.level.data),
            "why": self.why.data or "",
        }


class WordForm(EffectForm):
    """A new one: what to watch for besides."""

    kind = RadioField(N_("What is it?"), coerce=Watched, default=Watched.WORDS)
    pattern = StringField(
        N_("Word, phrase or site"),
        render_kw={
            "maxlength": LONGEST_PATTERN,
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
            "required": True,
        },
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.choices = [(kind, gettext(words)) for kind, words in KINDS.items()]

    def terms(self) -> dict[str, Any]:
        return {"kind": Watched(self.kind.data), "pattern": self.pattern.data or "", **super().terms()}
