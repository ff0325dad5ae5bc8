"""Words carried through a lost sign-in go to whoever wrote them, and to nobody else."""

from collections.abc import Callable

import pytest
from flask import Flask, current_app
from itsdangerous import URLSafeTimedSerializer

from forum.accounts.models import Account
from forum.accounts.signing_in import end_all_sign_ins
from forum.http.marks import is_mark_of, mark_in, new_mark
from forum.threads.drafts import drafts_of
from tests.accounts.doors import sign_in
from tests.cast import Cast
from tests.make import PASSWORD, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Form, Guest, Page

WORDS = "What only I may read."


def of_a_reply(cast: Cast) -> str:
    return f"/t/{make_thread(cast.kitchen, by=cast.jonas).id}/reply"


def of_a_thread(cast: Cast) -> str:
    return f"/b/{cast.kitchen.slug}/new"


def of_an_edit(cast: Cast) -> str:
    return f"/p/{make_post(by=cast.ines).id}/edit"


def of_a_flag(cast: Cast) -> str:
    return f"/p/{make_post(by=cast.jonas).id}/flag"


def of_a_check_in(cast: Cast) -> str:
    return "/check-in"


def of_an_appeal(cast: Cast) -> str:
    return f"/decisions/{decided(flagged(make_post(by=cast.ines)), by=cast.tomas).id}/appeal"


def of_a_members_note(cast: Cast) -> str:
    return f"/moderation/members/{cast.jonas.id}/notes"


def of_a_handover(cast: Cast) -> str:
    return "/moderation/handover"


PLACES = [
    of_a_reply,
    of_a_thread,
    of_an_edit,
    of_a_flag,
    of_a_check_in,
    of_an_appeal,
    of_a_members_note,
    of_a_handover,
]


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


def by_ending(who: Guest, account: Account) -> None:
    end_all_sign_ins(account=account)


def by_closing_the_browser(who: Guest, account: Account) -> None:
    who.client.delete_cookie("forum")


LOST = [by_ending, by_closing_the_browser]


def asked_to_sign_in(
    who: Guest, form: Form, lose: Callable[[Guest, Account], None], account: Account
) -> Page:
    lose(who, account)
    asked = who.send(form, text=WORDS)
    assert asked.status == 401 and WORDS in asked.text
    return asked


@pytest.mark.parametrize("lose", LOST)
@pytest.mark.parametrize("place_of", PLACES)
def test_words_wait_for_whoever_wrote_them(
    cast: Cast, ines: Guest, place_of: Callable[[Cast], str], lose: Callable[[Guest, Account], None]
) -> None:
    place = place_of(cast)
    form = ines.get(place).form(place)
    asked = asked_to_sign_in(ines, form, lose, cast.ines)
    ines.send(asked.form("/sign-in"), name="Ines", password=PASSWORD)
    assert [draft.text for draft in drafts_of(cast.ines.id)] == [WORDS]


@pytest.mark.parametrize("lose", LOST)
@pytest.mark.parametrize("place_of", PLACES)
def test_they_are_not_kept_for_anybody_else(
    cast: Cast, ines: Guest, place_of: Callable[[Cast], str], lose: Callable[[Guest, Account], None]
) -> None:
    place = place_of(cast)
    form = ines.get(place).form(place)
    asked = asked_to_sign_in(ines, form, lose, cast.ines)
    page = ines.send(asked.form("/sign-in"), name=cast.maya.name, password=PASSWORD)
    assert page.path == "/" and "not written under this name" in page.text and WORDS not in page.text
    assert not drafts_of(cast.maya.id)


def test_that_is_said_before_it_happens(cast: Cast, ines: Guest) -> None:
    asked = asked_to_sign_in(ines, ines.get("/check-in").form(), by_ending, cast.ines)
    slip = ines.send(asked.form("/sign-in"), name="Ines", password="not this one at all")
    for page in (asked, slip):
        assert "Under another name they are not kept: copy them first." in page.text


