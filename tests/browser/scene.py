"""A little of everything that a page can hold, and the address of every page."""

from urllib.parse import quote

from sqlalchemy import func, select

from forum.accounts.addresses import change_address
from forum.accounts.attempts import Counter
from forum.accounts.models import Account, Distance, Role
from forum.accounts.profile import change_about, keep_away
from forum.accounts.recovery import answer_link_requests, ask_for_link
from forum.boards.models import Audience
from forum.checkins.models import How
from forum.checkins.operations import Told, check_in
from forum.core.db import db
from forum.core.mail import Letter
from forum.moderation.appeals import appeal
from forum.moderation.cases import claim
from forum.moderation.default_words import seed_words
from forum.moderation.desk_models import Phrase
from forum.moderation.house_notes import add_house_note, retire_house_note
from forum.moderation.models import Act, Reason
from forum.moderation.phrases import seed_phrases
from forum.moderation.second_looks import ask_to_open
from forum.moderation.watched_models import WatchedWord
from forum.reactions.models import Kind
from forum.threads.drafts import keep_draft
from forum.threads.editing import edit_post, withdraw_post
from forum.threads.invitations import invite
from forum.threads.models import ContentNote
from forum.threads.moving import pin_thread
from forum.threads.naming import keep_name_away
from forum.threads.posting import post_reply
from forum.threads.suggesting import suggest_notes
from forum.threads.writing import Writing
from tests.conftest import SECRET
from tests.make import (
    PASSWORD,
    make_board,
    make_line_check,
    make_member,
    make_post,
    make_reaction,
    make_sign_in,
    make_thread,
)
from tests.moderation.acts import decided, flagged
from tests.moderation.sorted import GOODBYE, sorted_case
from tests.notes.acts import quoting

LONG_NAME = "Wilhelmina of the Windy Meadows"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
FORMATTED = f"""# A heading

> {LONG_WORD}

1. one with `{LONG_WORD}`
2. two, **bold** and *slanted*, https://example.org/{LONG_WORD}

```
{LONG_WORD} {LONG_WORD}
```
"""
EMAIL = "kept@example.org"
EVERYWHERE = (
    "/",
    "/boards",
    "/unanswered",
    "/help",
    "/help/in",
    "/about",
    "/guidelines",
    "/comfort",
    "/writing-about-suicidal-thoughts",
    "/nowhere",
)
SEARCHES = (
    "/search",
    "/search?q=heading",
    f"/search?q={LONG_WORD}",
    "/search?q=others",
    "/search?q=want+to+die",
)
LINES = ("/moderation/lines", "/moderation/lines/in/tele-manas", "/moderation/lines/gb/emergency-112")


