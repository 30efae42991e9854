"""The words that report speech and positions, read and checked from ``ontology/lexicon/speech/cues.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from communique.errors import DataError
from communique.model import Status
from communique.resources import data_folder

# What each kind of position makes of an act that its content tells as done; None leaves it as the content says.
KINDS: Mapping[str, Status | None] = {
    "say": None, "judge": None, "think": None, "deny": Status.DENIED, "refuse": Status.DENIED,
    "promise": Status.PLANNED, "ask": Status.UNCERTAIN, "hope": Status.UNCERTAIN,
}  # fmt: skip
PARTS = ("verb", "noun", "adjective", "phrase")
FORMS = frozenset(["clause", "quote", "gerund", "infinitive", "predicate", "object"])
PREPOSITIONS = frozenset(["at", "of", "for", "on", "about", "against", "as", "to", "with", "over", "from"])
_FIELDS = frozenset(
    ["id", "verb", "noun", "adjective", "phrase", "takes", "addressee", "speaker", "confidence", "example", "counter"]
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A group of reporting words that behave alike. `words` are lemmas ("say", "point out") or a phrase."""

    id: str
    part: str  # "verb", "noun", "adjective" or "phrase"
    words: tuple[str, ...]
    takes: frozenset[str]
    example: str
    counter: str
    addressee: str | None = None  # "object" where the direct object is who is spoken to
    speaker: str | None = None  # who speaks so, see the head of cues.yaml
    confidence: float = 0.85

    @property
    def kind(self) -> str:
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues by first word: of "point out" under "point"."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    phrases: Mapping[str, tuple[Cue, ...]]
    by_id: Mapping[str, Cue]
    words: frozenset[str]  # the first words of verbs, nouns and adjectives
    by_form: Mapping[str, str]  # a verb by each of its regular forms

    @classmethod
    def load(cls, path: Path | None = None) -> Cues:
        """Reads the list of cues; the project's own where no path is given.

        Raises:
            DataError: the file is missing or an entry breaks the format that its head describes.
        """
        path = path or data_folder("ontology") / "lexicon" / "speech" / "cues.yaml"
        try:
            entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise DataError(f"{path}: not a readable list of cues ({error}); mend the file") from error
        if not isinstance(entries, list):
            raise DataError(f"{path}: a list of cues is expected; begin each with '- id:'")
        return cls.of(_cue(entry, f"{path.name}, entry {number}") for number, entry in enumerate(entries, 1))

    @classmethod
    def of(cls, cues: Iterable[Cue]) -> Cues:
        """The index of some cues.

        Raises:
            DataError: two cues have one id.
        """
        by_id: dict[str, Cue] = {}
        index: dict[str, dict[str, list[Cue]]] = {part: {} for part in PARTS}
        for cue in cues:
            if cue.id in by_id:
                raise DataError(f"cues: the id {cue.id} is there twice; rename one")
            by_id[cue.id] = cue
            for word in cue.words:
                listed = index[cue.part].setdefault(word.split()[0], [])
                if cue not in listed:
                    listed.append(cue)
        whole = {part: {word: tuple(found) for word, found in index[part].items()} for part in PARTS}
        verbs, nouns, adjectives, phrases = (whole[part] for part in PARTS)
        by_form = {form: word for word in verbs for form in inflected(word)}
        return cls(verbs, nouns, adjectives, phrases, by_id, frozenset((*verbs, *nouns, *adjectives)), by_form)


def inflected(verb: str) -> set[str]:
    """The regular forms of a verb, as lemmatizers slip: "hopes" is not of "hop"."""
    if verb.endswith("e"):
        return {verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in "aeou":
        return {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    return {verb + "s", verb + "ed", verb + "ing"}


def _cue(entry: Any, where: str) -> Cue:
    if not isinstance(entry, dict):
        raise DataError(f"{where}: a mapping is expected; begin with '- id:'")
    where = f"{where} ({entry.get('id', 'without id')})"
    if unknown := sorted(str(key) for key in entry.keys() - _FIELDS):
        raise DataError(f"{where}: unknown field {unknown[0]}; the head of the file lists the fields")
    parts = [part for part in PARTS if part in entry]
    if len(parts) != 1:
        raise DataError(f"{where}: give exactly one of verb, noun, adjective and phrase")
    for required in ("id", "takes", "example", "counter"):
        if not entry.get(required):
            raise DataError(f"{where}: {required} is missing; add it")
    value = entry[parts[0]]
    words = tuple(value) if isinstance(value, list) else (value,)
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise DataError(f"{where}: {parts[0]} must be words; put YAML booleans into quotation marks")
    takes = frozenset(entry["takes"])
    if strange := sorted(takes - FORMS - PREPOSITIONS):
        raise DataError(f"{where}: takes {strange[0]} is not known; the head of the file lists what may stand")
    if str(entry["id"]).partition(".")[0] not in KINDS:
        raise DataError(f"{where}: the id must begin with one of {', '.join(sorted(KINDS))} and a dot")
    if entry.get("addressee") not in (None, "object"):
        raise DataError(f"{where}: addressee may only be object")
    if entry.get("speaker") not in (None, "text", "none"):
        raise DataError(f"{where}: speaker may only be text or none")
    confidence = entry.get("confidence", 0.85)
    if not isinstance(confidence, int | float) or not 0 < confidence <= 1:
        raise DataError(f"{where}: confidence must be a number over 0 and up to 1")
    return Cue(
        id=str(entry["id"]),
        part=parts[0],
        words=words,
        takes=takes,
        example=str(entry["example"]),
        counter=str(entry["counter"]),
        addressee=entry.get("addressee"),
        speaker=entry.get("speaker"),
        confidence=float(confidence),
    )
