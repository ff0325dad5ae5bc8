"""What was typed to oneself is never lost, and is kept once."""

import pytest

from forum.accounts.signing_in import end_all_sign_ins
from forum.checkins.models import CheckIn, How
from forum.checkins.operations import Told, change
from forum.core.db import db
from tests.cast import Cast
from tests.checkins.conftest import Keep
from tests.make import PASSWORD
from tests.page import Guest

WORDS = "One line.\r\n\r\nAnother & <i>one</i>."


def test_the_same_form_sent_twice_keeps_one(maya: Guest) -> None:
    form = maya.get("/check-in").form()
    for _ in range(2):
        assert maya.send(form, text="Only once.").status == 200
    assert db.session.query(CheckIn).count() == 1


def test_two_forms_with_the_same_words_keep_two(maya: Guest) -> None:
    for _ in range(2):
        maya.send(maya.get("/check-in").form(), text="The same again.")
    assert db.session.query(CheckIn).count() == 2


def test_a_form_number_is_ones_own(cast: Cast, maya: Guest) -> None:
    form = maya.get("/check-in").form()
    jonas = Guest(maya.app).signed_in_as(cast.jonas)
    own = jonas.get("/check-in").form()
    maya.send(form, text="Maya's.")
    jonas.send(own, text="Jonas's.", once=form.values["once"])
    assert db.session.query(CheckIn).count() == 2


def test_words_outlive_a_sign_in_that_ended(cast: Cast, maya: Guest) -> None:
    form = maya.get("/check-in").form()
    end_all_sign_ins(account=cast.maya)
    asked = maya.send(form, text=WORDS, title="Opened the window")
    assert (asked.status, asked.h1) == (401, "Please sign in first")
    back = maya.send(asked.form("/sign-in"), name="Maya", password=PASSWORD)
    assert back.path == "/check-in"
    assert back.form().values["text"].split() == WORDS.split()
    assert back.form().values["title"] == "Opened the window"
    maya.send(back.form())
    assert not maya.get("/settings/drafts").all("main li")


def test_so_does_how_it_is_with_words_or_alone(cast: Cast, maya: Guest) -> None:
    for words in (WORDS, ""):
        form = maya.get("/check-in").form()
        end_all_sign_ins(account=cast.maya)
        asked = maya.send(form, how="heavy", text=words)
        back = maya.send(asked.form("/sign-in"), name="Maya", password=PASSWORD)
        assert back.form().values["how"] == "heavy"
        maya.send(back.form())
    assert [moment.how for moment in db.session.query(CheckIn)] == [How.HEAVY, How.HEAVY]
    assert not maya.get("/settings/drafts").all("main li")


@pytest.mark.parametrize("made_up", ["dreadful", "x" * 300, "\x00"])
def test_a_how_that_nobody_offered_is_no_fault(cast: Cast, maya: Guest, made_up: str) -> None:
    form = maya.get("/check-in").form()
    end_all_sign_ins(account=cast.maya)
    asked = maya.send(form, how=made_up, text=WORDS)
    back = maya.send(asked.form("/sign-in"), name="Maya", password=PASSWORD)
    assert back.status == 200 and back.form().values["text"].split() == WORDS.split()


def test_a_changed_how_outlives_it_too(cast: Cast, maya: Guest, keep: Keep) -> None:
    moment = keep("Before.")
    form = maya.get(f"/check-in/{moment.id}").form(f"/{moment.id}")
    end_all_sign_ins(account=cast.maya)
    asked = maya.send(form, how="lighter")
    back = maya.send(asked.form("/sign-in"), name="Maya", password=PASSWORD)
    assert back.form(f"/{moment.id}").values["how"] == "lighter"


def test_how_it_is_waits_where_it_cannot_be_kept_yet(cast: Cast, maya: Guest, keep: Keep) -> None:
    moment = keep("Before.")
    form = maya.get(f"/check-in/{moment.id}").form(f"/{moment.id}")
    change(actor=cast.maya, check_in_id=moment.id, told=Told(words="Second."), revision=1)
    assert maya.send(form, how="lighter", text="Third.").status == 409
    assert maya.get(f"/check-in/{moment.id}").form(f"/{moment.id}").values["how"] == "lighter"


