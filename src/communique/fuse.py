"""Accounts of all articles -> one world: entities, events with their accounts, groups of copies, disagreements.

A pure function of the set of ArticleAccounts: the order in which articles came, and how they were split over builds,
leaves no trace. IRIs of events come from their first account.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from communique import origins
from communique.accounts import Account, ArticleAccounts
from communique.clusters import Claim, Cluster, Clustering
from communique.disagreement import Disagreement, find_disagreements
from communique.ids import Ids
from communique.model import Entity, Tenure, TimeSpan
from communique.rdf import publisher_key
from communique.vocab import Vocabulary


@dataclass(frozen=True, slots=True)
class Event:
    """One event with all its accounts. Roles hold entity keys."""

    iri: str
    cls: str
    status: str
    label: str
    confidence: float
    accounts: tuple[Account, ...]
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    hosts: tuple[str, ...]
    places: tuple[str, ...]
    about: tuple[str, ...]
    topics: tuple[str, ...]
    time: TimeSpan | None
    quantities: tuple[tuple[int, str], ...]
    source_count: int
    outlet_count: int
    quotation: str | None = None
    is_direct: bool | None = None
    medium: str | None = None
    part_of: str | None = None
    attributed_to: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()  # IRIs of the events that a statement's words tell of


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The fused world, in a fixed order."""

    entities: tuple[Entity, ...]
    tenures: tuple[Tenure, ...]
    events: tuple[Event, ...]
    disagreements: tuple[Disagreement, ...]
    groups: Mapping[str, tuple[str, ...]]  # IRI of the leading article -> articles of the group
    links: tuple[tuple[str, tuple[str, ...]], ...]  # entity mention -> entity keys


def fuse(articles: Iterable[ArticleAccounts], *, vocab: Vocabulary, ids: Ids) -> Knowledge:
    """Fuse what articles contribute.

    Returns:
        Knowledge in which every account of every article belongs to exactly one event.
    """
    listed = sorted(articles, key=lambda a: a.article)
    group_of = origins.groups(listed)
    entities = _entities(listed)
    by_key = {e.key: e for e in entities}
    clustering = Clustering(vocab, {e.key: _countries(e) for e in entities})
    claims = [clustering.claim(account, article.published) for article in listed for account in article.accounts]
    clusters = clustering.clusters(claims)
    outlet_of = {a.article: a.publisher or a.article for a in listed}
    iri_of = {
        c.account.mention: ids.event(cls=_class(cluster, vocab), origin=cluster.claims[0].account.mention)
        for cluster in clusters
        for c in cluster.claims
    }
    events = [_event(cluster, iri_of, by_key, group_of, outlet_of, vocab) for cluster in clusters]
    events = sorted(_parts(events), key=lambda e: e.iri)
    members: dict[str, list[str]] = defaultdict(list)
    for article, leader in sorted(group_of.items()):
        members[leader].append(article)
    return Knowledge(
        entities=entities,
        tenures=tuple(sorted({t for a in listed for t in a.tenures}, key=_tenure_order)),
        events=tuple(events),
        disagreements=tuple(find_disagreements(clusters, iri_of, by_key)),
        groups={leader: tuple(articles_) for leader, articles_ in members.items()},
        links=tuple(link for a in listed for link in a.links),
    )


def _tenure_order(tenure: Tenure) -> tuple[str, str, bool, str, str]:
    since, until = (span.edtf if span else "" for span in (tenure.since, tenure.until))
    return tenure.person, tenure.position, tenure.former, since, until


def _countries(entity: Entity) -> frozenset[str]:
    return frozenset({entity.key} if entity.kind == "Country" else entity.represents)


def _entities(articles: Sequence[ArticleAccounts]) -> tuple[Entity, ...]:
    """One entity a key: the label that most articles give, every other form as a further name."""
    seen: dict[str, list[Entity]] = defaultdict(list)
    for article in articles:
        for entity in article.entities:
            seen[entity.key].append(entity)
        if article.publisher:
            key = publisher_key(article.publisher)
            seen[key].append(Entity(key, "MediaOrganization", article.publisher))
    return tuple(_merge(seen[key]) for key in sorted(seen))


def _merge(versions: list[Entity]) -> Entity:
    first = versions[0]
    if all(v == first for v in versions[1:]):
        return first
    labels = Counter(v.label for v in versions)
    label = min(labels, key=lambda name: (-labels[name], -len(name), name))
    kinds = Counter(v.kind for v in versions)
    names = {n for v in versions for n in (v.label, *v.names)} - {label}

    def known(name: str) -> str | float | None:
        values = sorted({getattr(v, name) for v in versions} - {None}, key=str)
        return values[0] if values else None

    return replace(
        first,
        label=label,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        names=tuple(sorted(names)),
        represents=tuple(sorted({c for v in versions for c in v.represents})),
        same_as=tuple(sorted({i for v in versions for i in v.same_as})),
        **{
            name: known(name)
            for name in ("iso3", "located_in", "lat", "long", "title", "of_country", "of_organization", "accredited_to")
        },  # type: ignore[arg-type]
    )


def _class(cluster: Cluster, vocab: Vocabulary) -> str:
    """The most specific class that an account gives: the deepest, then the most frequent."""
    given = Counter(c.account.cls for c in cluster.claims)
    return min(given, key=lambda cls: (-len(vocab.superclasses(cls)), -given[cls], cls))


