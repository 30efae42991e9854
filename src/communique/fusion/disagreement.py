"""Where accounts of one event disagree: its days, its place, whether it happened, who did it, to whom, who was there,
how many; and accounts that cannot be right.

Accounts of one article complete each other ("at the White House", "in Washington") and never disagree among themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from communique.fusion.claims import HAPPENED, MUTUAL, Claim, is_unnamed, named_time, surroundings
from communique.fusion.clusters import Cluster
from communique.model import Entity, TimeSpan

_MONTH = timedelta(days=31)
Differing = list[tuple[Claim, str]]  # accounts with the value that each gives, for people


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Accounts of one event that differ in one property. `values` are for people: "2017-07-07 | 2017-06-07"."""

    event: str  # IRI
    on_property: str  # local name: "earliest", "atPlace", "status"
    mentions: tuple[str, ...]
    values: str


def find_disagreements(cluster: Cluster, iri: str, entities: Mapping[str, Entity]) -> Iterator[Disagreement]:
    """At most one record a property, for the accounts of one event."""
    claims = cluster.claims
    if claims[0].root == "Statement":
        return
    for name, differing in (
        ("earliest", _days(claims)),
        ("atPlace", _places(claims, entities)),
        ("status", _status(claims)),
        ("quantity", _quantities(claims)),
        ("initiator", _agency(claims, entities)),
        ("target", _aims(claims, entities)),
        ("participant", [*_company(claims, entities), *_lapsed(claims)]),
    ):
        if differing:
            mentions = tuple(sorted(c.account.mention for c, _ in differing))
            yield Disagreement(iri, name, mentions, " | ".join(sorted({value for _, value in differing})))


def _apart(differing: Sequence[tuple[Claim, object]], clash: Callable[[int, int], bool]) -> bool:
    """Whether two accounts of different articles clash; `clash` takes their positions."""
    return any(
        differing[i][0].account.article != differing[j][0].account.article and clash(i, j)
        for i in range(len(differing))
        for j in range(i + 1, len(differing))
    )


def _days(claims: Sequence[Claim]) -> Differing:
    """Accounts whose dates do not overlap, a day of the past that lies after its own article, a day that was another
    weekday.

    A plan for another day than that of the event counts too: it shows that the event was moved, or misdated.
    """
    spans = [(c, time) for c in claims if (time := named_time(c.account)) and _bounded(time)]
    dated = [(c, ", ".join([time.edtf, *_odd(c)])) for c, time in spans]
    if _apart(spans, lambda i, j: _disjoint(spans[i][1], spans[j][1])):
        return dated
    return [(c, value) for c, value in dated if _odd(c)]


def _odd(claim: Claim) -> list[str]:
    """What cannot be right about the day of an account."""
    found = [words for name, words in claim.account.doubts if name == "earliest"]
    if claim.explicit and claim.published and _from_the_future(claim):
        found.append(f"told on {claim.published.edtf}")
    return found


def _bounded(time: TimeSpan) -> bool:
    return bool(time.earliest and time.latest and time.latest - time.earliest <= _MONTH)


def _disjoint(one: TimeSpan, other: TimeSpan) -> bool:
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    return one.earliest > other.latest or other.earliest > one.latest


def _from_the_future(claim: Claim) -> bool:
    """Told as past, but dated after the article."""
    published = claim.published.latest if claim.published else None
    return bool(claim.account.status == "Occurred" and published and claim.begin > published)


def _places(claims: Sequence[Claim], entities: Mapping[str, Entity]) -> Differing:
    """Accounts that name cities, regions or states none of which contains, or is, the other's.

    A facility is left to its city: "the White House" and "Washington" are one place. Nameless places tell nothing.
    """
    placed = [(c, [k for k in c.account.places if _on_the_map(k, entities)]) for c in claims]
    placed = [(c, keys) for c, keys in placed if keys]
    reach = [{outer for k in keys for outer in (k, *surroundings(k, entities))} for _, keys in placed]

    def clash(i: int, j: int) -> bool:
        return not set(placed[i][1]) & reach[j] and not set(placed[j][1]) & reach[i]

    if not _apart(placed, clash):
        return []
    return [(c, ", ".join(entities[k].label for k in keys)) for c, keys in placed]


