"""Who sees what: moderators the queue, an author the reasons but never who flagged, reporters the outcome."""

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.core.db import db
from forum.moderation.decisions import undo
from forum.moderation.models import Act, Decision, Flag, Reason, Rule
from forum.threads.models import Post, Thread
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import Guest, Page

NOTE = "My note about the kettle."


@pytest.fixture
def post(cast: Cast) -> Post:
    return make_post(make_thread(cast.porch, by=cast.jonas, title="Only for members"), by=cast.maya)


def as_(app: Flask, account: Account) -> Guest:
    return Guest(app).signed_in_as(account)


def token(who: Guest, post: Post) -> str:
    return str(who.get(f"/p/{post.id}/flag").form().values["csrf_token"])


def test_the_rooms_are_there_for_moderators_only(app: Flask, guest: Guest, cast: Cast, post: Post) -> None:
    case = flagged(post, by=cast.priya)
    decision = decided(case, by=cast.ines, act=Act.NO_ACTION)
    rooms = ["/moderation", "/moderation?lane=rules", "/moderation/audit", f"/moderation/cases/{case.id}"]
    rooms.append(f"/moderation/cases/{case.id}/decision")
    actions = [f"/moderation/cases/{case.id}/{act}" for act in ("claim", "release", "decision")]
    actions.append(f"/moderation/decisions/{decision.id}/undo")
    for account in (cast.maya, cast.priya, cast.jonas):
        member = as_(app, account)
        for room in rooms:
            assert member.get(room).status == 404, f"{account.name} at {room}"
        sent = {"csrf_token": token(member, make_post(thread_of(post)))}
        for action in actions:
            assert member.post(action, sent).status == 404, f"{account.name} to {action}"
    for room in rooms:
        assert guest.get(room).status == 404
    for account in (cast.ines, cast.tomas, cast.ada):
        for room in rooms:
            assert as_(app, account).get(room).status == 200
    assert db.session.get_one(Decision, decision.id).undone_at is None


def thread_of(post: Post) -> Thread:
    return db.session.get_one(Thread, post.thread_id)


def test_a_guest_flags_nothing_and_learns_nothing(guest: Guest, post: Post) -> None:
    there, nowhere = (guest.get(f"/p/{number}/flag", follow=False) for number in (post.id, 10**9))
    for page in (there, nowhere):
        assert page.status == 302 and "/sign-in" in page.response.headers["Location"]
        assert "Only for members" not in str(page.soup)


@pytest.mark.parametrize("path", ["/p/99/flag", "/outcomes/99", "/decisions/99", f"/outcomes/{2**63 - 1}"])
def test_what_is_not_there_is_not_found(app: Flask, cast: Cast, path: str) -> None:
    assert as_(app, cast.maya).get(path).status == 404


@pytest.mark.parametrize("path", ["cases/99", f"cases/{2**63 - 1}", f"cases/{2**63}", "cases/0", "cases/x"])
def test_cases_that_are_not_there_are_not_found(app: Flask, cast: Cast, path: str) -> None:
    assert as_(app, cast.ines).get(f"/moderation/{path}").status == 404


def test_the_author_never_learns_who_flagged(app: Flask, cast: Cast, post: Post) -> None:
    case = flagged(post, by=cast.priya, note=NOTE)
    decision = decided(case, by=cast.ines)
    maya = as_(app, cast.maya)
    pages = [
        maya.get(f"/decisions/{decision.id}"),
        maya.get(f"/outcomes/{case.id}"),
        maya.get("/notifications"),
        maya.get(f"/p/{post.id}"),
        maya.get(f"/moderation/cases/{case.id}"),
    ]
    assert [page.status for page in pages] == [200, 404, 200, 200, 404]
    for page in pages:
        for secret in ("Priya", "kettle", f"/m/{cast.priya.name}"):
            assert secret not in str(page.soup), f"{secret} on {page.path}"


def test_the_author_does_not_learn_which_moderator_decided(app: Flask, cast: Cast, post: Post) -> None:
    decision = decided(flagged(post, by=cast.priya), by=cast.ines)
    page = as_(app, cast.maya).get(f"/decisions/{decision.id}")
    assert "a moderator of this forum" in page.text and "Ines" not in str(page.soup)


def test_a_moderator_who_wrote_the_post_never_learns_it_either(app: Flask, cast: Cast) -> None:
    post = make_post(by=cast.tomas)
    case = flagged(post, by=cast.priya, note=NOTE)
    decision = decided(case, by=cast.ines)
    tomas = as_(app, cast.tomas)
    pages = [
        tomas.get("/moderation?lane=rules"),
        tomas.get("/moderation/audit"),
        tomas.get(f"/moderation/cases/{case.id}"),
        tomas.get(f"/decisions/{decision.id}"),
    ]
    assert [page.status for page in pages] == [200, 200, 404, 200]
    assert all("Priya" not in str(page.soup) and "kettle" not in str(page.soup) for page in pages)


def test_nobody_learns_of_a_flag_that_came_to_nothing(app: Flask, cast: Cast, post: Post) -> None:
    decision = decided(flagged(post, by=cast.priya), by=cast.ines, act=Act.NO_ACTION)
    for account in (cast.maya, cast.priya, cast.ines):
        assert as_(app, account).get(f"/decisions/{decision.id}").status == 404
    assert "Moderators" not in as_(app, cast.maya).get("/notifications").one("main").get_text()