def _event(
    cluster: Cluster,
    iri_of: Mapping[str, str],
    entities: Mapping[str, Entity],
    group_of: Mapping[str, str],
    outlet_of: Mapping[str, str],
    vocab: Vocabulary,
) -> Event:
    accounts = [c.account for c in cluster.claims]
    cls = _class(cluster, vocab)
    groups = {group_of[a.article] for a in accounts}
    surest = max(a.confidence for a in accounts)
    initiators, targets = _roles(accounts)
    places = _places(accounts, entities)
    part_of = next((iri_of[a.part_of] for a in accounts if a.part_of and a.part_of in iri_of), None)
    best = max(accounts, key=lambda a: (a.is_direct is True, len(a.quotation or a.words or "")))
    iri = iri_of[accounts[0].mention]
    return Event(
        iri=iri,
        cls=cls,
        status=latest_word(cluster.claims),
        label=_label(cls, accounts, initiators, targets, entities),
        # Each further independent origin removes a third of the doubt that is left.
        confidence=round(1 - (1 - surest) * (2 / 3) ** (len(groups) - 1), 3),
        accounts=tuple(accounts),
        initiators=initiators,
        targets=targets,
        hosts=_united(a.hosts for a in accounts),
        places=places,
        about=_united(a.about for a in accounts),
        topics=_united(a.topics for a in accounts),
        time=best_time(cluster.claims, group_of),
        quantities=tuple(sorted({q for a in accounts for q in a.quantities})),
        source_count=len(groups),
        outlet_count=len({outlet_of[a.article] for a in accounts}),
        quotation=best.quotation if cls == "Statement" else None,
        is_direct=best.is_direct if cls == "Statement" else None,
        medium=next((a.medium for a in accounts if a.medium), None),
        part_of=part_of if part_of != iri else None,
        attributed_to=_united(a.attributed_to for a in accounts),
        claims=tuple(sorted({iri_of[m] for a in accounts for m in a.claims if m in iri_of} - {iri})),
    )


def _united(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({key for keys in values for key in keys}))


def _roles(accounts: Sequence[Account]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Initiators and targets over all accounts; whom one account has on both sides stays an initiator."""
    initiators = _united(a.initiators for a in accounts)
    return initiators, tuple(k for k in _united(a.targets for a in accounts) if k not in initiators)


def _places(accounts: Sequence[Account], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """All places named, without those that only contain another one."""
    named = _united(a.places for a in accounts)
    wider = {outer for key in named for outer in containing(key, entities)}
    return tuple(key for key in named if key not in wider)


def containing(key: str, entities: Mapping[str, Entity]) -> list[str]:
    """The places that a place lies in, nearest first."""
    found: list[str] = []
    entity = entities.get(key)
    while entity and entity.located_in and entity.located_in not in found:
        found.append(entity.located_in)
        entity = entities.get(entity.located_in)
    return found


def latest_word(claims: Sequence[Claim]) -> str:
    """The status that the latest article gives; within one article fact outweighs plan, and plan outweighs doubt.

    Undated articles have no place in the order and speak only where no dated one does.
    """
    weight = ["Uncertain", "Planned", "Denied", "Cancelled", "Ongoing", "Occurred"]
    dated = [c for c in claims if c.published and c.published.earliest]
    pool = dated or list(claims)
    last = max(c.order[0] for c in pool)
    return max((c.account.status for c in pool if c.order[0] == last), key=weight.index)


def best_time(claims: Sequence[Claim], group_of: Mapping[str, str]) -> TimeSpan | None:
    """The days that most origins name; among equals the narrowest, then that of the latest article.

    A wider span that contains a narrower one supports it: "in July" does not contradict "on July 7".
    """
    spans = [
        (c.account.time, c) for c in claims if c.account.time and (c.account.time.earliest or c.account.time.latest)
    ]
    if not spans:
        return None

    def support(span: TimeSpan) -> tuple[int, float, datetime, str]:
        agreeing = {group_of[c.account.article] for other, c in spans if _contains(other, span)}
        width = (span.latest - span.earliest).total_seconds() if span.latest and span.earliest else float("inf")
        latest = max(c.order[0] for other, c in spans if other == span)
        return len(agreeing), -width, latest, span.edtf

    return max((span for span, _ in spans), key=support)


def _contains(outer: TimeSpan, inner: TimeSpan) -> bool:
    starts = outer.earliest is None or (inner.earliest is not None and outer.earliest <= inner.earliest)
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return starts and ends


def _parts(events: list[Event]) -> list[Event]:
    """Drop part-of links that would close a circle (two accounts may tell it either way round)."""
    whole = {e.iri: e.part_of for e in events}

    def circular(iri: str) -> bool:
        seen, at = {iri}, whole.get(iri)
        while at:
            if at in seen:
                return True
            seen.add(at)
            at = whole.get(at)
        return False

    return [replace(e, part_of=None) if e.part_of and circular(e.iri) else e for e in events]


def _label(
    cls: str,
    accounts: Sequence[Account],
    initiators: Sequence[str],
    targets: Sequence[str],
    entities: Mapping[str, Entity],
) -> str:
    """A short name for people: "Meeting: Putin, Trump", "Assault: United States -> Syria", "G20 summit"."""
    names = Counter(a.name for a in accounts if a.name)
    if names:
        return min(names, key=lambda n: (-names[n], n))

    def said(keys: Sequence[str]) -> str:
        return ", ".join(entities[k].label if k in entities else k for k in keys[:4]) + ("…" if len(keys) > 4 else "")

    sides = [s for s in (said(initiators), said(targets)) if s]
    return f"{cls}: {' → '.join(sides)}" if sides else cls
