"""The card of one post, as HTML: a function of the post and of what stands between it and its reader."""

from enum import IntFlag
from urllib.parse import quote as url_quote

from markupsafe import Markup, escape

from forum.accounts.models import Role
from forum.accounts.visitor import STAFF
from forum.core.db import AnyRow
from forum.core.markdown import fold_quotes
from forum.core.words import N_
from forum.http.markup import trusted
from forum.http.times import clock_time, iso
from forum.http.words import gettext
from forum.reactions.models import Kind
from forum.reactions.queries import kinds_in
from forum.reactions.rules import kinds_for
from forum.threads.models import Absence
from forum.threads.quoting import Folds
from forum.web.threads.labels import absence_line, kind_words, note_line, short_kind_words
from forum.web.threads.prose import NOTE_FOLD, fold_noted

_YOURS_IS_HELD = N_(
    "Your post waits for a moderator. Something in it is on a list that keeps advertising out, and lists can "
    "be wrong. Until somebody has read it, only you and the moderators see it. You can leave it to us."
)


class Look(IntFlag):
    """What stands between a post and its reader."""

    PLAIN = 0
    MEMBER = 1
    OWN = 2
    STAFF = 4
    AWAY = 8
    NOTES_OPEN = 16
    OPEN_THREAD = 32


