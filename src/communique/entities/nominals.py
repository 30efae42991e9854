"""Nouns for people, bodies and places that a text describes instead of naming: "Turkish officials", "both sides"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from communique.entities.notnames import HEADLINE_VERBS
from communique.errors import DataError
from communique.parsing.tokens import Doc, Token

KINDS = {  # section of nominals.yaml: ontology class of the singular
    "official": "Person",
    "armed": "Person",
    "people": "Person",
    "government": "GovernmentBody",
    "force": "Group",
    "body": "Organization",
    "mass": "Group",
    "weapon": "Group",
    "state": "Country",
    "facility": "Facility",
    "region": "Region",
}
_LEFT = frozenset(
    (
        *("amod", "compound", "nummod", "det", "poss", "nmod", "quantmod", "advmod", "npadvmod"),
        *("neg", "case", "predet", "punct"),
    )
)
_BREAKS = frozenset(('"', "“", "”", ",", ";", ":", "(", ")", "—", "–"))


@dataclass(frozen=True, slots=True)
class Nominals:
    """Lemma to section of ontology/actors/nominals.yaml, and its small lists."""

    sections: Mapping[str, str]
    female: frozenset[str]
    male: frozenset[str]
    pairs: frozenset[str]
    institutions: frozenset[str]
    blows: frozenset[str]
    never: frozenset[tuple[str, str]]
    only: frozenset[tuple[str, str]]

    @classmethod
    def load(cls, path: Path) -> Nominals:
        """Raises DataError for a file that is missing or lacks a section."""
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            words = {name: frozenset(str(data[name]).split()) for name in (*KINDS, "female", "male", "pairs")}
            return cls(
                {word: name for name in reversed(KINDS) for word in words[name]},
                words["female"],
                words["male"],
                words["pairs"],
                frozenset(str(data["institution"]).split()),
                frozenset(str(data["blows"]).split()),
                *(
                    frozenset((w.rpartition("-")[0], w.rpartition("-")[2]) for w in str(data[name]).split())
                    for name in ("never", "only")
                ),
            )
        except (OSError, yaml.YAMLError) as error:
            raise DataError(f"{path}: cannot be read as YAML ({error})") from error
        except KeyError as error:
            raise DataError(f"{path}: section {error} is missing; compare the project's own nominals.yaml") from error

    def section(self, token: Token) -> str | None:
        """The section of a noun that may head a description, else None."""
        if token.pos_ not in ("NOUN", "PROPN"):
            return None
        lemma = token.lemma_.lower()
        found = self.sections.get(lemma) or self.sections.get(token.lower_)
        if found and any((left.lower_, lemma) in self.never for left in token.lefts):
            return None
        if found is None and any((left.lower_, lemma) in self.only for left in token.lefts):
            return "force"
        return found


def left_edge(doc: Doc, head: int) -> int:
    """The first token of the premodifiers of a noun, not across another phrase."""
    first = head
    while first > 0:
        left = doc[first - 1]
        if left.is_space or left.text in _BREAKS or (left.text.istitle() and left.lower_ in HEADLINE_VERBS):
            break
        up, steps = left, 0
        while up.i != head and steps < 6:
            if up.dep_ not in _LEFT and up.dep_ not in ("conj", "cc"):
                break
            up, steps = up.head, steps + 1
        if up.i != head:
            break
        first -= 1
    while first < head and (doc[first].dep_ in ("cc", "punct", "neg") or doc[first].text == "-"):
        first += 1
    return first
