"""A post taken apart, and what stands around each of its words: denial, the past, somebody else, a joke."""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.safety.triage.rulebook import Context, Rule, Rulebook
from forum.safety.triage.sentences import Sentence

# How far on a colon may stand that says what was meant, as before "I'm changing clinics".
EXPLAINED_WITHIN = 8


@dataclass(slots=True)
class Scene:
    """A post taken apart: its sentences, and the contexts that stand in each."""

    sentences: list[Sentence]
    contexts: list[list[tuple[Context, int, int]]]
    everywhere: list[Context]


def scene_of(read: list[Sentence], book: Rulebook) -> Scene:
    contexts = [list(_contexts(sentence, book)) for sentence in read]
    spoken = {context.name: context for each in contexts for context, _, _ in each if context.scope == "post"}
    return Scene(read, contexts, list(spoken.values()))


def _contexts(sentence: Sentence, book: Rulebook) -> Iterator[tuple[Context, int, int]]:
    for phrase, context in book.context_index.candidates(sentence.words):
        if context.asks and not sentence.asks:
            continue
        for start, end in phrase.spans(sentence.text):
            yield context, *sentence.span(start, end)


def weighed(
    rule: Rule, number: int, first: int, last: int, scene: Scene, book: Rulebook
) -> tuple[float, list[str]]:
    """Multiply what speaks for or against a cue, each kind once, unless its own sentence calls it off."""
    spoken: dict[str, float] = {}
    sentence = scene.sentences[number]
    for other, context, begins, ends in _around(number, scene):
        if context.name in spoken or context.name in rule.immune or not _concerns(context, rule):
            continue
        if not _reaches(context, abs(other - number), (begins, ends), (first, last), sentence):
            continue
        if not _called_off(context, sentence) and not _called_off(context, scene.sentences[other]):
            spoken[context.name] = context.factor
    spoken |= _of_the_sentence(rule, last, sentence, book)
    factor = 1.0
    for each in spoken.values():
        factor *= each
    return factor, list(spoken)


def _of_the_sentence(rule: Rule, last: int, sentence: Sentence, book: Rulebook) -> dict[str, float]:
    found = {"quoted": book.quoted_factor} if sentence.quoted else {}
    if rule.soft and any(last <= place <= last + EXPLAINED_WITHIN for place in sentence.explained):
        found["explained at once"] = book.explained_factor
    return found


def _around(number: int, scene: Scene) -> Iterator[tuple[int, Context, int, int]]:
    for context in scene.everywhere:
        yield number, context, 0, 0
    for other in range(max(0, number - 1), min(len(scene.contexts), number + 2)):
        for context, begins, ends in scene.contexts[other]:
            yield other, context, begins, ends


def _concerns(context: Context, rule: Rule) -> bool:
    if context.soft_only and not rule.soft:
        return False
    return not context.on or rule.family in context.on


def _reaches(
    context: Context, away: int, context_at: tuple[int, int], cue_at: tuple[int, int], sentence: Sentence
) -> bool:
    begins, ends = context_at
    first, last = cue_at
    if context.scope == "post":
        return True
    if away:
        return context.scope == "near"
    if context.scope == "before":
        return ends <= first <= ends + context.reach and not _broken(context, sentence, ends, first)
    if context.scope == "after":
        return last <= begins <= last + context.reach
    if context.soft_only and first < begins and ends < last:
        return True  # "not be here for the meeting on Thursday"
    apart = max(first - ends, begins - last)
    return 0 <= apart <= context.reach


def _broken(context: Context, sentence: Sentence, begins: int, ends: int) -> bool:
    """Whether a pause or a new subject stands between the context and the cue."""
    between = range(begins, ends + 1)
    return bool(context.stops) and (
        any(place in sentence.pauses for place in between)
        or any(word in context.stops for word in sentence.words[begins:ends])
    )


def _called_off(context: Context, sentence: Sentence) -> bool:
    return any(True for phrase in context.unless for _ in phrase.spans(sentence.text))
