"""A post's words on pages of their own (earlier wordings, a preview): noted quotes fold there as well."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from forum.accounts.visitor import Visitor
from forum.core.markdown import fold_quotes
from forum.http.markup import trusted
from forum.http.words import gettext
from forum.threads.noted import is_folded
from forum.threads.quoting import Folds, notes_of_quotes
from forum.web.threads.labels import note_words

# On paper these stay as their reader left them; other folds are printed open.
NOTE_FOLD = "fold note-fold"


def fold_noted(rendered: str, folds: Folds) -> str:
    """`rendered` with these quotes folded, each behind the notes of the post that it quotes."""
    by_notes = sorted(folds, key=itemgetter(1))
    for notes, pairs in groupby(by_notes, key=itemgetter(1)):
        summary = gettext("A quote with a content note: %(notes)s", notes=note_words(notes))
        rendered = fold_quotes(rendered, {post_id for post_id, _ in pairs}, summary, look=NOTE_FOLD)
    return rendered


def prose_for(visitor: Visitor, wordings: Iterable[str], thread_id: int) -> list[Markup]:
    """Wordings of posts in a thread, for somebody to read outside of it."""
    pieces = list(wordings)
    noted = notes_of_quotes(pieces, thread_id)
    folds = _folds(noted, visitor)
    return [trusted(fold_noted(piece, folds)) for piece in pieces]


def _folds(noted: Mapping[int, str], visitor: Visitor) -> Folds:
    return tuple((post_id, notes) for post_id, notes in noted.items() if is_folded(notes, visitor.open_notes))
