"""Spellings of a name that are one person over all articles: what fusion decides by itself, as a judgement would.

Each key of a person whom articles name in full is a spelling, with what the articles say beside it: for which states
the person acts, which offices they hold, whether the actor files know them, with whom one article has them as two. Two
spellings belong together where the names do (:mod:`communique.naming.respelling`) and the rest does not contradict; the
less alike, the more must speak for it. All that hang together are one person where each of them goes with each; where
two do not, nobody is anybody else, and who stands between them is noted as ambiguous.

That is a function of the set of articles: a third bearer of a name who comes later dissolves what was one before. Only
spellings that meet in a place are compared, and a place that is crowded tells nothing, so the cost of one more article
does not grow. People of the actor files are never made one with anybody here; articles were read with those at hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import orjson

from communique.fusion import profiles
from communique.fusion.index import Identity, Index
from communique.fusion.profiles import Counts, name_of
from communique.fusion.rulings import Rulings
from communique.naming.namematch import Decision
from communique.naming.respelling import places, respelt

CROWD = 24  # spellings that meet in one place, above which the place is that of too common names
SURE, LIKELY = 0.95, 0.85  # likeness of names that needs nothing else; that needs the same state

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a spelling; all of it hangs on the weights of the counts alone."""

    key: str
    label: str
    weight: int
    states: frozenset[str]
    offices: frozenset[str]
    filed: bool
    apart: frozenset[str]  # keys of those who are another in some article


def card(key: str, counts: Counts) -> Card | None:
    """The card of a spelling; None where no article has it, or it is no full name."""
    entity = profiles.merged(key, counts) if counts and profiles.is_full_name(key) else None
    if entity is None:
        return None
    told: dict[str, set[str]] = defaultdict(set)
    for (field, value), n in counts.items():
        if n > 0 and field in ("apart", "tenure", "filed"):
            told[field].add(value)
    return Card(
        key,
        entity.label,
        max(profiles.weight(n) for (field, _), n in counts.items() if field == "kind"),
        frozenset(entity.represents),
        frozenset(orjson.loads(value)["position"] for value in told["tenure"]),
        bool(told["filed"]),
        frozenset(map(orjson.loads, told["apart"])),
    )


