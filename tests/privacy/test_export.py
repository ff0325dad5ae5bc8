"""Everything that is a member's own is in the file, in plain words, whatever its length."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from forum.accounts.models import Distance
from forum.accounts.profile import change_about, keep_away
from forum.checkins.models import How
from forum.checkins.operations import Told, check_in
from forum.core import clock, pieces
from forum.core.db import db
from forum.core.errors import Invalid
from forum.moderation.appeals import answer_appeal, appeal
from forum.moderation.models import Act, Reason, Rule
from forum.notifications.models import Kind as News
from forum.privacy.export import take_along
from forum.privacy.parts import PARTS
from forum.reactions.models import Kind
from forum.threads.drafts import keep_draft
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.invitations import decline
from forum.threads.models import ContentNote
from forum.threads.naming import keep_name_away
from forum.threads.posting import post_reply
from forum.threads.suggesting import suggest_notes
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import PASSWORD, first_post, make_member, make_post, make_reaction, make_sign_in, make_thread
from tests.moderation.acts import decided, flagged
from tests.page import count_queries
from tests.privacy.conftest import File

WORDS = 'Grüße, "quoted",\n\n> a quote\nand **bold** 🕯️'


def test_it_names_every_part_even_where_there_is_nothing(cast: Cast, file: File) -> None:
    found = file(cast.maya)
    assert list(found) == ["about_this_file", "made_at", "account", *(part.name for part in PARTS)]
    assert all(found[part.name] == [] for part in PARTS)


def test_the_account_is_there_with_consents_and_settings(file: File) -> None:
    with clock.as_of(datetime(2026, 3, 1, 4, 30, tzinfo=UTC)):
        maya = make_member("Maya", email="Maya@example.org", joined=timedelta())
    change_about(actor=maya, about="I keep bees.")
    account = file(maya)["account"]
    assert (account["name"], account["email"], account["role"]) == ("Maya", "Maya@example.org", "member")
    assert (account["about_me"], account["joined_at"]) == ("I keep bees.", "2026-03-01T04:30:00+00:00")
    assert account["consent_given_at"] == account["guidelines_accepted_at"] == "2026-03-01T04:30:00+00:00"
    assert (account["consent_version"], account["guidelines_version"]) == (maya.consent_version, 1)
    assert account["settings"]["colours"] == "system"
    assert account["settings"]["content_notes_left_open"] == []
    assert account["settings"]["posts_ordered_by_time_only"] is False


def test_sign_ins_say_when_and_from_which_browser(cast: Cast, file: File) -> None:
    make_sign_in(cast.maya)
    (sign_in,) = file(cast.maya)["sign_ins"]
    assert sign_in["browser"] == "Firefox on Linux" and sign_in["ended_at"] is None
    assert sign_in["began_at"].endswith("+00:00")


def test_a_thread_and_its_post_are_there_as_they_were_typed(cast: Cast, file: File) -> None:
    thread = make_thread(cast.porch, by=cast.maya, title="Bees", text=WORDS, topic="sleep")
    found = file(cast.maya)
    (begun,), (post,) = found["threads"], found["posts"]
    assert (begun["title"], begun["board"], begun["topic"]) == ("Bees", "Back porch", "Sleep")
    assert (post["words"], post["number"], post["board"]) == (WORDS, 1, "Back porch")
    assert post["thread"] == begun["address"] == f"/t/{thread.id}"
    assert (post["thread_title"], post["name_for_this_thread"], post["out_of_sight"]) == ("Bees", None, None)


def test_earlier_wordings_are_there_with_who_replaced_them(cast: Cast, file: File) -> None:
    notes = frozenset({ContentNote.LOSS})
    post = make_post(make_thread(), by=cast.maya, text="First words.", notes=notes)
    edit_post(actor=cast.maya, post=post, revision=1, title="", writing=Writing("Second words and a detail."))
    decided(flagged(post), by=cast.ines, act=Act.EDIT, wording="Second words.")
    found = file(cast.maya)
    assert [(one["wording"], one["words"], one["replaced_by"]) for one in found["earlier_wordings"]] == [
        (1, "First words.", "you"),
        (2, "Second words and a detail.", "a moderator"),
    ]
    assert found["earlier_wordings"][0]["content_notes"] == ["loss"]
    assert (found["posts"][0]["words"], found["posts"][0]["wording"]) == ("Second words.", 3)


def test_a_name_for_one_thread_is_ones_own_and_is_there(cast: Cast, file: File) -> None:
    thread = make_thread(cast.kitchen)
    post = post_reply(actor=cast.maya, thread=thread, writing=Writing("Words.", without_name=True))
    found = file(cast.maya)
    assert found["posts"][0]["name_for_this_thread"] == post.alias != ""
    assert found["names_for_one_thread"] == [{"thread": f"/t/{thread.id}", "name": post.alias}]


def test_what_was_taken_back_or_hidden_is_still_ones_own(cast: Cast, file: File) -> None:
    hidden, back = (make_post(make_thread(), by=cast.maya, text=text) for text in ("One.", "Two."))
    decided(flagged(hidden), by=cast.ines, act=Act.HIDE)
    withdraw_post(actor=cast.maya, post=back)
    posts = file(cast.maya)["posts"]
    assert [(post["words"], post["out_of_sight"]) for post in posts] == [
        ("One.", "hidden"),
        ("Two.", "withdrawn"),
    ]


def test_drafts_and_check_ins_are_there(cast: Cast, file: File) -> None:
    kept = {"without_name": True, "notes": ["loss"], "choice": "evenings", "beside": "days=3&sign=At+rest."}
    keep_draft(actor=cast.maya, place="/t/7/reply", title="", text=WORDS, **kept)
    check_in(actor=cast.maya, told=Told(How.HEAVY, "A note.", "Tea"))
    found = file(cast.maya)
    (draft,), (moment,) = found["drafts"], found["check_ins"]
    assert (draft["page"], draft["words"], draft["without_my_name"]) == ("/t/7/reply", WORDS, True)
    assert (draft["content_notes"], draft["chosen_beside"]) == (["loss"], "evenings")
    assert draft["further_fields"] == {"days": "3", "sign": "At rest."}
    assert (moment["how_it_is"], moment["words"], moment["small_thing"]) == ("heavy", "A note.", "Tea")


def test_reactions_suggestions_and_invitations_say_where(cast: Cast, file: File) -> None:
    thread = make_thread()
    post = first_post(thread)
    make_reaction(post, by=cast.maya, kind=Kind.ME_TOO)
    suggest_notes(actor=cast.maya, post=post, notes=["loss"])
    decline(actor=cast.maya, thread_id=thread.id)
    found = file(cast.maya)
    (reaction,), (suggested,) = found["reactions_left"], found["content_notes_suggested"]
    assert (reaction["post"], reaction["kind"]) == (f"/p/{post.id}", "me-too")
    assert (suggested["post"], suggested["content_note"]) == (f"/p/{post.id}", "loss")
    assert found["invitations_declined"][0]["thread"] == f"/t/{thread.id}"


def test_people_and_thread_names_kept_away_are_named(cast: Cast, file: File) -> None:
    keep_away(actor=cast.maya, other=cast.priya, distance=Distance.BLOCK)
    thread = make_thread(cast.kitchen)
    unnamed = post_reply(actor=cast.jonas, thread=thread, writing=Writing("Words.", without_name=True))
    keep_name_away(actor=cast.maya, post=unnamed)
    found = file(cast.maya)
    assert [(one["name"], one["distance"]) for one in found["people_kept_away"]] == [("Priya", "block")]
    assert found["thread_names_kept_away"] == [{"thread": f"/t/{thread.id}", "name": unnamed.alias}]


@pytest.mark.parametrize(
    ("act", "word"),
    [(None, "waiting"), (Act.NO_ACTION, "read"), (Act.HIDE, "hide"), (Act.WARN, "a step was taken")],
)
def test_a_flag_says_what_came_of_it_and_no_more(cast: Cast, file: File, act: Act | None, word: str) -> None:
    post = make_post(by=cast.jonas)
    case = flagged(post, by=cast.maya, reason=Reason.SPAM, note="Twice today.")
    if act:
        decided(case, by=cast.ines, act=act)
    (flag,) = file(cast.maya)["flags_sent"]
    assert (flag["post"], flag["reason"], flag["note"]) == (f"/p/{post.id}", "spam", "Twice today.")
    assert flag["what_came_of_it"] == word


def test_decisions_appeals_and_answers_are_there_with_their_reasons(cast: Cast, file: File) -> None:
    case = flagged(make_post(by=cast.maya))
    made = decided(case, by=cast.ines, rule=Rule.NO_HARASSMENT, words="The second line.")
    asked = appeal(actor=cast.maya, decision=made, words="It was meant kindly.")
    answer_appeal(actor=cast.tomas, appeal=asked, upheld=True, words="It was.")
    found = file(cast.maya)
    (decision,), (second,) = found["decisions_about_me"], found["appeals"]
    assert (decision["what"], decision["rule"]) == ("hide", "no-harassment")
    assert (decision["reasons"], decision["decided_by"]) == ("The second line.", "moderator")
    assert decision["taken_back_at"]
    assert (second["decision"], second["words"]) == (f"/decisions/{made.id}", "It was meant kindly.")
    assert (second["answer"], second["decision_was_taken_back"]) == ("It was.", True)


def test_notifications_say_what_and_where(cast: Cast, file: File) -> None:
    thread = make_thread(by=cast.maya)
    post = make_post(thread, by=cast.jonas)
    (told,) = file(cast.maya)["notifications"]
    assert (told["kind"], told["about"], told["read_at"]) == (News.REPLY, f"/p/{post.id}", None)


@pytest.fixture
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of two, so that a handful of rows is a long list."""
    monkeypatch.setattr(pieces, "PIECE", 2)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_a_list_longer_than_one_piece_is_whole_and_in_order(
    cast: Cast, file: File, short_pieces: None, count: int
) -> None:
    thread = make_thread()
    for number in range(count):
        post = make_post(thread, by=cast.maya, text=f"Post {number}.")
        make_reaction(first_post(thread) if number == 0 else make_post(), by=cast.maya)
        edit_post(actor=cast.maya, post=post, revision=1, title="", writing=Writing(f"Now {number}."))
    found = file(cast.maya)
    assert [one["words"] for one in found["posts"]] == [f"Now {number}." for number in range(count)]
    assert [one["words"] for one in found["earlier_wordings"]] == [
        f"Post {number}." for number in range(count)
    ]
    assert len(found["reactions_left"]) == count


