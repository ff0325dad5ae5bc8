"""The watched words that a new forum begins with: a few, and none that holds a post. Admins change them."""

from forum.moderation.models import Level
from forum.moderation.watched_models import Effect, Watched
from forum.moderation.watched_words import add_words, make_word

_SOURCING = "May offer or look for a medicine without a doctor. Saying how hard one is to get is fine."
_SELLING = "May be selling something. A member's own story about a clinic or a course is fine."
_ELSEWHERE = "May draw somebody away to a place where nobody looks after them."
_DOSE = "May tell somebody else a dose. Saying what one takes oneself is not advice."
_TAPER = "May hand out a plan for coming off a medicine. Telling of one's own is fine."
_ORDERS = "May tell somebody what to take or to stop. “It helped me” is fine."

DEFAULTS = {
    (Effect.RAISE, Level.AMBER, _SOURCING): (
        "no prescription needed",
        "no rx needed",
        "buy ketamine*",
        "order ketamine*",
        "ketamine for sale",
        "pills for sale",
    ),
    (Effect.RAISE, Level.WATCH, _SOURCING): ("without a prescription", "without prescription"),
    (Effect.RAISE, Level.ROUTINE, _SELLING): (
        "our clinic*",
        "book a consultation",
        "free consultation*",
        "discount code*",
        "promo code*",
        "affiliate link*",
        "use my code",
    ),
    (Effect.RAISE, Level.WATCH, _ELSEWHERE): ("whatsapp me", "message me on telegram", "dm me for"),
    (Effect.NOTE, Level.WATCH, _DOSE): ("take * mg", "start at * mg", "start on * mg", "go up to * mg"),
    (Effect.NOTE, Level.WATCH, _TAPER): (
        "taper* plan*",
        "taper* schedule*",
        "taper* protocol*",
        "drop * mg every",
    ),
    (Effect.NOTE, Level.WATCH, _ORDERS): ("you should take", "you should stop taking", "stop taking your"),
}


def seed_words() -> int:
    """Add what is missing; gives how many were added. What somebody changed, or let rest, stays as it is."""
    words = [
        make_word(Watched.WORDS, pattern, effect, level, why)
        for (effect, level, why), patterns in DEFAULTS.items()
        for pattern in patterns
    ]
    return add_words(words=words)
