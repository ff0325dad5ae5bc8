"""A forum's own content notes: added and retired by admins, chosen by everybody, never in anybody's way."""

from itertools import count

import pytest
from flask import Flask

from forum.core.db import db
from forum.core.errors import Invalid, NotFound
from forum.moderation.audit import verify
from forum.moderation.house_notes import (
    MOST_EVER,
    MOST_IN_USE,
    add_house_note,
    retire_house_note,
    take_up_house_note,
)
from forum.moderation.models import Act, AuditEntry, Rule
from forum.threads.editing import edit_post
from forum.threads.models import ContentNote, Post, Revision, Thread
from forum.threads.note_models import LONGEST_LABEL, HouseNote
from forum.threads.vocabulary import MOST_ON_A_POST, notes_text, on_offer
from forum.threads.writing import Writing
from forum.web.threads.labels import NOTES, note_words
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest

LIST = "/moderation/content-notes"


@pytest.fixture
def ada(app: Flask, cast: Cast) -> Guest:
    return Guest(app).signed_in_as(cast.ada)


def added(cast: Cast, label: str = "medical debt") -> HouseNote:
    return add_house_note(actor=cast.ada, label=label)


def logged() -> list[tuple[str, object]]:
    entries = db.session.query(AuditEntry).order_by(AuditEntry.number)
    return [(entry.act, entry.details["note"]) for entry in entries if entry.target.startswith("note:")]


def offered(page_of: Guest, address: str, name: str = "notes") -> list[str]:
    return [str(box["value"]) for box in page_of.get(address).all(f"input[name={name}]")]


def test_an_admin_adds_a_note_retires_it_and_takes_it_up_again(ada: Guest) -> None:
    page = ada.send(ada.get(LIST).form("/content-notes"), label="  medical   debt ")
    assert "medical debt" in page.text and "added by Ada" in page.text
    page = ada.send(page.form("/retirement"))
    assert "Posts that carry it keep it." in page.text
    assert on_offer() == tuple(ContentNote)
    ada.send(page.form("/retirement/undo"))
    assert on_offer() == (*ContentNote, "medical_debt")


def test_every_change_stands_in_the_log(ada: Guest, cast: Cast) -> None:
    note = added(cast)
    for _ in range(2):  # doing a thing twice is doing it once
        retire_house_note(actor=cast.ada, note=note)
    for _ in range(2):
        take_up_house_note(actor=cast.ada, note=note)
    assert logged() == [(f"note-{act}", "medical_debt") for act in ("added", "off", "on")]
    assert verify() == []
    assert "retired a content note “medical debt”" in ada.get("/moderation/audit").text


def test_the_page_is_for_admins_and_exists_for_nobody_else(app: Flask, cast: Cast) -> None:
    note = added(cast)
    for account in (cast.maya, cast.ines):
        visitor = Guest(app).signed_in_as(account)
        assert visitor.get(LIST).status == 404
        assert visitor.post(f"{LIST}/{note.id}/retirement").status in (400, 404)
        with pytest.raises(NotFound):
            add_house_note(actor=account, label="weather")
        with pytest.raises(NotFound):
            retire_house_note(actor=account, note=note)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "  ",
        "x" * (LONGEST_LABEL + 1),
        "a_b",
        "debt, more",
        "<b>",
        "debt!",
        "loss",
        "Loss",
        "self harm",
    ],
)
def test_a_label_that_will_not_do_is_refused_by_the_operation(cast: Cast, label: str) -> None:
    with pytest.raises(Invalid) as refused:
        added(cast, label)
    assert refused.value.field == "label"


@pytest.mark.parametrize("label", [*NOTES.values(), "Alcohol and  Drugs", "", "x, y"])
def test_a_refused_label_stays_in_its_field(ada: Guest, label: str) -> None:
    page = ada.send(ada.get(LIST).form("/content-notes"), label=label)
    assert page.status == 422 and page.all("#label-error")
    assert page.one("input[name=label]").get("value", "") == label
    assert db.session.query(HouseNote).count() == 0


