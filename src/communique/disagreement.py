"""Where accounts of one event disagree: on its days, its place, whether it happened; and accounts that cannot be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.clusters import HAPPENED, Claim, Cluster
from communique.model import Entity


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Accounts of one event that differ in one property. `values` are for people: "2017-07-07 | 2017-06-07"."""

    event: str  # IRI
    on_property: str  # local name: "earliest", "atPlace", "status"
    mentions: tuple[str, ...]
    values: str


def find_disagreements(
    clusters: Iterable[Cluster], iri_of: Mapping[str, str], entities: Mapping[str, Entity]
) -> Iterator[Disagreement]:
    """One record an event and property, in the order of the events' IRIs."""
    for cluster in sorted(clusters, key=lambda c: iri_of[c.claims[0].account.mention]):
        iri = iri_of[cluster.claims[0].account.mention]
        if cluster.claims[0].root == "Statement":
            continue
        for name, differing in (
            ("earliest", _days(cluster.claims)),
            ("atPlace", _places(cluster.claims, entities)),
            ("status", _status(cluster.claims)),
        ):
            if differing:
                mentions = tuple(sorted(c.account.mention for c, _ in differing))
                values = " | ".join(sorted({value for _, value in differing}))
                yield Disagreement(iri, name, mentions, values)


def _days(claims: Sequence[Claim]) -> list[tuple[Claim, str]]:
    """Accounts that name days which do not overlap, or a day of the past that lies after their own article."""
    dated = [(c, c.account.time.edtf) for c in claims if c.explicit and c.account.time]
    late = [(c, f"{value}, told on {c.published.edtf}") for c, value in dated if c.published and _from_the_future(c)]
    apart = any(a.begin > b.end or b.begin > a.end for i, (a, _) in enumerate(dated) for b, _ in dated[i + 1 :])
    return dated if apart else late


def _from_the_future(claim: Claim) -> bool:
    """Told as past, but dated after the article."""
    published = claim.published.latest if claim.published else None
    return bool(claim.account.status == "Occurred" and published and claim.begin > published)


def _places(claims: Sequence[Claim], entities: Mapping[str, Entity]) -> list[tuple[Claim, str]]:
    """Accounts that name places none of which contains, or is, the other's."""
    placed = [(c, _with_surroundings(c.account.places, entities)) for c in claims if c.account.places]
    apart = any(
        not set(a.account.places) & outer_b and not set(b.account.places) & outer_a
        for i, (a, outer_a) in enumerate(placed)
        for b, outer_b in placed[i + 1 :]
    )
    if not apart:
        return []
    return [(c, ", ".join(entities[k].label for k in c.account.places if k in entities)) for c, _ in placed]


def _with_surroundings(keys: Iterable[str], entities: Mapping[str, Entity]) -> set[str]:
    found: set[str] = set()
    todo = list(keys)
    while todo:
        key = todo.pop()
        if key not in found:
            found.add(key)
            outer = entities[key].located_in if key in entities else None
            todo += [outer] if outer else []
    return found


def _status(claims: Sequence[Claim]) -> list[tuple[Claim, str]]:
    """Some say that it happened, others deny it. A plan that is later carried out or called off is no disagreement."""
    said = {c.account.status for c in claims}
    if "Denied" in said and said & HAPPENED:
        return [(c, c.account.status) for c in claims if c.account.status in HAPPENED | {"Denied"}]
    return []
