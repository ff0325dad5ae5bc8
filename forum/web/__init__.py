"""The pages. Features meet here, and only here."""

from flask import Flask

from forum.threads.noted import is_folded
from forum.web.accounts.recovering import recovering
from forum.web.accounts.routes import accounts
from forum.web.boards.routes import boards
from forum.web.checkins.routes import checkins
from forum.web.comfort.leaving import leaving
from forum.web.comfort.routes import comfort
from forum.web.feeds.routes import feeds
from forum.web.home.routes import home
from forum.web.invitations.routes import invitations
from forum.web.moderation.appeals import appeals
from forum.web.moderation.beginning import beginning
from forum.web.moderation.bulk import spam
from forum.web.moderation.desk import desk
from forum.web.moderation.ledger import ledger
from forum.web.moderation.members import records
from forum.web.moderation.overview import overview
from forum.web.moderation.routes import moderation
from forum.web.moderation.teamwork import teamwork
from forum.web.notes.routes import notes
from forum.web.notifications.routes import notifications
from forum.web.pages.routes import pages
from forum.web.people.routes import people
from forum.web.reactions.routes import reactions
from forum.web.safety.lines import lines
from forum.web.safety.offline import offline
from forum.web.safety.routes import safety
from forum.web.search.routes import search
from forum.web.settings.routes import settings
from forum.web.threads.composing import composing
from forum.web.threads.labels import kind_words, note_line, note_words
from forum.web.threads.names import names
from forum.web.threads.one_tap import one_tap
from forum.web.threads.routes import threads
from forum.web.words.routes import words

DOORS = (
    home,
    boards,
    search,
    threads,
    composing,
    names,
    reactions,
    accounts,
    recovering,
    settings,
    people,
    notifications,
    checkins,
    invitations,
    moderation,
    teamwork,
    beginning,
    appeals,
    records,
    spam,
    desk,
    overview,
    ledger,
    words,
    lines,
    offline,
    safety,
    notes,
    pages,
    comfort,
    leaving,
    one_tap,
    feeds,
)


def init_web(app: Flask) -> None:
    """Open every door, and give templates the words for the closed lists."""
    filters = {"kind_words": kind_words, "note_words": note_words, "note_line": note_line}
    app.jinja_env.filters.update(filters, is_folded=is_folded)
    for door in DOORS:
        app.register_blueprint(door)
