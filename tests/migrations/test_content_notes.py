"""Content notes come to a forum that is in use: quotes fold, and the way back is open."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from forum.accounts.models import Account
from forum.core.db import db
from forum.moderation.house_notes import add_house_note
from forum.moderation.models import Act, Decision, Rule
from forum.notifications.models import Notification
from forum.threads.models import ContentNote, Post, Thread
from forum.threads.suggesting import suggest_notes
from tests.cast import Cast
from tests.make import first_post, make_post, make_thread
from tests.migrations.test_migrations import fresh  # noqa: F401  # a fixture, by being imported
from tests.moderation.acts import decided, flagged
from tests.notes.acts import quoting

pytestmark = pytest.mark.usefixtures("fresh")

BEFORE = "0009-1"
LOSS = ContentNote.LOSS


def back_and_forth() -> None:
    """Down below this migration and up again; nothing that was read before is held."""
    db.session.remove()
    downgrade(revision=BEFORE)
    upgrade()
    db.session.expire_all()


def test_quotes_that_were_made_before_fold_afterwards() -> None:
    upgrade()
    thread = make_thread(notes=frozenset({LOSS, ContentNote.EATING}))
    plain = make_post(thread)
    both = quoting(first_post(thread)) + "\n\n" + quoting(plain)
    noted = f"{first_post(thread).id}:eating,loss"
    ids = [make_post(thread, text=both).id, make_post(thread, text=quoting(plain)).id]
    back_and_forth()
    found = db.session.query(Post.quoted_notes, Post.changed).filter(Post.id.in_(ids)).order_by(Post.id)
    assert [tuple(row) for row in found] == [(noted, 1), ("", 0)]


def test_what_readers_left_open_survives_both_ways() -> None:
    upgrade()
    cast = Cast()
    cast.maya.open_notes = "eating loss"
    db.session.commit()
    back_and_forth()
    assert db.session.execute(text("SELECT open_notes FROM accounts")).scalar_one() == "eating loss"


def test_on_the_way_down_no_note_is_left_that_the_code_of_before_does_not_know() -> None:
    upgrade()
    cast = Cast()
    debt = add_house_note(actor=cast.ada, label="medical debt").slug
    # Differs by what stands for a space: an underscore is no joker.
    other = add_house_note(actor=cast.ada, label="medical-debt").slug
    thread = make_thread(by=cast.maya, notes=frozenset({LOSS, debt, other}))
    post = make_post(thread, by=cast.maya)
    decided(flagged(post), by=cast.ines, act=Act.NOTE, rule=Rule.NONE, notes=frozenset({LOSS, debt}))
    suggest_notes(actor=cast.jonas, post=post, notes={other})
    cast.maya.open_notes = f"loss {debt} {other}"
    db.session.commit()
    back_and_forth()
    assert db.session.query(Thread).one().notes == "loss"
    assert [row.notes for row in db.session.query(Post.notes).order_by(Post.id)] == ["loss", "loss"]
    assert db.session.query(Decision).one().particulars == {"notes": ["loss"]}
    maya = db.session.query(Account).filter_by(name="Maya").one()
    told = db.session.query(Notification).filter_by(account_id=maya.id).count()
    assert (maya.open_notes, maya.unread_notifications) == ("loss", told)
