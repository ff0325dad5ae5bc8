"""Ready words: seeded once, reworded by admins, made one's own before they are sent."""

import pytest
from flask import Flask

from forum.core.db import db
from forum.core.errors import Invalid, NotAllowed, NotFound
from forum.moderation.decisions import decide
from forum.moderation.desk_models import Occasion, Phrase
from forum.moderation.models import Act, Case, Decision, Rule
from forum.moderation.phrases import edit_phrase, phrases_for, seed_phrases
from tests.cast import Cast
from tests.cli.running import flask
from tests.page import Guest


@pytest.fixture
def phrase(app: Flask) -> Phrase:
    seed_phrases()
    return db.session.query(Phrase).filter_by(key="hidden-detail").one()


def test_seeding_gives_words_for_every_occasion_and_is_done_once(app: Flask, cast: Cast) -> None:
    assert flask(app, "seed", "phrases").output == "12 phrases added.\n"
    assert flask(app, "seed", "phrases").output == "All phrases are there; nothing was changed.\n"
    assert list(phrases_for(cast.ines)) == list(Occasion)


def test_every_phrase_waits_for_something_of_ones_own_and_is_kind(app: Flask) -> None:
    seed_phrases()
    for phrase in db.session.query(Phrase):
        assert phrase.words.startswith("Hello [name],") and phrase.words.count("[") >= 2
        for word in ("committed", "user", "ban", "trigger", "unfortunately", "violat"):
            assert word not in phrase.words.lower().split(), phrase.key


def test_seeding_again_leaves_what_an_admin_reworded(cast: Cast, phrase: Phrase) -> None:
    edit_phrase(actor=cast.ada, phrase=phrase, title="Ours", words="Hello [name], our own words.")
    seed_phrases()
    db.session.refresh(phrase)
    assert (phrase.title, phrase.words) == ("Ours", "Hello [name], our own words.")


def test_only_admins_reword(cast: Cast, phrase: Phrase) -> None:
    with pytest.raises(NotAllowed, match="An admin edits"):
        edit_phrase(actor=cast.ines, phrase=phrase, title="Ours", words="Words.")
    with pytest.raises(NotFound):
        edit_phrase(actor=cast.maya, phrase=phrase, title="Ours", words="Words.")


def test_an_admin_rewords_on_the_page(app: Flask, cast: Cast, phrase: Phrase) -> None:
    ada = Guest(app).signed_in_as(cast.ada)
    page = ada.get(ada.get("/moderation/phrases").link(f"Reword : {phrase.title}"))
    refused = ada.send(page.form(f"/{phrase.id}"), title=" ")
    assert refused.status == 422 and refused.form(f"/{phrase.id}").values["text"].startswith("Hello [name]")
    after = ada.send(page.form(f"/{phrase.id}"), text="Hello [name],\n\nour own words.")
    assert after.path == "/moderation/phrases" and "our own words." in after.text


def test_a_moderator_reads_them_and_finds_no_door_to_reword(app: Flask, cast: Cast, phrase: Phrase) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    page = ines.get("/moderation/phrases")
    assert phrase.title in page.text and "Reword" not in page.text
    assert ines.get(f"/moderation/phrases/{phrase.id}").status == 403
    assert Guest(app).signed_in_as(cast.maya).get("/moderation/phrases").status == 404


def test_ready_words_fill_the_decision_and_are_not_sent_unfilled(
    app: Flask, cast: Cast, case: Case, phrase: Phrase
) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    offered = ines.get(ines.get(f"/moderation/cases/{case.id}").link("Begin with ready words"))
    page = ines.get(offered.link(f"Use this : {phrase.title}").partition("#")[0])
    form = page.form("/decision")
    assert form.values["text"].strip() == phrase.words
    refused = ines.send(form, act="hide", rule="no-method-detail")
    assert refused.status == 422 and "“[name]” still waits for your own words" in refused.text
    assert refused.form("/decision").values["text"].strip() == phrase.words
    own = phrase.words.replace("[", "").replace("]", "")
    assert ines.send(refused.form("/decision"), text=own).status == 200
    assert db.session.query(Decision).one().words == own


def test_brackets_of_ones_own_are_nobodys_business(cast: Cast, case: Case, phrase: Phrase) -> None:
    words = "The part beginning [sic] is not for here."
    decide(actor=cast.ines, case=case, version=1, revision=1, act=Act.HIDE, rule=Rule.KINDNESS, words=words)
    assert db.session.query(Decision).one().words == words


def test_one_place_left_is_enough_to_refuse(cast: Cast, case: Case, phrase: Phrase) -> None:
    with pytest.raises(Invalid) as refused:
        decide(
            actor=cast.ines,
            case=case,
            version=1,
            revision=1,
            act=Act.HIDE,
            rule=Rule.KINDNESS,
            words="Hello Maya, [which part] is hidden.",
        )
    assert refused.value.field == "text" and refused.value.params["place"] == "[which part]"


def test_without_ready_words_the_page_says_how_to_get_some(app: Flask, cast: Cast, case: Case) -> None:
    ines = Guest(app).signed_in_as(cast.ines)
    assert "flask seed phrases" in ines.get(f"/moderation/cases/{case.id}/phrases").text
    assert ines.get(f"/moderation/cases/{case.id}?phrase=99").form("/decision").values["text"].strip() == ""