def test_nor_after_a_slip_of_the_password(cast: Cast, ines: Guest) -> None:
    asked = asked_to_sign_in(ines, ines.get("/check-in").form(), by_ending, cast.ines)
    slip = ines.send(asked.form("/sign-in"), name=cast.maya.name, password="not this one at all")
    ines.send(slip.form("/sign-in"), name="Maya", password=PASSWORD)
    assert not drafts_of(cast.maya.id)


@pytest.mark.parametrize("lose", LOST)
def test_nor_for_somebody_who_signed_in_meanwhile_in_another_window(
    cast: Cast, ines: Guest, lose: Callable[[Guest, Account], None]
) -> None:
    asked = asked_to_sign_in(ines, ines.get("/check-in").form(), lose, cast.ines)
    sign_in(ines, cast.maya.name)
    page = ines.send(asked.form("/sign-in"), name="Ines", password=PASSWORD)
    if page.h1 == "Once more, please":
        ines.send(page.form("/sign-in"))
    assert not drafts_of(cast.maya.id)


def test_a_form_whose_owner_nobody_can_tell_shows_its_words_and_gives_them_to_nobody(
    cast: Cast, guest: Guest
) -> None:
    place = of_a_reply(cast)
    asked = guest.post(place, {"text": WORDS, "csrf_token": "of another key"})
    assert asked.status == 401 and "Please copy your words" in asked.text
    assert asked.one("main textarea").get_text().strip() == WORDS
    guest.send(asked.form("/sign-in"), name=cast.maya.name, password=PASSWORD)
    assert not drafts_of(cast.maya.id)


def test_a_form_that_was_open_under_another_name_is_not_sent_under_this_one(cast: Cast, ines: Guest) -> None:
    place = of_a_reply(cast)
    form = ines.get(place).form(place)
    by_closing_the_browser(ines, cast.ines)
    sign_in(ines, cast.maya.name)
    page = ines.send(form, text=WORDS)
    assert (page.status, page.h1) == (400, "That page was under another name")
    assert "Maya" in page.text and page.one("main textarea").get_text().strip() == WORDS
    assert not page.all("main form")


def test_a_moderators_page_stays_hidden_from_guests_without_such_a_form(cast: Cast, guest: Guest) -> None:
    token = guest.get("/sign-in").form("/sign-in").values["csrf_token"]
    assert guest.post("/moderation/handover", {"text": WORDS, "csrf_token": token}).status == 404


class TestMark:
    def test_it_fits_one_account(self, app: Flask) -> None:
        mark = new_mark(7)
        assert is_mark_of(mark, 7) and not is_mark_of(mark, 8) and not is_mark_of(mark, 0)

    def test_no_two_are_alike(self, app: Flask) -> None:
        assert new_mark(7) != new_mark(7)

    @pytest.mark.parametrize("mark", ["", ".", "a", "a.", "é.é", "." * 500])
    def test_what_is_no_mark_fits_nobody(self, app: Flask, mark: str) -> None:
        assert not is_mark_of(mark, 7)

    @pytest.mark.parametrize("token", ["", "x", "é", "a.b.c", "\x00", "7" * 5000])
    def test_what_is_no_token_holds_none(self, app: Flask, token: str) -> None:
        assert mark_in(token) == ""

    def test_a_token_of_something_else_holds_none(self, app: Flask) -> None:
        signed = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="wtf-csrf-token")
        assert mark_in(str(signed.dumps({"a": 1}))) == "" == mark_in(str(signed.dumps("guest")))

    def test_every_form_of_a_page_has_the_members_own(self, cast: Cast, ines: Guest) -> None:
        page = ines.get(of_a_reply(cast).removesuffix("/reply"))
        tokens = {str(field["value"]) for field in page.all("input[name=csrf_token]")}
        assert len(tokens) == 1 and is_mark_of(mark_in(tokens.pop()), cast.ines.id)
