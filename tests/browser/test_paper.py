"""What is printed: dark words on white, whatever the screen looks like."""

from typing import Literal

import pytest

from forum.accounts.comfort import Comfort, choose_comfort
from forum.accounts.models import Theme
from tests.browsing import Enter
from tests.make import make_member

COLOURS = """[...document.querySelectorAll("html, main *")].flatMap((one) => {
  const { color, backgroundColor, borderBlockEndColor } = getComputedStyle(one);
  return [color, backgroundColor, borderBlockEndColor];
})"""


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.NIGHT_WARM])
@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_paper_is_printed_by_day_whatever_the_screen_looks_like(
    enter: Enter, theme: Theme, contrast: Literal["no-preference", "more"]
) -> None:
    def printed(theme: Theme) -> list[str]:
        member = make_member()
        choose_comfort(actor=member, comfort=Comfort(theme=theme))
        page = enter(member, contrast=contrast)
        page.goto("/help/in")
        page.emulate_media(media="print")
        colours: list[str] = page.evaluate(COLOURS)
        return colours

    assert printed(theme) == printed(Theme.LIGHT)