def test_the_same_note_is_not_added_twice_however_it_is_spelt(cast: Cast) -> None:
    retire_house_note(actor=cast.ada, note=added(cast, "ECT"))
    with pytest.raises(Invalid, match="already"):
        added(cast, "ect")


@pytest.mark.parametrize("label", ["ECT", "post-natal time", "Ängste", "आत्म हानि", "grandma’s house"])
def test_a_note_is_called_what_its_admin_called_it(cast: Cast, label: str) -> None:
    thread = make_thread(notes=frozenset({added(cast, label).slug}))
    assert note_words(thread.notes) == label


def test_the_list_stays_short_enough_to_be_read(cast: Cast, ada: Guest) -> None:
    letters = (chr(ord("a") + number) for number in count())
    notes = [added(cast, f"note {next(letters)}") for _ in range(MOST_IN_USE)]
    with pytest.raises(Invalid, match="Retire one first"):
        added(cast, "one more")
    retire_house_note(actor=cast.ada, note=notes[0])
    added(cast, "one more")
    page = ada.send(ada.get(LIST).form("/retirement/undo"))
    assert "Retire one first" in page.text and "note_a" not in on_offer()


def test_whoever_leaves_every_note_open_has_room_for_all_that_there_can_ever_be() -> None:
    longest = ["x" * (LONGEST_LABEL - 2) + f"{number:02}" for number in range(MOST_EVER)]
    from_every_post = notes_text([*longest, *ContentNote])
    assert len(from_every_post) <= 1000


def test_as_many_of_the_longest_notes_as_a_post_can_carry_fit_into_its_column() -> None:
    longest = ["x" * (LONGEST_LABEL - 1) + str(number) for number in range(MOST_ON_A_POST)]
    assert len(notes_text(longest)) <= 160 and len(ContentNote) <= MOST_ON_A_POST


def test_members_choose_an_added_note_wherever_they_write(cast: Cast, maya: Guest) -> None:
    thread = make_thread(cast.kitchen, by=cast.jonas)
    for address in (f"/t/{thread.id}", f"/t/{thread.id}/reply", "/b/kitchen-table/new"):
        assert "medical_debt" not in offered(maya, address)
    added(cast)
    for address in (f"/t/{thread.id}", f"/t/{thread.id}/reply", "/b/kitchen-table/new"):
        assert "medical_debt" in offered(maya, address), f"at once on {address}"
    page = maya.send(maya.get(f"/t/{thread.id}/reply").form(), text="Two jobs.", notes="medical_debt")
    assert "Content note: medical debt" in page.text


def test_a_thread_page_asks_no_more_of_the_database_for_it(cast: Cast, maya: Guest) -> None:
    address = f"/t/{make_thread(cast.kitchen, by=cast.jonas).id}"
    maya.get(address)
    before = len(maya.get(address).queries)
    make_post(make_thread(cast.kitchen), notes=frozenset({added(cast).slug}))
    maya.get(address)
    assert len(maya.get(address).queries) == before


def test_a_retired_note_stays_on_its_posts_and_is_offered_no_longer(cast: Cast, maya: Guest) -> None:
    note = added(cast)
    thread = make_thread(cast.kitchen, by=cast.maya, text="Two jobs.", notes=frozenset({note.slug}))
    retire_house_note(actor=cast.ada, note=note)
    assert "Content note: medical debt" in maya.get(f"/t/{thread.id}").text
    assert "medical debt" in maya.get("/b/kitchen-table").text
    assert "medical_debt" not in offered(maya, "/b/kitchen-table/new")
    with pytest.raises(Invalid, match="on offer"):
        make_post(thread, notes=frozenset({note.slug}))


def test_an_edit_keeps_a_note_that_was_retired_since_or_takes_it_off(cast: Cast, maya: Guest) -> None:
    note = added(cast)
    thread = make_thread(by=cast.maya, text="Two jobs.", notes=frozenset({note.slug}))
    retire_house_note(actor=cast.ada, note=note)
    edit = f"/p/{first_post(thread).id}/edit"
    kept = maya.send(maya.get(edit).form(), text="Three jobs.")
    assert kept.status == 200 and "Content note: medical debt" in kept.text
    assert not maya.send(maya.get(edit).form(), notes=None).all(".note-fold")