def test_changed_words_outlive_it_too(cast: Cast, maya: Guest, keep: Keep) -> None:
    moment = keep("Before.")
    form = maya.get(f"/check-in/{moment.id}").form(f"/{moment.id}")
    end_all_sign_ins(account=cast.maya)
    asked = maya.send(form, text="After.")
    back = maya.send(asked.form("/sign-in"), name="Maya", password=PASSWORD)
    assert back.form(f"/{moment.id}").values["text"] == "After."
    assert "After." in maya.send(back.form(f"/{moment.id}")).text
    assert not maya.get("/settings/drafts").all("main li")


def test_an_old_token_costs_one_more_press(maya: Guest) -> None:
    form = maya.get("/check-in").form()
    again = maya.send(form, text=WORDS, how="heavy", csrf_token="grown.old")
    assert (again.status, again.h1) == (400, "Once more, please")
    maya.send(again.form("/check-in"))
    (moment,) = db.session.query(CheckIn).all()
    assert (moment.how, moment.words.split()) == (How.HEAVY, WORDS.split())


def test_two_pages_cannot_change_past_each_other(cast: Cast, maya: Guest, keep: Keep) -> None:
    moment = keep("First.")
    form = maya.get(f"/check-in/{moment.id}").form(f"/{moment.id}")
    change(actor=cast.maya, check_in_id=moment.id, told=Told(words="Second."), revision=1)
    page = maya.send(form, text="Third.")
    assert page.status == 409 and "changed on another page" in page.text
    assert page.form(f"/{moment.id}").values["text"] == "Third."
    assert db.session.get_one(CheckIn, moment.id).words == "Second."
    assert "Third." in maya.send(page.form(f"/{moment.id}")).one(".moments").get_text()
    assert not maya.get("/settings/drafts").all("main li.card"), "what was kept as a draft is saved now"


def test_new_words_for_what_was_erased_meanwhile_can_be_kept_as_a_new_one(maya: Guest, keep: Keep) -> None:
    place = f"/check-in/{keep('First.').id}"
    form = maya.get(place).form(place)
    maya.send(maya.get(place).form("/erasure"))
    page = maya.send(form, text="An hour of words.", how="so-so")
    assert page.status == 404 and "This one is not there any more." in page.text
    again = page.form("/check-in")
    assert (again.values["text"], again.values["how"]) == ("An hour of words.", "so-so")
    assert "An hour of words." in maya.send(again).one(".moments").get_text()


def test_the_same_change_sent_twice_is_one(maya: Guest, keep: Keep) -> None:
    moment = keep("First.")
    form = maya.get(f"/check-in/{moment.id}").form(f"/{moment.id}")
    assert [maya.send(form, text="Second.").status for _ in range(2)] == [200, 200]


def test_erasing_everything_takes_what_was_not_kept_yet(cast: Cast, maya: Guest, keep: Keep) -> None:
    moment = keep("Before.")
    forms = [maya.get("/check-in").form(), maya.get(f"/check-in/{moment.id}").form(f"/{moment.id}")]
    for form in forms:
        end_all_sign_ins(account=cast.maya)
        asked = maya.send(form, text="Typed and lost.")
        maya.send(asked.form("/sign-in"), name="Maya", password=PASSWORD)
    drafts = maya.get("/settings/drafts")
    assert [draft.get_text(strip=True) for draft in drafts.all("main li.card h2")] == ["Check-in", "Check-in"]
    maya.send(maya.get("/check-in/erasure").form())
    assert not maya.get("/settings/drafts").all("main li.card")


def test_a_browser_that_kept_a_copy_is_told_to_let_go(cast: Cast, maya: Guest) -> None:
    page = maya.get("/check-in")
    key = page.form().tag["data-keep"]
    after = maya.send(page.form(), text="Kept.")
    assert after.one("meta[name=kept]")["content"] == key
    erased = maya.send(maya.get("/check-in/erasure").form())
    assert erased.one("meta[name=kept]")["content"] == key
