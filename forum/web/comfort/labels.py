"""The words for choices about the look of the place."""

from forum.accounts.models import Motion, TextSize, Theme
from forum.core.words import N_

THEMES = {
    Theme.SYSTEM: N_("As this device is set"),
    Theme.LIGHT: N_("Light"),
    Theme.DARK: N_("Dark"),
    Theme.NIGHT_WARM: N_("Warm night: dark, with little blue"),
}
TEXT_SIZES = {
    TextSize.NORMAL: N_("As usual"),
    TextSize.LARGER: N_("Larger"),
    TextSize.LARGEST: N_("Largest"),
}
MOTIONS = {
    Motion.DEVICE: N_("As this device is set"),
    Motion.REDUCED: N_("Nothing moves or fades"),
}
NOT_ON_OFFER = N_("Please choose one of those on offer.")
