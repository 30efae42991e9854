"""States and regions that share a name: which of them an article means.

Georgia the country and Georgia in America, the two Congos, the two Koreas, Dominica and the Dominican Republic. First
the words around a name decide ("Atlanta, Georgia", "senators from Georgia"), then what else the article names of each
candidate, and only then the order of the actor files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from communique.entities.actors import Gazetteer
from communique.entities.namespans import Name
from communique.parsing.tokens import Doc

_REGIONAL = frozenset(  # offices and bodies of a state within a state
    (
        *("governor", "governors", "gov", "gov.", "senator", "senators", "sen", "sen.", "congressman", "congresswoman"),
        *("representative", "representatives", "rep", "rep.", "lawmaker", "lawmakers", "republican", "republicans"),
        *("democrat", "democrats", "legislature", "statehouse", "sheriff", "state", "lieutenant"),
    )
)


def settle(doc: Doc, names: Sequence[Name], gazetteer: Gazetteer) -> list[Name]:
    """The names, each shared one with the senses of one state or region left."""
    owners = [_owners(name, gazetteer) for name in names]
    support = Counter(next(iter(o)) for o in owners if len(o) == 1)
    regional = {
        n
        for n, (name, found) in enumerate(zip(names, owners, strict=True))
        if len(found) > 1 and any(_within(doc, names, n, key, gazetteer) for key in found if key.startswith("place/"))
    }
    out = []
    for n, (name, found) in enumerate(zip(names, owners, strict=True)):
        if len(found) < 2:
            out.append(name)
            continue
        regions = [key for key in found if key.startswith("place/")]
        states = [key for key in found if not key.startswith("place/")]
        if regions and (n in regional or (regional and not any(support[key] for key in states))):
            chosen = regions[0]
        else:
            chosen = max(states or regions, key=lambda key: support[key])  # of equals the first
        out.append(replace(name, senses=tuple(s for s in name.senses if _owner(s.key, gazetteer) == chosen)))
    return out


def _owners(name: Name, gazetteer: Gazetteer) -> list[str]:
    """What the name can belong to: keys of states, and of regions that share their name with a state."""
    if not name.senses:
        return []
    found = list(dict.fromkeys(_owner(s.key, gazetteer) for s in name.senses))
    if all(s.key.startswith("place/") for s in name.senses):  # cities of a name are told apart elsewhere
        return found[:1]
    return [key for key in found if key]


def _owner(key: str, gazetteer: Gazetteer) -> str:
    entity = gazetteer.entity(key)
    if entity is not None and entity.kind == "Region":
        return key
    country = gazetteer.country_of(key)
    return f"country/{country}" if country else ""


def _within(doc: Doc, names: Sequence[Name], n: int, region: str, gazetteer: Gazetteer) -> bool:
    """Whether the words around a name show that it is the region: a city of its state before it, its offices."""
    name, state = names[n], gazetteer.country_of(region)
    before = [t.lower_ for t in doc[max(0, name.first - 3) : name.first]]
    after = [t.lower_ for t in doc[name.stop : name.stop + 3] if t.text not in ("'s", "’s")]
    if n and before[-1:] == [","] and names[n - 1].stop == name.first - 1:
        cities = [s for s in names[n - 1].senses if s.how == "city"]
        if any(gazetteer.country_of(s.key) == state for s in cities):
            return True
    if before[-1:] in (["of"], ["from"], ["for"]) and before[-2:-1] and before[-2] in _REGIONAL:
        return True
    if after and after[0] in _REGIONAL:
        return True
    for other in (names[n - 1] if n else None, names[n + 1] if n + 1 < len(names) else None):
        beside = other is not None and abs(other.first - name.first) < 4 and other.senses
        if other is not None and beside and all(_is_region(s.key, state, gazetteer) for s in other.senses):
            return True
    return False


def _is_region(key: str, state: str | None, gazetteer: Gazetteer) -> bool:
    entity = gazetteer.entity(key)
    return entity is not None and entity.kind == "Region" and gazetteer.country_of(key) == state