def test_posts_of_one_moment_are_each_there_once(cast: Cast, file: File, short_pieces: None) -> None:
    thread = make_thread()
    with clock.as_of(clock.now()):
        for number in range(5):
            make_post(thread, by=cast.maya, text=f"Post {number}.")
    assert [one["words"] for one in file(cast.maya)["posts"]] == [f"Post {number}." for number in range(5)]


def test_several_kinds_on_one_post_are_each_there_once(cast: Cast, file: File, short_pieces: None) -> None:
    post = make_post()
    for kind in Kind:
        make_reaction(post, by=cast.maya, kind=kind)
    left = [one["kind"] for one in file(cast.maya)["reactions_left"]]
    assert sorted(left) == sorted(Kind)


def test_the_first_piece_is_given_before_the_posts_are_read(cast: Cast) -> None:
    make_post(by=cast.maya)
    pieces = take_along(actor=cast.maya, password=PASSWORD, say=str)
    with count_queries() as queries:
        next(pieces)
    assert queries and not any("posts" in query for query in queries)
    assert not db.session().in_transaction(), "nothing is held while a slow reader reads"


def test_no_list_is_ever_asked_for_as_a_whole(cast: Cast) -> None:
    pieces = take_along(actor=cast.maya, password=PASSWORD, say=str)
    with count_queries() as queries:
        assert "".join(pieces)
    account, *parts = queries
    assert "FROM accounts" in account and len(parts) == len(PARTS)
    assert not [query for query in parts if "LIMIT" not in query.upper()]


def test_a_wrong_password_gives_nothing(cast: Cast) -> None:
    with pytest.raises(Invalid):
        take_along(actor=cast.maya, password="a lantern", say=str)


def test_the_opening_is_in_the_readers_language(app: Flask, cast: Cast) -> None:
    pieces = take_along(actor=cast.maya, password=PASSWORD, say=str.upper)
    assert "TIMES ARE IN UTC" in next(pieces)
