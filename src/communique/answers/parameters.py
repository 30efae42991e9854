"""Typed parameters of saved queries: what a person writes, as RDF terms; names are looked up in the graph."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pyoxigraph import Literal, NamedNode, QuerySolutions

from communique.answers.results import Queryable
from communique.errors import QueryError, UsageError
from communique.model import Status
from communique.vocab import PREFIXES

Value = str | int | float | date | datetime | NamedNode | Literal
Term = NamedNode | Literal

_XSD = PREFIXES["xsd"]
_DIP = PREFIXES["dip"]
_MOST = 25  # more actors than this under one name are a misunderstanding, not an answer
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as a query's header declares it. `bound` says which end of a day, month or year a date means."""

    name: str
    type: str
    help: str = ""
    default: tuple[str, ...] = ()
    optional: bool = False
    bound: str = "first"


def to_terms(param: Parameter, value: Value, find: Finder | None = None) -> tuple[Term, ...]:
    """What a value means: one term, or several where a name fits several actors.

    >>> [str(t) for t in to_terms(Parameter("to", "date", bound="last"), "2017-02")]
    ['"2017-02-28T23:59:59Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>']

    Raises:
        UsageError: the value is not of the parameter's type, or nobody of that name is known.
    """
    if isinstance(value, NamedNode | Literal):
        return (value,)
    if param.type in _LOOKED_UP:
        text = str(value).strip()
        if iri := _as_iri(text):
            return (iri,)
        if find is None:
            raise UsageError(f"{param.name}: {text!r} is a name; without a graph to look it up only an IRI will do")
        return find.nodes(text, _LOOKED_UP[param.type], param)
    return (_PLAIN[param.type](param, value),)


def _fault(param: Parameter, value: object, wanted: str) -> UsageError:
    return UsageError(f"{param.name}={value}: {wanted} is expected")


def _as_iri(text: str) -> NamedNode | None:
    inner = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if not re.fullmatch(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+", inner):
        return None
    try:
        return NamedNode(inner)
    except ValueError:
        return None


def _string(param: Parameter, value: Value) -> Term:
    return Literal(str(value))


def _iri(param: Parameter, value: Value) -> Term:
    prefix, colon, local = str(value).partition(":")
    expanded = PREFIXES[prefix] + local if colon and prefix in PREFIXES else str(value)
    if (node := _as_iri(expanded)) is None:
        raise _fault(param, value, "an IRI")
    return node


def _integer(param: Parameter, value: Value) -> Term:
    if not re.fullmatch(r"[+-]?\d{1,18}", str(value)):
        raise _fault(param, value, "a whole number")
    return Literal(str(int(str(value))), datatype=NamedNode(_XSD + "integer"))


def _decimal(param: Parameter, value: Value) -> Term:
    if not re.fullmatch(r"[+-]?(\d{1,17}(\.\d{0,17})?|\.\d{1,17})", str(value)):
        raise _fault(param, value, "a number")
    return Literal(str(value), datatype=NamedNode(_XSD + "decimal"))


def _moment(param: Parameter, value: Value) -> Term:
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    try:
        when = _end_of(text, param.bound) if _DAY.fullmatch(text) else datetime.fromisoformat(text)
        if when.tzinfo:
            when = when.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _fault(param, value, "a date such as 2017-05-01, 2017-05 or 2017") from error
    return Literal(when.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20), datatype=NamedNode(_XSD + "dateTime"))


def _end_of(text: str, bound: str) -> datetime:
    """The first or last second of a year, month or day."""
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    first = datetime(year, month or 1, day or 1)
    if bound == "first":
        return first
    if day:
        following = first + timedelta(days=1)
    elif month:
        following = datetime(year + month // 12, month % 12 + 1, 1)
    else:
        following = datetime(year + 1, 1, 1)
    return following - timedelta(seconds=1)


def _status(param: Parameter, value: Value) -> Term:
    name = str(value).removeprefix("dip:").capitalize()
    if name not in {s.value for s in Status}:
        raise _fault(param, value, "one of " + ", ".join(s.value.lower() for s in Status))
    return NamedNode(_DIP + name)


_PLAIN: dict[str, Callable[[Parameter, Value], Term]] = {
    "string": _string,
    "iri": _iri,
    "integer": _integer,
    "decimal": _decimal,
    "date": _moment,
    "datetime": _moment,
    "status": _status,
}
_LOOKED_UP = {
    "actor": "Actor",
    "country": "Country",
    "place": "Place",
    "topic": "Topic",
    "event": "Event",
    "class": "Class",
}
TYPES = frozenset(_PLAIN) | frozenset(_LOOKED_UP)

_PREFIXES = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("dip", "rdfs", "skos", "owl"))
_NAMED = (
    _PREFIXES
    + """SELECT DISTINCT ?node ?label ?rank WHERE {{
  VALUES ?wanted {{ {wanted} }}
  VALUES ?root {{ {root} }}
  ?class rdfs:subClassOf* ?root .
  ?node a ?class .
  VALUES (?property ?rank) {{ (rdfs:label 0) (dip:iso3 0) (skos:altLabel 1) }}
  ?node ?property ?label .
  FILTER({condition})
}} ORDER BY ?rank ?label ?node"""
)
_EVENTS = (
    _PREFIXES
    + """SELECT DISTINCT ?node WHERE {{
  VALUES ?wanted {{ {wanted} }}
  ?node dip:sourceCount ?count FILTER(CONTAINS(STR(?node), ?wanted))
}} ORDER BY ?node LIMIT 20"""
)
_CLASSES = _PREFIXES + "SELECT DISTINCT ?node WHERE { ?node a owl:Class FILTER(ISIRI(?node)) } ORDER BY ?node"


