"""The list of one's drafts: what each is called, and what of it is shown there."""

import re
from dataclasses import dataclass
from datetime import datetime

from forum.accounts.visitor import Actor
from forum.core.db import AnyRow
from forum.core.markdown import own_source
from forum.core.words import N_
from forum.http.words import gettext
from forum.threads.drafts import drafts_of, threads_replied_to
from forum.threads.models import Draft

# The first that fits.
_BY_PLACE = (
    (r"/b/[^/]+/new", N_("A conversation")),
    (r"/t/\d+/reply", N_("A reply")),
    (r"/p/\d+/edit", N_("New words for a post")),
    (r"/p/\d+/flag", N_("A flag for the moderators")),
    (r"/p/\d+/notes", N_("Content notes you were suggesting")),
    (r"/decisions/\d+/appeal", N_("An appeal")),
    (r"/settings/about-me", N_("About me")),
    (r"/check-in(/\d+)?", N_("Check-in")),
    (r"/moderation/.+", N_("Words from the moderators’ desk")),
)
# Where the title of a draft is the title of what is written there.
_TITLED = re.compile(r"/b/[^/]+/new|/p/\d+/edit")


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft. `thread_notes` are of the thread it replies to, whose title stands in its heading.

    `small` is a line that was written beside the text: the small thing of a check-in.
    """

    place: str
    heading: str
    small: str
    text: str
    notes: str
    thread_notes: str
    changed_at: datetime


def draft_lines(actor: Actor) -> list[DraftLine]:
    """Everything that `actor` has kept, the latest first.

    Their own words are shown to them under a content note too. A quote is not: it is somebody else's, and the
    note is often for it.
    """
    drafts = drafts_of(actor.id)
    threads = threads_replied_to(actor, drafts)
    return [_line(draft, threads.get(draft.place)) for draft in drafts]


def _line(draft: Draft, thread: AnyRow | None) -> DraftLine:
    is_titled = bool(_TITLED.fullmatch(draft.place))
    if thread is not None:
        heading = gettext("A reply in “%(title)s”", title=thread.title)
    else:
        heading = (is_titled and draft.title) or _label(draft.place)
    return DraftLine(
        place=draft.place,
        heading=heading,
        small="" if is_titled else draft.title,
        text=own_source(draft.text) if draft.notes else draft.text,
        notes=draft.notes,
        thread_notes=thread.notes if thread is not None else "",
        changed_at=draft.changed_at,
    )


def _label(place: str) -> str:
    """In a few words, what was being written there."""
    found = (words for pattern, words in _BY_PLACE if re.fullmatch(pattern, place))
    return gettext(next(found, N_("Something you began")))
