"""Signs that say nothing alone and much in company: how oblique cries are heard."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import exp

from forum.safety.triage.rulebook import Rule, Rulebook
from forum.safety.triage.scene import Scene, weighed

# Signs keep company within a sentence and its neighbours; further apart they are chance.
REACH = 1

# One sign is a word like any other: alone it moves a post in the queue and leaves it calm. A frame
# makes it likelier, and counts for less than a second sign. Frames alone only order what stays calm.
FEWEST_SIGNS = 2
FRAMED_SHARE = 0.7
LONE_SHARE = 0.2
FRAME_SHARE = 0.12

# Weighed down below this share of its odds, a sign was taken back: it still orders, but is no company.
HEARD_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign where it was found. `odds` is what it adds, as log odds."""

    rule: Rule
    odds: float
    number: int
    first: int
    last: int


def company(scene: Scene, book: Rulebook) -> tuple[float, list[Sign]]:
    """How likely the signs that stand closest together are a cry, and which they are."""
    heard = [_heard(number, scene, book) for number in range(len(scene.sentences))]
    best, likely = [], 0.0
    for number in range(len(heard)):
        together = _together(heard[max(0, number - REACH) : number + REACH + 1])
        speaking = [sign for sign in together if sign.odds > 0]
        apart = _apart(speaking)
        spoken = sum(not sign.rule.frame for sign in apart)
        found = 1 / (1 + exp(-book.signs_alone - sum(sign.odds for sign in together)))
        found *= _share(len(apart), spoken)
        if found > likely:
            best, likely = speaking, found
    return likely, best


def _share(speaking: int, spoken: int) -> float:
    """How much of it counts; `spoken` of the signs `speaking` are more than a frame."""
    if spoken >= FEWEST_SIGNS:
        return 1.0
    if not spoken:
        return FRAME_SHARE if speaking else 0.0
    return FRAMED_SHARE if speaking > spoken else LONE_SHARE


def _apart(speaking: Iterable[Sign]) -> list[Sign]:
    """Signs that stand in words of their own: the same words heard twice are no company."""
    kept: list[Sign] = []
    for sign in sorted(speaking, key=lambda sign: (sign.rule.frame, -sign.odds)):
        taken_back = sign.odds < sign.rule.weight * HEARD_SHARE
        if not taken_back and not any(_overlap(sign, other) for other in kept):
            kept.append(sign)
    return kept


def _overlap(one: Sign, other: Sign) -> bool:
    return one.number == other.number and one.first < other.last and other.first < one.last


def _heard(number: int, scene: Scene, book: Rulebook) -> dict[str, Sign]:
    return _strongest(signs_in(number, scene, book))


def _together(heard: Iterable[Mapping[str, Sign]]) -> Iterable[Sign]:
    """Signs of neighbours; where nothing speaks for a cry, ordinary words do not speak against one."""
    speaking = (signs.values() for signs in heard if any(sign.odds > 0 for sign in signs.values()))
    return _strongest(chain.from_iterable(speaking)).values()


def _strongest(signs: Iterable[Sign]) -> dict[str, Sign]:
    found: dict[str, Sign] = {}
    for sign in signs:
        name = sign.rule.id
        if name not in found or abs(sign.odds) > abs(found[name].odds):
            found[name] = sign
    return found


def signs_in(number: int, scene: Scene, book: Rulebook) -> Iterator[Sign]:
    """Every sign in one sentence. What weighs cues down weighs signs down; nothing makes one louder."""
    sentence = scene.sentences[number]
    done: set[str] = set()
    for phrase, rule in book.sign_index.candidates(sentence.words):
        if rule.id in done:
            continue
        for start, end in phrase.spans(sentence.text):
            first, last = sentence.span(start, end)
            factor = 1.0
            if rule.weight > 0:
                factor = min(weighed(rule, number, first, last, scene, book)[0], 1.0)
            if factor == 1:
                done.add(rule.id)
            yield Sign(rule, rule.weight * factor, number, first, last)
