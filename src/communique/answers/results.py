"""Answers of a SPARQL query as plain values, whether they come from a store or from a remote service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

Node = NamedNode | BlankNode | Literal | Triple
Row = tuple[Node | None, ...]


class Queryable(Protocol):
    """What answers SPARQL: `communique.store.Store` or `communique.answers.remote.Endpoint`."""

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples | Iterable[Triple]: ...


@dataclass(frozen=True, slots=True)
class Table:
    """Solutions of a SELECT: one tuple of terms a row, None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def dicts(self) -> list[dict[str, str | int | float | bool | None]]:
        """The rows with plain values, for programs that do not care for RDF."""
        return [dict(zip(self.columns, map(plain, row), strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or DESCRIBE gives, each triple once and in order."""

    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an ASK gives."""

    value: bool


Answer = Table | Triples | Verdict


def fetch(source: Queryable, sparql: str, *, lists: Sequence[str] = ()) -> Answer:
    """Ask and read the whole answer.

    SPARQL leaves the order within GROUP_CONCAT open; the values of the columns in `lists` are put in order here.
    """
    answer = source.query(sparql)
    if isinstance(answer, QueryBoolean):
        return Verdict(bool(answer))
    if isinstance(answer, QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        sorted_ones = {i for i, name in enumerate(columns) if name in lists}
        rows = tuple(
            tuple(_in_order(term) if i in sorted_ones else term for i, term in enumerate(solution))
            for solution in answer
        )
        return Table(columns, rows)
    return Triples(tuple(sorted(set(answer), key=str)))


def _in_order(term: Node | None) -> Node | None:
    if isinstance(term, Literal) and "; " in term.value:
        return Literal("; ".join(sorted(term.value.split("; "))))
    return term


def plain(term: Node | None) -> str | int | float | bool | None:
    """The Python value of a term: numbers and booleans as such, all else as a string.

    >>> plain(Literal(7)), plain(Literal("seven")), plain(None)
    (7, 'seven', None)
    """
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    kind = term.datatype.value.rpartition("#")[2]
    try:
        if kind in ("integer", "int", "long", "nonNegativeInteger"):
            return int(term.value)
        if kind in ("decimal", "double", "float"):
            return float(term.value)
    except ValueError:
        return term.value
    return term.value == "true" if kind == "boolean" else term.value
