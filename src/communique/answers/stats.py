"""What is in a graph, counted."""

from __future__ import annotations

from dataclasses import dataclass

from communique.answers.results import Queryable, Table, fetch, plain
from communique.vocab import PREFIXES

_P = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("dip", "rdfs", "schema"))
_ARTICLES = (
    _P
    + """SELECT (COUNT(*) AS ?articles) (COUNT(DISTINCT ?outlet) AS ?outlets)
       (REPLACE(MIN(COALESCE(STR(?day), "unknown")), "unknown", "") AS ?first) (MAX(COALESCE(STR(?day), "")) AS ?last)
WHERE {
  ?article a dip:Article .
  OPTIONAL { ?article schema:publisher ?outlet }
  OPTIONAL { ?article schema:datePublished ?day }
}"""
)
_EVENTS = (
    _P
    + """SELECT ?label ?status (COUNT(*) AS ?n) WHERE {
  ?event dip:sourceCount ?origins ; a ?class ; dip:status ?status .
  ?class rdfs:label ?label .
} GROUP BY ?label ?status ORDER BY ?label ?status"""
)
_THINGS = (
    _P
    + """SELECT ?label (COUNT(DISTINCT ?thing) AS ?n) WHERE {
  VALUES ?root { dip:Actor dip:Place dip:Position dip:Tenure dip:Mention dip:Discrepancy dip:SourceGroup }
  ?class rdfs:subClassOf* ?root .
  ?thing a ?class .
  ?class rdfs:label ?label .
} GROUP BY ?class ?label ORDER BY ?label"""
)


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts. `events` by class and status, `things` by class; `first` and `last` are days of publication."""

    articles: int
    outlets: int
    first: str
    last: str
    events: dict[str, dict[str, int]]
    things: dict[str, int]


def stats(source: Queryable) -> Stats:
    """Count what a store or an endpoint has."""
    totals = _rows(source, _ARTICLES)[0]
    events: dict[str, dict[str, int]] = {}
    for label, status, count in _rows(source, _EVENTS):
        events.setdefault(str(label), {})[str(status).rpartition("#")[2].lower()] = int(count or 0)
    things: dict[str, int] = {}
    for label, count in _rows(source, _THINGS):
        things[str(label)] = max(things.get(str(label), 0), int(count or 0))
    first, last = (str(value or "")[:10] for value in totals[2:])
    return Stats(int(totals[0] or 0), int(totals[1] or 0), first, last, events, things)


def _rows(source: Queryable, sparql: str) -> list[list[str | int | float | bool | None]]:
    answer = fetch(source, sparql)
    assert isinstance(answer, Table)
    return [[plain(term) for term in row] for row in answer.rows]
