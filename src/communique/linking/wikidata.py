"""Candidates in Wikidata, or in a graph of its shape, for names of people and organisations.

Two questions a batch: whom these names are labels or aliases of, and what is known of those: states (citizenship,
country, jurisdiction), offices with their jurisdiction, and all English names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from communique.linking.asking import Asker

SERVICE = "https://query.wikidata.org/sparql"

_PREFIXES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
"""
_HUMAN = "?item wdt:P31 wd:Q5 ."
_NOT_HUMAN = """?item wdt:P31 ?class .
  FILTER NOT EXISTS { ?item wdt:P31 wd:Q5 }
  FILTER (?class NOT IN (wd:Q4167410, wd:Q101352, wd:Q13406463, wd:Q4167836))"""  # no real things
_LANGUAGES = ("en", "mul")  # Wikidata keeps names that are alike in all languages under "mul"


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a candidate: its label, and IRIs or ISO alpha-3 codes of the states that it is of."""

    label: str
    states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that bears one of the names asked for. `states` are IRIs and ISO alpha-3 codes."""

    iri: str
    labels: frozenset[str]
    aliases: frozenset[str]
    states: frozenset[str] = frozenset()
    offices: tuple[Office, ...] = ()


def candidates(asker: Asker, names: Iterable[str], *, people: bool) -> list[Candidate]:
    """All items that have one of the names, in the order of their IRIs; `people` chooses humans or all others.

    Raises:
        QueryError: see `Asker.rows`.
    """
    wanted = sorted(set(names))
    if not wanted:
        return []
    items = sorted({row["item"] for row in asker.rows(_who(wanted, people=people)) if "item" in row})
    if not items:
        return []
    labels: dict[str, set[str]] = {item: set() for item in items}
    aliases: dict[str, set[str]] = {item: set() for item in items}
    states: dict[str, set[str]] = {item: set() for item in items}
    offices: dict[str, dict[str, set[str]]] = {item: {} for item in items}
    for row in asker.rows(_what(items)):
        item, fact = row.get("item", ""), row.get("fact")
        if item not in labels:
            continue
        if fact == "label":
            labels[item].add(row["text"])
        elif fact == "alias":
            aliases[item].add(row["text"])
        elif fact == "state":
            states[item].update(_codes(row))
        elif fact == "office" and "text" in row:
            offices[item].setdefault(row["text"], set()).update(_codes(row))
    return [
        Candidate(
            iri=item,
            labels=frozenset(labels[item]),
            aliases=frozenset(aliases[item]),
            states=frozenset(states[item]),
            offices=tuple(Office(text, frozenset(found)) for text, found in sorted(offices[item].items())),
        )
        for item in items
    ]


def _codes(row: dict[str, str] | object) -> set[str]:
    assert isinstance(row, dict)
    return {row[name] for name in ("state", "code") if name in row}


def _who(names: Sequence[str], *, people: bool) -> str:
    values = " ".join(str(Literal(name, language=lang)) for name in names for lang in _LANGUAGES)
    return f"""{_PREFIXES}SELECT DISTINCT ?item WHERE {{
  VALUES ?name {{ {values} }}
  VALUES ?how {{ rdfs:label skos:altLabel }}
  ?item ?how ?name .
  {_HUMAN if people else _NOT_HUMAN}
}}"""


def _what(items: Sequence[str]) -> str:
    these = f"VALUES ?item {{ {' '.join(str(NamedNode(item)) for item in items)} }}"
    english = "FILTER (LANG(?text) IN ('en', 'mul'))"
    return f"""{_PREFIXES}SELECT DISTINCT ?item ?fact ?text ?state ?code WHERE {{
  {{ {these} ?item rdfs:label ?text . {english} BIND ("label" AS ?fact) }}
  UNION {{ {these} ?item skos:altLabel ?text . {english} BIND ("alias" AS ?fact) }}
  UNION {{ {these} VALUES ?property {{ wdt:P27 wdt:P17 wdt:P1001 }} ?item ?property ?state .
    OPTIONAL {{ ?state wdt:P298 ?code }} BIND ("state" AS ?fact) }}
  UNION {{ {these} ?item wdt:P39 ?office . ?office rdfs:label ?text . {english}
    OPTIONAL {{ VALUES ?of {{ wdt:P1001 wdt:P17 }} ?office ?of ?state . OPTIONAL {{ ?state wdt:P298 ?code }} }}
    BIND ("office" AS ?fact) }}
}}"""
