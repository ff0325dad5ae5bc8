"""No member learns what the sorting aid made of a post: every door is tried, by everybody concerned."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import update
from time_machine import travel
from werkzeug.routing import Rule as Route

from forum.core import clock
from forum.core.db import db
from forum.core.operation import operation
from forum.moderation.models import Act, Case, Decision, Level, Reason
from forum.moderation.sorting_models import Sorting
from forum.safety.triage import Level as TriageLevel
from forum.threads.feeds import SETTLED
from forum.threads.models import ContentNote, Post
from tests.cast import Cast
from tests.make import first_post, make_thread
from tests.moderation.acts import decided, flagged
from tests.moderation.sorted import GOODBYE, sorted_case, sorting_of
from tests.page import Guest

# Numbers and tokens that are new in each answer, and say nothing.
NEW_EACH_TIME = re.compile(r'name="(?:csrf_token|once)"[^>]*value="[^"]*"|value="[^"]*"[^>]*name="once"')
BY_LOT = {"/join", "/recover/code", "/settings/password"}
"""They suggest a passphrase."""
LEADS_AWAY = {"assets.file", "assets.css", "assets.favicon", "leaving.leave"}


@pytest.fixture
def post(cast: Cast) -> Post:
    """Maya's, where everybody can read it. Nobody but the aid has said anything of it."""
    return first_post(make_thread(cast.kitchen, by=cast.maya, text=GOODBYE, title="To all of you"))


@pytest.fixture
def decision(cast: Cast, post: Post) -> Decision:
    """Priya was worried, too; a moderator wrote to Maya."""
    case = flagged(post, by=cast.priya, reason=Reason.WORRIED)
    return decided(case, by=cast.ines, act=Act.REACH_OUT, words="I read this and thought of you.")


def doors(app: Flask, post: Post, case: Case, decision: Decision) -> Iterator[str]:
    """Every address that can be asked for, as near to this post as it gets."""
    held = {"case_id": case.id, "decision_id": decision.id, "thread_id": post.thread_id}
    words = {"slug": "kitchen-table", "name": "Maya", "iso": "in", "part": "notes"}
    for route in app.url_map.iter_rules():
        if "GET" in (route.methods or ()) and route.endpoint not in LEADS_AWAY:
            yield _address(app, route, {"page": 1, **held, **words}, post.id)
    yield f"/t/{post.thread_id}-to-all-of-you"
    yield "/search?q=goodbye"
    yield "/search?q=by:Maya"


def _address(app: Flask, route: Route, known: dict[str, object], number: int) -> str:
    values = {name: known.get(name, number) for name in route.arguments}
    return str(app.url_map.bind("localhost").build(route.endpoint, values))


def read(who: Guest, address: str) -> str:
    with who.app.app_context(), who.client.get(address, follow_redirects=True) as answer:
        return f"{answer.status_code} {NEW_EACH_TIME.sub('', answer.get_data(as_text=True))}"


@operation
def say_something_else(*, case: Case) -> None:
    """As if the aid had thought little of it."""
    db.session.execute(update(Sorting).values(level=TriageLevel.CONCERN, cues=[]))
    db.session.execute(update(Case).values(level=Level.WATCH, level_rank=Level.WATCH.rank))


def test_no_page_changes_with_what_the_aid_said_nor_holds_its_notes(
    app: Flask, guest: Guest, cast: Cast, post: Post, decision: Decision
) -> None:
    case = sorted_case(post)
    kept = sorting_of(case)
    assert kept is not None and kept.cues
    secrets = [*(cue["note"] for cue in kept.cues), *(cue["id"] for cue in kept.cues), kept.rules_version]
    people = [guest, *(Guest(app).signed_in_as(one) for one in (cast.maya, cast.jonas, cast.priya))]
    addresses = sorted(set(doors(app, post, case, decision)) - BY_LOT)
    # Feeds are an hour late.
    with travel(clock.now() + 2 * SETTLED, tick=False):
        # The first round notes what was read: what is new to somebody is new once.
        _, before = [[[read(who, address) for address in addresses] for who in people] for _ in range(2)]
        say_something_else(case=case)
        after = [[read(who, address) for address in addresses] for who in people]
    # They are the pages that are meant: everybody reads the post, and Maya what was written to her.
    assert all(sum("<entry>" in page for page in pages) == 3 for pages in before)
    assert all(any("Goodbye everyone" in page for page in pages) for pages in before)
    assert any("I read this and thought of you." in page for page in before[1])
    assert not [secret for secret in secrets if any(secret in page for pages in before for page in pages)]
    for pages, later in zip(before, after, strict=True):
        assert dict(zip(addresses, pages, strict=True)) == dict(zip(addresses, later, strict=True))


def test_a_script_that_reacts_is_told_nothing(app: Flask, cast: Cast, post: Post) -> None:
    jonas = Guest(app).signed_in_as(cast.jonas)
    token = jonas.get(f"/p/{post.id}").form(f"/p/{post.thread_id}/reactions").values["csrf_token"]
    sent = {"csrf_token": token, "kind": "hear-you"}
    answer = jonas.post(f"/p/{post.id}/reactions", sent, headers={"Accept": "application/json"}).response
    assert answer.json == {"mine": ["hear-you"], "kinds": ["hear-you"]}


def test_a_reporter_is_told_how_soon_by_their_own_reason(app: Flask, cast: Cast, post: Post) -> None:
    assert sorted_case(post).level is Level.CRISIS
    case = flagged(post, by=cast.priya, reason=Reason.WORRIED)
    page = Guest(app).signed_in_as(cast.priya).get(f"/outcomes/{case.id}")
    assert "within an hour" in page.text


def test_a_moderator_does_not_find_the_case_about_their_own_post(app: Flask, cast: Cast) -> None:
    case = sorted_case(first_post(make_thread(by=cast.ines, text=GOODBYE)))
    ines, tomas = (Guest(app).signed_in_as(one) for one in (cast.ines, cast.tomas))
    link = f"/moderation/cases/{case.id}"
    assert ines.get(link).status == 404 and tomas.get(link).status == 200
    assert link not in str(ines.get("/moderation").soup) and link in str(tomas.get("/moderation").soup)


@pytest.mark.parametrize("act", [Act.HIDE, Act.NOTE])
def test_a_statement_in_the_care_lane_says_of_the_machine_what_is_true(
    app: Flask, cast: Cast, post: Post, act: Act
) -> None:
    particulars = {"notes": frozenset({ContentNote.SUICIDE})} if act is Act.NOTE else {}
    decision = decided(sorted_case(post), by=cast.ines, act=act, **particulars)
    text = Guest(app).signed_in_as(cast.maya).get(f"/decisions/{decision.id}").text
    assert ("A machine helped to find the post." in text) is (act is Act.HIDE)
    assert "No. A person read it and decided." not in text
