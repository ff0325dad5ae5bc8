"""From sentences to a level: find cues, weigh each by what stands around it, combine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forum.safety.triage.model import Cue, Level, Triage
from forum.safety.triage.rulebook import Context, Rule, Rulebook, rulebook
from forum.safety.triage.sentences import Sentence, sentences

# One strong cue (0.62 and more) is enough, and so are two middling ones, or one beside much distress.
URGENT_FROM = 0.60

# A concern cue of ordinary strength (0.45 times CONCERN_SHARE) is just enough by itself; a mention of
# death in passing is not.
CONCERN_FROM = 0.22

# However much distress a post holds, without a word of intent it must stay below URGENT_FROM.
CONCERN_SHARE = 0.55

# A cue weighed down below this says nothing to a moderator.
FAINTEST_CUE = 0.04
STRONGEST_CUE = 0.97

# Long posts hold sad words by chance: past this many words each of them counts for less.
ORDINARY_LENGTH = 80
MOST_CUES = 24
MOST_REPEATS = 3


# Stands in for a rule where the weighted vocabulary of distress is read.
_VOCABULARY = Rule("vocabulary", "vocabulary", 0.0, "", False, frozenset(), "", "")


@dataclass(slots=True)
class Scene:
    """A post taken apart: its sentences, and the contexts that stand in each."""

    sentences: list[Sentence]
    contexts: list[list[tuple[Context, int, int]]]
    everywhere: list[Context]


def triage(text: str, *, title: str = "") -> Triage:
    """Read one post. Pure: the same words give the same answer, nothing is kept, nothing is told."""
    book = rulebook()
    read = _heard_out(sentences(title, book.speller, in_title=True) + sentences(text, book.speller))
    for sentence in read:
        _mask_idioms(sentence, book)
    scene = _scene(read, book)
    cues = _strongest(_cues(scene, book))
    despair = _despair(scene, book)
    score = _score(cues, despair, book)
    shown = sorted((cue for _, cue in cues), key=lambda cue: (-cue.weight, cue.start))
    return Triage(_level(score), round(score, 4), tuple(shown[:MOST_CUES]), book.version)


def _heard_out(read: list[Sentence]) -> list[Sentence]:
    """Without what was said often already, so that a page of one sentence costs no more than the sentence."""
    times: dict[str, int] = {}
    kept = []
    for sentence in read:
        times[sentence.text] = times.get(sentence.text, 0) + 1
        if times[sentence.text] <= MOST_REPEATS:
            kept.append(sentence)
    return kept


def _mask_idioms(sentence: Sentence, book: Rulebook) -> None:
    for phrase, _ in list(book.idiom_index.candidates(sentence.words)):
        for start, end in phrase.spans(sentence.text):
            sentence.mask(*sentence.span(start, end))


def _scene(read: list[Sentence], book: Rulebook) -> Scene:
    contexts = [list(_contexts(sentence, book)) for sentence in read]
    spoken = {context.name: context for each in contexts for context, _, _ in each if context.scope == "post"}
    return Scene(read, contexts, list(spoken.values()))


def _cues(scene: Scene, book: Rulebook) -> Iterator[tuple[Rule, Cue]]:
    done: set[str] = set()
    for rule, number, first, last in _hits(scene.sentences, book):
        if rule.id in done:
            continue
        factor, reasons = _weigh(rule, number, first, last, scene, book)
        weight = min(rule.weight * factor, STRONGEST_CUE)
        if weight >= min(rule.weight, STRONGEST_CUE):
            done.add(rule.id)
        if weight >= FAINTEST_CUE:
            yield rule, _cue(rule, scene.sentences[number], first, last, weight, reasons)


def _hits(read: list[Sentence], book: Rulebook) -> Iterator[tuple[Rule, int, int, int]]:
    for number, sentence in enumerate(read):
        for phrase, rule in book.rule_index.candidates(sentence.words):
            for start, end in phrase.spans(sentence.text):
                yield rule, number, *sentence.span(start, end)


def _contexts(sentence: Sentence, book: Rulebook) -> Iterator[tuple[Context, int, int]]:
    for phrase, context in book.context_index.candidates(sentence.words):
        if context.asks and not sentence.asks:
            continue
        for start, end in phrase.spans(sentence.text):
            yield context, *sentence.span(start, end)


def _weigh(
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


def _cue(rule: Rule, sentence: Sentence, first: int, last: int, weight: float, reasons: list[str]) -> Cue:
    note = ", ".join([rule.note, *reasons])
    if sentence.in_title:
        return Cue(rule.id, 0, 0, round(weight, 4), f"{note}, in the title")
    return Cue(rule.id, sentence.starts[first], sentence.ends[last - 1], round(weight, 4), note)


def _strongest(cues: Iterable[tuple[Rule, Cue]]) -> list[tuple[Rule, Cue]]:
    """One cue for each rule: saying a thing twice does not make it twice as likely."""
    best: dict[str, tuple[Rule, Cue]] = {}
    for rule, cue in cues:
        if rule.id not in best or cue.weight > best[rule.id][1].weight:
            best[rule.id] = rule, cue
    return list(best.values())


def _despair(scene: Scene, book: Rulebook) -> float:
    """How much distress the words carry between them, whatever they say."""
    weights: dict[str, float] = {}
    for number, sentence in enumerate(scene.sentences):
        for phrase, weight in book.distress_index.candidates(sentence.words):
            if weights.get(phrase.written) == weight:
                continue
            for start, end in phrase.spans(sentence.text):
                factor, _ = _weigh(_VOCABULARY, number, *sentence.span(start, end), scene, book)
                heard = weight if weight < 0 else weight * factor
                weights[phrase.written] = max(weights.get(phrase.written, -1.0), heard)
    words = sum(len(sentence.words) for sentence in scene.sentences)
    lengthy = (ORDINARY_LENGTH / max(ORDINARY_LENGTH, words)) ** 0.5
    calm = 1.0
    for weight in weights.values():
        calm *= 1 - weight * lengthy if weight > 0 else 1.0
    eased = 1.0
    for weight in weights.values():
        eased *= 1 + weight if weight < 0 else 1.0
    return (1 - calm) * eased


def _score(cues: Iterable[tuple[Rule, Cue]], despair: float, book: Rulebook) -> float:
    """Noisy-or over families; each family counts with its strongest cue."""
    strongest: dict[str, float] = {}
    for rule, cue in cues:
        strongest[rule.family] = max(strongest.get(rule.family, 0.0), cue.weight)
    safe, content = 1.0, 1 - despair
    for family, weight in strongest.items():
        if family in book.urgent_families:
            safe *= 1 - weight
        else:
            content *= 1 - weight
    return 1 - safe * (1 - CONCERN_SHARE * (1 - content))


def _level(score: float) -> Level:
    if score >= URGENT_FROM:
        return Level.URGENT
    return Level.CONCERN if score >= CONCERN_FROM else Level.CALM
