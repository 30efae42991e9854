"""Events as a table in the manner of event data sets: a row for each source and target, with PLOVER and CAMEO codes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from itertools import combinations, product
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode

from communique.store import Store
from communique.vocab import PREFIXES

_DIP = PREFIXES["dip"]
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_HAPPENED = ("occurred", "ongoing")
_QUADS = {  # the numbers are those of GDELT and ICEWS
    "VerbalCooperation": "1",
    "MaterialCooperation": "2",
    "VerbalConflict": "3",
    "MaterialConflict": "4",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its fields are the header. In what several do together each pair stands once, with `reciprocal` true."""

    event_id: str
    date: str
    earliest: str
    latest: str
    source: str
    source_country: str
    target: str
    target_country: str
    reciprocal: str
    event_class: str
    category: str  # PLOVER, by the codebook's rule on what has not happened
    cameo: str  # nearest CAMEO code of the class; empty unless it happened
    cameo_root: str  # of the category
    quad_class: str  # 1 to 4
    status: str
    place: str
    place_country: str
    lat: str
    long: str
    confidence: str
    source_count: str
    outlet_count: str
    published: str  # of the earliest article
    outlet: str
    url: str
    sentence: str
    label: str
    iri: str


class Lookup:
    """Values of things in the union of all graphs, as strings."""

    def __init__(self, store: Store):
        self.store = store
        self.label = lru_cache(maxsize=100_000)(self._label)
        self.iso3 = lru_cache(maxsize=100_000)(self._iso3)

    def nodes(self, subject: NamedNode, name: str) -> list[NamedNode]:
        """The IRIs that a property of the ontology links to, in order."""
        found = self.store.oxigraph.quads_for_pattern(subject, _property(name), None, None)
        return sorted({q.object for q in found if isinstance(q.object, NamedNode)}, key=lambda n: n.value)

    def value(self, subject: NamedNode, name: str) -> str:
        """The value of a literal property, or an empty string; the smallest of several."""
        found = self.store.oxigraph.quads_for_pattern(subject, _property(name), None, None)
        return min((q.object.value for q in found if isinstance(q.object, Literal)), default="")

    def local(self, subject: NamedNode, name: str) -> str:
        """The local name of what a property links to."""
        return next((n.value.rpartition("#")[2] for n in self.nodes(subject, name)), "")

    def _label(self, node: NamedNode) -> str:
        return self.value(node, "rdfs:label") or node.value.rpartition("/")[2]

    def _iso3(self, actor: NamedNode) -> str:
        """The codes of the states in whose name an actor acts."""
        states = self.nodes(actor, "represents") or [actor]
        return ";".join(filter(None, (self.value(state, "iso3") for state in states)))

    def events(self) -> list[NamedNode]:
        """All fused events, by the time at which they begin; those without a date come last."""
        found = self.store.oxigraph.quads_for_pattern(None, _property("sourceCount"), None, None)
        nodes = {q.subject for q in found if isinstance(q.subject, NamedNode)}
        return sorted(nodes, key=lambda n: (self.value(n, "earliest") or "9999", n.value))

    def sides(self, event: NamedNode) -> list[tuple[NamedNode | None, NamedNode | None, bool]]:
        """Source, target and whether both act together: each pair of initiators, where there is no target."""
        sources, targets = self.nodes(event, "initiator"), self.nodes(event, "target")
        hosts = [h for h in self.nodes(event, "host") if h not in sources]
        acting: list[NamedNode | None] = [*sources] or [None]
        if targets:
            return [(s, t, False) for s, t in product(acting, targets) if s != t] or [(acting[0], None, False)]
        if len(sources) > 1:
            return [(a, b, True) for a, b in combinations(sources, 2)]
        receiving: list[NamedNode | None] = [*hosts] or [None]
        return list(product(acting, receiving, (False,)))


def _property(name: str) -> NamedNode:
    prefix, colon, local = name.rpartition(":")
    return NamedNode(PREFIXES[prefix if colon else "dip"] + local)


def rows(store: Store) -> Iterator[Row]:
    """The table, row by row, in the order of time."""
    look = Lookup(store)
    for event in look.events():
        shared = _shared(look, event)
        for source, target, reciprocal in look.sides(event):
            yield Row(
                source=look.label(source) if source else "",
                source_country=look.iso3(source) if source else "",
                target=look.label(target) if target else "",
                target_country=look.iso3(target) if target else "",
                reciprocal=str(reciprocal).lower(),
                **shared,
            )


def _shared(look: Lookup, event: NamedNode) -> dict[str, str]:
    """What all rows of an event have in common."""
    cls, status = _class_of(look, event), look.local(event, "status").lower()
    categories = look.nodes(event, "category")
    category = categories[0] if categories else None
    place = next(iter(look.nodes(event, "atPlace")), None)
    within = [place, *look.nodes(place, "locatedIn")] if place else []
    return {
        "event_id": event.value.rpartition("/")[2],
        "date": look.value(event, "edtf"),
        "earliest": look.value(event, "earliest")[:10],
        "latest": look.value(event, "latest")[:10],
        "event_class": cls,
        "category": category.value.rpartition("#")[2] if category else "",
        "cameo": (look.store.vocab.cameo(cls) or "") if cls and status in _HAPPENED else "",
        "cameo_root": look.value(category, "cameoRoot") if category else "",
        "quad_class": _QUADS.get(look.local(category, "quadClass"), "") if category else "",
        "status": status,
        "place": look.label(place) if place else "",
        "place_country": next(filter(None, (look.value(p, "iso3") for p in within)), ""),
        "lat": look.value(place, "geo:lat") if place else "",
        "long": look.value(place, "geo:long") if place else "",
        "confidence": look.value(event, "confidence"),
        "source_count": look.value(event, "sourceCount"),
        "outlet_count": look.value(event, "outletCount"),
        "label": look.label(event),
        "iri": event.value,
        **_first_account(look, event),
    }


def _class_of(look: Lookup, event: NamedNode) -> str:
    found = look.store.oxigraph.quads_for_pattern(event, _TYPE, None, None)
    types = (q.object.value for q in found if isinstance(q.object, NamedNode))
    return min((iri[len(_DIP) :] for iri in types if iri.startswith(_DIP)), default="")


def _first_account(look: Lookup, event: NamedNode) -> dict[str, str]:
    """The earliest article that tells of the event, with its sentence."""
    accounts = []
    for mention in look.nodes(event, "evidence"):
        for article in look.nodes(mention, "inArticle"):
            accounts.append((look.value(article, "schema:datePublished") or "9999", mention.value, mention, article))
    if not accounts:
        return {"published": "", "outlet": "", "url": "", "sentence": ""}
    published, _, mention, article = min(accounts, key=lambda a: a[:2])
    outlet = next(iter(look.nodes(article, "schema:publisher")), None)
    return {
        "published": "" if published == "9999" else published[:10],
        "outlet": look.label(outlet) if outlet else "",
        "url": look.value(article, "schema:url") or look.value(article, "schema:identifier"),
        "sentence": " ".join(look.value(mention, "sentence").split()),
    }


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: text of articles may begin with anything.

    >>> guarded("=HYPERLINK(1)"), guarded("-12.5"), guarded("Oslo")
    ("'=HYPERLINK(1)", '-12.5', 'Oslo')
    """
    if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(cell):
        return "'" + cell
    return cell


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()


def write_csv(store: Store, out: BinaryIO) -> None:
    """The table as CSV (RFC 4180), UTF-8."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow([f.name for f in fields(Row)])
    for row in rows(store):
        writer.writerow([guarded(cell) for cell in astuple(row)])
    text.flush()
    text.detach()
