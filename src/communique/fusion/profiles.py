"""What is known of an entity over all articles, as counts of what each article says of it.

An entity is a function of these counts alone: so one more article changes a few numbers, however often the entity is
named elsewhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import permutations
from typing import Any

import orjson

from communique.fusion.claims import is_unnamed
from communique.graph.accounts import ArticleAccounts, span_of
from communique.graph.rdf import publisher_key
from communique.ids import Ids
from communique.model import Entity, Tenure
from communique.naming.respelling import places

Facet = tuple[str, str, str]  # entity key, field, value as JSON
Counts = Mapping[tuple[str, str], int]  # field and value -> how many articles say it of one entity
_SINGLE = ("iso3", "located_in", "lat", "long", "title", "of_country", "of_organization", "accredited_to")
_SEVERAL = ("names", "represents", "same_as")
_TELLING = frozenset(("kind", "label", *_SINGLE, *_SEVERAL))


def facets(article: ArticleAccounts) -> Counter[Facet]:
    """What an article says of entities, each thing once or more."""
    found: Counter[Facet] = Counter()
    for entity in article.entities:
        found.update((entity.key, field, value) for field, value in _of_entity(entity))
    if article.publisher:
        outlet = Entity(publisher_key(article.publisher), "MediaOrganization", article.publisher)
        found.update((outlet.key, field, value) for field, value in _of_entity(outlet))
    for tenure in set(article.tenures):
        found[tenure.person, "tenure", orjson.dumps(replace(tenure, person="")).decode()] += 1
    for one, other in _side_by_side(article):
        found[one, "apart", orjson.dumps(other).decode()] = 1
    return found


def name_of(key: str) -> str:
    """The words of a person's key.

    >>> name_of("person/sergei-lavrov")
    'sergei lavrov'
    """
    return key.rpartition("/")[2].replace("-", " ")


@lru_cache(maxsize=65536)
def is_full_name(key: str) -> bool:
    """Whether the key is that of a person whom articles name in full: not of a surname in one article."""
    return key.startswith("person/") and not is_unnamed(key) and bool(places(name_of(key)))


def _side_by_side(article: ArticleAccounts) -> Iterator[tuple[str, str]]:
    """People whose names are alike, more or less, and whom the article has as two."""
    meeting: dict[str, list[str]] = defaultdict(list)
    for key in {e.key for e in article.entities}:
        if is_full_name(key):
            for place in places(name_of(key)):
                meeting[place].append(key)
    for keys in meeting.values():
        yield from permutations(keys, 2)


def _of_entity(entity: Entity) -> Iterable[tuple[str, str]]:
    yield "kind", orjson.dumps(entity.kind).decode()
    yield "label", orjson.dumps(entity.label).decode()
    if entity.filed:
        yield "filed", "true"
    for field in _SEVERAL:
        for value in getattr(entity, field):
            yield field, orjson.dumps(value).decode()
    for field in _SINGLE:
        if getattr(entity, field) is not None:
            yield field, orjson.dumps(getattr(entity, field)).decode()


def added(counts: Counts, change: Mapping[tuple[str, str], int]) -> Counts:
    """The counts after a change."""
    return {**counts, **{facet: counts.get(facet, 0) + n for facet, n in change.items()}} if change else counts


def weight(n: int) -> int:
    """How much it weighs that `n` articles say something: by powers of two, so that two names which are about as
    frequent do not take turns, and what is said a hundred thousand times changes its weight seventeen times in all."""
    return max(n, 0).bit_length()


def weights(counts: Counts) -> dict[tuple[str, str], int]:
    """All that an entity and its offices hang on."""
    return {facet: weight(n) for facet, n in counts.items() if n > 0}


def merged(key: str, counts: Counts, *, label: str | None = None) -> Entity | None:
    """The entity that the counts describe: the label that most articles give, every other form as a further name.

    `label` is one that a person chose.
    """
    by_field: dict[str, dict[Any, int]] = defaultdict(dict)
    for (field, value), n in counts.items():
        if n > 0 and field in _TELLING:
            by_field[field][orjson.loads(value)] = weight(n)
    labels, kinds = by_field["label"], by_field["kind"]
    if not labels:
        return None
    single: dict[str, Any] = {name: min(_heard(by_field[name]), key=str) for name in _SINGLE if name in by_field}
    chosen = label or min(labels, key=lambda name: (-labels[name], -len(name), name))
    return Entity(
        key=key,
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        label=chosen,
        names=tuple(sorted({*labels, *by_field["names"]} - {chosen})),
        represents=tuple(sorted(_heard(by_field["represents"]))),
        same_as=tuple(sorted(by_field["same_as"])),
        **single,
    )


def _heard(values: Mapping[Any, int]) -> list[Any]:
    """The values without those that are said an eighth as often as the most frequent, or less: one slip of one article
    does not change whom everybody knows."""
    most = max(values.values(), default=0)
    return [value for value, n in values.items() if n >= most - 3]


def tenures(person: str, counts: Counts) -> list[Tenure]:
    """The offices among the counts of a person."""
    found = []
    for (field, value), n in counts.items():
        if field == "tenure" and n > 0:
            raw = orjson.loads(value)
            dates = {"since": span_of(raw["since"]), "until": span_of(raw["until"])}
            found.append(Tenure(**(raw | dates | {"person": person})))
    return sorted(found, key=tenure_order)


def tenure_order(tenure: Tenure) -> tuple[str, str, bool, str, str]:
    since, until = (span.edtf if span else "" for span in (tenure.since, tenure.until))
    return tenure.person, tenure.position, tenure.former, since, until


def tenure_iri(tenure: Tenure, ids: Ids) -> str:
    since, until = (span.edtf if span else "" for span in (tenure.since, tenure.until))
    return ids.other("tenure", tenure.person, tenure.position, since, until, str(tenure.former))


def respelt(article: ArticleAccounts, to: Mapping[str, str]) -> ArticleAccounts:
    """The contribution with accounts and links under the keys that stand for others; entities stay as spelt."""
    if not to:
        return article
    return replace(redirected(article, to), entities=article.entities, tenures=article.tenures)


def redirected(article: ArticleAccounts, to: Mapping[str, str]) -> ArticleAccounts:
    """The contribution with entities that a person judged to be the same under one key."""
    if not to or not any(e.key in to for e in article.entities):
        return article

    def keys(named: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(to.get(k, k) for k in named))

    def key(named: str | None) -> str | None:
        return to.get(named, named) if named else None

    roles = ("initiators", "targets", "hosts", "places", "about", "attributed_to")
    places = ("located_in", "of_country", "of_organization", "accredited_to")
    return replace(
        article,
        accounts=tuple(
            replace(a, **{r: keys(getattr(a, r)) for r in roles})  # type: ignore[arg-type]
            for a in article.accounts
        ),
        entities=tuple(
            replace(
                e,
                key=to.get(e.key, e.key),
                represents=keys(e.represents),
                **{p: key(getattr(e, p)) for p in places},  # type: ignore[arg-type]
            )
            for e in article.entities
        ),
        tenures=tuple(
            replace(t, person=to.get(t.person, t.person), position=to.get(t.position, t.position))
            for t in article.tenures
        ),
        links=tuple((mention, keys(named)) for mention, named in article.links),
    )
