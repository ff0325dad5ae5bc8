"""A decision typed over a sign-in that had ended is there again, all of it, for whoever typed it."""

from urllib.parse import urlencode

import pytest
from flask import Flask

from forum.accounts.signing_in import end_all_sign_ins
from forum.core.db import db
from forum.moderation.decisions import decision_place
from forum.moderation.models import Case, Decision
from forum.threads.drafts import draft_at, drafts_of, keep_draft
from forum.threads.editing import edit_post
from forum.threads.models import Post
from forum.threads.writing import Writing
from tests.accounts.doors import sign_in
from tests.cast import Cast
from tests.make import PASSWORD, make_post
from tests.moderation.acts import flagged
from tests.page import Form, Guest, Page

TYPED = {
    "act": "pause",
    "rule": "kindness",
    "text": "Please rest for a while.",
    "days": "3",
    "private_note": "We spoke before.\r\nLook in on Monday & “later”.",
}


@pytest.fixture
def ines(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ines)


@pytest.fixture
def case(cast: Cast) -> Case:
    return flagged(make_post(by=cast.maya))


def form_of(ines: Guest, case: Case, query: str = "") -> Form:
    return ines.get(f"/moderation/cases/{case.id}{query}").form("/decision")


def asked(ines: Guest, form: Form, cast: Cast, **typed: str) -> Page:
    end_all_sign_ins(account=cast.ines)
    page = ines.send(form, **typed)
    assert (page.status, page.h1) == (401, "Please sign in first")
    return page


def back(ines: Guest, form: Form, cast: Cast, **typed: str) -> Page:
    return ines.send(asked(ines, form, cast, **typed).form("/sign-in"), name="Ines", password=PASSWORD)


def test_what_was_chosen_and_noted_comes_back_with_the_words(ines: Guest, cast: Cast, case: Case) -> None:
    page = back(ines, form_of(ines, case), cast, **TYPED)
    values = page.form("/decision").values
    assert page.path == decision_place(case.id)
    assert {name: "\r\n".join(values[name].splitlines()) for name in TYPED} == TYPED


def test_it_can_be_decided_as_it_stands_and_is_kept_no_longer(ines: Guest, cast: Cast, case: Case) -> None:
    ines.send(back(ines, form_of(ines, case), cast, **TYPED).form("/decision"))
    decision = db.session.query(Decision).one()
    assert (decision.act, decision.private_note.splitlines()[0]) == ("pause", "We spoke before.")
    assert not drafts_of(cast.ines.id)


def test_a_note_for_moderators_alone_is_something_to_lose(ines: Guest, cast: Cast, case: Case) -> None:
    page = asked(ines, form_of(ines, case), cast, private_note="We spoke before.")
    assert "Nothing you wrote is lost." in page.text
    back_again = ines.send(page.form("/sign-in"), name="Ines", password=PASSWORD)
    assert back_again.form("/decision").values["private_note"] == "We spoke before."


def test_ticked_content_notes_come_back(ines: Guest, cast: Cast, case: Case) -> None:
    page = back(ines, form_of(ines, case), cast, act="note", notes="loss")
    assert page.form("/decision").values["notes"] == "loss"


def test_a_wording_comes_back_where_a_detail_was_being_taken_out(ines: Guest, cast: Cast, case: Case) -> None:
    page = back(ines, form_of(ines, case, "?words=shown"), cast, act="edit", wording="Without […].")
    assert page.form("/decision").values["wording"] == "Without […]."


def test_a_members_words_are_kept_in_no_draft_where_they_were_only_shown(
    ines: Guest, cast: Cast, case: Case
) -> None:
    form = form_of(ines, case, "?words=shown")
    assert form.values["wording"]
    back(ines, form, cast, **TYPED)
    draft = draft_at(cast.ines.id, decision_place(case.id))
    assert draft is not None and "wording" not in draft.beside


def test_what_came_in_between_is_shown_before_it_is_decided(ines: Guest, cast: Cast, case: Case) -> None:
    form = form_of(ines, case, "?words=shown")
    post = db.session.get_one(Post, case.post_id)
    edit_post(actor=cast.maya, post=post, revision=1, title="", writing=Writing("Put better by myself."))
    page = back(ines, form, cast, **{**TYPED, "act": "edit", "wording": "Without […]."})
    refused = ines.send(page.form("/decision"))
    assert refused.status == 409 and not db.session.query(Decision).all()
    assert db.session.get_one(Post, case.post_id).source == "Put better by myself."


def test_they_are_shown_for_copying_where_the_form_was_anothers(ines: Guest, cast: Cast, case: Case) -> None:
    form = form_of(ines, case)
    ines.client.delete_cookie("forum")
    sign_in(ines, cast.tomas.name)
    page = ines.send(form, **TYPED)
    assert page.h1 == "That page was under another name"
    boxes = " ".join(box.get_text() for box in page.all("main textarea"))
    assert TYPED["text"] in boxes and "We spoke before." in boxes


@pytest.mark.parametrize(
    "beside",
    [
        "",
        "act=dance&rule=x&days=many&board_id=-&judged=x&version=x&revision=9999999999999999999999",
        "act=%00&private_note=a%00b&%FF=%FF&text=Instead&csrf_token=x&version=-1",
        "\x00" * 50,
        "&" * 5000,
    ],
)
def test_what_makes_no_sense_breaks_nothing(ines: Guest, cast: Cast, case: Case, beside: str) -> None:
    keep_draft(actor=cast.ines, place=decision_place(case.id), title="", text="Words.", beside=beside)
    page = ines.get(decision_place(case.id))
    assert (page.status, page.form("/decision").values["text"]) == (200, "Words.")
    assert ines.send(page.form("/decision")).status in (409, 422)


def test_nor_does_a_made_up_field_on_the_way_through_the_sign_in(ines: Guest, cast: Cast, case: Case) -> None:
    form = asked(ines, form_of(ines, case), cast, **TYPED).form("/sign-in")
    made_up = urlencode({"act": "note", "private_note": "a\x00b"}) + "&\x00=\x00&" + "x" * 9000
    page = ines.send(form, name="Ines", password=PASSWORD, kept_beside=made_up)
    assert page.path == decision_place(case.id)
    draft = draft_at(cast.ines.id, decision_place(case.id))
    assert draft is not None and "\x00" not in draft.beside
