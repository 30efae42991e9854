"""Checks a graph against facts that a careful reader expects in it: data/gold/*.yaml.

    python -m bench.facts STORE FACTS.yaml

Each fact has a `name` and one check:

    event:       {class, participants | initiator | target | host: regex(es) on labels, countries | initiator_country |
                  target_country: ISO alpha-3, status, on: day | within: [day, day], place, part_of, sources: at least}
                 with count | min | max (default min: 1)
    statement:   {speaker, says: regex on the words, direct, addressee}   with min | max
    holds:       {person, title, country}    exactly one person holds it now
    same:        [labels]                    one node bears them all, and no other bears any
    different:   [[labels], [labels]]        borne, and by no common node
    discrepancy: {class, participants, property}
    silent:      regex                       no event comes from a sentence that matches
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import yaml

from communique.store import Store
from communique.vocab import Vocabulary

Fact = dict[str, Any]


class World:
    """A graph as dictionaries: values by property and subject, local names for dip: terms."""

    def __init__(self, store: Store):
        self.values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        dip = store.vocab["dip:Event"].value.removesuffix("Event")
        self.vocab = store.vocab
        for quad in store.quads():
            name = re.split(r"[#/]", quad.predicate.value)[-1]
            value = getattr(quad.object, "value", str(quad.object))
            self.values[name][getattr(quad.subject, "value", str(quad.subject))].append(value.removeprefix(dip))
        kinds = {"Event", *self.vocab.subclasses("Event")}
        self.events = [s for s, types in self.values["type"].items() if kinds & set(types)]
        self.labels = {
            node: self.values["label"].get(node, []) + self.values["altLabel"].get(node, [])
            for node in self.values["label"] | self.values["altLabel"]
        }

    def of(self, node: str, *names: str) -> list[str]:
        return [value for name in names for value in self.values[name].get(node, ())]

    def named(self, node: str, pattern: str) -> bool:
        return any(re.search(pattern, label, re.IGNORECASE) for label in self.labels.get(node, ()))

    def bearers(self, label: str) -> set[str]:
        """Actors and places that bear exactly this label, whatever the case."""
        nodes = (n for n, found in self.labels.items() if label.lower() in (x.lower() for x in found))
        kinds = {"Actor", "Place", *self.vocab.subclasses("Actor"), *self.vocab.subclasses("Place")}
        return {n for n in nodes if kinds & set(self.of(n, "type"))}

    def up(self, node: str, name: str) -> Iterator[str]:
        """The node and all that it leads to by a property."""
        seen, todo = set(), [node]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                yield at
                todo += self.of(at, name)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _fits(world: World, event: str, spec: Fact) -> bool:
    wanted = spec.get("class", "Event")
    classes = {
        c for own in world.of(event, "type") if world.vocab.is_class(own) for c in (own, *world.vocab.superclasses(own))
    }
    if wanted not in classes:
        return False
    roles = {"participants": ("participant",), "initiator": ("initiator",), "target": ("target",), "host": ("host",)}
    if not all(_cast(world, world.of(event, *names), _listed(spec.get(role))) for role, names in roles.items()):
        return False
    for role, names in (
        ("countries", ("participantCountry",)),
        ("initiator_country", ("initiatorCountry",)),
        ("target_country", ("targetCountry",)),
    ):
        codes = {code for state in world.of(event, *names) for code in world.of(state, "iso3")}
        if not set(_listed(spec.get(role))) <= codes:
            return False
    return _status_time_place(world, event, spec)


def _status_time_place(world: World, event: str, spec: Fact) -> bool:
    if "status" in spec and not set(_listed(spec["status"])) & set(world.of(event, "status")):
        return False
    day = spec.get("on", spec.get(True))  # type: ignore[call-overload]  # YAML 1.1 reads a bare `on` as true
    first, last = _listed(spec.get("within")) or _listed(day) * 2 or (None, None)
    if first is not None:
        begin, end = (world.of(event, name) for name in ("earliest", "latest"))
        if not (begin and end and str(first) <= begin[0][:10] and end[0][:10] <= str(last)):
            return False
    if "place" in spec:
        places = (outer for place in world.of(event, "atPlace") for outer in world.up(place, "locatedIn"))
        if not any(world.named(place, spec["place"]) for place in places):
            return False
    if "part_of" in spec:
        wholes = list(world.up(event, "subEventOf"))[1:]
        if not any(world.named(whole, spec["part_of"]) for whole in wholes):
            return False
    return int((world.of(event, "sourceCount") or ["0"])[0]) >= spec.get("sources", 0)


def _cast(world: World, nodes: list[str], patterns: list[str]) -> bool:
    """Whether different nodes match the patterns, one each."""
    return any(
        all(world.named(node, pattern) for node, pattern in zip(chosen, patterns, strict=True))
        for chosen in permutations(dict.fromkeys(nodes), len(patterns))
    )


def _says(world: World, event: str, spec: Fact) -> bool:
    if "Statement" not in world.of(event, "type"):
        return False
    if "speaker" in spec and not any(world.named(n, spec["speaker"]) for n in world.of(event, "speaker")):
        return False
    if "addressee" in spec and not any(world.named(n, spec["addressee"]) for n in world.of(event, "addressee")):
        return False
    contents = (c for m in world.of(event, "evidence") for c in world.of(m, "contentMention"))
    words = world.of(event, "quotation") + [text for c in contents for text in world.of(c, "exact")]
    if "says" in spec and not any(re.search(spec["says"], w, re.IGNORECASE) for w in words):
        return False
    return "direct" not in spec or str(spec["direct"]).lower() in world.of(event, "isDirect")


def check(world: World, fact: Fact) -> tuple[bool, str]:
    """Whether a fact holds, and what was found."""
    if "event" in fact or "statement" in fact:
        test, spec = (_fits, fact["event"]) if "event" in fact else (_says, fact["statement"])
        n = sum(test(world, event, spec) for event in world.events)
        if "count" in fact:
            return n == fact["count"], f"found {n}, expected {fact['count']}"
        low, high = fact.get("min", 0 if "max" in fact else 1), fact.get("max", sys.maxsize)
        return low <= n <= high, f"found {n}"
    if "holds" in fact:
        return _holds(world, fact["holds"])
    if "same" in fact:
        sets = [world.bearers(label) for label in fact["same"]]
        return len(set.union(*sets)) == 1 and all(sets), f"nodes by label: {[len(s) for s in sets]}"
    if "different" in fact:
        one, other = (set().union(*map(world.bearers, labels)) for labels in fact["different"])
        return bool(one and other and not one & other), f"{len(one)} and {len(other)} nodes, {len(one & other)} common"
    if "discrepancy" in fact:
        spec = fact["discrepancy"]
        on = [d for d, names in world.values["onProperty"].items() if spec["property"] in names]
        found = [d for d in on if any(_fits(world, e, spec) for e in world.of(d, "concerns"))]
        return bool(found), f"found {len(found)}"
    sentences = (
        s for m in world.values["type"] if "EventMention" in world.of(m, "type") for s in world.of(m, "sentence")
    )
    heard = [s for s in sentences if re.search(fact["silent"], s, re.IGNORECASE)]
    return not heard, f"{len(heard)} event mentions"


def _holds(world: World, spec: Fact) -> tuple[bool, str]:
    def fits(position: str) -> bool:
        codes = {code for state in world.of(position, "ofCountry") for code in world.of(state, "iso3")}
        titles = world.of(position, "positionTitle")
        return spec["country"] in codes and any(re.search(spec["title"], t, re.IGNORECASE) for t in titles)

    holders = [
        p
        for p, held in world.values["holdsPosition"].items()
        if world.named(p, spec["person"]) and any(map(fits, held))
    ]
    return len(holders) == 1, f"{len(holders)} holders"


def check_all(store: Store, facts: Path) -> list[tuple[str, bool, str]]:
    """Name, verdict and finding of each fact of a file."""
    world = World(store)
    listed = yaml.safe_load(facts.read_text(encoding="utf-8"))
    return [(fact["name"], *check(world, fact)) for fact in listed]


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    with Store.open(sys.argv[1], vocab=Vocabulary.load(), read_only=True) as store:
        results = check_all(store, Path(sys.argv[2]))
    for name, holds, found in results:
        if not holds:
            print(f"not held: {name}: {found}")
    print(f"facts: {sum(ok for _, ok, _ in results)}/{len(results)}")


if __name__ == "__main__":
    main()
