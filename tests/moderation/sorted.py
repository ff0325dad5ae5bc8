"""What people write in the tests of the sorting aid, without any detail, and what came of it."""

from forum.accounts.models import Account
from forum.core.db import db
from forum.moderation.models import Case, Lane
from forum.moderation.sorting_models import Sorting
from forum.threads.editing import edit_post
from forum.threads.models import Post
from forum.threads.writing import Writing

GOODBYE = "Goodbye everyone. I have written my letters and tonight it ends."
WISH = "I want to kill myself."
PASSIVE = "I wish I would not wake up in the morning."
HURT = "I hurt myself again yesterday."
LOSS = "My brother died in spring and I miss him."
CALM = "Mine begin late, and that is all I have."


def care_case(post: Post) -> Case | None:
    """The post's case in the care lane, where there is one."""
    return db.session.query(Case).filter_by(post_id=post.id, lane=Lane.CARE).one_or_none()


def sorted_case(post: Post) -> Case:
    """The case that there is."""
    case = care_case(post)
    assert case is not None
    return case


def sorting_of(case: Case) -> Sorting | None:
    """What the aid said about a case."""
    return db.session.query(Sorting).filter_by(case_id=case.id).one_or_none()


def reword(post: Post, text: str, by: Account, title: str = "") -> None:
    """Give a post new words."""
    edit_post(actor=by, post=post, revision=post.revision, title=title, writing=Writing(text))
