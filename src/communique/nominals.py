"""People and bodies that a text describes instead of naming them: "Turkish officials", "rebels in Chad", "both sides"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from spacy.tokens import Doc, Token

from communique.errors import DataError

_CLASSES = ("official", "armed", "people", "body")
_LEFT = {"amod", "compound", "nummod", "det", "poss", "nmod", "quantmod", "advmod", "neg", "case", "predet", "punct"}


@dataclass(frozen=True, slots=True)
class Nominals:
    """Lemma to class, from ontology/actors/nominals.yaml."""

    classes: Mapping[str, str]
    pairs: frozenset[str]
    never: frozenset[tuple[str, str]]

    @classmethod
    def load(cls, path: Path) -> Nominals:
        """Raises DataError for a file that is missing or lacks a section."""
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            classes = {word: name for name in reversed(_CLASSES) for word in str(data[name]).split()}
            never = frozenset((w.rpartition("-")[0], w.rpartition("-")[2]) for w in str(data["never"]).split())
            return cls(classes, frozenset(str(data["pairs"]).split()), never)
        except (OSError, yaml.YAMLError) as error:
            raise DataError(f"{path}: cannot be read as YAML ({error})") from error
        except KeyError as error:
            raise DataError(f"{path}: section {error} is missing; compare the project's own nominals.yaml") from error

    def of(self, token: Token) -> str | None:
        """The class of a noun that may head a description of actors."""
        if token.pos_ not in ("NOUN", "PROPN"):
            return None
        lemma = token.lemma_.lower()
        found = self.classes.get(lemma) or self.classes.get(token.lower_)
        if found and any((left.lower_, lemma) in self.never for left in token.lefts):
            return None
        return found


def left_edge(doc: Doc, head: int, floor: int) -> int:
    """The first token of the premodifiers of a noun, not before `floor`, and not across another clause."""
    first = head
    while first > floor:
        left = doc[first - 1]
        if left.is_space or left.text in ('"', "“", "”", ",", ";", ":", "(", ")", "—", "–"):
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
