"""Words for made-up posts: ours, gentle, and of the lengths that people write."""

import random
from dataclasses import dataclass

from forum.core.markdown import render

POOL = 300

OPENINGS = (
    "Thank you for writing this.",
    "I read this twice before I knew what to say.",
    "It is three in the morning here and the house is quiet.",
    "I don't have advice, only company.",
    "This week was slower than the last one.",
    "I have been meaning to answer for days.",
    "Your second paragraph could have been mine.",
    "I am new to this board, so forgive me if it was said before.",
)
MIDDLES = (
    "The mornings are the heaviest part, and by evening I can at least make tea.",
    "My sister asked how I was, and for once I told her the long version.",
    "I walked to the end of the road and back, and I am counting it.",
    "People say it gets easier; I would settle for it getting less loud.",
    "There is a chair by the window where nothing is expected of me.",
    "I keep a list of small things that did not go wrong.",
    "Work has been patient, which somehow makes the guilt worse.",
    "I cancelled again, and this time I said why.",
    "The doctor listened, which I had not expected after the last one.",
    "Some days the only thing I manage is to feed the cat, and the cat does not mind.",
    "I miss the person I was, and I am also a little tired of chasing her.",
    "It helped to hear that somebody else counts the hours until it is dark.",
    "I wrote it on paper first, because saying it aloud was too much.",
    "My friend sends a photograph of her garden each Sunday; I answer with one word, and she keeps on.",
    "Rain all day, and it was a relief that nobody expected me to go out.",
    "I have stopped explaining and started saying *not today*.",
    "When the fog lifts for an hour I try not to spend it on washing up.",
    "There are **two** people who know the whole of it now.",
)
ENDINGS = (
    "That is all I have today.",
    "No need to answer.",
    "I hope the night is kind to you.",
    "Sitting with you from over here.",
    "Tell us how it goes, if you feel like it.",
    "I will look in again tomorrow.",
)
TITLE_STARTS = (
    "How do you",
    "Has anybody else",
    "What helps when you",
    "A small note for whoever has to",
    "I finally",
)
TITLE_ENDS = (
    *(
        "get through the mornings",
        "tell your family",
        "answer the phone",
        "sit with the quiet",
        "go back to work",
    ),
    *("sleep after a bad day", "explain it to a friend", "start over", "keep a routine", "leave the house"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A post's words as they are stored."""

    source: str
    html: str


def make_pool(dice: random.Random, size: int = POOL) -> list[Text]:
    """Texts of one sentence to several paragraphs, rendered as the forum does."""
    return [Text(source, render(source).html) for source in (_text(dice) for _ in range(size))]


def make_title(dice: random.Random) -> str:
    """A thread's title."""
    return f"{dice.choice(TITLE_STARTS)} {dice.choice(TITLE_ENDS)}"


def _text(dice: random.Random) -> str:
    # Half of all posts are a few lines, one in ten is a page.
    sentences = min(18, max(1, round(dice.lognormvariate(1.3, 0.75))))
    words = [dice.choice(OPENINGS), *dice.sample(MIDDLES, sentences), dice.choice(ENDINGS)]
    if len(words) < 6:
        return " ".join(words)
    paragraphs = [" ".join(words[i : i + 4]) for i in range(0, len(words), 4)]
    if dice.random() < 0.2:
        paragraphs.insert(1, "\n".join(f"- {line}" for line in dice.sample(MIDDLES, 3)))
    return "\n\n".join(paragraphs)
