"""Spam, several at once: one decision each, and nothing about what changed or is more than spam."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.core.errors import Invalid, NotAllowed
from forum.moderation.bulk import ACTS, MOST_AT_ONCE, Bulk, Chosen, decide_spam, spam_cases
from forum.moderation.cases import claim
from forum.moderation.desk_models import Showing
from forum.moderation.models import Act, AuditEntry, Case, Decision, Reason, Rule
from forum.threads.editing import edit_post
from forum.threads.models import Absence, Post
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import make_member, make_post, make_thread
from tests.moderation.acts import flagged
from tests.page import Guest

WORDS = "This looked like advertising."


@pytest.fixture
def cases(cast: Cast) -> list[Case]:
    """Three posts flagged as spam."""
    thread = make_thread()
    return [flagged(make_post(thread, by=make_member()), reason=Reason.SPAM) for _ in range(3)]


def decide(cast: Cast, picked: list[Chosen], act: Act, words: str = WORDS) -> Bulk:
    return decide_spam(actor=cast.ines, chosen=picked, act=act, rule=Rule.NO_PROMOTION, words=words)


def chosen(*cases: Case) -> list[Chosen]:
    return [Chosen(case.id, case.version, 1) for case in cases]


def absences() -> list[Absence | None]:
    return [post.absence for post in db.session.query(Post).filter(Post.number > 1).order_by(Post.id)]


def test_each_gets_a_decision_of_its_own(cast: Cast, cases: list[Case]) -> None:
    result = decide(cast, chosen(*cases), Act.REMOVE)
    assert (result.done, result.stale) == (tuple(case.id for case in cases), ())
    made = db.session.query(Decision).order_by(Decision.id).all()
    assert [(d.act, d.rule, d.words) for d in made] == [(Act.REMOVE, Rule.NO_PROMOTION, WORDS)] * 3
    assert absences() == [Absence.REMOVED] * 3


def test_what_changed_is_left_alone_and_the_others_are_not(cast: Cast, cases: list[Case]) -> None:
    picked = chosen(*cases)
    flagged(db.session.get_one(Post, cases[0].post_id), reason=Reason.SPAM)
    post = db.session.get_one(Post, cases[1].post_id)
    author = db.session.get_one(type(cast.maya), post.author_id)
    edit_post(actor=author, post=post, revision=1, title="", writing=Writing("I am a person."))
    result = decide(cast, picked, Act.REMOVE)
    assert (result.done, result.stale) == ((cases[2].id,), (cases[0].id, cases[1].id))
    assert absences() == [None, None, Absence.REMOVED]


def test_what_somebody_has_in_hand_is_theirs(cast: Cast, cases: list[Case]) -> None:
    claim(actor=cast.tomas, case=cases[0])
    assert [row.id for row in spam_cases(cast.ines)] == [cases[1].id, cases[2].id]  # type: ignore[arg-type]  # an account will do
    result = decide(cast, chosen(*cases[:2]), Act.HIDE)
    assert (result.done, result.stale) == ((cases[1].id,), (cases[0].id,))


@pytest.mark.parametrize("reason", [Reason.OFF_TOPIC, Reason.HARASSMENT, Reason.PROMOTION])
def test_what_is_more_than_spam_is_not_among_them(cast: Cast, cases: list[Case], reason: Reason) -> None:
    mixed = flagged(db.session.get_one(Post, cases[0].post_id), reason=reason)
    other = flagged(make_post(), reason=reason)
    assert [row.id for row in spam_cases(cast.ines)] == [cases[1].id, cases[2].id]  # type: ignore[arg-type]  # an account will do
    result = decide(cast, chosen(mixed, other), Act.REMOVE)
    assert (result.done, result.stale) == ((), (mixed.id, other.id))
    assert set(absences()) == {None}


def test_a_care_case_is_never_among_them(cast: Cast, cases: list[Case]) -> None:
    care = flagged(db.session.get_one(Post, cases[0].post_id), reason=Reason.WORRIED)
    result = decide(cast, chosen(care), Act.NO_ACTION, "")
    assert result.done == ()


@pytest.mark.parametrize("act", [act for act in Act if act not in ACTS])
def test_nothing_else_is_decided_several_at_a_time(cast: Cast, cases: list[Case], act: Act) -> None:
    with pytest.raises(NotAllowed, match="Only spam"):
        decide(cast, chosen(*cases), act)


def test_it_needs_a_choice_and_words_and_has_an_end(cast: Cast, cases: list[Case]) -> None:
    many = [Chosen(number, 1, 1) for number in range(MOST_AT_ONCE + 1)]
    for picked, words, field in (([], WORDS, "cases"), (many, WORDS, "cases"), (chosen(*cases), " ", "text")):
        with pytest.raises(Invalid) as refused:
            decide(cast, picked, Act.REMOVE, words)
        assert refused.value.field == field


@pytest.mark.parametrize(("given", "named"), [({}, Rule.NO_PROMOTION), ({"rule": "no-spam"}, Rule.NO_SPAM)])
def test_advertising_goes_against_its_own_rule_unless_somebody_says_flood(
    app: Flask, cast: Cast, cases: list[Case], given: dict[str, str], named: Rule
) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get("/moderation/spam").form("/spam")
    ines.send(form, cases=f"{cases[0].id}.1.1", act="remove", **given)
    assert db.session.query(Decision).one().rule is named


def test_where_the_posts_stay_no_rule_is_named(cast: Cast, cases: list[Case]) -> None:
    decide(cast, chosen(cases[0]), Act.NO_ACTION, "")
    assert db.session.query(Decision).one().rule is Rule.NONE


@pytest.mark.parametrize("rule", ["privacy", "none", "made-up"])
def test_no_other_rule_is_for_several_at_once(app: Flask, cast: Cast, cases: list[Case], rule: str) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get("/moderation/spam").form("/spam")
    sent = {**form.values, "cases": [f"{cases[0].id}.1.1"], "act": "remove", "rule": rule}
    assert ines.post("/moderation/spam", sent).status == 422
    assert db.session.query(Decision).count() == 0


def test_the_page_says_what_became_of_each(app: Flask, cast: Cast, cases: list[Case]) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    page = ines.get(ines.get("/moderation?lane=rules").link("Spam, several at once"))
    values = [str(box["value"]) for box in page.all("input[name=cases]")]
    assert len(values) == 3 and not page.all(".said")
    flagged(db.session.get_one(Post, cases[0].post_id), reason=Reason.SPAM)
    done = ines.post("/moderation/spam", {**page.form("/spam").values, "cases": values, "act": "remove"})
    assert done.status == 409
    assert "2 decided" in done.text and "1 had changed, and was left alone" in done.text
    assert len(done.all("input[name=cases]")) == 1


def test_a_refused_page_keeps_what_was_ticked(app: Flask, cast: Cast, cases: list[Case]) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get("/moderation/spam").form("/spam")
    value = f"{cases[1].id}.1.1"
    page = ines.post("/moderation/spam", {**form.values, "cases": [value], "act": "remove", "text": ""})
    assert page.status == 422
    assert [str(box["value"]) for box in page.all("input[name=cases][checked]")] == [value]


def test_the_letter_stays_where_one_of_them_had_changed(app: Flask, cast: Cast, cases: list[Case]) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get("/moderation/spam").form("/spam")
    values = [f"{case.id}.1.1" for case in cases[:2]]
    flagged(db.session.get_one(Post, cases[0].post_id), reason=Reason.SPAM)
    page = ines.post("/moderation/spam", {**form.values, "cases": values, "act": "hide", "text": "Dear you."})
    assert page.one("textarea[name=text]").get_text().strip() == "Dear you."
    assert page.one("input[name=act][checked]")["value"] == "hide"
    assert not page.all("input[name=cases][checked]")


def test_a_post_is_shown_on_request_and_that_is_written_down(
    app: Flask, cast: Cast, cases: list[Case]
) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    page = ines.get("/moderation/spam")
    assert "I read this twice" not in str(page.soup) and "How do your mornings" not in str(page.soup)
    button = f"button[name=case][value='{cases[1].id}']"
    shown = ines.press(page, button, cases=f"{cases[2].id}.1.1", act="hide", text="Dear you.")
    assert "I read this twice" in shown.one(f"details[open]#post-{cases[1].id}").get_text()
    assert "How do your mornings" in shown.one("details[open]").get_text()
    assert shown.one("textarea[name=text]").get_text().strip() == "Dear you."
    assert [box["value"] for box in shown.all("input[name=cases][checked]")] == [f"{cases[2].id}.1.1"]
    assert [(line.case_id, line.account_id) for line in db.session.query(Showing)] == [
        (cases[1].id, cast.ines.id)
    ]
    assert db.session.query(AuditEntry).filter_by(act="opened").count() == 1
    assert len(ines.get("/moderation/spam").all(".said")) == 1
    assert not Guest(app).signed_in_as(cast.tomas).get("/moderation/spam").all(".said")


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "9" * 30, "999999"])
def test_what_is_not_on_the_page_is_not_shown(app: Flask, cast: Cast, cases: list[Case], number: str) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get("/moderation/spam").form("/spam")
    assert ines.post("/moderation/spam/showing", {**form.values, "case": number}).status == 404
    grave = flagged(make_post(), reason=Reason.METHOD_DETAIL)
    assert ines.post("/moderation/spam/showing", {**form.values, "case": str(grave.id)}).status == 404
    assert db.session.query(Showing).count() == 0


@pytest.mark.parametrize("value", ["", "x.y.z", "1", "1.1", "-1.1.1", "9" * 30 + ".1.1", "1.1.1.1"])
def test_made_up_choices_are_no_choice(app: Flask, cast: Cast, cases: list[Case], value: str) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    form = ines.get("/moderation/spam").form("/spam")
    page = ines.post("/moderation/spam", {**form.values, "cases": [value], "act": "remove"})
    assert page.status == 422 and db.session.query(Decision).count() == 0


def test_it_is_for_moderators_and_within_its_budget(app: Flask, cast: Cast, cases: list[Case]) -> None:
    assert Guest(app).signed_in_as(cast.maya).get("/moderation/spam").status == 404
    assert len(Guest(app).signed_in_as(cast.ines).get("/moderation/spam").queries) <= 8
