"""What refers to an account and is not in its member's file, each with the reason.

A test walks every table: a column that leads to an account is the `whose` of a part, or stands here. The
search index is no table of the models: it holds words of posts, and authors where they are named; the posts
themselves are in the file.
"""

_SPELLED = "the same once more, spelled for comparing"
_COUNTED = "counted from what is in the file"
_SECRET = "kept as a digest only; it would open the account, and tells nothing"
_OTHERS = "leads to another member, who is not told of it or not named by it"
_WORK = "what a moderator or admin did in their role; it is about others, and stands in the log"
_BESIDE = "a word of a part (`you` or `a moderator`), never a name"

LEFT_OUT = {
    "accounts.id": "a number that means something to the database only",
    "accounts.name_key": _SPELLED,
    "accounts.email_key": _SPELLED,
    "accounts.password_hash": _SECRET,
    "accounts.unread_notifications": _COUNTED,
    "accounts.kept_away": _COUNTED,
    "accounts.post_count": _COUNTED,
    "accounts.all_read_at": "how far one has read; said in the file",
    "read_marks.account_id": "how far one has read; said in the file",
    "recovery_codes.account_id": _SECRET,
    "recovery_links.account_id": _SECRET,
    "link_requests.address": "asked for by anybody, for any address; gone after a day",
    "letters.address": "told of in the parts that letters are about; gone after a week",
    "attempts.subject": "a keyed digest that leads to nobody; gone after a week",
    "threads.last_author_id": "who wrote last in a thread; one's own posts are a part",
    "revisions.replaced_by_id": _BESIDE,
    "kept_away.other_id": "who keeps somebody away is told to nobody, and never to them",
    "notifications.actor_id": _OTHERS,
    "cases.account_id": "flags of others and how soon they want a look; what came of them are decisions",
    "cases.claimed_by_id": _WORK,
    "decisions.moderator_id": _WORK,
    "decisions.undone_by_id": _WORK,
    "appeals.answered_by_id": _WORK,
    "member_notes.account_id": "moderators' words to each other, which hold what others told them",
    "member_notes.author_id": _WORK,
    "case_notes.account_id": _WORK,
    "shifts.account_id": _WORK,
    "handovers.account_id": _WORK,
    "showings.account_id": _WORK,
    "passed_on.account_id": _WORK,
    "opened_seals.account_id": _WORK,
    "phrases.changed_by_id": _WORK,
    "house_notes.created_by_id": _WORK,
    "watched_words.created_by_id": _WORK,
    "line_checks.by_id": _WORK,
    "audit_entries.actor_id": _WORK,
}
