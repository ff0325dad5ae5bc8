"""What happens to words on their way here: slips of the finger, and calm text around a cry."""

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator

NEUTRAL = "The bus was late and the soup was good. We sat in the kitchen and the radio played. "
SLIPS_IN_TEN_WORDS = 1


def edited(lines: Iterable[str], edit: Callable[[str], str]) -> Iterator[str]:
    """Labelled lines with the text of each edited."""
    for line in lines:
        held = json.loads(line)
        yield json.dumps({**held, "text": edit(held["text"])})


def wrapped(text: str) -> str:
    return f"{NEUTRAL * 2}{text} {NEUTRAL * 2}"


def typed_in_haste(text: str, seed: int) -> str:
    """One word in ten of four letters or more has a letter lost, doubled, swapped or wrong."""
    chance = random.Random(f"{seed} {text}")

    def slip(word: re.Match[str]) -> str:
        return _slip(word.group(), chance) if chance.random() < SLIPS_IN_TEN_WORDS / 10 else word.group()

    return re.sub(r"[A-Za-z]{4,}", slip, text)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    here, after = word[at], word[at + 1 :]
    ends = ["" + after, here * 2 + after, after[0] + here + after[1:], chance.choice("etaoinsrhl") + after]
    return word[:at] + chance.choice(ends)
