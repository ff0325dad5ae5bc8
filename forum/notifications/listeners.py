"""What notifications hear. All of it happens in the transaction of the news itself."""

from forum.accounts.models import Account
from forum.core.events import hears
from forum.moderation.events import AdminsCalled, AppealAnswered, Decided, Undone
from forum.moderation.models import Act, Decision
from forum.notifications.models import Kind
from forum.notifications.telling import (
    News,
    news_of,
    send_letters,
    tell,
    who_hears_of,
    who_wants_it,
    without_unread,
)
from forum.reactions.events import Reacted
from forum.threads.events import NotesSuggested, PostPublished


@hears(PostPublished)
def tell_of_post(event: PostPublished) -> None:
    """Tell whoever is quoted, and the thread's author; one post is one piece of news to each of them."""
    quoted = {account_id for account_id, _ in event.quoted}
    answered = {event.thread.author_id} if event.post.number > 1 else set()
    if not quoted | answered:
        return
    willing = who_hears_of(event.post, quoted | answered, wish=Account.wants_reply_notices.is_(True))
    for kind, wanted in ((Kind.QUOTE, quoted), (Kind.REPLY, answered - quoted)):
        tell(wanted.intersection(willing), news_of(event.post, kind))


@hears(Reacted)
def tell_of_reaction(event: Reacted) -> None:
    """Tell a post's author; a kind taken back and left again is not told again."""
    willing = who_wants_it(
        {event.post.author_id}, sender_id=event.by.id, wish=Account.wants_reaction_notices.is_(True)
    )
    about = f"reaction:{event.post.id}:{event.kind}:{event.by.id}"
    news = News(Kind.REACTION, about, actor_id=event.by.id, post_id=event.post.id, detail=event.kind.value)
    tell(willing, news)


@hears(NotesSuggested)
def tell_of_suggestion(event: NotesSuggested) -> None:
    """Ask a post's author about each note, once and for good; who suggested it stands nowhere."""
    willing = who_wants_it({event.post.author_id}, sender_id=event.by.id)
    for note in event.notes:
        news = News(Kind.NOTE_SUGGESTED, f"note:{event.post.id}:{note}", post_id=event.post.id, detail=note)
        tell(willing, news)


@hears(Decided)
def tell_of_decision(event: Decided) -> None:
    """Tell the author what was done and why, and the reporters what came of it. No setting stops this."""
    decision = event.decision
    if decision.act.touches_author:
        tell(
            {decision.account_id}, _decision(Kind.DECISION, decision.id, decision.post_id, decision.act.value)
        )
        send_letters({decision.account_id}, "decision", decision_id=decision.id)
    case_id = str(decision.case_id)
    # Whoever has not read of it yet finds what came of it in the end, by the line that is there.
    reporters = without_unread(event.reporters, Kind.FLAG_OUTCOME, case_id)
    tell(reporters, _decision(Kind.FLAG_OUTCOME, decision.id, decision.post_id, case_id))
    send_letters(reporters, "outcome", case_id=decision.case_id)


@hears(Undone)
def tell_of_undoing(event: Undone) -> None:
    """Tell the author that a decision was taken back; where an appeal won, its answer says so.

    A kind word that a moderator takes back was still kind: nobody hears that it was.
    """
    decision = event.decision
    if decision.act.touches_author and decision.act is not Act.REACH_OUT and not event.by_appeal:
        undone = _decision(Kind.DECISION, decision.id, decision.post_id, _undone(decision))
        tell({decision.account_id}, undone)
        send_letters({decision.account_id}, "decision", decision_id=decision.id)


@hears(AppealAnswered)
def tell_of_answer(event: AppealAnswered) -> None:
    """Tell whoever appealed, whoever decided, and, where something changed for them, the reporters."""
    decision, result = event.decision, UPHELD if event.appeal.upheld else KEPT
    tell({decision.account_id}, _decision(Kind.APPEAL_ANSWERED, decision.id, decision.post_id, result))
    send_letters({decision.account_id}, "decision", decision_id=decision.id)
    # In `detail` is the case: its page tells a reporter, and a moderator, what became of it.
    case_id = str(decision.case_id)
    tell({decision.moderator_id}, _decision(Kind.OWN_DECISION, decision.id, decision.post_id, case_id))
    if event.appeal.upheld:
        tell(event.reporters, _decision(Kind.SECOND_LOOK, decision.id, decision.post_id, case_id))
        send_letters(event.reporters, "outcome", case_id=decision.case_id)


@hears(AdminsCalled)
def tell_of_case(event: AdminsCalled) -> None:
    """Tell the admins that a case waits for one of them, and nothing of what it is about."""
    case_id = str(event.case_id)
    admins = without_unread(event.admins, Kind.CASE_WAITS, case_id)
    tell(admins, News(Kind.CASE_WAITS, f"{Kind.CASE_WAITS}:{case_id}:{event.version}", detail=case_id))


# In place of the act, where a decision was taken back: about a post, a thread, or the person.
UNDONE = "undone"
UNDONE_ABOUT_THREAD = "undone-thread"
UNDONE_ABOUT_PERSON = "undone-person"
UPHELD = "upheld"
KEPT = "kept"


def _undone(decision: Decision) -> str:
    if decision.act.is_about_person:
        return UNDONE_ABOUT_PERSON
    return UNDONE_ABOUT_THREAD if decision.act.is_about_thread else UNDONE


def _decision(kind: Kind, decision_id: int, post_id: int, detail: str) -> News:
    about = f"{kind}:{decision_id}:{detail}"
    return News(kind, about, post_id=post_id, decision_id=decision_id, detail=detail)
