"""A fast engine for the SHACL core components that ``ontology/shapes.ttl`` uses, over an index of the graph in memory.

Semantics are those of the W3C Recommendation "Shapes Constraint Language" of 20 July 2017, sections 2 to 4; pySHACL,
which is complete but slow, is the judge, and the tests hold that both agree. A component that this engine does not know
is an error when the shapes are read, never passed over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from communique.errors import DataError

Node = NamedNode | BlankNode | Literal | Triple
Statement = Quad | Triple

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = NamedNode(RDF + "type")
SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_FIRST, _REST, _NIL = NamedNode(RDF + "first"), NamedNode(RDF + "rest"), NamedNode(RDF + "nil")
_STRUCTURE = frozenset(
    {"path", "property", "message", "severity", "targetClass", "targetSubjectsOf", "name", "description"}
)
_LEXICAL = {  # XML Schema 1.1 part 2, as far as well-formedness shows in the lexical form
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    XSD + "boolean": re.compile(r"true|false|0|1"),
    XSD + "dateTime": re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of a validation: which node breaks which shape, on which property, with which value."""

    focus: str
    path: str | None
    message: str
    severity: str  # "Violation", "Warning" or "Info"
    shape: str  # IRI of the node shape
    component: str = ""  # "MinCount", "Class" ...
    value: str | None = None


