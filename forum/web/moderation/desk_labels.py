"""The words for what moderators say to each other, for a case's state and for ready words."""

from forum.core.words import N_
from forum.moderation.desk_models import Occasion, Said
from forum.moderation.models import State
from forum.moderation.queue import View

SAID = {
    Said.NOTE: N_("left a note"),
    Said.ASKED: N_("asks for a second opinion"),
    Said.ASKED_LOWER: N_("asks whether it may be lowered"),
    Said.AGREED: N_("agrees"),
    Said.OTHER_VIEW: N_("sees it another way"),
    Said.UNASKED: N_("took the question back"),
    Said.ESCALATED: N_("gave it to the admins"),
    Said.RAISED: N_("raised the level"),
    Said.LOWERED: N_("lowered the level"),
    Said.FOLLOWED_UP: N_("looked again"),
    Said.SEAL_ASKED: N_("asks whether the seal may be opened"),
    Said.SEAL_OPENED: N_("opened the seal"),
}
STATES = {
    State.NEW: N_("waits"),
    State.CLAIMED: N_("in hand"),
    State.SECOND_OPINION: N_("second opinion asked for"),
    State.ESCALATED: N_("with the admins"),
    State.DECIDED: N_("decided"),
    State.FOLLOW_UP: N_("decided, to be looked at again"),
    State.APPEALED: N_("open again: somebody asked for another look"),
    State.CLOSED: N_("closed"),
}
OCCASIONS = {
    Occasion.REACHING_OUT: N_("Reaching out"),
    Occasion.EDITED: N_("A detail was edited out"),
    Occasion.HIDDEN: N_("A post was hidden"),
    Occasion.HELD: N_("A post is held"),
    Occasion.AFTER_CRISIS: N_("After a crisis"),
    Occasion.APPEAL_UPHELD: N_("An appeal: we were wrong"),
    Occasion.APPEAL_KEPT: N_("An appeal: it stays"),
}
VIEWS = {
    View.ALL: N_("All that wait"),
    View.UNCLAIMED: N_("Not in hand"),
    View.MINE: N_("Mine"),
    View.SECOND_OPINION: N_("Second opinion"),
    View.ESCALATED: N_("With the admins"),
    View.FOLLOW_UPS: N_("Follow-ups"),
    View.PASSED_ON: N_("Passed on by me"),
}