def test_a_statement_is_its_subjects_and_the_moderators(
    app: Flask, guest: Guest, cast: Cast, post: Post
) -> None:
    decision = decided(flagged(post, by=cast.priya), by=cast.ines)
    path = f"/decisions/{decision.id}"
    seen = [cast.maya, cast.tomas, cast.ada, cast.priya, cast.jonas]
    assert [as_(app, account).get(path).status for account in seen] == [200, 200, 200, 404, 404]
    assert guest.get(path, follow=False).status == 302


def test_an_outcome_is_its_reporters_alone(app: Flask, guest: Guest, cast: Cast, post: Post) -> None:
    case = flagged(post, by=cast.priya)
    path = f"/outcomes/{case.id}"
    seen = [cast.priya, cast.maya, cast.jonas, cast.ines]
    assert [as_(app, account).get(path).status for account in seen] == [200, 404, 404, 404]
    assert guest.get(path, follow=False).status == 302


def test_the_statement_says_all_that_is_owed(app: Flask, cast: Cast, post: Post) -> None:
    with_words = "The second line says how.\n\nYou can write it again without."
    decision = decided(flagged(post), by=cast.ines, rule=Rule.NO_METHOD_DETAIL, words=with_words)
    page = as_(app, cast.maya).get(f"/decisions/{decision.id}")
    for owed in (
        "2. Leave out the how",
        "The second line says how.",
        "Only you and the moderators can read the post",
        "a moderator of this forum",
        "No. A person read it and decided.",
        "ask for another look",
        "You are still welcome",
    ):
        assert owed in page.text
    assert page.link("Leave out the how") == "/guidelines#no-method-detail"
    assert page.all("main a[href='/help']")


@pytest.mark.parametrize(
    ("act", "days", "says"),
    [
        (Act.PAUSE, 3, "You can read, flag"),
        (Act.SUSPEND, 30, "You can sign in and read"),
        (Act.SUSPEND, None, "further notice"),
    ],
)
def test_a_statement_about_standing_says_what_is_left_and_until_when(
    app: Flask, cast: Cast, post: Post, act: Act, days: int | None, says: str
) -> None:
    decision = decided(flagged(post), by=cast.ines, act=act, days=days, rule=Rule.KINDNESS)
    page = as_(app, cast.maya).get(f"/decisions/{decision.id}")
    assert says in page.text and "Until" in page.text


def test_a_care_statement_blames_nobody(app: Flask, cast: Cast, post: Post) -> None:
    decision = decided(flagged(post, reason=Reason.WORRIED), by=cast.ines)
    page = as_(app, cast.maya).get(f"/decisions/{decision.id}")
    assert "You have done nothing wrong by saying how you are" in page.text


def test_a_decision_taken_back_says_so(app: Flask, cast: Cast, post: Post) -> None:
    decision = decided(flagged(post), by=cast.ines)
    undo(actor=cast.ines, decision=decision)
    page = as_(app, cast.maya).get(f"/decisions/{decision.id}")
    assert "This decision was taken back" in page.text and "What you can do" not in page.text


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (Act.NO_ACTION, "it stays as it is"),
        (Act.HIDE, "out of sight"),
        (Act.REMOVE, "has been removed"),
        (Act.PAUSE, "We don’t say which"),
        (Act.SUSPEND, "We don’t say which"),
    ],
)
def test_a_reporter_hears_what_came_of_it_but_not_of_the_authors_standing(
    app: Flask, cast: Cast, post: Post, act: Act, says: str
) -> None:
    case = flagged(post, by=cast.priya)
    decided(case, by=cast.ines, act=act)
    page = as_(app, cast.priya).get(f"/outcomes/{case.id}")
    assert says in page.text
    for secret in ("paused", "suspended", "Maya", "Ines"):
        assert secret not in page.one("main").get_text()


def test_an_outcome_that_was_taken_back_waits_again(app: Flask, cast: Cast, post: Post) -> None:
    case = flagged(post, by=cast.priya)
    undo(actor=cast.ines, decision=decided(case, by=cast.ines))
    page = as_(app, cast.priya).get(f"/outcomes/{case.id}")
    assert "What happens next" in page.text and "out of sight" not in page.text


def test_an_outcome_does_not_lead_to_what_is_away(app: Flask, cast: Cast) -> None:
    thread = make_thread(cast.porch, by=cast.maya, title="Only for members")
    case = flagged(first_post(thread), by=cast.priya)
    decided(case, by=cast.ines)
    priya = as_(app, cast.priya)
    page = priya.get(f"/outcomes/{case.id}")
    assert not page.all(f"a[href='/p/{first_post(thread).id}']")
    assert "Only for members" not in str(page.soup)


def test_a_new_flag_waits_though_an_older_one_was_answered(app: Flask, cast: Cast, post: Post) -> None:
    case = flagged(post, by=cast.priya)
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    flagged(post, by=cast.jonas)
    assert "Somebody has looked" in as_(app, cast.priya).get(f"/outcomes/{case.id}").h1
    assert "Moderators have it now" in as_(app, cast.jonas).get(f"/outcomes/{case.id}").h1
    answered = [flag.answered_by_id is not None for flag in db.session.query(Flag).order_by(Flag.id)]
    assert answered == [True, False]


def main(page: Page) -> str:
    return " ".join(page.one("main").get_text(" ").split())


def test_names_in_a_statement_are_text(app: Flask, cast: Cast, post: Post) -> None:
    decision = decided(flagged(post), by=cast.ines, words="<b>bold</b> & <script>alert(1)</script>")
    page = as_(app, cast.maya).get(f"/decisions/{decision.id}")
    assert "<script>alert(1)</script>" in main(page) and not page.all("main script, main b")
