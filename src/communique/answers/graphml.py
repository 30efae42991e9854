"""The network of actors as GraphML: actors are nodes, and events between two of them add up to edges."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import NamedNode

from communique.answers.eventtable import Lookup
from communique.store import Store
from communique.vocab import PREFIXES

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_NODE_KEYS = (("label", "string"), ("kind", "string"), ("country", "string"), ("events", "int"))
_EDGE_KEYS = (
    ("event_class", "string"),
    ("category", "string"),
    ("status", "string"),
    ("reciprocal", "boolean"),
    ("weight", "double"),
    ("first", "string"),
    ("last", "string"),
)
_Key = tuple[NamedNode, NamedNode, str, str, str, bool]


@dataclass(slots=True)
class _Edge:
    weight: int = 0
    first: str = ""
    last: str = ""

    def add(self, begin: str, end: str) -> None:
        self.weight += 1
        self.first = min(filter(None, (self.first, begin)), default="")
        self.last = max(self.last, end)


def write_graphml(store: Store, out: BinaryIO) -> None:
    """One edge for each source, target, class, category and status, weighted by the number of events."""
    look = Lookup(store)
    edges: dict[_Key, _Edge] = {}
    degree: Counter[NamedNode] = Counter()
    for event in look.events():
        cls = next((n.value.rpartition("#")[2] for n in look.nodes(event, "rdf:type")), "")
        category, status = look.local(event, "category"), look.local(event, "status").lower()
        begin, end = look.value(event, "earliest")[:10], look.value(event, "latest")[:10]
        for source, target, reciprocal in look.sides(event):
            if source and target:
                edges.setdefault((source, target, cls, category, status, reciprocal), _Edge()).add(begin, end)
        degree.update(set(look.nodes(event, "participant")))
    actors = sorted({a for key in edges for a in key[:2]}, key=lambda n: n.value)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    lines += [_key(name, kind, "node") for name, kind in _NODE_KEYS] + [
        _key(name, kind, "edge") for name, kind in _EDGE_KEYS
    ]
    lines.append('<graph id="actors" edgedefault="directed">')
    out.write("\n".join(lines).encode() + b"\n")
    for actor in actors:
        kind = next((n.value.rpartition("#")[2] for n in look.nodes(actor, "rdf:type")), "")
        data = _data("node", label=look.label(actor), kind=kind, country=look.iso3(actor), events=str(degree[actor]))
        out.write(f"<node id={quoteattr(actor.value)}>{data}</node>\n".encode())
    for number, key in enumerate(sorted(edges, key=lambda k: (k[0].value, k[1].value, *map(str, k[2:])))):
        source, target, cls, category, status, reciprocal = key
        edge = edges[key]
        data = _data(
            "edge",
            event_class=cls,
            category=category,
            status=status,
            reciprocal=str(reciprocal).lower(),
            weight=str(edge.weight),
            first=edge.first,
            last=edge.last,
        )
        out.write(f'<edge id="e{number}" {_ends(source, target)}>{data}</edge>\n'.encode())
    out.write(b"</graph>\n</graphml>\n")


def _ends(source: NamedNode, target: NamedNode) -> str:
    return f"source={quoteattr(source.value)} target={quoteattr(target.value)}"


def _key(name: str, kind: str, domain: str) -> str:
    return f'<key id="{domain[0]}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>'


def _data(domain: str, **values: str) -> str:
    return "".join(f'<data key="{domain[0]}_{name}">{escape(value)}</data>' for name, value in values.items() if value)
