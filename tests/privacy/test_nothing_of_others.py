"""What is not a member's to know is not in their file: others' words and names, and what moderators keep."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from forum.accounts.addresses import change_address
from forum.accounts.models import Account, AddressClaim, Distance, RecoveryCode, SignIn
from forum.accounts.profile import keep_away
from forum.accounts.recovery import renew_codes
from forum.core.db import db
from forum.core.markdown import quote
from forum.core.operation import operation
from forum.moderation.appeals import answer_appeal, appeal
from forum.moderation.cases import claim
from forum.moderation.models import Act, AuditEntry, Reason
from forum.moderation.record import leave_member_note
from forum.moderation.sorting_models import Sorting
from forum.moderation.talk import leave_note
from forum.threads.models import Post
from forum.threads.name_models import ThreadName
from forum.threads.posting import post_reply
from forum.threads.suggesting import suggest_notes
from forum.threads.writing import Writing
from tests.cast import Cast
from tests.make import PASSWORD, first_post, make_post, make_reaction, make_sign_in, make_thread
from tests.moderation.acts import decided, flagged
from tests.moderation.sorted import GOODBYE, sorted_case
from tests.privacy.conftest import File, text_of

THEIR_WORDS = "Bergamot and thyme."
PRIVATE = "Between moderators only."
FLAG_NOTE = "I had to stop reading here."
FIRST_NUMBER = 740_031
"""Nothing else in a file could read like these."""


@operation
def _number(*, account: Account, number: int) -> Account:
    db.session.execute(update(Account).where(Account.id == account.id).values(id=number))
    return db.session.get_one(Account, number)


@pytest.fixture
def maya(app: Flask, cast: Cast) -> Account:
    """Maya, after everything that others can do about her."""
    for place, who in enumerate(("jonas", "priya", "ines", "tomas")):
        setattr(cast, who, _number(account=getattr(cast, who), number=FIRST_NUMBER + place))
    _be_answered(cast)
    _be_looked_at(cast)
    keep_away(actor=cast.priya, other=cast.maya, distance=Distance.BLOCK)
    make_sign_in(cast.maya)
    change_address(actor=cast.maya, email="maya@example.org", password=PASSWORD)
    return cast.maya


def _be_answered(cast: Cast) -> None:
    """Others answer in her thread and she in theirs, one of them without a name."""
    thread = make_thread(cast.porch, by=cast.maya)
    make_post(thread, by=cast.jonas, text=THEIR_WORDS)
    unnamed = Writing(THEIR_WORDS, without_name=True)
    post_reply(actor=cast.jonas, thread=thread, writing=unnamed)
    theirs = make_thread(cast.porch, by=cast.jonas, text=THEIR_WORDS)
    make_post(theirs, by=cast.maya, text="I read this twice.")
    make_reaction(first_post(theirs), by=cast.maya)
    make_reaction(first_post(thread), by=cast.priya)
    suggest_notes(actor=cast.priya, post=first_post(thread), notes=["loss"])
    flagged(first_post(theirs), by=cast.maya, reason=Reason.WORRIED)


def _be_looked_at(cast: Cast) -> None:
    """Priya flags her, Ines decides, Tomas looks again; the sorting aid has spoken, too."""
    dark = make_post(make_thread(), by=cast.maya, text=GOODBYE)
    leave_note(actor=cast.ines, case=sorted_case(dark), words=PRIVATE)
    post = make_post(make_thread(), by=cast.maya)
    case = flagged(post, by=cast.priya, note=FLAG_NOTE)
    claim(actor=cast.ines, case=case)
    made = decided(case, by=cast.ines, act=Act.WARN, private_note=PRIVATE)
    answer_appeal(
        actor=cast.tomas,
        appeal=appeal(actor=cast.maya, decision=made, words="It was meant kindly."),
        upheld=False,
        words="It stays.",
    )
    leave_member_note(actor=cast.ines, account_id=cast.maya.id, words=PRIVATE)


def test_no_other_member_is_named_or_numbered(maya: Account) -> None:
    text = text_of(maya)
    others = db.session.execute(select(Account.name, Account.id).where(Account.id != maya.id)).all()
    assert {"Jonas", "Priya", "Ines", "Tomas"} <= {name for name, _ in others}
    assert [name for name, _ in others if name in text] == []
    assert [number for number in range(FIRST_NUMBER, FIRST_NUMBER + 4) if str(number) in text] == []


def test_the_same_look_finds_a_name_that_is_there(cast: Cast, maya: Account) -> None:
    keep_away(actor=maya, other=cast.jonas, distance=Distance.MUTE)
    text = text_of(maya)
    assert "Jonas" in text and str(FIRST_NUMBER) not in text


def test_no_name_for_one_thread_of_somebody_else_is_there(maya: Account) -> None:
    names = db.session.scalars(select(ThreadName.name).where(ThreadName.account_id != maya.id)).all()
    assert names and not [name for name in names if name in text_of(maya)]


@pytest.mark.parametrize("words", [THEIR_WORDS, PRIVATE, FLAG_NOTE])
def test_words_that_are_not_hers_are_not_there(maya: Account, words: str) -> None:
    assert words not in text_of(maya)


def test_what_she_quoted_is_her_own_text(cast: Cast, maya: Account, file: File) -> None:
    post = make_post(by=cast.jonas, text=THEIR_WORDS)
    quoting = quote("Jonas", post.id, post.source) + "So do I."
    make_post(make_thread(), by=maya, text=quoting)
    assert THEIR_WORDS in file(maya)["posts"][-1]["words"]


def test_who_flagged_her_and_for_what_is_not_there(maya: Account, file: File) -> None:
    found = file(maya)
    assert [flag["reason"] for flag in found["flags_sent"]] == ["worried"]
    assert "harassment" not in [*found, *found["decisions_about_me"][0]]


def test_nothing_that_the_sorting_aid_made_of_a_post_is_there(maya: Account) -> None:
    text = text_of(maya)
    (sorting,) = db.session.query(Sorting).all()
    said = [value for cue in sorting.cues for value in cue.values() if isinstance(value, str)]
    assert said and not [words for words in said if f'"{words}"' in text]
    for kept in ('"level', '"lane', '"cues', '"care', sorting.level.value, sorting.rules_version):
        assert f"{kept}" not in text, kept


def test_no_secret_is_there_not_even_as_a_digest(maya: Account) -> None:
    codes = renew_codes(actor=maya, password=PASSWORD)
    text = text_of(maya)
    columns = (SignIn.token_digest, RecoveryCode.code_digest, AddressClaim.token_digest)
    digests = [value for column in columns for value in db.session.scalars(select(column))]
    assert len(digests) >= 3
    for secret in (maya.password_hash, PASSWORD, *codes, *digests, *db.session.scalars(select(Post.once))):
        assert secret not in text


def test_no_case_that_told_her_nothing_is_there(cast: Cast, maya: Account, file: File) -> None:
    before = file(maya)["decisions_about_me"]
    decided(flagged(make_post(by=maya)), by=cast.ines, act=Act.NO_ACTION, private_note=PRIVATE)
    assert file(maya)["decisions_about_me"] == before


def test_the_title_of_a_thread_she_cannot_see_any_more_is_not_there(
    cast: Cast, maya: Account, file: File
) -> None:
    thread = make_thread(by=cast.jonas, title="A room with bees")
    make_post(thread, by=maya, text="The last one.")
    assert file(maya)["posts"][-1]["thread_title"] == "A room with bees"
    decided(flagged(first_post(thread)), by=cast.ines, act=Act.HIDE)
    assert file(maya)["posts"][-1]["thread_title"] is None
    assert "room with bees" not in text_of(maya).lower()


def test_everybody_gets_their_own_and_nothing_else(cast: Cast, maya: Account, file: File) -> None:
    assert "It was meant kindly." in text_of(maya)
    theirs = file(cast.jonas)
    assert {post["words"] for post in theirs["posts"]} == {THEIR_WORDS}
    assert "It was meant kindly." not in text_of(cast.jonas) and "maya@example.org" not in text_of(cast.jonas)


def test_a_moderators_file_holds_nothing_of_their_work(cast: Cast, maya: Account) -> None:
    text = text_of(cast.ines)
    assert db.session.scalar(select(AuditEntry.id).limit(1))
    for word in (PRIVATE, "Maya", "It was meant kindly.", GOODBYE, FLAG_NOTE):
        assert word not in text
