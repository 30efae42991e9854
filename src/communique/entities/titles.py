"""Offices in text: "Russian Deputy Foreign Minister", "secretary of state", "the ambassador to Ankara"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from communique.errors import DataError
from communique.parsing.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Title:
    """An office as it stands in the text: tokens `first` to `stop` (exclusive) without the state, `head` the noun."""

    first: int
    stop: int
    head: int
    name: str  # normalised, lower case
    former: bool
    plural: bool


class Titles:
    """The words of ontology/actors/titles.yaml."""

    def __init__(self, data: Mapping[str, object], where: str):
        try:
            heads, same, state = data["heads"], data["same"], data["state"]
            modifiers, ranks, alone = str(data["modifiers"]), str(data["ranks"]), str(data["alone"])
            complements, former = data["complements"], str(data["former"])
            local, regional, bodies = str(data["local"]), str(data["regional"]), str(data["bodies"])
        except KeyError as error:
            raise DataError(f"{where}: section {error} is missing; compare the project's own titles.yaml") from error
        if not (isinstance(heads, dict) and isinstance(same, dict) and isinstance(state, dict)):
            raise DataError(f"{where}: heads, same and state must map words to words")
        if not isinstance(complements, list):
            raise DataError(f"{where}: complements must be a list of phrases")
        self.heads: dict[str, str] = heads
        self.same: dict[str, str] = same
        self.state: dict[str, str] = state
        self.modifiers = frozenset(modifiers.split())
        self.ranks = frozenset(ranks.split())
        self.alone = frozenset(alone.split())
        self.former = frozenset(former.split())
        cities, governments = frozenset(local.split()), frozenset(bodies.split())
        self._below = {"City": cities, "Region": cities | frozenset(regional.split()), "GovernmentBody": governments}
        self.complements: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(complements, key=lambda p: -len(p.split())):
            words = tuple(str(phrase).split())
            self.complements.setdefault(words[0], []).append(words)

    @classmethod
    def load(cls, path: Path) -> Titles:
        """Raises DataError for a file that is missing or lacks a section."""
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except (OSError, yaml.YAMLError) as error:
            raise DataError(f"{path}: cannot be read as YAML ({error})") from error
        return cls(data, path.name)

    def below(self, kind: str) -> frozenset[str]:
        """Last words of the offices that things of a kind have for themselves: a city its mayor, a court its president.

        Every other office that is named with them is one of their state: "Moscow's envoy", "a Kremlin spokesman".
        """
        return self._below.get(kind, frozenset())

    def normal(self, words: str) -> str:
        """The one form of an office's names.

        "minister of foreign affairs" is the "foreign minister".
        """
        text = words.lower().replace("secretary-general", "secretary general").replace("advisor", "adviser")
        text = text.replace("spokeswoman", "spokesman").replace("spokesperson", "spokesman")
        text = text.replace("chairwoman", "chairman").replace("premier", "prime minister")
        if text in self.same:
            return self.same[text]
        for prefix in ("deputy ", "first deputy ", "acting ", "vice "):
            if text.startswith(prefix) and text[len(prefix) :] in self.same:
                return prefix + self.same[text[len(prefix) :]]
        return text


def find_titles(doc: Doc, titles: Titles) -> list[Title]:
    """Offices in text order; none overlaps another."""
    found: list[Title] = []
    floor = 0
    for token in doc:
        base = titles.heads.get(token.lower_)
        if base is None or token.i < floor or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            continue
        title = _title(doc, token, titles, floor)
        if title is not None:
            found.append(title)
            floor = title.stop
    return found


def _title(doc: Doc, token: Token, titles: Titles, floor: int) -> Title | None:
    first, former = token.i, False
    while first > floor:
        left = doc[first - 1]
        if left.lower_ in titles.modifiers:
            first -= 1
        elif left.text == "-" and first - 1 > floor and doc[first - 2].lower_ in titles.modifiers | titles.former:
            first -= 1  # vice-president, ex-minister
        elif left.lower_ in ("and", "&") and first - 1 > floor and doc[first - 2].lower_ in titles.modifiers:
            first -= 1  # trade and industry minister
        elif left.lower_ in titles.former:
            former = True
            first -= 1
        else:
            break
    stop = token.i + 1
    if (
        stop < len(doc)
        and doc[stop].text == "-"
        and stop + 1 < len(doc)
        and doc[stop + 1].lower_ in ("general", "elect")
    ):
        stop += 1
    for phrase in titles.complements.get(doc[stop].lower_, ()) if stop < len(doc) else ():
        if tuple(t.lower_ for t in doc[stop : stop + len(phrase)]) == phrase:
            stop += len(phrase)
            break
    if first == token.i and stop == token.i + 1 and token.lower_ not in titles.alone:
        return None
    begin = first
    while begin < token.i and (doc[begin].lower_ in titles.former or doc[begin].text in ("-", "and", "&")):
        begin += 1
    plural = token.tag_ in ("NNS", "NNPS")
    words = [t.lower_ for t in doc[begin:stop]]
    if plural:
        at = token.i - begin
        words[at] = titles.heads[token.lower_]
    name = titles.normal(" ".join(words).replace(" - ", " ").replace("vice-", "vice "))
    return Title(first, stop, token.i, name, former, plural)