class Finder:
    """Looks names up in a graph. Whole names go before parts of names, preferred names before other spellings."""

    def __init__(self, source: Queryable):
        self._source = source

    def nodes(self, text: str, root: str, param: Parameter) -> tuple[NamedNode, ...]:
        """The nodes under the class `root` that `text` names.

        Raises:
            UsageError: none, or too many to be meant.
        """
        if root == "Event":
            return (self.event(text),)
        if root == "Class":
            return (self._class(text, param),)
        wanted, top = Literal(text.casefold()), f"dip:{root}"
        hits = self._ask(_NAMED.format(wanted=wanted, root=top, condition="CONTAINS(LCASE(STR(?label)), ?wanted)"))
        found = _best(text, hits)
        if not found:
            everybody = self._ask(_NAMED.format(wanted=wanted, root=top, condition="true"))
            found = _best(text, everybody)
            if not found:
                raise UsageError(self._nobody(text, root, param, [label for _, label, _ in everybody]))
        if len(found) > _MOST:
            some = ", ".join(sorted({label for node, label, _ in hits if node in found})[:4])
            raise UsageError(f"{param.name}={text}: fits {len(found)} names ({some}, ...); write more of it")
        return found

    def event(self, text: str) -> NamedNode:
        """The one event that an IRI, a shortened IRI or a part of one means.

        Raises:
            UsageError: none, or more than one.
        """
        if iri := _as_iri(text):
            return iri
        part = text.removeprefix("id:").strip("…").strip()
        if not re.fullmatch(r"[\w./:-]{3,}", part):
            raise UsageError(f"{text!r} is no event; give its IRI, or the end of it (as in the last column of a table)")
        nodes = [node for node, _, _ in self._ask(_EVENTS.format(wanted=Literal(part)))]
        exact = [node for node in nodes if node.value.endswith(part)] or nodes
        if not exact:
            raise UsageError(f"{text}: no event with that in its IRI")
        if len(exact) > 1:
            few = ", ".join(node.value.rpartition("/")[2] for node in exact[:3])
            number = str(len(exact)) if len(exact) < 20 else "20 or more"
            raise UsageError(f"{text}: fits {number} events ({few}, ...); give more of the IRI")
        return exact[0]

    def _class(self, text: str, param: Parameter) -> NamedNode:
        key = _folded(text.removeprefix("dip:")).replace(" ", "")
        declared = [node for node, _, _ in self._ask(_CLASSES)]
        classes = {node.value.removeprefix(_DIP): node for node in declared if node.value.startswith(_DIP)}
        by_key = {name.lower(): node for name, node in classes.items()}
        for candidate in (key, key.removesuffix("s"), key.removesuffix("ies") + "y"):
            if candidate in by_key:
                return by_key[candidate]
        close = difflib.get_close_matches(text.capitalize(), sorted(classes), n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        raise UsageError(f"{param.name}={text}: no class of that name in the ontology{hint}")

    def _nobody(self, text: str, root: str, param: Parameter, labels: list[str]) -> str:
        by_fold = {_folded(label): label for label in sorted(labels, reverse=True)}
        close = difflib.get_close_matches(_folded(text), sorted(by_fold), n=3, cutoff=0.7)
        hint = f"; did you mean {' or '.join(by_fold[c] for c in close)}?" if close else ""
        return f"{param.name}={text}: the graph knows no {root.lower()} of that name{hint}"

    def _ask(self, sparql: str) -> list[tuple[NamedNode, str, int]]:
        answer = self._source.query(sparql)
        if not isinstance(answer, QuerySolutions):
            raise QueryError("the source answers a SELECT with something else")
        names = {v.value for v in answer.variables}
        rows = []
        for row in answer:
            node, label, rank = (row[n] if n in names else None for n in ("node", "label", "rank"))
            if isinstance(node, NamedNode):
                name = label.value if isinstance(label, Literal) else ""
                rows.append((node, name, int(rank.value) if isinstance(rank, Literal) else 0))
        return rows


def _folded(text: str) -> str:
    """Without case, accents and joints: "Olén-Berg" and "olen berg" are the same name."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def _best(text: str, hits: list[tuple[NamedNode, str, int]]) -> tuple[NamedNode, ...]:
    """The nodes that fit best: whole preferred name, whole other name, whole words of a preferred name, of another."""
    wanted = _folded(text)
    tiers: list[dict[NamedNode, None]] = [{}, {}, {}, {}]
    for node, label, rank in hits:
        name = _folded(label)
        if name == wanted:
            tiers[rank][node] = None
        elif wanted and f" {wanted} " in f" {name} ":
            tiers[2 + rank][node] = None
    return next((tuple(tier) for tier in tiers if tier), ())
