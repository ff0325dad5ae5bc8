"""Where the demo's history is played: through the forum's own operations, each at its own hour."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import singledispatchmethod

from sqlalchemy import select, update

from forum.accounts.events import Joined
from forum.accounts.house import house_account
from forum.accounts.models import Account, Role
from forum.accounts.names import check_name, name_key
from forum.accounts.profile import change_about
from forum.accounts.registration import CONSENT_VERSION, GUIDELINES_VERSION
from forum.accounts.roles import give_role
from forum.boards.models import Board
from forum.boards.queries import board_named
from forum.cli.demo import script
from forum.cli.demo.desk import look_through
from forum.core import clock
from forum.core.db import db
from forum.core.events import announce
from forum.core.markdown import quote
from forum.core.operation import operation
from forum.moderation.flags import flag_post
from forum.moderation.opening import lock_thread
from forum.notifications.operations import mark_all_read
from forum.reactions.operations import react
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.models import ContentNote, Post, Thread
from forum.threads.posting import post_reply, start_thread
from forum.threads.queries import author_of
from forum.threads.reading import mark_read
from forum.threads.writing import Writing

Step = Callable[[int, int], None]


@operation
def play(*, scenes: Sequence[script.Scene], password_hashes: Mapping[str, str], step: Step) -> None:
    """Play every scene, all or none; `step` is told how many of how many are done.

    Only people named in `password_hashes` can sign in afterwards.
    """
    _set_house_back(scenes[0].at)
    stage = _Stage(password_hashes)
    for done, scene in enumerate(scenes, 1):
        with clock.as_of(scene.at):
            stage.play(scene.deed)
            look_through(stage.moderators)
        step(done, len(scenes))
    look_through(stage.moderators)


def _set_house_back(to: datetime) -> None:
    """The house and its welcome threads were there before everybody else."""
    house = house_account()
    house.created_at = to
    for statement in (
        update(Post).where(Post.author_id == house.id).values(created_at=to),
        update(Thread)
        .where(Thread.author_id == house.id)
        .values(created_at=to, last_post_at=to, pinned_at=to, waiting_since=to),
        update(Board).where(Board.post_count > 0).values(last_post_at=to),
    ):
        db.session.execute(statement)


class _Stage:
    def __init__(self, password_hashes: Mapping[str, str]) -> None:
        self._password_hashes = password_hashes
        self._accounts: dict[str, Account] = {}
        self._threads: dict[str, Thread] = {}
        self._posts: dict[script.Place, Post] = {}

    @property
    def moderators(self) -> list[Account]:
        return [account for account in self._accounts.values() if account.role is Role.MODERATOR]

    @singledispatchmethod
    def play(self, deed: script.Deed) -> None:
        raise TypeError(f"nobody knows how to play {deed}")

    @play.register
    def _(self, deed: script.Join) -> None:
        now = clock.now()
        account = Account(
            name=check_name(deed.name),
            name_key=name_key(deed.name),
            password_hash=self._password_hashes.get(deed.name, f"none:{secrets.token_hex(8)}"),
            created_at=now,
            adult_confirmed_at=now,
            guidelines_version=GUIDELINES_VERSION,
            guidelines_accepted_at=now,
            consent_version=CONSENT_VERSION,
            consent_given_at=now,
            all_read_at=now,
        )
        db.session.add(account)
        db.session.flush()
        announce(Joined(account))
        change_about(actor=account, about=deed.about)
        if deed.role is not Role.MEMBER:
            give_role(name=deed.name, role=deed.role)
        self._accounts[deed.name] = account

    @play.register
    def _(self, deed: script.Start) -> None:
        post = start_thread(
            actor=self._accounts[deed.by],
            board=board_named(deed.board),
            topic_slug=deed.topic,
            title=deed.place[0],
            writing=Writing(deed.text, deed.notes, without_name=deed.without_name),
        )
        self._posts[deed.place] = post
        self._threads[deed.place[0]] = db.session.get_one(Thread, post.thread_id)

    @play.register
    def _(self, deed: script.Reply) -> None:
        title = deed.place[0]
        text = f"{self._quote((title, deed.quotes))}\n\n{deed.text}" if deed.quotes else deed.text
        self._posts[deed.place] = post_reply(
            actor=self._accounts[deed.by],
            thread=self._threads[title],
            writing=Writing(text, deed.notes, without_name=deed.without_name),
        )

    @play.register
    def _(self, deed: script.Reword) -> None:
        post = self._posts[deed.place]
        edit_post(
            actor=self._author(post),
            post=post,
            revision=post.revision,
            title=deed.place[0],
            writing=Writing(deed.text, frozenset(map(ContentNote, post.notes.split()))),
        )

    @play.register
    def _(self, deed: script.Withdraw) -> None:
        post = self._posts[deed.place]
        withdraw_post(actor=self._author(post), post=post)

    @play.register
    def _(self, deed: script.React) -> None:
        react(actor=self._accounts[deed.by], post=self._posts[deed.place], kind=deed.kind)

    @play.register
    def _(self, deed: script.Flag) -> None:
        post = self._posts[deed.place]
        flag_post(
            actor=self._accounts[deed.by],
            post=post,
            reason=deed.reason,
            note=deed.note,
            revision=post.revision,
        )

    @play.register
    def _(self, deed: script.Rest) -> None:
        thread = self._threads[deed.title]
        moderator = next(one for one in self.moderators if one.id != thread.author_id)
        lock_thread(actor=moderator, thread_id=thread.id, reason=deed.reason)

    @play.register
    def _(self, deed: script.Visit) -> None:
        visitor = self._accounts[deed.name]
        mark_all_read(actor=visitor)
        for thread_id, number in db.session.execute(select(Thread.id, Thread.last_number)).all():
            mark_read(account_id=visitor.id, thread_id=thread_id, number=number)

    def _author(self, post: Post) -> Account:
        return db.session.get_one(Account, post.author_id)

    def _quote(self, place: script.Place) -> str:
        quoted = self._posts[place]
        return quote(author_of(quoted), quoted.id, quoted.source)
