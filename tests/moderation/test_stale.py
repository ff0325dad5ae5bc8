"""A decision on what is no longer so: nothing is decided, and what changed is told."""

import pytest

from forum.core.db import db
from forum.moderation.cases import claim
from forum.moderation.changes import Stale
from forum.moderation.decisions import decide, undo
from forum.moderation.models import Act, Case, Decision, Reason, Rule, State
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.models import Absence, Post
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.moderation.acts import decided, flagged


def test_a_stale_version_loses_and_changes_nothing(cast: Cast, post: Post, case: Case) -> None:
    flagged(post, by=cast.priya, reason=Reason.SPAM)
    with pytest.raises(Stale) as lost:
        decide(actor=cast.ines, case=case, version=1, revision=1, act=Act.NO_ACTION)
    assert lost.value.changes.flags == (Reason.SPAM,)
    assert (db.session.query(Decision).count(), db.session.get_one(Case, case.id).state) == (0, State.NEW)


def test_a_reworded_post_is_not_decided_unread(cast: Cast, post: Post, case: Case) -> None:
    edit_post(actor=cast.maya, post=post, revision=1, title="", writing=Writing("Said otherwise."))
    with pytest.raises(Stale) as lost:
        decide(actor=cast.ines, case=case, version=1, revision=1, act=Act.NO_ACTION)
    changes = lost.value.changes
    assert changes.edited and "I read this twice" in changes.earlier_html
    assert db.session.get_one(Case, case.id).closed_at is None


def test_the_second_decision_on_one_version_learns_of_the_first(cast: Cast, case: Case) -> None:
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    with pytest.raises(Stale) as lost:
        decide(
            actor=cast.tomas,
            case=case,
            version=1,
            revision=1,
            act=Act.HIDE,
            rule=Rule.KINDNESS,
            words="Why.",
        )
    (other,) = lost.value.changes.decisions
    assert (other.act, other.name, other.undone) == (Act.NO_ACTION, "Ines", False)


def test_an_undone_decision_is_news_too(cast: Cast, post: Post, case: Case) -> None:
    decision = decided(case, by=cast.ines)
    undo(actor=cast.tomas, decision=decision)
    with pytest.raises(Stale) as lost:
        decide(actor=cast.ines, case=case, version=2, revision=1, act=Act.NO_ACTION)
    (other,) = lost.value.changes.decisions
    assert (other.name, other.undone, lost.value.changes.holder) == ("Tomas", True, "Tomas")


def test_what_is_in_anothers_hands_is_theirs_to_decide(cast: Cast, case: Case) -> None:
    claim(actor=cast.ines, case=case)
    with pytest.raises(Stale) as lost:
        decided(case, by=cast.tomas, act=Act.NO_ACTION)
    assert lost.value.changes.holder == "Ines"


def test_a_post_that_its_author_took_back_is_not_hidden(cast: Cast, post: Post, case: Case) -> None:
    withdraw_post(actor=cast.maya, post=post)
    with pytest.raises(Stale) as lost:
        decided(case, by=cast.ines)
    assert lost.value.changes.absence is Absence.WITHDRAWN
    decided(case, by=cast.ines, act=Act.NO_ACTION)
    assert post.absence is Absence.WITHDRAWN
