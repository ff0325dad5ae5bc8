"""A member's record: everything in one time line, for moderators, and never for the one it is about."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.core.errors import Invalid, NotFound
from forum.moderation.appeals import answer_appeal, appeal
from forum.moderation.decisions import undo
from forum.moderation.models import Act, AuditEntry, Reason
from forum.moderation.record import leave_member_note, record_of
from forum.moderation.record_models import MemberNote
from tests.cast import Cast
from tests.make import make_member, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page


def shown(app: Flask, cast: Cast, name: str = "Maya") -> Page:
    return Guest(app).signed_in_as(cast.ines).get(f"/moderation/members/{name}")


def lines(page: Page) -> list[str]:
    return [" ".join(line.get_text(" ").split()) for line in page.all("ol.history > li")]


def test_all_of_it_stands_in_one_time_line_the_newest_first(app: Flask, cast: Cast) -> None:
    post = make_post(by=cast.maya)
    made = decided(flagged(post), by=cast.ines)
    asked = appeal(actor=cast.maya, decision=made, words="It was a song.")
    leave_member_note(actor=cast.tomas, account_id=cast.maya.id, words="Writes late at night.")
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=True, words="You are right.")
    note, asking, hidden, flags = lines(shown(app, cast))
    assert note.startswith("Note Writes late at night. Tomas")
    assert "they were right, it was taken back" in asking
    assert hidden.startswith("Post hidden") and "taken back" in hidden and "Ines" in hidden
    assert flags.startswith("A post was flagged , 1 flag: led to a step")


def test_a_worry_is_told_from_a_rule(app: Flask, cast: Cast) -> None:
    post = make_post(by=cast.maya)
    decided(flagged(post, reason=Reason.WORRIED), by=cast.ines, act=Act.NO_ACTION)
    decided(flagged(post, reason=Reason.SPAM), by=cast.ines, act=Act.NO_ACTION)
    text = " ".join(lines(shown(app, cast)))
    assert "A worry about them , 1 flag: seen to" in text
    assert "A post was flagged , 1 flag: looked at, and the post stayed" in text


def test_it_reminds_that_a_pattern_counts(app: Flask, cast: Cast) -> None:
    make_post(by=cast.maya)
    page = shown(app, cast)
    assert "never one bad day" in page.text and "Nothing. No flag, no decision, no note." in page.text


def test_what_came_of_their_own_flags_is_counted_and_no_more(app: Flask, cast: Cast) -> None:
    for act in (Act.HIDE, Act.HIDE, Act.NO_ACTION):
        decided(flagged(make_post(), by=cast.maya), by=cast.ines, act=act)
    flagged(make_post(), by=cast.maya)
    words = "4 flags : 2 led to a step, 1 were looked at and left, 1 wait. Every flag is looked at"
    assert words.replace(" :", ":") in shown(app, cast).text


def test_many_mistaken_flags_silence_nobody(cast: Cast) -> None:
    for _ in range(5):
        decided(flagged(make_post(), by=cast.maya), by=cast.ines, act=Act.NO_ACTION)
    case = flagged(make_post(), by=cast.maya)
    assert case.closed_at is None and case.flag_count == 1


def test_a_note_is_for_moderators_and_stays(app: Flask, cast: Cast) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    cast.maya  # noqa: B018  # appears when spoken of
    form = ines.get("/moderation/members/Maya").form("/notes")
    assert ines.send(form, text=" ").status == 422
    assert "Prefers to be written to." in ines.send(form, text="Prefers to be written to.").text
    note = db.session.query(MemberNote).one()
    assert (note.author_id, note.account_id) == (cast.ines.id, cast.maya.id)
    entry = db.session.query(AuditEntry).filter_by(act="noted").one()
    assert (entry.target, entry.details) == (f"account:{cast.maya.id}", {"note": note.id})


def test_a_note_has_its_end(cast: Cast) -> None:
    with pytest.raises(Invalid):
        leave_member_note(actor=cast.ines, account_id=cast.maya.id, words="x" * 2001)


def test_nobody_but_moderators_finds_a_record(app: Flask, cast: Cast, guest: Guest) -> None:
    cast.maya  # noqa: B018  # appears when spoken of
    for visitor in (guest, *(Guest(app).signed_in_as(who) for who in (cast.maya, cast.jonas))):
        assert visitor.get("/moderation/members/Maya").status == 404


def test_a_moderator_does_not_find_their_own(app: Flask, cast: Cast) -> None:
    assert shown(app, cast, "Ines").status == 404
    with pytest.raises(NotFound):
        leave_member_note(actor=cast.ines, account_id=cast.ines.id, words="Very kind.")


def test_what_was_taken_back_is_marked_so(app: Flask, cast: Cast) -> None:
    undo(actor=cast.tomas, decision=decided(flagged(make_post(by=cast.maya)), by=cast.ines))
    assert "taken back" in lines(shown(app, cast))[0]


def test_a_long_record_stays_within_its_budget(app: Flask, cast: Cast) -> None:
    thread = make_thread()
    for _ in range(8):
        decided(flagged(make_post(thread, by=cast.maya)), by=cast.ines)
        leave_member_note(actor=cast.ines, account_id=cast.maya.id, words="A line.")
    page = shown(app, cast)
    assert len(lines(page)) == 24 and len(page.queries) <= 8, page.queries


def test_a_name_of_sixty_letters_is_found(app: Flask, cast: Cast) -> None:
    name = "x" * 60
    make_member(name)
    assert shown(app, cast, name).status == 200
    assert record_of(cast.ines, name).who.name == name  # type: ignore[arg-type]  # an account will do
