"""A post taken apart, and what stands around each of its words: denial, the past, somebody else, a joke."""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.safety.triage.rulebook import Context, Rule, Rulebook
from forum.safety.triage.sentences import Sentence


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
    """Multiply what speaks for or against a cue, each kind once."""
    spoken: dict[str, float] = {}
    for away, context, begins, ends in _around(number, scene):
        if context.name in spoken or context.name in rule.immune or not _concerns(context, rule):
            continue
        sentence = scene.sentences[number]
        if _reaches(context, away, (begins, ends), (first, last), sentence) and not _called_off(
            context, sentence
        ):
            spoken[context.name] = context.factor
    if scene.sentences[number].quoted:
        spoken["quoted"] = book.quoted_factor
    factor = 1.0
    for each in spoken.values():
        factor *= each
    return factor, list(spoken)


def _around(number: int, scene: Scene) -> Iterator[tuple[int, Context, int, int]]:
    for context in scene.everywhere:
        yield 0, context, 0, 0
    for other in range(max(0, number - 1), min(len(scene.contexts), number + 2)):
        for context, begins, ends in scene.contexts[other]:
            yield abs(other - number), context, begins, ends


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
    if context.scope == "near":
        return away <= 1
    if away:
        return False
    if context.scope == "before":
        return ends <= first <= ends + context.reach and not _broken(context, sentence, ends, first)
    if context.scope == "after":
        return last <= begins <= last + context.reach
    return ends <= first or begins >= last


def _broken(context: Context, sentence: Sentence, begins: int, ends: int) -> bool:
    """Whether a pause or a new subject stands between the context and the cue."""
    between = range(begins, ends + 1)
    return bool(context.stops) and (
        any(place in sentence.pauses for place in between)
        or any(word in context.stops for word in sentence.words[begins:ends])
    )


def _called_off(context: Context, sentence: Sentence) -> bool:
    return any(True for phrase in context.unless for _ in phrase.spans(sentence.text))
