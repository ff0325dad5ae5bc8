"""Taking along everything of one's own, with scripts and without."""

import json

from playwright.sync_api import expect

from tests.browsing import Enter
from tests.make import PASSWORD, make_member, make_post


def test_the_file_is_given_and_the_page_lets_go_of_the_password(enter: Enter, scripts: bool) -> None:
    member = make_member()
    make_post(by=member, text="Mine, from March.")
    page = enter(member, scripts=scripts)
    page.goto("/settings")
    page.get_by_role("link", name="Everything of mine").click()
    password = page.get_by_label("Your password")
    # Twice: the page stays where it is, and must not believe that its form is still under way.
    for _ in range(2):
        password.fill(PASSWORD)
        with page.expect_download() as given:
            page.get_by_role("button", name="Make the file").click()
        assert given.value.suggested_filename.startswith("export-")
        found = json.loads(given.value.path().read_text(encoding="utf-8"))
        assert found["posts"][0]["words"] == "Mine, from March."
        if scripts:
            expect(password).to_have_value("")


def test_a_wrong_password_is_said_and_can_be_mended(enter: Enter, scripts: bool) -> None:
    page = enter(make_member(), scripts=scripts)
    page.goto("/settings/export")
    page.get_by_label("Your password").fill("not this one")
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("link", name="That is not your password.")).to_be_visible()
    page.get_by_label("Your password").fill(PASSWORD)
    with page.expect_download() as given:
        page.get_by_role("button", name="Make the file").click()
    assert given.value.suggested_filename.endswith(".json")
