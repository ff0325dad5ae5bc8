"""Sealed names: moderators decide without knowing who it is; opening takes a reason, and two of them."""

from datetime import timedelta

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.core import clock
from forum.core.db import db
from forum.core.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.moderation.appeals import appeal
from forum.moderation.audit import verify
from forum.moderation.models import Act, AuditEntry, Case, Reason
from forum.moderation.opening import latest_post_of
from forum.moderation.seals import OPEN_FOR
from forum.moderation.second_looks import answer_opinion, ask_to_open
from forum.threads.models import Post
from forum.threads.posting import post_reply
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import make_post, make_sign_in, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page

WHY = "They name a bridge and an hour, and nobody can reach them under this name."


def unnamed(by: Account, cast: Cast) -> Post:
    writing = Writing("I have told nobody this.", without_name=True)
    return post_reply(actor=by, thread=make_thread(cast.porch), writing=writing)


@pytest.fixture
def post(cast: Cast) -> Post:
    """Maya's, without her name."""
    return unnamed(cast.maya, cast)


@pytest.fixture
def case(post: Post) -> Case:
    return flagged(post, reason=Reason.HARASSMENT)


def page_of(app: Flask, moderator: Account, case: Case, query: str = "") -> Page:
    return Guest(app).signed_in_as(moderator).get(f"/moderation/cases/{case.id}{query}")


def open_seal(cast: Cast, case: Case) -> None:
    """Ines asks, Tomas agrees."""
    make_sign_in(cast.tomas)
    ask_to_open(actor=cast.ines, case=case, words=WHY)
    db.session.refresh(case)
    answer_opinion(actor=cast.tomas, case=case, version=case.version, agrees=True)


def log() -> list[tuple[str, int | None, str]]:
    entries = db.session.query(AuditEntry).order_by(AuditEntry.number).all()
    return [(entry.act, entry.actor_id, entry.target) for entry in entries]


class TestWhatIsSealed:
    def test_a_case_shows_the_name_for_the_thread_and_that_it_is_sealed(
        self, app: Flask, cast: Cast, case: Case, post: Post
    ) -> None:
        about = page_of(app, cast.ines, case, "?words=shown").one("#about")
        assert post.alias in about.get_text()
        assert "Sealed" in about.get_text()
        assert "Maya" not in page_of(app, cast.ines, case, "?words=shown").text

    def test_neither_what_came_before_nor_their_standing_is_shown(
        self, app: Flask, cast: Cast, case: Case
    ) -> None:
        before = flagged(make_post(by=cast.maya))
        decided(before, by=cast.tomas, act=Act.PAUSE, days=3)
        text = page_of(app, cast.ines, case).one("#about").get_text()
        assert "posting paused" not in text
        assert f"case {before.id}" not in text

    def test_the_queue_says_sealed(self, app: Flask, cast: Cast, case: Case, post: Post) -> None:
        queue = Guest(app).signed_in_as(cast.ines).get("/moderation?lane=rules")
        assert f"by {post.alias}" in queue.text
        assert "sealed" in queue.one(".case").get_text()
        assert "Maya" not in queue.text

    def test_a_record_lists_nothing_of_it(self, app: Flask, cast: Cast, case: Case, post: Post) -> None:
        made = decided(case, by=cast.ines, act=Act.PAUSE, days=3)
        appeal(actor=cast.maya, decision=made, words="It was meant kindly.")
        record = Guest(app).signed_in_as(cast.tomas).get("/moderation/members/Maya")
        assert "Nothing. No flag, no decision, no note." in record.text
        assert "as anybody’s" in record.text
        assert f"/p/{post.id}" not in str(record.soup)
        assert post.alias not in record.text

    def test_another_case_about_them_does_not_tell_of_it(self, app: Flask, cast: Cast, case: Case) -> None:
        named = flagged(make_post(by=cast.maya))
        decided(case, by=cast.ines, act=Act.PAUSE, days=3)
        about = page_of(app, cast.tomas, named).one("#about").get_text()
        assert "Maya" in about
        assert f"case {case.id}" not in about
        assert "posting paused" not in about

    def test_an_appeal_does_not_say_whose_it_is(self, app: Flask, cast: Cast, case: Case, post: Post) -> None:
        made = decided(case, by=cast.ines)
        asked = appeal(actor=cast.maya, decision=made, words="It was meant kindly.")
        tomas = Guest(app).signed_in_as(cast.tomas)
        for path in ("/moderation/appeals", f"/moderation/appeals/{asked.id}", "/moderation/audit"):
            page = tomas.get(path)
            assert "Maya" not in page.text
            assert "/m/Maya" not in str(page.soup)
        assert post.alias in tomas.get(f"/moderation/appeals/{asked.id}").text
        assert "Its author (sealed) asked for another look" in tomas.get("/moderation/audit").text
        assert ("appealed", None, f"case:{case.id}") in log()
        assert verify() == []

    def test_spam_says_no_more(self, app: Flask, cast: Cast, post: Post) -> None:
        flagged(post, reason=Reason.SPAM)
        page = Guest(app).signed_in_as(cast.ines).get("/moderation/spam")
        assert f"{post.alias}, a name for one thread" in page.text
        assert "Maya" not in page.text


