"""A name leaves a post only through its byline, and a member's only through the seal on what they wrote.

Whoever joins a post to its author's account anywhere else could show a name that is not to be shown.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.house.reading import Module, called, example, faults

# Where a join is made for others; and what counts, and shows nobody.
BYLINES, SEALS = "forum/threads/bylines.py", "forum/moderation/seals.py"
COUNTS = "forum/cli/counters.py"
# What is about whoever wrote a post, by the class or by a thing of its kind.
OF_AUTHORS = {"author_id", "last_author_id"}
OF_SUBJECTS = {"Case", "Decision", "Appeal", "case", "decision", "appeal"}


def accounts(tree: ast.AST) -> set[str]:
    """The names by which a module calls the table of accounts."""
    aliased = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and called(node.value) == "aliased"
        for argument in getattr(node.value, "args", ())
        if isinstance(argument, ast.Name) and argument.id == "Account"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return aliased | {"Account"}


def parts(node: ast.expr) -> tuple[str, str]:
    """`Post.author_id` as its two words."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id, node.attr
    return "", ""


def joining(module: Module) -> Iterator[str]:
    """Statements that bring an author's account to what they wrote, or to what was decided about it."""
    known = accounts(module.tree)
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [parts(side) for side in (node.left, *node.comparators)]
        if not any(owner in known and name == "id" for owner, name in sides):
            continue
        for owner, name in sides:
            # A note that moderators leave on a member has an author, too, and they are told.
            if name in OF_AUTHORS and owner != "MemberNote" and module.path not in (BYLINES, COUNTS):
                yield module.fault(node, f"{owner}.{name}: ask {BYLINES} for a byline")
            if name == "account_id" and owner in OF_SUBJECTS and module.path != SEALS:
                yield module.fault(node, f"{owner}.{name}: ask {SEALS} what the seal lets through")


def test_every_name_on_a_post_comes_from_its_byline() -> None:
    assert not faults(joining, "forum/")


@pytest.mark.parametrize(
    "line",
    [
        "select(Account.name).join(Post, Account.id == Post.author_id)",
        "select(Post.html).join(Account, Post.author_id == Account.id)",
        "select(Account.name).where(Account.id == post.author_id)",
        "who = aliased(Account)\nselect(who.name).join(Thread, who.id == Thread.last_author_id)",
        "select(Account.name).join(Case, Account.id == Case.account_id)",
        "select(Account.name).where(Account.id == decision.account_id)",
    ],
)
def test_it_sees_a_name_that_goes_another_way(line: str) -> None:
    assert list(joining(example(line, "forum/search/example.py")))


@pytest.mark.parametrize(
    "line",
    [
        "select(bylines.name()).join(Account, bylines.wrote())",
        "own = visitor.id == post.author_id",
        "select(Account.name).join(MemberNote, Account.id == MemberNote.author_id)",
        "select(Account.name).join(Decision, Account.id == Decision.moderator_id)",
    ],
)
def test_it_lets_the_rest_be(line: str) -> None:
    assert not list(joining(example(line, "forum/search/example.py")))
