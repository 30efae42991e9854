"""Terms and statements as N-Quads writes them, and the few literals that others need as terms.

Text and not quads: for each literal pyoxigraph takes longer to make a quad than to read one from text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from communique.model import TimeSpan
from communique.vocab import Vocabulary

XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMAL, _DATETIME = NamedNode(XSD + "decimal"), NamedNode(XSD + "dateTime")

Line = tuple[str, str, str]  # subject, predicate and object as N-Quads writes them


class Terms(dict[str, str]):
    """The terms of the ontology by their prefixed names."""

    def __init__(self, vocab: Vocabulary):
        self._vocab = vocab

    def __missing__(self, name: str) -> str:
        found = self[name] = str(self._vocab[name])
        return found


def moment(value: datetime) -> Literal:
    """A dateTime in the one form that Oxigraph keeps as written: UTC, whole seconds, "Z"."""
    return Literal(value.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=_DATETIME)


def decimal(value: float) -> Literal:
    """Two digits, without the trailing zeros that Oxigraph would drop on its own."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return Literal(text if text not in ("", "-0") else "0", datatype=_DECIMAL)


def as_node(iri: str) -> str:
    return f"<{iri}>"


def as_text(value: str) -> str:
    if "\\" in value or '"' in value or "\n" in value or "\r" in value:
        value = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{value}"'


def as_typed(value: object, kind: str) -> str:
    """A literal of a datatype of XML Schema, by its local name; the value's own form is the lexical one."""
    return f'"{value}"^^<{XSD}{kind}>'


@lru_cache(maxsize=1024)
def as_decimal(value: float) -> str:
    return str(decimal(value))


@lru_cache(maxsize=1 << 12)
def as_moment(value: datetime) -> str:
    return str(moment(value))


def of_span(subject: str, span: TimeSpan | None, terms: Terms) -> Iterator[Line]:
    """dip:edtf, dip:earliest, dip:latest of a subject; bounds that are not known are left out."""
    if span is not None:
        yield subject, terms["dip:edtf"], as_text(span.edtf)
        if span.earliest:
            yield subject, terms["dip:earliest"], as_moment(span.earliest)
        if span.latest:
            yield subject, terms["dip:latest"], as_moment(span.latest)
