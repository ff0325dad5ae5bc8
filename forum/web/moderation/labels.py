"""The words for moderation's closed lists, for members and for moderators."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from forum.core.words import N_
from forum.http.words import gettext, translations
from forum.moderation.models import Act, Lane, Level, Reason, Rule
from forum.threads.models import Absence
from forum.web.moderation import desk_labels, sorting_labels, watch_labels
from forum.web.safety import labels as line_labels

# As a member chooses them: in the first person where it is about a person, and plain.
REASONS = {
    Reason.WORRIED: N_("I’m worried about this person"),
    Reason.METHOD_DETAIL: N_("It says how to harm oneself"),
    Reason.ENCOURAGEMENT: N_("It pushes someone towards harm"),
    Reason.HARASSMENT: N_("It is unkind or won’t leave somebody alone"),
    Reason.IDENTIFYING: N_("It gives away who somebody is"),
    Reason.MEDICAL_ADVICE: N_("It tells someone what to take or stop"),
    Reason.PROMOTION: N_("It sells or promotes something"),
    Reason.SPAM: N_("It is spam"),
    Reason.OFF_TOPIC: N_("It is in the wrong place"),
    Reason.OTHER: N_("Something else"),
}
REASON_HINTS = {
    Reason.WORRIED: N_(
        "Nobody gets into trouble. A moderator reads it soon, and looks for a way to be there for them."
    ),
    Reason.METHOD_DETAIL: N_("Means, places, amounts, or hints where to find them."),
    Reason.ENCOURAGEMENT: N_("Urging, daring, a pact, “I would understand if you did”."),
    Reason.HARASSMENT: N_("Insults, threats, following somebody around, pressing for contact."),
    Reason.IDENTIFYING: N_("A real name, a workplace, a number, a link to a profile."),
    Reason.MEDICAL_ADVICE: N_("Doses, mixing or stopping medicines, where to get them."),
    Reason.PROMOTION: N_("Clinics, courses, supplements, surveys, collecting money."),
    Reason.SPAM: N_("Links dropped, the same post again and again."),
    Reason.OFF_TOPIC: N_("Another board or a thread of its own would suit it better."),
    Reason.OTHER: N_("Please say what in the note below."),
}
# The same for moderators: the category, before any words are seen.
CATEGORIES = {
    Reason.WORRIED: N_("worried about this person"),
    Reason.METHOD_DETAIL: N_("method detail"),
    Reason.ENCOURAGEMENT: N_("encouragement to harm"),
    Reason.HARASSMENT: N_("harassment"),
    Reason.IDENTIFYING: N_("identifying details"),
    Reason.MEDICAL_ADVICE: N_("medical advice"),
    Reason.PROMOTION: N_("promotion"),
    Reason.SPAM: N_("spam"),
    Reason.OFF_TOPIC: N_("off topic"),
    Reason.OTHER: N_("something else"),
}
LANES = {Lane.CARE: N_("care"), Lane.RULES: N_("rules")}
LEVELS = {
    Level.CRISIS: N_("crisis"),
    Level.RED: N_("red"),
    Level.AMBER: N_("amber"),
    Level.WATCH: N_("watch"),
    Level.ROUTINE: N_("routine"),
}
# When somebody looks, as a reporter is told.
SOON = {
    Level.CRISIS: N_("within a quarter of an hour"),
    Level.RED: N_("within an hour"),
    Level.AMBER: N_("within half a day"),
    Level.WATCH: N_("within two days"),
    Level.ROUTINE: N_("within three days"),
}
ACTS = {
    Act.NO_ACTION: N_("Leave it as it is"),
    Act.NOTE: N_("Add a content note"),
    Act.EDIT: N_("Take a detail out"),
    Act.MOVE: N_("Move the thread"),
    Act.LOCK: N_("Let the thread rest"),
    Act.HIDE: N_("Hide the post"),
    Act.REMOVE: N_("Remove the post"),
    Act.RESTORE: N_("Show the post"),
    Act.REACH_OUT: N_("Write to this member"),
    Act.WARN: N_("Warn this member"),
    Act.PAUSE: N_("Pause this member’s posting"),
    Act.SUSPEND: N_("Suspend this member"),
}
ACT_HINTS = {
    Act.NO_ACTION: N_(
        "The post stays. Its author hears nothing; whoever flagged hears that somebody looked."
    ),
    Act.NOTE: N_("Readers see what it talks about before they open it. The words stay."),
    Act.EDIT: N_(
        "The rest stays, marked as changed by moderators. What was there is kept, for us and its author."
    ),
    Act.MOVE: N_("To a board that suits it better, with all its replies and that board’s readers."),
    Act.LOCK: N_("Nobody but moderators can add to it. It can be read as before."),
    Act.HIDE: N_("Out of sight for everybody but its author and moderators. It can come back."),
    Act.REMOVE: N_("Taken away because of a rule. It can be brought back if we were wrong."),
    Act.RESTORE: N_("It is shown as it was, and its author is told."),
    Act.REACH_OUT: N_("A personal message under their notifications. It counts for nothing but kindness."),
    Act.WARN: N_("They read which rule and why. Nothing is taken away; it stands in their record."),
    Act.PAUSE: N_("No posting for the days you say below; reading, flagging and help stay open."),
    Act.SUSPEND: N_("Reading only, for the days you say or until further notice. The last thing we do."),
}
# In the care lane the same act means that somebody was there.
SEEN_TO = N_("It has been seen to")
SEEN_TO_HINT = N_(
    "The post stays. You wrote to them, or a few kind words below it, or there was no more to do. "
    "Whoever worried hears that somebody looked."
)
DONE = {
    Act.NO_ACTION: N_("left as it is"),
    Act.NOTE: N_("content note added"),
    Act.EDIT: N_("detail taken out"),
    Act.MOVE: N_("thread moved"),
    Act.LOCK: N_("thread brought to rest"),
    Act.HIDE: N_("post hidden"),
    Act.REMOVE: N_("post removed"),
    Act.RESTORE: N_("post shown again"),
    Act.REACH_OUT: N_("member written to"),
    Act.WARN: N_("member warned"),
    Act.PAUSE: N_("posting paused"),
    Act.SUSPEND: N_("account suspended"),
}
ABSENCES = {
    Absence.HELD: N_("This post waits for a decision; others cannot see it yet."),
    Absence.WITHDRAWN: N_("Its author has taken this post back."),
    Absence.HIDDEN: N_("This post is hidden."),
    Absence.REMOVED: N_("This post is removed."),
}
# The number and the title each rule has in the guidelines.
RULES = {
    Rule.KINDNESS: (1, N_("Be kind before being right")),
    Rule.NO_METHOD_DETAIL: (2, N_("Leave out the how")),
    Rule.NO_ENCOURAGEMENT: (3, N_("Never push anyone towards harm")),
    Rule.NO_MEDICAL_ADVICE: (4, N_("Share experience, not prescriptions")),
    Rule.PRIVACY: (5, N_("Keep names out, yours and other people’s")),
    Rule.NO_PROMOTION: (6, N_("Nothing for sale")),
    Rule.ON_TOPIC: (7, N_("Stay near the subject")),
    Rule.HONEST: (8, N_("Be truthful, in your own words")),
    Rule.NO_HARASSMENT: (9, N_("Leave people alone when they ask")),
    Rule.NO_SPAM: (10, N_("No floods")),
}
LOGGED = {
    "opened": N_("was shown the post of"),
    "claimed": N_("claimed"),
    "taken-over": N_("took over"),
    "released": N_("passed on"),
    "decided": N_("decided"),
    "undone": N_("took back a decision on"),
    "noted": N_("left a note on"),
    "asked": N_("asked for a second opinion on"),
    "answered": N_("gave a second opinion on"),
    "unasked": N_("took back a question on"),
    "escalated": N_("gave the admins"),
    "raised": N_("raised the level of"),
    "lowered": N_("lowered the level of"),
    "followed-up": N_("looked again at"),
    "seal-asked": N_("asked to open the seal of"),
    "seal-opened": N_("opened the seal of"),
    "begun": N_("opened"),
    "appealed": N_("asked for another look in"),
    "appeal-upheld": N_("upheld an appeal in"),
    "appeal-kept": N_("answered an appeal in"),
    "pinned": N_("pinned"),
    "unpinned": N_("unpinned"),
    "role-given": N_("gave a role to"),
    **watch_labels.LOGGED,
    **line_labels.LOGGED,
}
ROLES = {
    "member": N_("member"),
    "moderator": N_("moderator"),
    "admin": N_("admin"),
    "operator": N_("operator"),
    "sealed": N_("sealed"),
}
_LISTS: dict[str, Mapping[Any, str]] = {
    "reason": CATEGORIES,
    "lane": LANES,
    "level": LEVELS,
    "act": DONE,
    "absence": ABSENCES,
    "logged": LOGGED,
    "role": ROLES,
    "soon": SOON,
    "said": desk_labels.SAID,
    "state": desk_labels.STATES,
    "occasion": desk_labels.OCCASIONS,
    "view": desk_labels.VIEWS,
    "source": watch_labels.SOURCES,
    "triage": sorting_labels.LEVELS,
    "does": watch_labels.DOES,
    "outcome": line_labels.OUTCOMES,
}


def word_for(list_name: str, value: str) -> str:
    """What a value of one of these lists is called; a value of later times is shown as it stands."""
    return gettext(_LISTS[list_name].get(value, value))


def act_words(lane: Lane, act: Act) -> str:
    """What an act is called on the form of a case in this lane."""
    return gettext(SEEN_TO if lane is Lane.CARE and act is Act.NO_ACTION else ACTS[act])


def act_hints(lane: Lane) -> dict[Act, str]:
    """What each act means, in this lane."""
    hints = {act: gettext(words) for act, words in ACT_HINTS.items()}
    return hints | {Act.NO_ACTION: gettext(SEEN_TO_HINT)} if lane is Lane.CARE else hints


def rule_words(rule: Rule) -> str:
    """`2. Leave out the how`; empty for a decision that rests on none."""
    if rule is Rule.NONE:
        return ""
    number, title = RULES[rule]
    return f"{number}. {gettext(title)}"


def span(length: timedelta) -> str:
    """How long, in the largest unit that fits: `12 minutes`, `3 hours`, `2 days`."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return _many("%(num)s minute", "%(num)s minutes", max(1, minutes))
    if minutes < 48 * 60:
        return _many("%(num)s hour", "%(num)s hours", minutes // 60)
    return _many("%(num)s day", "%(num)s days", minutes // (24 * 60))


def _many(one: str, more: str, number: int) -> str:
    return translations.ngettext(one, more, number) % {"num": number}
