"""What one article contributes to the fused graph, flat and small enough to keep for all articles.

A Reading refers to a spaCy Doc that is gone after parsing; its ArticleAccounts hold keys, IRIs and dates only, survive
as JSON, and are all that fusion looks at. So the fused graph is a function of the set of ArticleAccounts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from communique.ids import Ids
from communique.model import Entity, EntityMention, EventMention, Reading, Status, Tenure, TimeSpan
from communique.times.weekdays import clash


@dataclass(frozen=True, slots=True)
class Account:
    """One article's account of one event. Roles hold entity keys; `begin` orders accounts within their article."""

    mention: str  # IRI of the EventMention
    article: str
    begin: int
    cls: str
    status: str
    confidence: float
    initiators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # topic names of ontology/topics.ttl
    time: TimeSpan | None = None
    quantities: tuple[tuple[int, str], ...] = ()
    name: str | None = None
    quotation: str | None = None
    words: str | None = None  # content of a statement as it stands in the text
    is_direct: bool | None = None
    medium: str | None = None
    attributed_to: tuple[str, ...] = ()
    part_of: str | None = None  # IRI of the EventMention it belongs to
    claims: tuple[str, ...] = ()  # of a statement: IRIs of the EventMentions that its words tell of
    doubts: tuple[tuple[str, str], ...] = ()  # property and what cannot be right about it, in words

    @property
    def participants(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.initiators + self.targets + self.hosts))


