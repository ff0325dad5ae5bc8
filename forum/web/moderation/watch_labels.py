"""The words for what the forum notices by itself, and for the list of watched words."""

from forum.core.words import N_
from forum.moderation.watched_models import Effect, Source, Watched

SOURCES = {
    Source.FIRST_POST: N_("first post of a new member"),
    Source.WATCHED_WORD: N_("watched word"),
    "triage": N_("words that may point to danger"),
    Source.MISSING_NOTE: N_("missing content note"),
}
EFFECTS = {
    Effect.HOLD: N_("Hold the post"),
    Effect.RAISE: N_("Open a case"),
    Effect.NOTE: N_("Leave a note"),
}
EFFECT_HINTS = {
    Effect.HOLD: N_(
        "Only its author and moderators see the post until one of you decides, and its author is told so. "
        "For advertising and nothing else: a post that may be a cry for help is never held."
    ),
    Effect.RAISE: N_("The post stays where everybody can read it, and a case of this level waits for you."),
    Effect.NOTE: N_("Nothing happens. Whoever opens a case about the post is told that the word is in it."),
}
# As they stand in the list, after the word.
DOES = {
    Effect.HOLD: N_("holds the post"),
    Effect.RAISE: N_("opens a case"),
    Effect.NOTE: N_("leaves a note"),
}
KINDS = {
    Watched.WORDS: N_("A word or several"),
    Watched.SITE: N_("A site"),
}
LOGGED = {
    "word-added": N_("put on the list of watched words"),
    "word-changed": N_("changed a watched word"),
    "word-off": N_("let a watched word rest"),
    "word-on": N_("took up a watched word again"),
    "note-added": N_("put on the list of content notes"),
    "note-off": N_("retired a content note"),
    "note-on": N_("took up a content note again"),
}
