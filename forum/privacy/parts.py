"""What a member's own file holds: one part a table, each asked for by the column that makes a row theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import case, select

from forum.accounts.models import Account, AddressClaim, KeptAway, SignIn
from forum.boards.models import Board, Topic
from forum.checkins.models import CheckIn
from forum.core.db import AnyRow, AnySelect
from forum.core.pieces import Column
from forum.moderation.models import Act, Decision, Flag
from forum.moderation.record_models import Appeal
from forum.notifications.models import Notification
from forum.privacy import telling
from forum.privacy.telling import Told
from forum.reactions.models import Reaction
from forum.threads import rules
from forum.threads.models import Declined, Draft, Post, Revision, Thread
from forum.threads.name_models import NameKeptAway, ThreadName
from forum.threads.note_models import NoteSuggestion


@dataclass(frozen=True, slots=True)
class Part:
    """One list of the file.

    `whose` makes a row the member's own. `key` orders the rows, tells any two apart and never changes, so
    that the list can be read in pieces. `tell` says one row in plain words.
    """

    name: str
    whose: Column
    key: tuple[Column, ...]
    statement: AnySelect
    tell: Callable[[AnyRow], Told]


# The title of somebody else's thread is in the file only where its reader can see that thread.
_TITLE = case((rules.VISIBLE, Thread.title)).label("title")
_BOARD = Board.name.label("board")

PARTS = (
    Part(
        "sign_ins",
        SignIn.account_id,
        (SignIn.id,),
        select(SignIn.browser, SignIn.created_at, SignIn.seen_at, SignIn.expires_at, SignIn.ended_at),
        telling.sign_in,
    ),
    Part(
        "addresses_not_confirmed_yet",
        AddressClaim.account_id,
        (AddressClaim.id,),
        select(AddressClaim.address, AddressClaim.created_at, AddressClaim.expires_at),
        telling.claim,
    ),
    Part(
        "threads",
        Thread.author_id,
        (Thread.id,),
        select(
            *(Thread.id, Thread.title, Thread.notes, Thread.created_at, Thread.alias),
            *(_BOARD, Topic.name.label("topic")),
        )
        .join(Board, Board.id == Thread.board_id)
        .outerjoin(Topic, Topic.id == Thread.topic_id),
        telling.thread,
    ),
    Part(
        "posts",
        Post.author_id,
        (Post.created_at, Post.id),
        select(
            *(Post.id, Post.thread_id, _TITLE, _BOARD, Post.number, Post.alias, Post.source, Post.notes),
            *(Post.added_notes, Post.created_at, Post.edited_at, Post.revision, Post.absence, Post.absent_at),
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Board, Board.id == Thread.board_id),
        telling.post,
    ),
    Part(
        "earlier_wordings",
        Post.author_id,
        # In the order of an index on posts, and of one on their wordings.
        (Post.created_at, Post.id, Revision.number),
        select(
            *(Revision.post_id, Revision.number, Revision.title, Revision.source, Revision.notes),
            *(Revision.replaced_at, (Revision.replaced_by_id == Post.author_id).label("by_author")),
        ).join(Post, Post.id == Revision.post_id),
        telling.wording,
    ),
    Part(
        "names_for_one_thread",
        ThreadName.account_id,
        (ThreadName.thread_id,),
        select(ThreadName.thread_id, ThreadName.name),
        telling.thread_name,
    ),
    Part(
        "drafts",
        Draft.account_id,
        (Draft.id,),
        select(
            Draft.place,
            Draft.title,
            Draft.text,
            Draft.notes,
            Draft.without_name,
            Draft.choice,
            Draft.beside,
            Draft.changed_at,
        ),
        telling.draft,
    ),
    Part(
        "check_ins",
        CheckIn.account_id,
        (CheckIn.id,),
        select(CheckIn.how, CheckIn.words, CheckIn.small, CheckIn.written_at, CheckIn.changed_at),
        telling.check_in,
    ),
    Part(
        "reactions_left",
        Reaction.account_id,
        (Reaction.post_id, Reaction.kind),
        select(Reaction.post_id, Reaction.kind, Reaction.created_at),
        telling.reaction,
    ),
    Part(
        "content_notes_suggested",
        NoteSuggestion.account_id,
        (NoteSuggestion.id,),
        select(NoteSuggestion.post_id, NoteSuggestion.note, NoteSuggestion.created_at),
        telling.suggestion,
    ),
    Part(
        "people_kept_away",
        KeptAway.account_id,
        (KeptAway.id,),
        select(Account.name, KeptAway.distance, KeptAway.created_at).join(
            Account, Account.id == KeptAway.other_id
        ),
        telling.kept_away,
    ),
    Part(
        "thread_names_kept_away",
        NameKeptAway.account_id,
        (NameKeptAway.thread_id, NameKeptAway.name),
        select(NameKeptAway.thread_id, NameKeptAway.name),
        telling.thread_name,
    ),
    Part(
        "invitations_declined",
        Declined.account_id,
        (Declined.thread_id,),
        select(Declined.thread_id, Declined.at),
        telling.declined,
    ),
    Part(
        "flags_sent",
        Flag.reporter_id,
        (Flag.id,),
        select(
            *(Flag.post_id, Flag.case_id, Flag.reason, Flag.note, Flag.created_at, Flag.answered_by_id),
            *(Decision.act, Decision.undone_at),
        ).outerjoin(Decision, Decision.id == Flag.answered_by_id),
        telling.flag,
    ),
    Part(
        "decisions_about_me",
        Decision.account_id,
        (Decision.id,),
        select(
            *(Decision.id, Decision.post_id, Decision.act, Decision.rule, Decision.words, Decision.made_at),
            *(Decision.moderator_role, Decision.machine_took_part, Decision.until, Decision.undone_at),
        ).where(Decision.act.in_([act for act in Act if act.touches_author])),
        telling.decision,
    ),
    Part(
        "appeals",
        Appeal.account_id,
        (Appeal.id,),
        select(
            *(Appeal.decision_id, Appeal.words, Appeal.made_at, Appeal.due_at, Appeal.answered_at),
            *(Appeal.answered_role, Appeal.upheld, Appeal.answer),
        ),
        telling.appeal,
    ),
    Part(
        "notifications",
        Notification.account_id,
        (Notification.id,),
        select(Notification.kind, Notification.post_id, Notification.created_at, Notification.read_at),
        telling.notification,
    ),
)
