"""How the forum looks to one person, and when it keeps quiet.

It is kept with the account of whoever is signed in, and in a small cookie of the browser otherwise.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from forum.accounts.models import Account, Motion, TextSize, Theme
from forum.accounts.nights import UNKNOWN, Night
from forum.core.operation import operation


class Appearance(NamedTuple):
    """What a page's first tag says. Whatever differs by it is kept under it."""

    theme: Theme
    text_size: TextSize
    motion: Motion
    energy: str

    @property
    def schemes(self) -> str:
        """The colour schemes that the browser may paint before it has read our style."""
        if self.theme is Theme.SYSTEM:
            return "light dark"
        return "light" if self.theme is Theme.LIGHT else "dark"


@dataclass(frozen=True, slots=True)
class Comfort:
    """One person's choices. The ones made for whoever has not chosen ask nothing and assume nothing."""

    theme: Theme = Theme.SYSTEM
    text_size: TextSize = TextSize.NORMAL
    motion: Motion = Motion.DEVICE
    low_energy: bool = False
    hides_exit: bool = False
    quiet_nights: bool = True
    warm_nights: bool = True
    night: Night = UNKNOWN

    def appearance(self, now: datetime) -> Appearance:
        """How pages look at this moment: at night they turn warm, but for those who asked for light pages."""
        turns_warm = self.warm_nights and self.theme in (Theme.SYSTEM, Theme.DARK) and self.night.covers(now)
        theme = Theme.NIGHT_WARM if turns_warm else self.theme
        return Appearance(theme, self.text_size, self.motion, "low" if self.low_energy else "usual")

    def is_quiet(self, now: datetime) -> bool:
        """Whether news and letters wait at this moment."""
        return self.quiet_nights and self.night.covers(now)

    def quiet_until(self, now: datetime) -> datetime:
        """When a letter may go out: now, or when the quiet hours are over."""
        return self.night.is_over_at(now) if self.quiet_nights else now


USUAL = Comfort()


class HoldsChoices(Protocol):
    """An account, or a row with the same columns (`COLUMNS`)."""

    @property
    def theme(self) -> Theme: ...
    @property
    def text_size(self) -> TextSize: ...
    @property
    def motion(self) -> Motion: ...
    @property
    def low_energy(self) -> bool: ...
    @property
    def hides_exit(self) -> bool: ...
    @property
    def quiet_nights(self) -> bool: ...
    @property
    def warm_nights(self) -> bool: ...
    @property
    def night_zone(self) -> str: ...
    @property
    def night_begins(self) -> int: ...
    @property
    def night_ends(self) -> int: ...


COLUMNS = (
    Account.theme,
    Account.text_size,
    Account.motion,
    Account.low_energy,
    Account.hides_exit,
    Account.quiet_nights,
    Account.warm_nights,
    Account.night_zone,
    Account.night_begins,
    Account.night_ends,
)


def comfort_of(held: HoldsChoices) -> Comfort:
    """The choices that an account or its row holds."""
    return Comfort(
        theme=held.theme,
        text_size=held.text_size,
        motion=held.motion,
        low_energy=held.low_energy,
        hides_exit=held.hides_exit,
        quiet_nights=held.quiet_nights,
        warm_nights=held.warm_nights,
        night=Night(held.night_zone, held.night_begins, held.night_ends),
    )


@operation
def choose_comfort(*, actor: Account, comfort: Comfort) -> None:
    """Keep these choices with the account."""
    actor.theme = comfort.theme
    actor.text_size = comfort.text_size
    actor.motion = comfort.motion
    actor.low_energy = comfort.low_energy
    actor.hides_exit = comfort.hides_exit
    actor.quiet_nights = comfort.quiet_nights
    actor.warm_nights = comfort.warm_nights
    actor.night_zone = comfort.night.zone
    actor.night_begins = comfort.night.begins
    actor.night_ends = comfort.night.ends


@operation
def choose_low_energy(*, actor: Account, low: bool) -> None:
    """Turn low-energy mode on or off; saying it again changes nothing."""
    actor.low_energy = low
