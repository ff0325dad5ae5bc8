"""Every room's tables: importing this makes the database's whole shape known."""

from collections.abc import Mapping

from forum.accounts import models as accounts
from forum.boards import models as boards
from forum.checkins import models as checkins
from forum.core import mail
from forum.moderation import desk_models as moderators_desk
from forum.moderation import models as moderation
from forum.moderation import record_models as members_record
from forum.moderation import sorting_models as sorting
from forum.moderation import watched_models as watched
from forum.notifications import models as notifications
from forum.reactions import models as reactions
from forum.safety import models as safety
from forum.threads import models as threads
from forum.threads import note_models as notes

ROOMS = (
    mail,
    accounts,
    boards,
    threads,
    notes,
    reactions,
    safety,
    checkins,
    moderation,
    moderators_desk,
    members_record,
    watched,
    sorting,
    notifications,
)

# Made by a migration, and by FTS5 around it: no model can describe it (see forum/search/index).
_INDEX = "search_index"


def is_described(name: str | None, kind: str, _parents: Mapping[str, str | None]) -> bool:
    """Whether Alembic is to hold this table of the database against the models."""
    return kind != "table" or name is None or not name.startswith(_INDEX)