class Card:
    """One post's HTML, from the outside in."""

    def __init__(self, row: AnyRow, look: Look, mine: int, asset_prefix: str, folds: Folds = ()) -> None:
        self.row, self.look, self.mine = row, look, mine
        self.sprite = f"{asset_prefix}/img/icons.svg"
        self.prose = fold_noted(str(row.html), folds)

    def with_folded_quotes(self, away: frozenset[int], folded: frozenset[int]) -> Markup:
        """With the quotes of members and of single posts folded that the reader keeps away."""
        pairs = (pair.split(":") for pair in self.row.quoted.split())
        post_ids = {int(post_id) for author_id, post_id in pairs if int(author_id) in away} | folded
        self.prose = fold_quotes(self.prose, post_ids, gettext("A quote of somebody you keep away"))
        return self.html()

    def html(self) -> Markup:
        row = self.row
        if row.absence is not None and not self._may_read_absent():
            return self._article(
                "post post-quiet", f"<header><p>{absence_line(row.absence)}</p>{self._number()}</header>"
            )
        inner = self._words() + self._received() + self._footer()
        if Look.AWAY in self.look:
            summary = self._summary("eye-off", gettext("A post by somebody you keep away"))
            folded = f'<details class="fold">{summary}{self._byline()}{inner}</details>'
            return self._article("post post-quiet", folded)
        return self._article("post", f"<header>{self._byline()}{self._number()}</header>{inner}")

    def _article(self, classes: str, inner: str) -> Markup:
        return trusted(f'<article class="{classes}" id="p-{self.row.id}">{inner}</article>')

    def _may_read_absent(self) -> bool:
        own = Look.OWN in self.look and self.row.absence is not Absence.WITHDRAWN
        return Look.STAFF in self.look or own

    def _byline(self) -> str:
        row = self.row
        who = self._alias() if row.alias else self._name()
        role = (
            f' <span class="role">{self._icon("shield")}{_role(row.author_role)}</span>'
            if row.author_role in STAFF
            else ""
        )
        when = f' <time datetime="{iso(row.created_at)}" data-when>{clock_time(row.created_at)}</time>'
        edited = (
            f' <a class="soft" href="/p/{row.id}/revisions">{self._edited()}</a>' if row.edited_at else ""
        )
        return f'<p class="byline">{who}{role}{when}{edited}</p>'

    def _name(self) -> str:
        name = escape(self.row.author_name)
        if not self.look:
            return f'<span class="name">{name}</span>'
        return f'<a class="name" href="/m/{url_quote(self.row.author_name)}">{name}</a>'

    def _alias(self) -> str:
        """A name for this thread only leads nowhere, and says what it is."""
        name = escape(self.row.alias)
        said = gettext("you, as %(name)s", name=name) if Look.OWN in self.look else name
        mark = f"{self._icon('mask')}{gettext('a name for this thread only')}"
        return f'<span class="name">{said}</span> <span class="mark-word">{mark}</span>'

    def _edited(self) -> str:
        return gettext("moderators took a detail out") if self.row.trimmed_from else gettext("edited")

    def _number(self) -> str:
        spoken = gettext("Post")
        number = f'<span class="only-read">{spoken} </span>{self.row.number}'
        return f'<a class="post-number" href="/p/{self.row.id}">{number}</a>'

    def _words(self) -> str:
        prose = f'<div class="prose">{self.prose}</div>'
        if self.row.absence is Absence.HELD and Look.OWN in self.look:
            return f"{self._waiting()}{prose}"
        if self.row.absence is not None:
            return self._absent(self.row.absence, prose)
        if not self.row.notes or Look.NOTES_OPEN in self.look:
            return prose
        spoken = gettext("for post %(number)s", number=self.row.number)
        summary = self._summary(
            "note", note_line(self.row.notes), f'<span class="only-read"> {spoken}</span>'
        )
        return f'<details class="{NOTE_FOLD}">{summary}{prose}</details>'

    def _absent(self, absence: Absence, prose: str) -> str:
        """Words that others do not see; their author is led to the reasons."""
        if Look.OWN not in self.look:
            return f'<details class="fold">{self._summary("eye-off", absence_line(absence))}{prose}</details>'
        summary = self._summary("eye-off", absence_line(absence, own=True))
        reasons = f'<p class="fine"><a href="/p/{self.row.id}/reasons">{gettext("Read why")}</a></p>'
        told = reasons if absence in (Absence.HIDDEN, Absence.REMOVED) else ""
        return f'<details class="fold">{summary}{prose}</details>{told}'

    def _waiting(self) -> str:
        """What the author of a held post is told."""
        now = f'{gettext("If you need somebody now:")} <a href="/help">{gettext("Help now")}</a>'
        words = f"<p>{escape(gettext(_YOURS_IS_HELD))}</p><p>{now}</p>"
        body = f'<div class="notice-body">{words}</div>'
        return f'<div class="notice notice-note">{self._icon("clock")}{body}</div>'

    def _while_waiting(self) -> str:
        links = (("edit", "edit", gettext("Edit")), ("withdrawal", "withdraw", gettext("Withdraw")))
        buttons = "".join(
            f'<a class="button button-quiet button-small" href="/p/{self.row.id}/{page}">'
            f"{self._icon(icon)} {words}</a>"
            for page, icon, words in links
        )
        return f'<footer><div class="post-actions">{buttons}</div></footer>'

    def _summary(self, icon: str, words: str, spoken: str = "") -> str:
        return f"<summary>{self._icon(icon)} <span>{escape(words)}{spoken}</span></summary>"

    def _received(self) -> str:
        """The kinds a post was given, where no buttons show them."""
        buttons = self._offered() if self._is_answerable() else []
        given = [kind for kind in kinds_in(self.row.kinds) if kind not in buttons]
        if not given:
            return ""
        items = "".join(f"<li>{self._icon(k)}{kind_words(k)}</li>" for k in given)
        return f'<ul class="received" role="list" aria-label="{gettext("Given to this post")}">{items}</ul>'

    def _is_answerable(self) -> bool:
        return Look.MEMBER in self.look and Look.OWN not in self.look and self.row.absence is None

    def _footer(self) -> str:
        if self.row.absence is Absence.HELD and Look.OWN in self.look:
            return self._while_waiting()
        if Look.MEMBER not in self.look or self.row.absence is not None:
            return ""
        kindness = self._reactions() if self._is_answerable() else self._who_sent()
        return f'<footer>{kindness}<div class="post-actions">{self._reply()}{self._menu()}</div></footer>'

    def _reactions(self) -> str:
        label = gettext("Send something kind for post %(number)s", number=self.row.number)
        lit = gettext(", already given")
        buttons = "".join(self._reaction(kind, lit) for kind in self._offered())
        return f'<div class="reactions" role="group" aria-label="{label}" data-lit="{lit}">{buttons}</div>'

    def _offered(self) -> list[Kind]:
        """The kinds for such a post, and what this reader gave before it was one: that can be taken back."""
        return [kind for kind in Kind if kind in kinds_for(self.row.notes) or self.mine & kind.bit]

    def _reaction(self, kind: Kind, lit: str) -> str:
        given, pressed = bool(self.row.kinds & kind.bit), bool(self.mine & kind.bit)
        action = f"/p/{self.row.id}/reactions{'/undo' if pressed else ''}"
        said = f'<span class="only-read">{lit}</span>' if given else ""
        return (
            f'<button class="reaction{" lit" if given else ""}" form="act" formaction="{action}"'
            f' name="kind" value="{kind}" aria-pressed="{str(pressed).lower()}" title="{kind_words(kind)}">'
            f"{self._icon(kind)}<span>{short_kind_words(kind)}</span>{said}</button>"
        )

    def _who_sent(self) -> str:
        if not self.row.kinds:
            return ""
        url, words = f"/p/{self.row.id}/reactions", gettext("Who sent these")
        return f'<div class="reactions"><a class="reaction" href="{url}">{words}</a></div>'

    def _reply(self) -> str:
        if Look.OPEN_THREAD not in self.look:
            return ""
        spoken = gettext("to post %(number)s", number=self.row.number)
        url = f"/t/{self.row.thread_id}/reply?to={self.row.id}"
        return (
            f'<a class="button button-quiet button-small" href="{url}">'
            f'{self._icon("reply")} {gettext("Reply")}<span class="only-read"> {spoken}</span></a>'
        )

    def _menu(self) -> str:
        post = f"/p/{self.row.id}"
        items = [("link", post, gettext("Link to this post"))]
        if Look.OPEN_THREAD in self.look:
            items.insert(0, ("quote", f"/t/{self.row.thread_id}/reply?quote={self.row.id}", gettext("Quote")))
        if Look.OWN in self.look:
            items += [
                ("edit", f"{post}/edit", gettext("Edit")),
                ("withdraw", f"{post}/withdrawal", gettext("Withdraw")),
            ]
        else:
            items.append(("note", f"{post}/notes", gettext("Suggest a content note")))
            items += self._for_others(post)
        links = "".join(f'<a href="{url}">{self._icon(icon)}{words}</a>' for icon, url, words in items)
        spoken = gettext("for post %(number)s", number=self.row.number)
        summary = f'{self._icon("more")} {gettext("More")}<span class="only-read"> {spoken}</span>'
        drawer = f'<div class="menu-items">{links}</div>'
        return f'<details class="menu"><summary>{summary}</summary>{drawer}</details>'

    def _for_others(self, post: str) -> list[tuple[str, str, str]]:
        """What somebody can do about another's post."""
        items = [("flag", f"{post}/flag", gettext("Flag for a moderator"))]
        if self.row.alias:
            kept = Look.AWAY in self.look
            words = gettext("Let this name near again") if kept else gettext("Keep this name away")
            items.insert(0, ("eye-off", f"{post}/name", words))
        if Look.STAFF in self.look:
            items.append(("shield", f"{post}/case", gettext("Take in hand")))
        return items

    def _icon(self, name: str) -> str:
        return f'<svg class="icon" aria-hidden="true"><use href="{self.sprite}#{name}"/></svg>'


def _role(role: Role) -> str:
    return gettext("moderator") if role is Role.MODERATOR else gettext("runs this place")