@dataclass(frozen=True, slots=True)
class ArticleAccounts:
    """All that fusion needs of one article."""

    article: str  # IRI
    identifier: str
    text_length: int
    signature: tuple[int, ...]  # MinHash of the text's shingles
    url: str | None = None
    publisher: str | None = None
    published: TimeSpan | None = None
    agencies: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    entities: tuple[Entity, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    links: tuple[tuple[str, tuple[str, ...]], ...] = ()  # entity mention IRI -> entity keys

    def to_json(self) -> bytes:
        return orjson.dumps(self)

    @classmethod
    def from_json(cls, text: bytes) -> ArticleAccounts:
        raw = orjson.loads(text)
        raw["published"] = span_of(raw["published"])
        raw["accounts"] = tuple(Account(**tuples_of(a | {"time": span_of(a["time"])})) for a in raw["accounts"])
        raw["entities"] = tuple(Entity(**tuples_of(e)) for e in raw["entities"])
        raw["tenures"] = tuple(
            Tenure(**(t | {"since": span_of(t["since"]), "until": span_of(t["until"])})) for t in raw["tenures"]
        )
        raw["links"] = tuple((iri, tuple(keys)) for iri, keys in raw["links"])
        return cls(**tuples_of(raw))


def from_reading(reading: Reading, *, ids: Ids, signature: tuple[int, ...]) -> ArticleAccounts:
    """The contribution of a reading; IRIs are those that rdf.article_quads gives to the same mentions."""
    article = reading.article
    iris = event_iris(reading, ids)
    return ArticleAccounts(
        article=article.iri,
        identifier=article.identifier,
        text_length=len(article.text),
        signature=signature,
        url=article.url,
        publisher=article.publisher,
        published=article.published,
        agencies=article.agencies,
        accounts=tuple(_account(reading, i, iris) for i in range(len(reading.events))),
        entities=reading.known,
        tenures=reading.tenures,
        links=tuple(_links(reading, ids)),
    )


def event_iris(reading: Reading, ids: Ids) -> dict[int, str]:
    """The IRI of each event mention, by its position in `reading.events`: the same words may evoke two events."""
    taken: dict[tuple[int, int], int] = {}
    iris = {}
    for i, event in enumerate(reading.events):
        span = (event.begin, event.end)
        taken[span] = taken.get(span, -1) + 1
        iris[i] = ids.mention(reading.article.iri, "event", *span, nth=taken[span])
    return iris


def _account(reading: Reading, nth: int, iris: dict[int, str]) -> Account:
    event = reading.events[nth]
    whole = None
    if event.part_of:
        whole = next((iris[i] for i, e in enumerate(reading.events) if event.part_of == (e.begin, e.end)), None)
    text = reading.article.text

    def keys(mentions: Iterable[EntityMention]) -> tuple[str, ...]:
        found = (key for m in mentions for key in reading.referents.get((m.begin, m.end), ()))
        return tuple(dict.fromkeys(found))

    def acting(mentions: Iterable[EntityMention]) -> tuple[str, ...]:
        return tuple(key for key in keys(mentions) if not _is_mere_place(key))

    def where(mentions: Iterable[EntityMention]) -> Iterator[str]:
        """The places, without the states that they stand for in another role."""
        for mention in mentions:
            found = reading.referents.get((mention.begin, mention.end), ())
            yield from [key for key in found if _is_mere_place(key)] or found

    suffering = (key for key in keys((*event.targets, *event.hosts)) if _is_mere_place(key))

    return Account(
        mention=iris[nth],
        article=reading.article.iri,
        begin=event.begin,
        cls=event.cls,
        status=event.status.value,
        confidence=round(event.confidence, 3),
        initiators=acting(event.initiators),
        targets=acting(event.targets),
        hosts=acting(event.hosts),
        places=tuple(dict.fromkeys((*where(event.places), *suffering))),
        about=keys(event.about),
        topics=reading.topics.get((event.begin, event.end), ()),
        time=event.time.value if event.time else None,
        quantities=tuple((q.value, q.unit) for q in event.quantities),
        name=event.name,
        quotation=event.quotation,
        words=" … ".join(text[b:e] for b, e in event.content) or None,
        is_direct=event.is_direct,
        medium=event.medium,
        attributed_to=acting((event.attributed_to,)) if event.attributed_to else (),
        part_of=whole,
        claims=tuple(iris[i] for i in _within(reading, event)),
        doubts=tuple(_doubts(reading, event)),
    )


def _doubts(reading: Reading, event: EventMention) -> Iterator[tuple[str, str]]:
    """What cannot be right: a day that was another weekday, somebody who acts in an office that was not theirs."""
    if event.time and (odd := clash(event.time)):
        yield "earliest", odd
    if event.status is not Status.OCCURRED:
        return
    span = event.time.value if event.time else reading.article.published
    if span is None or span.earliest is None or span.latest is None:
        return
    first, last = span.earliest.date(), span.latest.date()
    for mention in (*event.initiators, *event.targets, *event.hosts):
        lapsed = reading.lapsed.get((mention.begin, mention.end))
        if lapsed and not any(begin <= last and first <= end for begin, end in lapsed.held):
            yield "participant", lapsed.words


def _within(reading: Reading, statement: EventMention) -> list[int]:
    """Which events, by position, a statement's words tell of; events stand in the order of their beginnings."""
    found = []
    for begin, end in statement.content:
        i = bisect_left(reading.events, begin, key=lambda e: e.begin)
        while i < len(reading.events) and reading.events[i].begin < end:
            if reading.events[i].end <= end and reading.events[i] is not statement:
                found.append(i)
            i += 1
    return sorted(set(found))


def _is_mere_place(key: str) -> bool:
    """Cities, regions and facilities are no actors: where one is hit or receives, it happens there."""
    return key.startswith("place/")


def _links(reading: Reading, ids: Ids) -> Iterator[tuple[str, tuple[str, ...]]]:
    for mention in reading.entities:
        keys = reading.referents.get((mention.begin, mention.end), ())
        if keys:
            yield ids.mention(reading.article.iri, "entity", mention.begin, mention.end), keys


def span_of(raw: dict[str, Any] | None) -> TimeSpan | None:
    if raw is None:
        return None
    bounds = [datetime.fromisoformat(v) if v else None for v in (raw["earliest"], raw["latest"])]
    return TimeSpan(raw["edtf"] or "", *bounds)


def tuples_of(record: dict[str, Any]) -> dict[str, Any]:
    """JSON's lists as tuples, two levels deep, which is all that the records have."""
    return {
        k: tuple(tuple(x) if isinstance(x, list) else x for x in v) if isinstance(v, list) else v
        for k, v in record.items()
    }
