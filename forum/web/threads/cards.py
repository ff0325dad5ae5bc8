"""The cards of a page's posts, kept as finished HTML: a page has twenty of them.

A card depends on the post as it is now (a `Glimpse` of it, in which `changed` grows with every alteration)
and on what stands between it and the reader (`Look`). Both make the key under which the finished card is
kept, so the post itself is read only for cards that are not at hand.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from forum.accounts.visitor import Visitor
from forum.core.db import AnyRow
from forum.http.fragments import Kept
from forum.http.markup import trusted
from forum.http.words import gettext
from forum.reactions.queries import Glimpse
from forum.threads.noted import is_folded
from forum.threads.quoting import Folds, quotes_to_fold
from forum.web.threads.card import Card, Look

MOST_KEPT = 4000


@dataclass(frozen=True)
class Reader:
    """Who reads this page, and whether they may add to the thread.

    `folded` are posts under names for this thread that they keep away.
    """

    visitor: Visitor
    may_reply: bool
    folded: frozenset[int] = frozenset()

    def look_at(self, post: Glimpse) -> Look:
        """How one post looks to this reader."""
        visitor, look = self.visitor, self._usual_look
        if visitor.id == post.author_id:
            look |= Look.OWN
        # Keeping a member away must not fold what they write without their name: it would tell.
        if post.id in self.folded or (not post.alias and post.author_id in visitor.away):
            look |= Look.AWAY
        if post.notes and not is_folded(post.notes, visitor.open_notes):
            look |= Look.NOTES_OPEN
        return look

    def folds_in(self, post: Glimpse) -> Folds:
        """Which quotes in a post are folded for this reader, because the post they are from is noted."""
        return quotes_to_fold(post.quoted_notes, self.visitor.open_notes, post.notes)

    @cached_property
    def _usual_look(self) -> Look:
        """What is the same for every post of the page."""
        look = Look.MEMBER if self.visitor.id else Look.PLAIN
        if self.visitor.is_moderator:
            look |= Look.STAFF
        return look | Look.OPEN_THREAD if self.may_reply else look


_kept = Kept(MOST_KEPT)


def cards(
    posts: Sequence[Glimpse], reader: Reader, fetch: Callable[[], Iterable[AnyRow]], asset_prefix: str
) -> list[Markup]:
    """The cards of a page's posts; `fetch` gives their rows (`queries.posts_on`) if any is not at hand."""
    looks = [reader.look_at(post) for post in posts]
    folds = [reader.folds_in(post) if post.quoted_notes else () for post in posts]
    # Quotes fold for one reader only: such a card is not worth keeping.
    keys = [
        None if reader.visitor.keeps_away and post.quoted else (post, look.value, folded)
        for post, look, folded in zip(posts, looks, folds, strict=True)
    ]
    found = [_kept.get(key) for key in keys]
    if None in found:
        full = {row.id: row for row in fetch()}
        for n, (post, look, key) in enumerate(zip(posts, looks, keys, strict=True)):
            if found[n] is None and post.id in full:
                made = Card(full[post.id], look, post.mine, asset_prefix, folds[n])
                found[n] = (
                    _kept.put(key, made.html())
                    if key
                    else made.with_folded_quotes(reader.visitor.away, reader.folded)
                )
    return [html for html in found if html is not None]


def unread_line() -> Markup:
    """What stands above the first post that the reader has not seen."""
    return trusted(f'<p class="unread-line" id="unread">{gettext("New to you")}</p>')
