"""How the place looks, and when it keeps quiet."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, Field, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its stubs are a release behind
from wtforms.validators import ValidationError

from forum.accounts.comfort import Comfort
from forum.accounts.models import Motion, TextSize, Theme
from forum.accounts.nights import Night
from forum.core.words import N_
from forum.core.zones import OLD_NAMES, present_name, zone_names
from forum.http.forms import Form
from forum.http.words import gettext
from forum.web.comfort.labels import MOTIONS, NOT_ON_OFFER, TEXT_SIZES, THEMES

HOURS = [SelectChoice(str(hour), f"{hour:02}:00") for hour in range(24)]
# Run together in the list of zones.
SPELLED = {"DumontDUrville": "Dumont d’Urville"}
HOURS_OFFERED = {choice.value for choice in HOURS}


class ComfortForm(Form):
    theme = RadioField(N_("Colours"), choices=[], validate_choice=False)
    text_size = RadioField(N_("Size of the text"), choices=[], validate_choice=False)
    motion = RadioField(N_("Movement"), choices=[], validate_choice=False)
    low_energy = BooleanField(N_("Low-energy mode"))
    hides_exit = BooleanField(N_("Hide the quick exit"))
    zone = SelectField(N_("Where it is night for you"), choices=[], validate_choice=False)
    begins = SelectField(N_("Night begins"), choices=HOURS, validate_choice=False)
    ends = SelectField(N_("Night ends"), choices=HOURS, validate_choice=False)
    warm_nights = BooleanField(N_("Warm colours at night"))
    quiet_nights = BooleanField(N_("No news and no letters at night"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.theme.choices = _offer(THEMES)
        self.text_size.choices = _offer(TEXT_SIZES)
        self.motion.choices = _offer(MOTIONS)
        self.zone.choices = _zones(held=present_name(self.zone.data or ""))

    @classmethod
    def of(cls, comfort: Comfort) -> "ComfortForm":
        """The form as things are now, or as it was sent."""
        return cls(
            theme=comfort.theme.value,
            text_size=comfort.text_size.value,
            motion=comfort.motion.value,
            low_energy=comfort.low_energy,
            hides_exit=comfort.hides_exit,
            zone=present_name(comfort.night.zone),
            begins=str(comfort.night.begins),
            ends=str(comfort.night.ends),
            warm_nights=comfort.warm_nights,
            quiet_nights=comfort.quiet_nights,
        )

    def validate_theme(self, field: Field) -> None:
        _is_on_offer(field.data in set(Theme))

    def validate_text_size(self, field: Field) -> None:
        _is_on_offer(field.data in set(TextSize))

    def validate_motion(self, field: Field) -> None:
        _is_on_offer(field.data in set(Motion))

    def validate_zone(self, field: Field) -> None:
        _is_on_offer(not field.data or present_name(field.data) != "")

    def validate_begins(self, field: Field) -> None:
        _is_on_offer(field.data in HOURS_OFFERED)

    def validate_ends(self, field: Field) -> None:
        _is_on_offer(field.data in HOURS_OFFERED)

    def comfort(self) -> Comfort:
        return Comfort(
            theme=Theme(self.theme.data),
            text_size=TextSize(self.text_size.data),
            motion=Motion(self.motion.data),
            low_energy=self.low_energy.data,
            hides_exit=self.hides_exit.data,
            quiet_nights=self.quiet_nights.data,
            warm_nights=self.warm_nights.data,
            night=Night(present_name(self.zone.data or ""), int(self.begins.data), int(self.ends.data)),
        )


def _offer(words: Mapping[Any, str]) -> list[SelectChoice]:
    return [SelectChoice(str(value), gettext(label)) for value, label in words.items()]


def _is_on_offer(there: bool) -> None:
    if not there:
        raise ValidationError(gettext(NOT_ON_OFFER))


def _zones(*, held: str) -> list[SelectChoice]:
    """Places by their part of the world, and the one that is `held`, which may have left the list since.

    `data-also` holds older names, which browsers still give.
    """
    older: dict[str, list[str]] = {}
    for old, new in OLD_NAMES.items():
        older.setdefault(new, []).append(old)
    offered = [SelectChoice("", gettext("I would rather not say"))]
    for name in sorted({*zone_names(), held} - {""}):
        area, _, place = name.partition("/")
        also = {"data-also": " ".join(older[name])} if name in older else {}
        offered.append(SelectChoice(name, _place_in_words(place), also, area))
    return offered


def _place_in_words(place: str) -> str:
    """The last parts of a zone's name as people write them."""
    return SPELLED.get(place, place.replace("_", " ").replace("/", ", "))
