"""One event from the accounts that tell of it: its class, its status, its time, its roles, and who stands behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from communique.fusion.claims import Claim, is_unnamed, surroundings
from communique.fusion.clusters import Cluster
from communique.fusion.disagreement import Disagreement
from communique.fusion.index import Identity
from communique.graph.accounts import Account
from communique.model import Entity, Tenure, TimeSpan
from communique.times.timevalues import is_guessed
from communique.vocab import Vocabulary

# An event may be part of one of a higher level only, so no chain of parts closes a circle.
_LEVELS = {"summit": 4, "visit": 3, "negotiation": 2, "consultation": 1, "meeting": 1}


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
    outdated: tuple[Account, ...] = ()  # accounts of superseded versions of articles, which do not count


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The fused world, in a fixed order."""

    entities: tuple[Entity, ...]
    tenures: tuple[Tenure, ...]
    events: tuple[Event, ...]
    disagreements: tuple[Disagreement, ...]
    groups: Mapping[str, tuple[str, ...]]  # IRI of the leading article -> articles of the group
    links: tuple[tuple[str, tuple[str, ...]], ...]  # entity mention -> entity keys
    supersedes: tuple[tuple[str, str], ...] = ()  # later and earlier version of an article
    identities: tuple[Identity, ...] = ()


def event_class(cluster: Cluster, vocab: Vocabulary) -> str:
    """The most specific class that an account gives: the deepest, then the most frequent."""
    given = Counter(c.account.cls for c in cluster.claims)
    return min(given, key=lambda cls: (-len(vocab.superclasses(cls)), -given[cls], cls))


@dataclass(frozen=True, slots=True)
class Setting:
    """What lies around an event: lookups of fusion, all by IRI or key."""

    entities: Mapping[str, Entity]
    event_of: Callable[[str], str | None]  # by the IRI of an account's mention
    group_of: Callable[[str], str]  # by the IRI of an article
    outlet_of: Callable[[str], str]


def event_from(cluster: Cluster, iri: str, cls: str, around: Setting) -> Event:
    """The event that a cluster of accounts tells of."""
    accounts = [c.account for c in cluster.claims]
    groups = {around.group_of(a.article) for a in accounts}
    surest = max(a.confidence for a in accounts)
    initiators, targets = _roles(accounts)
    wholes = (around.event_of(a.part_of) for a in accounts if a.part_of)
    best = max(accounts, key=lambda a: (a.is_direct is True, len(a.quotation or a.words or "")))
    time = best_time(cluster.claims, around.group_of)
    told = {event for a in accounts for m in a.claims if (event := around.event_of(m))}
    return Event(
        iri=iri,
        cls=cls,
        status=latest_word(cluster.claims, time),
        label=_label(cls, accounts, initiators, targets, around.entities),
        # Each further independent origin removes a third of the doubt that is left.
        confidence=round(1 - (1 - surest) * (2 / 3) ** (len(groups) - 1), 3),
        accounts=tuple(accounts),
        initiators=initiators,
        targets=targets,
        hosts=_united(a.hosts for a in accounts),
        places=_places(accounts, around.entities),
        about=_united(a.about for a in accounts),
        topics=_united(a.topics for a in accounts),
        time=time,
        quantities=tuple(sorted({q for a in accounts for q in a.quantities})),
        source_count=len(groups),
        outlet_count=len({around.outlet_of(a.article) for a in accounts}),
        quotation=best.quotation if cls == "Statement" else None,
        is_direct=best.is_direct if cls == "Statement" else None,
        medium=next((a.medium for a in accounts if a.medium), None),
        part_of=next((w for w in wholes if w and _level(w) > _level(iri)), None),
        attributed_to=_united(a.attributed_to for a in accounts),
        claims=tuple(sorted(told - {iri})),
        outdated=tuple(c.account for c in sorted(cluster.outdated, key=lambda c: c.order)),
    )


def _level(event: str) -> int:
    return _LEVELS.get(event.rpartition("/")[2].partition("-")[0], 0)


def _united(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({key for keys in values for key in keys}))


def _roles(accounts: Sequence[Account]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Initiators and targets over all accounts; whom one account has on both sides stays an initiator."""
    initiators = _united(a.initiators for a in accounts)
    return initiators, tuple(k for k in _united(a.targets for a in accounts) if k not in initiators)


def _places(accounts: Sequence[Account], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """All places named, without those that only contain another; places without a name only where there is no other."""
    found = _united(a.places for a in accounts)
    named = [key for key in found if not is_unnamed(key)] or found
    wider = {outer for key in named for outer in surroundings(key, entities)}
    return tuple(key for key in named if key not in wider)


def latest_word(claims: Sequence[Claim], time: TimeSpan | None) -> str:
    """The status that the latest article gives; within one article fact outweighs plan, and plan outweighs doubt.

    Undated articles have no place in the order and speak only where no dated one does. An account that tells as past
    what is yet to come when its article appears ("the meeting between the two on July 7") does not make it past.
    """
    weight = ["Uncertain", "Planned", "Denied", "Cancelled", "Ongoing", "Occurred"]
    dated = [c for c in claims if c.published and c.published.earliest]
    pool = [c for c in dated if not (c.happened and _too_early(c, time))] or dated or list(claims)
    last = max(c.told for c in pool)
    return max((c.account.status for c in pool if c.told == last), key=weight.index)


def _too_early(claim: Claim, time: TimeSpan | None) -> bool:
    published = claim.published.latest if claim.published else None
    return bool(published and time and time.earliest and published < time.earliest)


def best_time(claims: Sequence[Claim], group_of: Callable[[str], str]) -> TimeSpan | None:
    """The days that most origins name; among equals the narrowest, then that of the latest article.

    A wider span that contains a narrower one supports it: "in July" does not contradict "on July 7". A day that is only
    read from what stands around an event gives way to one that an account names for it.
    """
    spans = [
        (c.account.time, c) for c in claims if c.account.time and (c.account.time.earliest or c.account.time.latest)
    ]
    spans = [(time, c) for time, c in spans if not is_guessed(time)] or spans
    if not spans:
        return None

    def support(span: TimeSpan) -> tuple[int, float, datetime, str]:
        agreeing = {group_of(c.account.article) for other, c in spans if _contains(other, span)}
        width = (span.latest - span.earliest).total_seconds() if span.latest and span.earliest else float("inf")
        latest = max(c.told for other, c in spans if other == span)
        return len(agreeing), -width, latest, span.edtf

    return max((span for span, _ in spans), key=support)


def _contains(outer: TimeSpan, inner: TimeSpan) -> bool:
    starts = outer.earliest is None or (inner.earliest is not None and outer.earliest <= inner.earliest)
    ends = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return starts and ends


def _label(
    cls: str,
    accounts: Sequence[Account],
    initiators: Sequence[str],
    targets: Sequence[str],
    entities: Mapping[str, Entity],
) -> str:
    """A short name for people: "Meeting: Putin, Trump", "Assault: United States -> Syria", "G20 summit".

    States are left out beside their own people.
    """
    names = Counter(a.name for a in accounts if a.name)
    if names:
        return min(names, key=lambda n: (-names[n], n))

    def said(keys: Sequence[str]) -> str:
        people = (k for k in keys if k in entities and not k.startswith("country/"))
        spoken_for = {state for k in people for state in entities[k].represents}
        keys = [k for k in keys if k not in spoken_for]
        return ", ".join(entities[k].label if k in entities else k for k in keys[:4]) + ("…" if len(keys) > 4 else "")

    sides = [s for s in (said(initiators), said(targets)) if s]
    return f"{cls}: {' → '.join(sides)}" if sides else cls
