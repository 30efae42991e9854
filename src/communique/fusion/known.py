"""What fusion holds while it runs: the entities of an index as a mapping, and what articles that come and go reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from communique.fusion import profiles
from communique.fusion.index import Index
from communique.fusion.profiles import Facet
from communique.graph.accounts import ArticleAccounts
from communique.model import Entity


@dataclass(slots=True)
class Touched:
    """What a change reaches, gathered on the way."""

    seeds: set[str] = field(default_factory=set)  # mentions whose events are to be found anew
    events: set[str] = field(default_factory=set)  # events to be written anew
    articles: set[str] = field(default_factory=set)  # IRIs: group or version changed
    leaders: set[str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)  # IRIs of articles that supersede others now, or no longer
    nodes: set[str] = field(default_factory=set)
    links: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


class Known(Mapping[str, Entity]):
    """The entities of an index, each merged when it is first asked for."""

    def __init__(self, index: Index, labels: Mapping[str, str]):
        self._index, self._labels = index, labels
        self._kept: dict[str, Entity | None] = {}

    def find(self, key: str) -> Entity | None:
        if key not in self._kept:
            self._kept[key] = profiles.merged(key, self._index.facets(key), label=self._labels.get(key))
        return self._kept[key]

    def __getitem__(self, key: str) -> Entity:
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.find(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.entity_keys())

    def __len__(self) -> int:
        return len(self._index.entity_keys())


def difference(come: Mapping[str, ArticleAccounts], out: Mapping[str, ArticleAccounts]) -> Counter[Facet]:
    """What the counts of entities change by; what only changes hands is kept with zero, so that it is looked at."""
    total: Counter[Facet] = Counter()
    for article in come.values():
        total.update(profiles.facets(article))
    for article in out.values():
        total.subtract(profiles.facets(article))
    return total


def changed(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {key for key in {*one, *other} if one.get(key) != other.get(key)}
