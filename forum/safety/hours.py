"""Opening hours and dates in words, for people who are too tired to read a timetable."""

from forum.core.words import N_

HOURS_IN_WORDS = {
    "24/7": N_("any hour, any day"),
    "24/7 (check)": N_("meant to be any hour, any day; we could not check this"),
    "24/7 (Finnish)": N_("any hour, any day, in Finnish"),
    "24/7 by phone": N_("any hour, any day by phone; its website has the hours of the chat"),
    "24/7 except Eid holidays": N_("any hour, any day, except on the Eid holidays"),
    "24/7 planned; was 08-20 in 2020; check": N_(
        "planned for any hour; in 2020 it was from eight in the morning to eight in the evening"
    ),
    "12 hours a day (15:00-03:00, check)": N_(
        "every day, from about three in the afternoon to three at night"
    ),
    "Mon/Thu/Fri 24h; other days 06:00-24:00 (2022; check)": N_(
        "any hour on Monday, Thursday and Friday; other days from six in the morning to midnight (as of 2022)"
    ),
    "daily 08:00-24:00": N_("every day, from eight in the morning to midnight"),
    "daily 09:00-24:00": N_("every day, from nine in the morning to midnight"),
    "daily 15:30-00:30": N_("every day, from half past three in the afternoon to half past midnight"),
    "daily from 11:00 into the night; see site": N_(
        "every day, from eleven in the morning into the night; its website has the closing time"
    ),
    "see site": N_("its website has the hours"),
}

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def hours_in_words(hours: str) -> str:
    """The hours as a sentence part. Raises KeyError for hours that have no words yet."""
    return HOURS_IN_WORDS[hours]


def date_in_words(partial: str) -> str:
    """Put "2025-02-07", "2025-02", "2025" or the span "2024-2026" into English words, or raise ValueError."""
    numbers = [int(part) for part in partial.split("-")]
    match numbers:
        case [first, last] if last > first:
            return f"{first} to {last}"
        case [year]:
            return str(year)
        case [year, month] if 1 <= month <= 12:
            return f"{MONTHS[month - 1]} {year}"
        case [year, month, day] if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{day} {MONTHS[month - 1]} {year}"
    raise ValueError(f"not a date: {partial!r}")
