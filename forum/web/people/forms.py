"""Keeping somebody at a distance."""

from wtforms import HiddenField, StringField

from forum.accounts.models import Account, Distance
from forum.accounts.profile import keep_away, let_near
from forum.core.errors import Invalid
from forum.core.words import N_
from forum.http.forms import Form

NEAR = "near"


class DistanceForm(Form):
    """`distance` is one of `Distance`, or `NEAR` to undo; `next` is the page that the button stood on."""

    distance = StringField()
    next = HiddenField()

    def keep(self, actor: Account, other: Account) -> None:
        """Put the distance between the two.

        Raises:
            Invalid: there is no such distance.
        """
        if self.distance.data == NEAR:
            return let_near(actor=actor, other=other)
        if self.distance.data not in set(Distance):
            raise Invalid(N_("Please use one of the buttons on this page."))
        return keep_away(actor=actor, other=other, distance=Distance(self.distance.data))
