"""The one place through which a name leaves a post: its author's own, or the one they have for that thread.

Every page, feed, letter, file and list asks here. A house test finds whoever joins a post to its author's
account elsewhere.
"""

from typing import Any

from sqlalchemy import ColumnElement, case, literal, select

from forum.accounts.models import Account, Role
from forum.core.db import db
from forum.threads.models import Post, Thread

# A post without an alias stands under its author's own name.
IS_NAMED = Post.alias == ""


def wrote(post: Any = Post, account: Any = Account) -> ColumnElement[bool]:
    """What joins a post to whoever wrote it, for statements that show no more of them than their byline."""
    joined: ColumnElement[bool] = account.id == post.author_id
    return joined


def name(post: Any = Post, account: Any = Account) -> ColumnElement[str]:
    """The name a post stands under."""
    return case((post.alias == "", account.name), else_=post.alias)


def role(post: Any = Post, account: Any = Account) -> ColumnElement[Role]:
    """The role that is shown beside it: under a name for one thread everybody is a member."""
    return case((post.alias == "", account.role), else_=literal(Role.MEMBER, Account.role.type))


def if_named(column: Any, post: Any = Post) -> ColumnElement[Any]:
    """A fact about the author; nothing where the post does not stand under their own name."""
    return case((post.alias == "", column))


def name_on(post: Post) -> str:
    """The name one post stands under."""
    return post.alias or db.session.scalars(select(Account.name).where(Account.id == post.author_id)).one()


def begun_by(account_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The threads that others may know somebody began."""
    return (Thread.author_id == account_id) & (Thread.alias == "")