class TestDeciding:
    def test_a_pause_reaches_the_author_unnamed(self, app: Flask, cast: Cast, case: Case) -> None:
        made = decided(case, by=cast.ines, act=Act.PAUSE, days=3)
        db.session.refresh(cast.maya)
        assert cast.maya.paused_until == made.until
        statement = Guest(app).signed_in_as(cast.maya).get(f"/decisions/{made.id}")
        assert "Your posting is paused" in statement.h1
        assert "Maya" not in Guest(app).signed_in_as(cast.tomas).get(f"/decisions/{made.id}").text

    def test_a_refusal_names_no_role(self, cast: Cast) -> None:
        case = flagged(unnamed(cast.tomas, cast))
        with pytest.raises(NotAllowed) as refused:
            decided(case, by=cast.ines, act=Act.WARN)
        assert "moderator" not in str(refused.value)

    def test_the_operators_decision_rests_on_a_named_post(self, cast: Cast) -> None:
        named = make_post(by=cast.maya)
        unnamed(cast.maya, cast)
        assert latest_post_of(cast.maya.id).id == named.id

    def test_who_wrote_it_does_not_find_the_case(self, app: Flask, cast: Cast) -> None:
        case = flagged(unnamed(cast.tomas, cast))
        assert page_of(app, cast.tomas, case).status == 404


class TestOpening:
    def test_it_asks_another_moderator_where_there_is_one(self, app: Flask, cast: Cast, case: Case) -> None:
        make_sign_in(cast.tomas)
        ines = Guest(app).signed_in_as(cast.ines)
        asked = ines.send(ines.get(f"/moderation/cases/{case.id}").form("/seal"), text=WHY)
        assert "When another moderator agrees, the seal opens for the two of you." in asked.text
        assert "Maya" not in asked.text
        tomas = Guest(app).signed_in_as(cast.tomas)
        page = tomas.get(f"/moderation/cases/{case.id}")
        assert "May the seal be opened?" in page.text
        assert "Maya" not in page.text
        opened = tomas.send(page.form("/answer"), view="agree")
        assert "Maya" in opened.one("#about").get_text()
        assert "Maya" in page_of(app, cast.ines, case).one("#about").get_text()
        assert "Maya" not in page_of(app, cast.ada, case).text

    def test_it_stands_in_the_log_without_the_words(self, cast: Cast, case: Case) -> None:
        open_seal(cast, case)
        acts = [(act, actor) for act, actor, _ in log()]
        assert acts == [
            ("seal-asked", cast.ines.id),
            ("answered", cast.tomas.id),
            ("seal-opened", cast.tomas.id),
        ]
        assert "bridge" not in str([entry.details for entry in db.session.query(AuditEntry)])

    def test_another_view_leaves_it_closed(self, app: Flask, cast: Cast, case: Case) -> None:
        make_sign_in(cast.tomas)
        ask_to_open(actor=cast.ines, case=case, words=WHY)
        db.session.refresh(case)
        answer_opinion(actor=cast.tomas, case=case, version=case.version, agrees=False, words="Write first.")
        assert "Maya" not in page_of(app, cast.ines, case).text
        assert "seal-opened" not in [act for act, _, _ in log()]

    def test_whoever_moderates_alone_opens_it_with_a_reason(self, app: Flask, cast: Cast, case: Case) -> None:
        with pytest.raises(Invalid):
            ask_to_open(actor=cast.ines, case=case, words="  ")
        ask_to_open(actor=cast.ines, case=case, words=WHY)
        assert "Maya" in page_of(app, cast.ines, case).one("#about").get_text()
        assert ("seal-opened", cast.ines.id, f"case:{case.id}") in log()

    def test_nobody_agrees_with_themselves(self, cast: Cast, case: Case) -> None:
        make_sign_in(cast.tomas)
        ask_to_open(actor=cast.ines, case=case, words=WHY)
        db.session.refresh(case)
        with pytest.raises(Conflict):
            answer_opinion(actor=cast.ines, case=case, version=case.version, agrees=True)

    def test_whom_it_is_about_has_no_say(self, cast: Cast) -> None:
        make_sign_in(cast.ada)
        case = flagged(unnamed(cast.tomas, cast))
        ask_to_open(actor=cast.ines, case=case, words=WHY)
        db.session.refresh(case)
        with pytest.raises(NotFound):
            answer_opinion(actor=cast.tomas, case=case, version=case.version, agrees=True)

    def test_it_closes_again_by_itself(self, app: Flask, cast: Cast, case: Case) -> None:
        open_seal(cast, case)
        with clock.as_of(clock.now() + OPEN_FOR + timedelta(minutes=1)):
            assert "Maya" not in page_of(app, cast.ines, case).text

    def test_it_opens_this_case_and_no_other(self, app: Flask, cast: Cast, case: Case, post: Post) -> None:
        open_seal(cast, case)
        other = flagged(unnamed(cast.maya, cast))
        assert "Maya" not in page_of(app, cast.ines, other, "?words=shown").text

    def test_the_record_then_holds_what_was_decided_there(self, app: Flask, cast: Cast, case: Case) -> None:
        open_seal(cast, case)
        db.session.refresh(case)
        decided(case, by=cast.ines, act=Act.PAUSE, days=3)
        record = Guest(app).signed_in_as(cast.ines).get("/moderation/members/Maya")
        assert f"case {case.id}" in record.text
        assert "posting paused until" in record.text
        assert f"case {case.id}" not in Guest(app).signed_in_as(cast.ada).get("/moderation/members/Maya").text

    def test_a_post_under_its_authors_name_has_no_seal(self, app: Flask, cast: Cast) -> None:
        case = flagged(make_post(by=cast.maya))
        assert not page_of(app, cast.ines, case).all("form[action$='/seal']")
        with pytest.raises(Conflict):
            ask_to_open(actor=cast.ines, case=case, words=WHY)

    def test_a_decided_case_stays_closed(self, app: Flask, cast: Cast, case: Case) -> None:
        decided(case, by=cast.ines)
        assert not page_of(app, cast.ines, case).all("form[action$='/seal']")
        with pytest.raises(Conflict):
            ask_to_open(actor=cast.ines, case=case, words=WHY)
