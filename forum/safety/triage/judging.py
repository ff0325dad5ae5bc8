"""From sentences to a level: find cues, weigh each by what stands around it, combine."""

from collections.abc import Iterable, Iterator, Sequence

from forum.safety.triage.model import Cue, Level, Triage
from forum.safety.triage.rulebook import Rule, Rulebook, rulebook
from forum.safety.triage.scene import Scene, scene_of, weighed
from forum.safety.triage.sentences import Sentence, sentences
from forum.safety.triage.signs import Sign, company

# One strong cue (0.62 and more) is enough, and so are two middling ones, or one beside much distress.
URGENT_FROM = 0.60

# A concern cue of ordinary strength (0.45 times CONCERN_SHARE) is just enough by itself; a mention of
# death in passing is not.
CONCERN_FROM = 0.14

# However much distress a post holds, without a word of intent it must stay below URGENT_FROM; and it must not
# stand above a faint sign of danger in the queue.
CONCERN_SHARE = 0.35

# Signs are heard by the company they keep, and ordinary talk keeps the same company by chance. So by
# themselves they bring a post up and never make it urgent: for that, something has to be said outright.
SIGNS_AT_MOST = 0.55
SPOKEN_FROM = 0.30
JUST_BELOW = 0.59

# A cue weighed down below this says nothing to a moderator.
FAINTEST_CUE = 0.04
STRONGEST_CUE = 0.97

# Long posts hold sad words by chance: past this many words each of them counts for less.
ORDINARY_LENGTH = 80
MOST_CUES = 24
AMONG_SIGNS = ["one of several signs"]
MOST_REPEATS = 3


# Stands in for a rule where the weighted vocabulary of distress is read.
_VOCABULARY = Rule("vocabulary", "vocabulary", 0.0, "", False, frozenset(), "", "")


def triage(text: str, *, title: str = "") -> Triage:
    """Read one post. Pure: the same words give the same answer, nothing is kept, nothing is told."""
    book = rulebook()
    read = _heard_out(sentences(title, book.speller, in_title=True) + sentences(text, book.speller))
    for sentence in read:
        _mask_idioms(sentence, book)
    scene = scene_of(read, book)
    cues = _strongest(_cues(scene, book))
    likely, signs = company(scene, book)
    score = _score(cues, _despair(scene, book), likely, book)
    found = [(_share_of(rule, book) * cue.weight, cue) for rule, cue in cues]
    found += [(cue.weight, cue) for cue in _sign_cues(signs, likely, scene)]
    shown = [cue for _, cue in sorted(found, key=lambda one: (-one[0], one[1].start))]
    return Triage(_level(score), round(score, 4), tuple(shown[:MOST_CUES]), book.version)


def _share_of(rule: Rule, book: Rulebook) -> float:
    """How much of a cue's weight goes into the score: a moderator reads first what weighed most there."""
    return 1.0 if rule.family in book.urgent_families else CONCERN_SHARE


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


def _cues(scene: Scene, book: Rulebook) -> Iterator[tuple[Rule, Cue]]:
    done: set[str] = set()
    for rule, number, first, last in _hits(scene.sentences, book):
        if rule.id in done:
            continue
        factor, reasons = weighed(rule, number, first, last, scene, book)
        weight = min(rule.weight * factor, STRONGEST_CUE)
        if weight >= min(rule.weight, STRONGEST_CUE):
            done.add(rule.id)
        if weight >= FAINTEST_CUE:
            yield rule, _cue(rule, scene.sentences[number], first, last, weight, reasons)


def _sign_cues(signs: Sequence[Sign], likely: float, scene: Scene) -> Iterator[Cue]:
    """Each sign with its part of what they say together."""
    whole = sum(sign.odds for sign in signs)
    for sign in signs:
        weight = likely * sign.odds / whole
        if weight >= FAINTEST_CUE:
            yield _cue(
                sign.rule,
                scene.sentences[sign.number],
                sign.first,
                sign.last,
                weight,
                ["one of several signs"],
            )


def _hits(read: list[Sentence], book: Rulebook) -> Iterator[tuple[Rule, int, int, int]]:
    for number, sentence in enumerate(read):
        for phrase, rule in book.rule_index.candidates(sentence.words):
            for start, end in phrase.spans(sentence.text):
                yield rule, number, *sentence.span(start, end)


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
                factor, _ = weighed(_VOCABULARY, number, *sentence.span(start, end), scene, book)
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


def _score(cues: Iterable[tuple[Rule, Cue]], despair: float, likely: float, book: Rulebook) -> float:
    """Noisy-or over families, each with its strongest cue; the signs that keep company are one more."""
    strongest: dict[str, float] = {}
    for rule, cue in cues:
        strongest[rule.family] = max(strongest.get(rule.family, 0.0), cue.weight)
    safe, content = 1 - min(likely * STRONGEST_CUE, SIGNS_AT_MOST), 1 - despair
    spoken = max((strongest[family] for family in book.urgent_families & strongest.keys()), default=0.0)
    for family, weight in strongest.items():
        if family in book.urgent_families:
            safe *= 1 - weight
        else:
            content *= 1 - weight
    score = 1 - safe * (1 - CONCERN_SHARE * (1 - content))
    return score if spoken >= SPOKEN_FROM else min(score, JUST_BELOW)


def _level(score: float) -> Level:
    if score >= URGENT_FROM:
        return Level.URGENT
    return Level.CONCERN if score >= CONCERN_FROM else Level.CALM