def _on_the_map(key: str, entities: Mapping[str, Entity]) -> bool:
    return not is_unnamed(key) and key in entities and entities[key].kind in ("City", "Region", "Country")


def _status(claims: Sequence[Claim]) -> Differing:
    """Some say that it happened, others deny it. A plan that is later carried out or called off is no disagreement."""
    said = {c.account.status for c in claims}
    if "Denied" in said and said & HAPPENED:
        return [(c, c.account.status) for c in claims if c.account.status in HAPPENED | {"Denied"}]
    return []


def _quantities(claims: Sequence[Claim]) -> Differing:
    """Accounts of different articles that count the same thing differently; of one article, the highest number."""
    by_unit: dict[str, Differing] = defaultdict(list)
    numbers: dict[str, dict[str, int]] = defaultdict(dict)  # by unit and article
    for claim in claims:
        for value, unit in claim.account.quantities:
            by_unit[unit].append((claim, f"{value} {unit}"))
            article = claim.account.article
            numbers[unit][article] = max(value, numbers[unit].get(article, value))
    return [pair for unit in sorted(by_unit) if len(set(numbers[unit].values())) > 1 for pair in by_unit[unit]]


def _agency(claims: Sequence[Claim], entities: Mapping[str, Entity]) -> Differing:
    """Accounts that name different doers of one act, which none of the others acts for."""
    if claims[0].root in MUTUAL:
        return []
    acting = [(c, {k for k in c.account.initiators if not is_unnamed(k)}) for c in claims]
    acting = [(c, doers) for c, doers in acting if doers]
    wide = [doers | c.initiator_countries for c, doers in acting]
    if not _apart(acting, lambda i, j: not wide[i] & wide[j]):
        return []
    return [(c, _names(sorted(doers), entities)) for c, doers in acting]


def _aims(claims: Sequence[Claim], entities: Mapping[str, Entity]) -> Differing:
    """Accounts that name different ones whom one act struck, where none of these acts for a state."""
    if claims[0].root in MUTUAL:
        return []
    aimed = [(c, {k for k in c.account.targets if not is_unnamed(k)}) for c in claims if not c.target_countries]
    aimed = [(c, struck) for c, struck in aimed if struck]
    if not _apart(aimed, lambda i, j: not aimed[i][1] & aimed[j][1]):
        return []
    return [(c, _names(sorted(struck), entities)) for c, struck in aimed]


def _company(claims: Sequence[Claim], entities: Mapping[str, Entity]) -> Differing:
    """Accounts of talks that have somebody else speak for the same state.

    That one names more people than another is none, nor that several spoke for it, as soon as one article says so.
    """
    if claims[0].root not in MUTUAL or claims[0].gathering:
        return []
    present: dict[str, set[str]] = defaultdict(set)  # people by article
    for claim in claims:
        present[claim.account.article] |= {k for k in claim.participants if k.startswith("person/")}
    speaking: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))  # by state and article
    for article, people in present.items():
        for key in people:
            for state in entities[key].represents if key in entities else ():
                speaking[state][article].add(key)
    clashing: set[str] = set()
    for state in sorted(speaking):
        sides = speaking[state]
        everybody = set().union(*sides.values())
        if not any(side == everybody for side in sides.values()) and not set.intersection(*sides.values()):
            clashing |= everybody
    return [(c, _names(sorted(c.participants), entities)) for c in claims if c.participants & clashing]


def _lapsed(claims: Sequence[Claim]) -> Differing:
    """Accounts with somebody who acts in an office that was not theirs."""
    return [(c, words) for c in claims for name, words in c.account.doubts if name == "participant"]


def _names(keys: Iterable[str], entities: Mapping[str, Entity]) -> str:
    return ", ".join(entities[k].label if k in entities else k for k in keys)
