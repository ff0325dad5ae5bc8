"""Take the README's pictures anew, from a forum that `make run` and `make demo` have filled.

    CHROMIUM=$(tools/chromium) .venv/bin/python tools/screenshots.py ADDRESS NAME PASSPHRASE

NAME and PASSPHRASE are the member's that `make demo` printed.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "img"
SIZE = {"width": 1280, "height": 900}
THREAD = "One thing, any size (the long thread)"


def main(address: str, name: str, passphrase: str) -> None:
    """Home by day as a stranger sees it, a thread by night as a member does."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        args = ["--no-sandbox"] if os.geteuid() == 0 else []
        path = os.environ.get("CHROMIUM") or None
        browser = playwright.chromium.launch(executable_path=path, args=args)
        usual = {"base_url": address, "viewport": SIZE, "locale": "en-GB", "reduced_motion": "reduce"}

        stranger = browser.new_context(**usual, color_scheme="light").new_page()
        stranger.goto("/")
        stranger.screenshot(path=FOLDER / "home-light.png")

        member = browser.new_context(**usual, color_scheme="dark").new_page()
        _sign_in(member, name, passphrase)
        member.goto("/b/daily")
        member.get_by_role("link", name=THREAD, exact=True).click()
        member.screenshot(path=FOLDER / "thread-dark.png")
        browser.close()


def _sign_in(page: Page, name: str, passphrase: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(passphrase)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name=f"Hello, {name}").wait_for()


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
