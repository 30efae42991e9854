"""What fusion holds while it runs: the entities of an index as a mapping, and what articles that come and go reach."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from communique.fusion import identities, profiles
from communique.fusion.identities import Redirects, Verdicts
from communique.fusion.index import Index
from communique.fusion.profiles import Counts, Facet
from communique.fusion.rulings import Rulings
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
    """The entities of an index, each merged when it is first asked for; `counts` are those of spellings that are looked
    up already, `labels` those that people chose."""

    def __init__(
        self,
        index: Index,
        labels: Mapping[str, str],
        counts: Mapping[str, Counts] | None = None,
        redirects: Redirects | None = None,
    ):
        self._index, self._labels, self._counts = index, labels, counts or {}
        self.redirects = redirects or Redirects(index)
        self._kept: dict[str, Entity | None] = {}

    def find(self, key: str) -> Entity | None:
        if key not in self._kept:
            label = next((self._labels[k] for k in self.redirects.members(key) if k in self._labels), None)
            self._kept[key] = profiles.merged(key, self.counts(key), label=label)
        return self._kept[key]

    def counts(self, key: str) -> Counts:
        """What articles say of an entity, under whatever spelling; nothing where another key stands for it."""
        told = [
            self._counts[one] if one in self._counts else self._index.facets(one) for one in self.redirects.members(key)
        ]
        total = told[0] if told else {}
        for counts in told[1:]:
            total = profiles.added(total, counts)
        return total

    def tenures(self, key: str) -> list[Tenure]:
        return profiles.tenures(key, self.counts(key))

    def __getitem__(self, key: str) -> Entity:
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.find(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._index.entity_keys() if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Shift:
    """The entities as they were before articles came and went and as they are after it; `turned` are those that are
    others now, `verdicts` what is decided anew on spellings.

    One more article that tells nothing new of somebody changes a number and not the entity, so nothing that hangs on
    an entity is looked at again, however often it is named.
    """

    before: Known
    after: Known
    turned: list[str]
    verdicts: Verdicts


def shift(delta: Counter[Facet], index: Index, before: Rulings, after: Rulings) -> Shift:
    """What a change of counts, and of judgements, does to entities."""
    changes: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for (key, name, value), n in delta.items():
        changes[key][name, value] += n
    old = {key: index.facets(key) for key in sorted(changes)}
    new = {key: profiles.added(counts, changes[key]) for key, counts in old.items()}
    verdicts = identities.decide(index, old, new, before, after)
    was = Known(index, before.labels, old, Redirects(index))
    now = Known(index, after.labels, new, Redirects(index, verdicts.changed))
    renamed = {key for key in {*before.labels, *after.labels} if before.labels.get(key) != after.labels.get(key)}
    moved = {*renamed, *verdicts.changed}
    reached = {known.redirects.into(key) for known in (was, now) for key in {*changes, *moved}} | moved
    sure = {known.redirects.into(key) for known in (was, now) for key in renamed}
    turned = [
        key
        for key in sorted(reached)
        if profiles.weights(was.counts(key)) != profiles.weights(now.counts(key)) or key in sure
    ]
    return Shift(was, now, turned, verdicts)


def difference(come: Mapping[str, ArticleAccounts], out: Mapping[str, ArticleAccounts]) -> Counter[Facet]:
    """What the counts of entities change by."""
    total: Counter[Facet] = Counter()
    for article in come.values():
        total.update(profiles.facets(article))
    for article in out.values():
        total.subtract(profiles.facets(article))
    return total
