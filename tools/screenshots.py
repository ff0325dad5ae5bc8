"""The README's two pictures, taken anew: `.venv/bin/python tools/screenshots.py ADDRESS COOKIE THREAD`.

ADDRESS is a running forum that `make demo` has filled, COOKIE the value of a signed-in member's session
cookie, THREAD the path of the thread to show. The pictures go to docs/img/.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "img"
SIZE = {"width": 1280, "height": 860}


def main(address: str, cookie: str, thread: str) -> None:
    """Take both pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, path, scheme in (("home-light", "/", "light"), ("thread-dark", thread, "dark")):
            context = browser.new_context(viewport=SIZE, color_scheme=scheme)
            context.add_cookies([{"name": "forum", "value": cookie, "url": address}])
            page = context.new_page()
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:4])
