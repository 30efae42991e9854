"""What fusion holds while it runs: the entities of an index as a mapping, and what articles that come and go reach."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from communique.fusion import profiles
from communique.fusion.index import Index
from communique.fusion.profiles import Counts, Facet
from communique.graph.accounts import ArticleAccounts
from communique.model import Entity, Tenure


@dataclass(slots=True)
class Touched:
    """What a change reaches, gathered on the way."""

    seeds: set[str] = field(default_factory=set)  # mentions whose events are to be found anew
    events: set[str] = field(default_factory=set)  # events to be written anew
    articles: set[str] = field(default_factory=set)  # IRIs: group or version changed
    leaders: set[str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)  # IRIs of articles that supersede others now, or no longer
    nodes: set[str] = field(default_factory=set)  # IRIs whose quads are to be replaced
    fresh: set[str] = field(default_factory=set)  # IRIs that the graph says nothing of yet
    links: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


class Known(Mapping[str, Entity]):
    """The entities of an index, each merged when it is first asked for; `counts` are those looked up already."""

    def __init__(self, index: Index, labels: Mapping[str, str], counts: Mapping[str, Counts] | None = None):
        self._index, self._labels, self._counts = index, labels, counts or {}
        self._kept: dict[str, Entity | None] = {}

    def find(self, key: str) -> Entity | None:
        if key not in self._kept:
            self._kept[key] = profiles.merged(key, self.counts(key), label=self._labels.get(key))
        return self._kept[key]

    def counts(self, key: str) -> Counts:
        return self._counts[key] if key in self._counts else self._index.facets(key)

    def tenures(self, key: str) -> list[Tenure]:
        return profiles.tenures(self.counts(key))

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


@dataclass(frozen=True, slots=True)
class Shift:
    """The entities as they were before articles came and went and as they are after it; `turned` are those that are
    others now.

    One more article that tells nothing new of somebody changes a number and not the entity, so nothing that hangs on
    an entity is looked at again, however often it is named.
    """

    before: Known
    after: Known
    turned: list[str]


def shift(delta: Counter[Facet], index: Index, before: Mapping[str, str], after: Mapping[str, str]) -> Shift:
    """What a change of counts does to entities; `before` and `after` are the labels that people chose."""
    changes: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for (key, name, value), n in delta.items():
        changes[key][name, value] += n
    renamed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    old = {key: index.facets(key) for key in sorted({*changes, *renamed})}
    new = {key: profiles.added(counts, changes[key]) for key, counts in old.items()}
    turned = [key for key in old if key in renamed or profiles.weights(old[key]) != profiles.weights(new[key])]
    return Shift(Known(index, before, old), Known(index, after, new), turned)


def difference(come: Mapping[str, ArticleAccounts], out: Mapping[str, ArticleAccounts]) -> Counter[Facet]:
    """What the counts of entities change by."""
    total: Counter[Facet] = Counter()
    for article in come.values():
        total.update(profiles.facets(article))
    for article in out.values():
        total.subtract(profiles.facets(article))
    return total
