"""Turtle and TriG for people: prefixes, one block a subject, all in a stable order.

Two files can be compared line by line: the same triples give the same bytes. Blank nodes are written inside their
subject where they have one reference, which is how OWL uses them; others get labels by the order in which they appear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import TextIO

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from communique.vocab import PREFIXES

Subject = NamedNode | BlankNode | Triple
Object = NamedNode | BlankNode | Literal | Triple
Pair = tuple[NamedNode, Object]

_RDF, _XSD = PREFIXES["rdf"], PREFIXES["xsd"]
_TYPE = _RDF + "type"
_FIRST = (
    _TYPE,
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["skos"] + "altLabel",
    PREFIXES["rdfs"] + "subClassOf",
)
_LOCAL = re.compile(r"[A-Za-z_](?:[\w-]*[\w])?", re.ASCII)
_RELATIVE = re.compile(r"[a-z][a-z-]*/[A-Za-z0-9_~-]+(?:[./][A-Za-z0-9_~-]+)*", re.ASCII)
_BARE = {
    "integer": re.compile(r"[+-]?\d+"),
    "decimal": re.compile(r"[+-]?\d*\.\d+"),
    "boolean": re.compile(r"true|false"),
}
_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_ESCAPES |= {c: f"\\u{c:04X}" for c in range(32) if c not in _ESCAPES}


class TurtleWriter:
    """Writes blocks of triples. `blank` has what is said of each blank node, `base` shortens the IRIs of data."""

    def __init__(self, out: TextIO, *, base: str, blank: Mapping[BlankNode, Sequence[Pair]] | None = None):
        self._out, self._base = out, base if re.match(r"https?://[^/]+/(.*/)?$", base) else ""
        self._blank = {node: list(pairs) for node, pairs in (blank or {}).items()}
        uses = Counter(o for pairs in self._blank.values() for _, o in pairs if isinstance(o, BlankNode))
        self._shared = {node for node, count in uses.items() if count > 1} | self._in_circles()
        self._labels: dict[BlankNode, str] = {}
        self._names = sorted(((iri, name) for name, iri in PREFIXES.items()), reverse=True)

    def header(self) -> None:
        if self._base:
            self._out.write(f"@base <{self._base}> .\n")
        for name, iri in sorted(PREFIXES.items()):
            self._out.write(f"@prefix {name}: <{iri}> .\n")

    def section(self, title: str) -> None:
        self._out.write(f"\n### {title}\n")

    def block(self, subject: Subject, pairs: Iterable[Pair], *, indent: str = "") -> None:
        """All that is said of one subject."""
        by_predicate: dict[str, list[str]] = {}
        for predicate, value in pairs:
            by_predicate.setdefault(predicate.value, []).append(self._object(value, indent + "    "))
        if not by_predicate:
            return
        lines = []
        for name in sorted(by_predicate, key=self._place):
            verb = "a" if name == _TYPE else self.iri(name)
            values = sorted(set(by_predicate[name]))
            joint = " , " if sum(map(len, values)) < 100 else f" ,\n{indent}        "
            lines.append(f"{verb} {joint.join(values)}")
        nameless = isinstance(subject, BlankNode) and subject not in self._labels and subject not in self._shared
        head = "[]" if nameless else self._term(subject)
        self._out.write(f"\n{indent}{head} " + f" ;\n{indent}    ".join(lines) + " .\n")

    def opens(self, graph: str) -> None:
        self._out.write(f"\n{self.iri(graph)} {{\n")

    def closes(self) -> None:
        self._out.write("}\n")

    def roots(self) -> list[BlankNode]:
        """The blank nodes that need a block of their own, in an order that their labels have no say in."""
        used = {o for pairs in self._blank.values() for _, o in pairs if isinstance(o, BlankNode)}
        return sorted(
            (n for n in self._blank if n not in used or n in self._shared), key=lambda n: (self._inner(n, ""), n.value)
        )

    def iri(self, iri: str) -> str:
        """The shortest safe form.

        >>> from io import StringIO
        >>> TurtleWriter(StringIO(), base="https://w3id.org/communique/id/").iri("https://w3id.org/communique/id/country/RUS")
        '<country/RUS>'
        """
        if self._base and iri.startswith(self._base) and _RELATIVE.fullmatch(iri, len(self._base)):
            return f"<{iri[len(self._base) :]}>"
        for start, name in self._names:
            if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
                return f"{name}:{iri[len(start) :]}"
        return f"<{iri}>"

    def _place(self, predicate: str) -> tuple[int, str]:
        return (_FIRST.index(predicate) if predicate in _FIRST else len(_FIRST), self.iri(predicate))

    def _term(self, term: Object | Subject) -> str:
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, BlankNode):
            return self._labels.setdefault(term, f"_:b{len(self._labels)}")
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def _object(self, term: Object, indent: str) -> str:
        if isinstance(term, BlankNode) and term in self._blank and term not in self._shared:
            return self._inner(term, indent)
        return self._term(term)

    def _inner(self, node: BlankNode, indent: str) -> str:
        """A blank node as a list in parentheses, or in square brackets."""
        if (items := self._items(node)) is not None:
            return "( " + " ".join(self._object(item, indent) for item in items) + " )"
        inside = StringIO()
        parts = sorted(
            ("a" if p.value == _TYPE else self.iri(p.value)) + " " + self._object(o, indent)
            for p, o in self._blank.get(node, ())
        )
        inside.write("[ " + " ; ".join(parts) + " ]")
        return inside.getvalue()

    def _items(self, node: BlankNode) -> list[Object] | None:
        items: list[Object] = []
        current: Object = node
        while isinstance(current, BlankNode):
            pairs = {p.value: o for p, o in self._blank.get(current, ())}
            if (
                set(pairs) - {_TYPE} != {_RDF + "first", _RDF + "rest"}
                or len(items) > 10_000
                or current in self._shared
            ):
                return None
            items.append(pairs[_RDF + "first"])
            current = pairs[_RDF + "rest"]
        return items if isinstance(current, NamedNode) and current.value == _RDF + "nil" else None

    def _in_circles(self) -> set[BlankNode]:
        """Blank nodes that reach themselves."""
        found = set()
        for start in self._blank:
            seen: set[BlankNode] = set()
            todo = [o for _, o in self._blank[start] if isinstance(o, BlankNode)]
            while todo:
                node = todo.pop()
                if node == start:
                    found.add(start)
                    break
                if node not in seen:
                    seen.add(node)
                    todo += [o for _, o in self._blank.get(node, ()) if isinstance(o, BlankNode)]
        return found

    def _literal(self, literal: Literal) -> str:
        kind, value = literal.datatype.value, literal.value
        if kind.startswith(_XSD) and (bare := _BARE.get(kind[len(_XSD) :])) and bare.fullmatch(value):
            return value
        text = f'"{value.translate(_ESCAPES)}"'
        if literal.language:
            return f"{text}@{literal.language}"
        return text if kind == _XSD + "string" else f"{text}^^{self.iri(kind)}"