@pytest.mark.parametrize("nonsense", ["weather", "", "loss suicide", "<b>", "\x00", "x" * 500])
def test_a_note_that_is_not_on_offer_is_refused_and_the_words_are_kept(
    cast: Cast, maya: Guest, nonsense: str
) -> None:
    form = maya.get(f"/t/{make_thread(cast.kitchen).id}/reply").form()
    page = maya.send(form, text="My words.", notes=nonsense)
    assert page.status == 422 and "content notes on offer" in page.text
    assert page.form().values["text"] == "My words."


def test_a_post_carries_no_more_notes_than_fit(cast: Cast) -> None:
    more = added(cast).slug
    with pytest.raises(Invalid) as refused:
        make_post(notes=frozenset({*ContentNote, more}))
    assert refused.value.field == "notes"
    full = make_post(notes=frozenset(ContentNote))
    with pytest.raises(Invalid, match="can carry"):
        decided(flagged(full), by=cast.ines, act=Act.NOTE, rule=Rule.NONE, notes=frozenset({more}))


def test_an_author_cannot_push_a_post_over_the_number_with_what_moderators_added(cast: Cast) -> None:
    more = added(cast).slug
    post = make_post(by=cast.maya, notes=frozenset(set(ContentNote) - {ContentNote.LOSS}))
    decided(flagged(post), by=cast.ines, act=Act.NOTE, rule=Rule.NONE, notes=frozenset({more}))
    writing = Writing("Other words.", frozenset(ContentNote))
    with pytest.raises(Invalid, match="can carry"):
        edit_post(actor=cast.maya, post=post, revision=1, title="", writing=writing)
    assert db.session.query(Revision).count() == 0


def test_a_moderator_adds_a_note_of_the_forums_own_and_takes_it_back(app: Flask, cast: Cast) -> None:
    added(cast)
    thread = make_thread(by=cast.maya)
    case = flagged(first_post(thread))
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get(f"/moderation/cases/{case.id}").form("/decision")
    ines.send(form, act="note", notes="medical_debt", text="So that readers know.")
    db.session.expire_all()
    assert db.session.query(Post).one().notes == db.session.query(Thread).one().notes == "medical_debt"
    statement = Guest(app).signed_in_as(cast.maya).get("/notifications").link("added a content note")
    assert "they see: medical debt" in Guest(app).signed_in_as(cast.maya).get(statement).text
    page = ines.get(f"/moderation/cases/{case.id}")
    ines.send(page.form("/undo"))
    db.session.expire_all()
    assert db.session.query(Post).one().notes == ""


def test_a_moderator_cannot_add_a_note_that_nobody_knows(app: Flask, cast: Cast) -> None:
    case = flagged(make_post(by=cast.maya))
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get(f"/moderation/cases/{case.id}").form("/decision")
    assert ines.send(form, act="note", notes="weather").status == 422


def test_each_reader_leaves_an_added_note_open_or_folded(cast: Cast, maya: Guest, guest: Guest) -> None:
    slug = added(cast).slug
    thread = make_thread(cast.kitchen, by=cast.jonas, text="Two jobs.", notes=frozenset({slug, "loss"}))
    settings = maya.get("/settings")
    assert "Medical debt" in settings.text
    maya.send(settings.form("/settings"), open_notes=["loss"])
    assert maya.get(f"/t/{thread.id}").all(".note-fold"), "one of two is not all"
    maya.send(settings.form("/settings"), open_notes=["loss", slug])
    assert not maya.get(f"/t/{thread.id}").all(".note-fold")
    assert guest.get(f"/t/{thread.id}").all(".note-fold"), "guests have made no choice"


def test_the_choice_outlives_a_note_because_posts_do(cast: Cast, maya: Guest) -> None:
    note = added(cast)
    thread = make_thread(cast.kitchen, by=cast.jonas, notes=frozenset({note.slug}))
    maya.send(maya.get("/settings").form("/settings"), open_notes=[note.slug])
    retire_house_note(actor=cast.ada, note=note)
    maya.send(maya.get("/settings").form("/settings"), theme="dark")
    assert not maya.get(f"/t/{thread.id}").all(".note-fold")