class Redirects:
    """Under which key fusion keeps a spelling; `changed` are decisions that the index does not know yet."""

    def __init__(self, index: Index, changed: Mapping[str, Identity | None] | None = None):
        self._index, self._changed = index, changed or {}
        self._come: dict[str, list[str]] = defaultdict(list)  # by key, the changed ones for which it stands now
        for spelling, row in self._changed.items():
            if row and row.into:
                self._come[row.into].append(spelling)
        self._into: dict[str, str] = {}
        self._members: dict[str, tuple[str, ...]] = {}

    def into(self, key: str) -> str:
        """The key that stands for this one, which may be itself."""
        if not key.startswith("person/"):
            return key
        if key not in self._into:
            found = self._changed[key] if key in self._changed else self._index.identity(key)
            self._into[key] = (found.into if found else None) or key
        return self._into[key]

    def members(self, key: str) -> tuple[str, ...]:
        """The keys that this one stands for, itself first; none where another stands for it."""
        if not key.startswith("person/"):
            return (key,)
        if key not in self._members:
            kept = [k for k in self._index.spellings_of(key) if k not in self._changed]
            self._members[key] = (key, *sorted([*kept, *self._come.get(key, ())])) if self.into(key) == key else ()
        return self._members[key]

    def of(self, keys: Iterable[str]) -> dict[str, str]:
        """Those of the keys for which another stands, with that one."""
        return {key: to for key in keys if (to := self.into(key)) != key}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What changes: decisions by key, None where there is none any longer, and spellings that come and go."""

    changed: Mapping[str, Identity | None]
    come: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def note(self, index: Index) -> None:
        """Have the index know it."""
        come, gone = (
            [(place, key) for key in keys for place in places(name_of(key))] for keys in (self.come, self.gone)
        )
        index.respell(come, gone)
        index.identify(self.changed)


def decide(
    index: Index, old: Mapping[str, Counts], new: Mapping[str, Counts], before: Rulings, after: Rulings
) -> Verdicts:
    """Decisions on spellings that are others than those that the index has.

    `old` and `new` are the counts of all keys of which articles say something else now; the index has the old ones.
    """
    weighed = (k for k in new if profiles.is_full_name(k) and profiles.weights(old[k]) != profiles.weights(new[k]))
    cards = {key: (card(key, old[key]), card(key, new[key])) for key in weighed}
    turned = {key for key, (was, now) in cards.items() if was != now}
    turned |= {k for k in {*before.apart, *after.apart} if before.apart.get(k) != after.apart.get(k)}
    return Verdicts(
        _Neighbourhood(index, cards, after).decide(turned) if turned else {},
        come=tuple(key for key, (was, now) in cards.items() if now and not was),
        gone=tuple(key for key, (was, now) in cards.items() if was and not now),
    )


class _Neighbourhood:
    """Spellings around those that changed."""

    def __init__(self, index: Index, cards: Mapping[str, tuple[Card | None, Card | None]], rulings: Rulings):
        self._index, self._apart = index, rulings.apart
        self._cards: dict[str, Card | None] = {key: now for key, (_, now) in cards.items()}
        self._gone = {key for key, (was, now) in cards.items() if was and not now}
        self._come: dict[str, list[str]] = defaultdict(list)
        for key, (was, now) in cards.items():
            if now and not was:
                for place in places(name_of(key)):
                    self._come[place].append(key)
        self._places: dict[str, tuple[list[str], bool]] = {}

    def decide(self, turned: Iterable[str]) -> dict[str, Identity | None]:
        region = self._reach(turned)
        told = {key: self._index.identity(key) for key in region}
        alike = {card.key: self._alike(card) for key in sorted(region) if (card := self._card(key))}
        found = {identity.key: identity for identity in self._settle(alike)}
        return {key: found.get(key) for key in sorted(region) if found.get(key) != told[key]}

    def _card(self, key: str) -> Card | None:
        if key not in self._cards:
            self._cards[key] = card(key, self._index.facets(key))
        return self._cards[key]

    def _meeting(self, place: str) -> tuple[list[str], bool]:
        """The spellings of a place, none where it is crowded; and whether it is crowded now and was not, or the other
        way round: then all that are or were there."""
        if place not in self._places:
            were = self._index.spelt_at(place, CROWD + 1 + len(self._gone))
            are = [key for key in were if key not in self._gone] + self._come[place]
            turned = (len(were) > CROWD) != (len(are) > CROWD)
            listed = sorted({*were, *are}) if turned else are if len(are) <= CROWD else []
            self._places[place] = listed, turned
        return self._places[place]

    def _reach(self, turned: Iterable[str]) -> set[str]:
        """All whose decision may be another now."""
        region: set[str] = set()
        todo = sorted(turned)
        while todo:
            key = todo.pop()
            if key in region or not profiles.is_full_name(key):
                continue
            region.add(key)
            for place in places(name_of(key)):
                others, turned_place = self._meeting(place)
                todo += [k for k in others if k not in region and (turned_place or _names(key, k).same)]
        return region

    def _alike(self, one: Card) -> list[Card]:
        """Those who may be the same as far as names and contradictions go."""
        found: dict[str, Card] = {}
        for place in sorted(places(name_of(one.key))):
            others, turned = self._meeting(place)
            for key in others if not turned or self._is_open(place) else ():
                # Most who meet in a place have other names, and what is known of them need not be read.
                other = self._card(key) if key != one.key and _names(one.key, key).same else None
                if other and not self._contradict(one, other):
                    found[key] = other
        return [found[key] for key in sorted(found)]

    def _is_open(self, place: str) -> bool:
        """Whether a place that turned is no longer crowded."""
        return sum(self._card(key) is not None for key in self._meeting(place)[0]) <= CROWD

    def _settle(self, alike: Mapping[str, Sequence[Card]]) -> Iterator[Identity]:
        clear: set[str] = set()
        for key, others in alike.items():
            one = self._card(key)
            if one is None or one.filed:
                continue
            if any(other.filed for other in others) or not self._are_one(others):
                reason = _AMBIGUOUS if len(others) > 1 else _FILED
                listed = tuple(other.key for other in others)
                yield Identity(key, one.label, None, round(1 / (len(listed) + 1), 2), reason, listed)
            else:
                clear.add(key)
        for group in self._groups({key: [c for c in alike[key] if c.key in clear] for key in sorted(clear)}):
            first = min(group, key=lambda c: (-c.weight, -len(c.key), c.key))
            for one in group if self._are_one(group) else ():
                if one is not first:
                    why = max((_bond(one, c) for c in group if c is not one), key=lambda d: (d.score, d.reason))
                    yield Identity(one.key, one.label, first.key, why.score, why.reason)

    def _groups(self, alike: Mapping[str, Sequence[Card]]) -> Iterator[list[Card]]:
        """Those who are bound to each other, directly or through others."""
        seen: set[str] = set()
        for key in alike:
            group: list[Card] = []
            todo = [key]
            while todo:
                one = self._card(todo.pop())
                if one and one.key not in seen:
                    seen.add(one.key)
                    group.append(one)
                    todo += [other.key for other in alike[one.key] if _bond(one, other).same]
            if len(group) > 1:
                yield sorted(group, key=lambda c: c.key)

    def _are_one(self, cards: Sequence[Card]) -> bool:
        return all(_names(a.key, b.key).same and not self._contradict(a, b) for a, b in combinations(cards, 2))

    def _contradict(self, one: Card, other: Card) -> bool:
        """Whether something but the names speaks against it that two are one."""
        states = one.states and other.states and not one.states & other.states
        judged = other.key in self._apart.get(one.key, _NOBODY)
        return bool(states or judged or other.key in one.apart or (one.filed and other.filed))


_AMBIGUOUS = "the name fits several who are not one"
_FILED = "the name fits somebody whom the actor files know, and no article says so"


def _bond(one: Card, other: Card) -> Decision:
    """Whether enough speaks for it that two are one who may be."""
    names = _names(one.key, other.key)
    if one.offices & other.offices:
        return Decision(True, round(names.score, 2), f"{names.reason}, the same office")
    state = one.states & other.states and not (one.offices and other.offices)
    reason = f"{names.reason}, the same state" if state else names.reason
    same = names.score >= (LIKELY if state else SURE)
    return Decision(same, round(names.score * (0.97 if state else 0.9), 2), reason)


def _names(one: str, other: str) -> Decision:
    a, b = sorted((name_of(one), name_of(other)))
    return respelt(a, b)
