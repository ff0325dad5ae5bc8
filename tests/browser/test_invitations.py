"""The invitation to answer somebody, with scripts and without."""

from playwright.sync_api import expect

from forum.threads.invitations import invite
from tests.browsing import Enter
from tests.make import make_board, make_member, make_thread


def test_an_invitation_can_be_put_off_and_turned_off(enter: Enter, scripts: bool) -> None:
    for _ in range(2):
        make_thread(make_board(), by=make_member())
    member, other = make_member(), make_member()
    invite(actor=other)
    page = enter(member, scripts=scripts)
    page.goto("/settings")
    page.get_by_role("button", name="I’m up to it now and then").click()
    page.goto("/")
    expect(page.get_by_text("Somebody is waiting for a first word")).to_be_visible()
    page.get_by_role("button", name="Not today").click()
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
    expect(page.get_by_text("Somebody is waiting for a first word")).to_have_count(0)
    page = enter(other, scripts=scripts)
    page.goto("/")
    page.get_by_role("button", name="Don’t ask me any more").click()
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
    expect(page.get_by_text("Somebody is waiting for a first word")).to_have_count(0)
