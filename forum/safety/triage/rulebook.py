"""The rules as data: read once from rules.toml, which says what each part means."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from forum.safety.triage.phrases import Index, Phrase
from forum.safety.triage.plain import folded
from forum.safety.triage.spelling import Speller

FOLDER = Path(__file__).parent

# Without full stops a sentence can hold a whole evening: what stands further off speaks of something else.
RUN_ON = 12

Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One cue. A soft rule is one that everyday plans speak as well; a frame is a sign that needs another."""

    id: str
    family: str
    weight: float
    note: str
    soft: bool
    immune: frozenset[str]
    example: str
    counter: str
    frame: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What multiplies a cue, and where it must stand: before, after, sentence, near or post."""

    name: str
    factor: float
    scope: str
    reach: int
    on: frozenset[str]
    soft_only: bool
    asks: bool
    stops: frozenset[str]
    unless: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that rules.toml says, ready for looking up."""

    version: str
    rules: tuple[Rule, ...]
    urgent_families: frozenset[str]
    quoted_factor: float
    explained_factor: float
    rule_index: Index[Rule]
    idiom_index: Index[None]
    context_index: Index[Context]
    distress_index: Index[float]
    signs: tuple[Rule, ...]
    signs_alone: float
    sign_index: Index[Rule]
    speller: Speller


@cache
def rulebook() -> Rulebook:
    """The rules that this program came with."""
    written = (FOLDER / "rules.toml").read_bytes()
    held = tomllib.loads(written.decode("utf-8"))
    names: Names = {name: [folded(each) for each in phrases] for name, phrases in held["names"].items()}
    rules = [(_rule(each), _phrases(each["phrases"], names)) for each in held["rule"]]
    contexts = [(_context(each, names), _phrases(each["phrases"], names)) for each in held["context"]]
    idioms = _phrases(held["idioms"]["phrases"], names)
    distress = [(float(weight), _phrases(each, names)) for weight, each in held["distress"].items()]
    signs = [(_sign(each), _phrases(each["phrases"], names)) for each in held["sign"]]
    phrases = [phrase for _, each in (*rules, *contexts, *distress) for phrase in each] + idioms
    return Rulebook(
        version=f"{held['version']}-{hashlib.sha256(written).hexdigest()[:8]}",
        rules=tuple(rule for rule, _ in rules),
        urgent_families=frozenset(held["families"]["urgent"]),
        quoted_factor=held["families"]["quoted"],
        explained_factor=held["families"]["explained"],
        rule_index=Index(_owned(rules)),
        idiom_index=Index((phrase, None) for phrase in idioms),
        context_index=Index(_owned(contexts)),
        distress_index=Index(_owned(distress)),
        signs=tuple(sign for sign, _ in signs),
        signs_alone=held["signs"]["alone"],
        sign_index=Index(_owned(signs)),
        speller=_speller(held["spelling"], phrases),
    )


def _owned(pairs: Sequence[tuple[Any, list[Phrase]]]) -> Iterator[tuple[Phrase, Any]]:
    return ((phrase, owner) for owner, phrases in pairs for phrase in phrases)


def _phrases(written: Sequence[str], names: Names) -> list[Phrase]:
    return [Phrase(folded(each), names) for each in written]


def _rule(held: Mapping[str, Any]) -> Rule:
    return Rule(
        id=held["id"],
        family=held["family"],
        weight=held["weight"],
        note=held["note"],
        soft=held.get("soft", False),
        immune=frozenset(held.get("immune", ())),
        example=held["example"],
        counter=held["counter"],
        frame=held.get("frame", False),
    )


def _sign(held: Mapping[str, Any]) -> Rule:
    """A sign is weighed as rules are, but for denial: "will not be here" is one."""
    return _rule({"immune": ["denied"], **held, "family": "sign"})


def _context(held: Mapping[str, Any], names: Names) -> Context:
    return Context(
        name=held["name"],
        factor=held["factor"],
        scope=held["scope"],
        reach=held.get("reach", RUN_ON if held["scope"] in {"sentence", "near"} else 6),
        on=frozenset(held.get("on", ())),
        soft_only=held.get("soft_only", False),
        asks=held.get("asks", False),
        stops=frozenset(held.get("stops", ())),
        unless=tuple(_phrases(held.get("unless", ()), names)),
    )


def _speller(held: Mapping[str, Any], phrases: Sequence[Phrase]) -> Speller:
    meant: dict[str, str] = held["meant"]
    known = {word for phrase in phrases for word in phrase.words}
    known.update(word for words in meant.values() for word in words.split())
    spared = (FOLDER / "spared.txt").read_text(encoding="utf-8").split()
    return Speller(known, meant, spared)