class Scene:
    """Who is there and what they wrote. `pages` gives the addresses that each of them can open."""

    def __init__(self) -> None:
        self.member, self.other = make_member(LONG_NAME), make_member(email=EMAIL)
        self.avoided, self.author, self.newcomer = make_member(), make_member(), make_member()
        self.moderator, self.admin = make_member(role=Role.MODERATOR), make_member(role=Role.ADMIN)
        self.board = make_board("Nights and early mornings")
        self.empty = make_board("A quiet room", audience=Audience.MEMBERS)
        self._talk()
        self._note()
        self._settle_in()
        self._flag_and_decide()
        self._write_without_a_name()
        seed_phrases()
        seed_words()
        make_line_check("in/tele-manas", by=self.admin, note=LONG_WORD)
        self.ids = {who: account.id for who, account in self._people().items()}
        self.pages = self._pages()

    def _people(self) -> dict[str, Account]:
        names = ("newcomer", "member", "author", "moderator", "admin")
        return {name: getattr(self, name) for name in names}

    def _talk(self) -> None:
        """A thread of two pages, with posts of every look."""
        self.thread = make_thread(
            self.board, by=self.other, title=f"Waking at four: {LONG_WORD}", topic="sleep"
        )
        self.rude = make_post(self.thread, by=self.author, text="Just get up earlier.")
        notes = frozenset({ContentNote.LOSS, ContentNote.SELF_HARM})
        noted = make_post(self.thread, by=self.other, text=FORMATTED, notes=notes)
        self.dark = make_post(self.thread, by=self.member, text=GOODBYE)
        self.own = make_post(self.thread, by=self.member, text=FORMATTED)
        make_post(self.thread, by=self.avoided, text="Others have it worse.")
        withdraw_post(actor=self.other, post=make_post(self.thread, by=self.other))
        make_post(self.thread, by=self.moderator, text="Thank you all for being gentle here.")
        self.rest = [make_post(self.thread, by=self.other, text=LONG_WORD) for _ in range(16)]
        wording = Writing(f"{FORMATTED}\nAnd a line more.")
        edit_post(actor=self.member, post=self.own, revision=1, title="", writing=wording)
        for kind in Kind:
            make_reaction(self.own, by=self.other, kind=kind)
        make_reaction(noted, by=self.member, kind=Kind.HEAR_YOU)
        make_thread(self.board, by=self.other)
        make_thread(make_board(audience=Audience.MEMBERS), by=self.member, title=LONG_WORD, notes=notes)
        pin_thread(actor=self.moderator, thread_id=self.thread.id)

    def _note(self) -> None:
        """Content notes of this forum's own, quoted and suggested."""
        debt, retired = (add_house_note(actor=self.admin, label=label) for label in ("medical debt", "ECT"))
        noted = make_post(self.thread, by=self.other, text=FORMATTED, notes=frozenset({debt.slug}))
        make_post(self.thread, by=self.author, text=quoting(noted))
        retire_house_note(actor=self.admin, note=retired)
        suggest_notes(actor=self.other, post=self.own, notes={ContentNote.EATING, debt.slug})

    def _settle_in(self) -> None:
        change_about(actor=self.member, about=f"I like mornings.\n\n{LONG_WORD}")
        keep_away(actor=self.member, other=self.avoided, distance=Distance.BLOCK)
        keep_draft(actor=self.member, place=f"/b/{self.board.slug}/new", title=LONG_WORD, text=FORMATTED)
        invite(actor=self.newcomer)
        words = f"I want to end my life. {LONG_WORD}\n\nThen I made tea."
        told = [Told(How.VERY_HEAVY, words, LONG_WORD), Told(small="Opened the window"), Told(How.SO_SO)]
        self.moments = [check_in(actor=self.member, told=one).id for one in told]
        change_address(actor=self.author, email="new@example.org", password=PASSWORD)
        ask_for_link(address=EMAIL, counter=Counter(SECRET, "192.0.2.1"))
        answer_link_requests()

    def _flag_and_decide(self) -> None:
        """Two cases that wait, one in hand; two decisions, one of them appealed."""
        self.cases = [
            flagged(self.rest[0], by=self.member, reason=Reason.WORRIED, note=LONG_WORD),
            flagged(self.rest[1], by=self.member, reason=Reason.SPAM),
            flagged(self.rest[2], by=self.member),
        ]
        self.sorted = sorted_case(self.dark)
        claim(actor=self.moderator, case=self.cases[2])
        hidden = decided(
            flagged(self.rude, by=self.member), by=self.admin, words=f"{LONG_WORD}\n\nAnd so on."
        )
        self.appeal_id = appeal(actor=self.author, decision=hidden, words=LONG_WORD).id
        second = make_post(self.thread, by=self.author, text="Only weak people stay in bed.")
        paused = decided(flagged(second), by=self.admin, act=Act.PAUSE)
        self.decision_ids = [hidden.id, paused.id]

    def _write_without_a_name(self) -> None:
        """A post under a name for one thread, kept away by somebody; its seal is asked about."""
        writing = Writing(FORMATTED, without_name=True)
        self.unnamed = post_reply(actor=self.newcomer, thread=self.thread, writing=writing)
        kept = post_reply(actor=self.other, thread=self.thread, writing=writing)
        keep_name_away(actor=self.member, post=kept)
        self.sealed, asked = flagged(self.unnamed, by=self.member), flagged(kept, by=self.member)
        make_sign_in(self.moderator)
        ask_to_open(actor=self.admin, case=asked, words=LONG_WORD)
        self.asked_about = asked

    def _pages(self) -> dict[str, list[str]]:
        return {
            "guest": self._to_guests(),
            "newcomer": self._on_the_first_day(),
            "member": self._to_members(),
            "author": self._to_the_author(),
            "moderator": self._at_the_desk(),
            "admin": self._to_admins(),
        }

    def _to_guests(self) -> list[str]:
        where = f"/t/{self.thread.id}-{self.thread.slug}"
        ways_in = ("/join", "/sign-in", "/recover", "/recover/code", "/recover/link", "/recover/asked")
        letters = (_letter("confirm-address", "/confirm/"), _letter("recovery", "/recover/link/"))
        old = (
            "/confirm/old",
            "/recover/link/old",
            "/confirmed",
            "/consent",
            "/privacy",
            "/ledger",
            "/offline",
        )
        board = (f"/b/{self.board.slug}", f"/b/{self.board.slug}?topic=sleep")
        return [*EVERYWHERE, *SEARCHES, *board, where, f"{where}/2", *ways_in, *letters, *old]

    def _on_the_first_day(self) -> list[str]:
        board, name = f"/b/{self.empty.slug}", quote(self.newcomer.name)
        asked = (
            "/unread",
            "/notifications",
            "/settings/drafts",
            "/settings/people",
            "/join/codes",
            "/check-in",
            "/moderation/nowhere",
        )
        writing = (f"/t/{self.thread.id}/reply", f"/t/{self.thread.id}-{self.thread.slug}/2")
        return ["/", board, f"{board}/unanswered", f"/m/{name}", *asked, *writing]

    def _to_members(self) -> list[str]:
        thread, own = f"/t/{self.thread.id}", f"/p/{self.own.id}"
        reading = [thread, f"{thread}-{self.thread.slug}/2", f"{own}/revisions", f"{own}/reactions"]
        reading += SEARCHES
        writing = [f"/b/{self.board.slug}/new", f"{thread}/reply?quote={self.own.id}", f"{own}/edit"]
        writing += [f"{thread}/reply?begin=hard-night", f"/p/{self.dark.id}/edit"]
        writing += [f"/p/{self.unnamed.id}/name", f"{thread}-{self.thread.slug}/2"]
        writing += [f"{own}/withdrawal", f"/p/{self.rest[3].id}/flag", f"/p/{self.rude.id}/edit"]
        writing += [f"/p/{self.rest[3].id}/notes", f"{own}/notes"]
        people = [f"/m/{quote(account.name)}" for account in (self.member, self.avoided, self.moderator)]
        settings = (
            "",
            "/about-me",
            "/password",
            "/email",
            "/codes",
            "/sign-ins",
            "/people",
            "/drafts",
            "/order",
            "/export",
        )
        outcomes = [f"/outcomes/{case.id}" for case in self.cases]
        moments = ["/check-in", f"/check-in/{self.moments[0]}", "/check-in/erasure"]
        moments += ["/check-in?span=year", f"/check-in?before={self.moments[1]}"]
        return [
            *(*EVERYWHERE, "/unread", "/notifications", *reading, *writing, *people, *outcomes, *moments),
            *(f"/settings{page}" for page in settings),
        ]

    def _to_the_author(self) -> list[str]:
        appealed, other = self.decision_ids
        return [
            "/notifications",
            f"/decisions/{appealed}",
            f"/decisions/{other}",
            f"/decisions/{other}/appeal",
        ]

    def _at_the_desk(self) -> list[str]:
        waiting, held = f"/moderation/cases/{self.cases[0].id}", f"/moderation/cases/{self.cases[2].id}"
        cases = [waiting, f"{waiting}?words=shown", held, f"{held}/decision", f"{held}/phrases"]
        cases += [f"/moderation/cases/{self.sorted.id}?words=shown"]
        cases += [f"{held}/afterwards", f"{held}/notes", f"{waiting}/level"]
        cases += [f"/moderation/cases/{self.sealed.id}/seal", f"/moderation/cases/{self.asked_about.id}"]
        cases += [f"/moderation/cases/{self.sealed.id}?words=shown"]
        desk = (
            "",
            "?lane=rules",
            "?lane=rules&show=mine",
            "/audit",
            "/appeals",
            "/overview",
            "/handover",
            "/spam",
        )
        record = [
            f"/moderation/members/{quote(self.author.name)}",
            f"/moderation/members/{self.author.id}/notes",
        ]
        begun = [f"/p/{self.rest[5].id}/case", f"/t/{self.thread.id}/moderation"]
        appealed = [f"/moderation/appeals/{self.appeal_id}", "/moderation/phrases", f"/t/{self.thread.id}"]
        return [*(f"/moderation{page}" for page in desk), *cases, *record, *begun, *appealed, *LINES]

    def _to_admins(self) -> list[str]:
        word, phrase = (db.session.scalar(select(func.min(table.id))) for table in (WatchedWord, Phrase))
        words = ["/moderation/words", f"/moderation/words/{word}", f"/moderation/phrases/{phrase}", "/"]
        return [*words, "/moderation/content-notes", *LINES]


def _letter(template: str, path: str) -> str:
    """Where the link in the latest letter of a kind leads."""
    letter = db.session.scalars(
        select(Letter).where(Letter.template == template).order_by(Letter.id.desc())
    ).first()
    assert letter is not None
    return f"{path}{letter.params['token']}"