class Index:
    """Statements by predicate and subject. Graph names are dropped: shapes look at the union of all graphs."""

    def __init__(self, statements: Iterable[Statement]):
        self._by: dict[NamedNode, dict[Node, dict[Node, None]]] = defaultdict(lambda: defaultdict(dict))
        terms: dict[Node, Node] = {}  # one object a term: half of the memory
        for statement in statements:
            subject = terms.setdefault(statement.subject, statement.subject)
            value = terms.setdefault(statement.object, statement.object)
            self._by[statement.predicate][subject][value] = None
        self._below: dict[Node, frozenset[Node]] = {}

    def predicates(self) -> Iterable[NamedNode]:
        return self._by.keys()

    def subjects(self, predicate: NamedNode) -> Iterable[Node]:
        return self._by.get(predicate, {}).keys()

    def values(self, subject: Node, predicate: NamedNode) -> Iterable[Node]:
        found = self._by.get(predicate)
        return (found.get(subject) or ()) if found else ()

    def below(self, cls: Node) -> frozenset[Node]:
        """A class with all its subclasses."""
        if cls not in self._below:
            children: dict[Node, list[Node]] = defaultdict(list)
            for child, parents in self._by.get(SUBCLASS, {}).items():
                for parent in parents:
                    children[parent].append(child)
            seen: set[Node] = set()
            todo = [cls]
            while todo:
                if (at := todo.pop()) not in seen:
                    seen.add(at)
                    todo += children[at]
            self._below[cls] = frozenset(seen)
        return self._below[cls]

    def is_a(self, node: Node, cls: Node) -> bool:
        return not self.below(cls).isdisjoint(self.values(node, TYPE))

    def instances(self, cls: Node) -> Iterator[Node]:
        below = self.below(cls)
        return (node for node, types in self._by.get(TYPE, {}).items() if not below.isdisjoint(types))


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape or a property shape (which has a path)."""

    name: str
    path: NamedNode | None
    message: str | None
    severity: str
    constraints: tuple[tuple[str, object], ...]
    properties: tuple[Shape, ...]
    classes: tuple[Node, ...]
    predicates: tuple[NamedNode, ...]

    def targets(self, index: Index) -> list[Node]:
        """The nodes of the data that the shape is about."""
        found = [node for cls in self.classes for node in index.instances(cls)]
        found += (node for predicate in self.predicates for node in index.subjects(predicate))
        return list(dict.fromkeys(found))

    def check(self, focus: Node, index: Index) -> Iterator[Violation]:
        """What is wrong with one node."""
        values = list(index.values(focus, self.path)) if self.path else [focus]
        for component, parameter in self.constraints:
            for wrong in _CHECKS[component](index, focus, values, parameter):
                yield Violation(
                    focus=text_of(focus),
                    path=self.path.value if self.path else None,
                    message=self.message or f"breaks sh:{component}",
                    severity=self.severity,
                    shape=self.name,
                    component=component[0].upper() + component[1:],
                    value=text_of(wrong) if wrong is not None else None,
                )
        for value in values:
            for inner in self.properties:
                yield from inner.check(value, index)


def read_turtle(path: Path) -> list[Quad]:
    """The statements of a file of shapes.

    Raises:
        DataError: the file is missing or no Turtle.
    """
    try:
        return list(parse(path.read_bytes(), format=RdfFormat.TURTLE))
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); validation needs this file") from error
    except SyntaxError as error:
        raise DataError(f"{path}, line {error.lineno}: not valid Turtle: {error.msg}") from error


def read_shapes(path: Path) -> list[Shape]:
    """The node shapes of a Turtle file.

    Raises:
        DataError: the file is missing, no Turtle, or uses what this engine does not know.
    """
    index = Index(read_turtle(path))
    nodes = [node for node in index.subjects(TYPE) if NamedNode(SH + "NodeShape") in index.values(node, TYPE)]
    return [_shape(node, index, text_of(node), path) for node in nodes]


def _shape(node: Node, index: Index, name: str, file: Path) -> Shape:
    def all_of(term: str) -> tuple[Node, ...]:
        return tuple(index.values(node, NamedNode(SH + term)))

    constraints: list[tuple[str, object]] = []
    for predicate in index.predicates():
        term = predicate.value.removeprefix(SH)
        if term == predicate.value or term in _STRUCTURE:
            continue
        for parameter in index.values(node, predicate):
            constraints.append((term, _parameter(term, parameter, index, name, file)))
    path = next(iter(all_of("path")), None)
    if path is not None and not isinstance(path, NamedNode):
        raise DataError(f"{file}: {name}: the fast engine knows only paths of one property; use pySHACL")
    message, severity = (next(iter(all_of(term)), None) for term in ("message", "severity"))
    return Shape(
        name=name,
        path=path,
        message=message.value if isinstance(message, Literal) else None,
        severity=text_of(severity).removeprefix(SH) if severity else "Violation",
        constraints=tuple(constraints),
        properties=tuple(_shape(inner, index, name, file) for inner in all_of("property")),
        classes=all_of("targetClass"),
        predicates=tuple(p for p in all_of("targetSubjectsOf") if isinstance(p, NamedNode)),
    )


def _parameter(term: str, value: Node, index: Index, name: str, file: Path) -> object:
    if term not in _CHECKS:
        raise DataError(f"{file}: {name}: the fast engine does not know sh:{term}; use pySHACL")
    if term == "or":
        return tuple(_shape(item, index, name, file) for item in _items(value, index))
    if term == "in":
        return frozenset(_items(value, index))
    if term == "pattern":
        return re.compile(text_of(value))
    if term in ("minCount", "maxCount", "minLength"):
        return int(text_of(value))
    if term in ("minInclusive", "maxInclusive"):
        return _comparable(value)
    return value


def _items(head: Node, index: Index) -> Iterator[Node]:
    while head != _NIL:
        yield next(iter(index.values(head, _FIRST)))
        head = next(iter(index.values(head, _REST)))


def text_of(node: Node) -> str:
    """The value of an IRI or a literal, the label of a blank node."""
    return node.value if isinstance(node, NamedNode | Literal | BlankNode) else str(node)


def _comparable(node: Node) -> Decimal | datetime | None:
    """A number or an instant; None for all else, which compares with nothing."""
    if not isinstance(node, Literal):
        return None
    try:
        if node.datatype.value == XSD + "dateTime":
            moment = datetime.fromisoformat(node.value)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # the implicit zone of XPath's comparisons
        if node.datatype.value.removeprefix(XSD) in ("integer", "decimal", "double", "float"):
            return Decimal(node.value)
    except (ValueError, InvalidOperation):
        return None
    return None


def _in_order(left: Node, right: Node, *, or_equal: bool) -> bool:
    a, b = _comparable(left), _comparable(right)
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return a <= b if or_equal else a < b
    if isinstance(a, datetime) and isinstance(b, datetime):
        return a <= b if or_equal else a < b
    return False


def _in_bounds(value: Node, bound: object, sign: int) -> bool:
    number = _comparable(value)
    return isinstance(number, Decimal) and isinstance(bound, Decimal) and sign * (number - bound) >= 0


def _has_datatype(value: Node, datatype: object) -> bool:
    if not isinstance(value, Literal) or value.datatype != datatype:
        return False
    lexical = _LEXICAL.get(value.datatype.value)
    return lexical is None or lexical.fullmatch(value.value) is not None


def _has_kind(value: Node, kind: object) -> bool:
    kinds = {NamedNode: SH + "IRI", BlankNode: SH + "BlankNode", Literal: SH + "Literal"}
    return isinstance(kind, NamedNode) and kinds.get(type(value)) == kind.value


def _conforms(value: Node, shape: Shape, index: Index) -> bool:
    return next(shape.check(value, index), None) is None


# One entry a component: the values that are wrong, or None once for a property as a whole. What a parameter is follows
# from its component in _parameter, which types cannot say.
_CHECKS: dict[str, Callable[[Index, Node, list[Node], Any], Iterable[Node | None]]] = {
    "minCount": lambda index, focus, values, n: [None] if len(values) < n else [],
    "maxCount": lambda index, focus, values, n: [None] if len(values) > n else [],
    "minLength": lambda index, focus, values, n: [v for v in values if isinstance(v, BlankNode) or len(text_of(v)) < n],
    "datatype": lambda index, focus, values, datatype: [v for v in values if not _has_datatype(v, datatype)],
    "nodeKind": lambda index, focus, values, kind: [v for v in values if not _has_kind(v, kind)],
    "class": lambda index, focus, values, cls: [v for v in values if not index.is_a(v, cls)],
    "in": lambda index, focus, values, allowed: [v for v in values if v not in allowed],
    "pattern": lambda index, focus, values, regex: [
        v for v in values if isinstance(v, BlankNode) or not regex.search(text_of(v))
    ],
    "minInclusive": lambda index, focus, values, bound: [v for v in values if not _in_bounds(v, bound, 1)],
    "maxInclusive": lambda index, focus, values, bound: [v for v in values if not _in_bounds(v, bound, -1)],
    "lessThan": lambda index, focus, values, other: [
        v for v in values for o in index.values(focus, other) if not _in_order(v, o, or_equal=False)
    ],
    "lessThanOrEquals": lambda index, focus, values, other: [
        v for v in values for o in index.values(focus, other) if not _in_order(v, o, or_equal=True)
    ],
    "or": lambda index, focus, values, shapes: [
        v for v in values if not any(_conforms(v, shape, index) for shape in shapes)
    ],
}
