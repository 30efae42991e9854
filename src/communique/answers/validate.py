"""Whether a graph keeps the shapes of ``ontology/shapes.ttl``, and its mentions and terms what SHACL core cannot say.

pySHACL judges graphs up to `PYSHACL_LIMIT` statements; above that, where it takes minutes, the engine of
`communique.shapes` does the work. The tests hold that both find the same in every example and every planted fault.
Where values cannot be compared (a word for a time), that engine reports the comparison, as the Recommendation asks,
and pySHACL the wrong datatype alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from communique.answers.shapes import SH, TYPE, Index, Node, Statement, Violation, read_shapes, read_turtle, text_of
from communique.errors import DataError, UsageError
from communique.resources import data_folder
from communique.vocab import Vocabulary

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node as Term

Engine = OneOf["auto", "pyshacl", "native"]
PYSHACL_LIMIT = 30_000  # statements, the ontology's own 3,000 not counted; about 3 seconds on a laptop
_SHAPES = "https://w3id.org/communique/shapes#"


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found, in a fixed order. `engine` is the one that did it: "pyshacl" or "native"."""

    results: tuple[Violation, ...]
    engine: str

    @property
    def conforms(self) -> bool:
        return not self.results


def validate(
    data: Iterable[Statement],
    *,
    engine: Engine = "auto",
    vocab: Vocabulary | None = None,
    folder: Path | None = None,
) -> Report:
    """Judges statements by the shapes, together with the ontology, which need not be among them.

    Args:
        data: quads or triples, such as a pyoxigraph Store or what `pyoxigraph.parse` gives; graph names are dropped.
        engine: "pyshacl", "native", or "auto", which takes the first up to `PYSHACL_LIMIT` statements.
        vocab: the ontology, if it is loaded already.
        folder: where ``shapes.ttl`` and the ontology are (default: those of the package).

    >>> from pyoxigraph import NamedNode, Triple
    >>> vocab = Vocabulary.load()
    >>> country = Triple(NamedNode("https://example.org/x"), vocab["rdf:type"], vocab["dip:Country"])
    >>> for result in validate([country], vocab=vocab, engine="native").results:
    ...     print(result.message)
    an actor has exactly one preferred name (rdfs:label)
    a country has exactly one ISO 3166-1 code of three capitals
    a place has exactly one preferred name (rdfs:label)

    Raises:
        DataError: the shapes or the ontology cannot be read.
        UsageError: no such engine.
    """
    folder = folder or data_folder("ontology")
    vocab = vocab or Vocabulary.load(folder)
    shapes = folder / "shapes.ttl"
    if engine not in ("auto", "pyshacl", "native"):
        raise UsageError(f"engine {engine}: there is none of this name; take auto, pyshacl or native")
    statements = iter(data)
    held: list[Statement] = []
    if engine != "native":
        held += islice(statements, PYSHACL_LIMIT + 1) if engine == "auto" else statements
    if engine == "pyshacl" or (engine == "auto" and len(held) <= PYSHACL_LIMIT):
        try:
            results = _pyshacl(chain(held, vocab.ontology_quads()), shapes)
            return _report(results, Index(held), vocab, "pyshacl")
        except _GaveUpError as error:
            if engine == "pyshacl":
                raise DataError(f"pySHACL gives up on this graph: {error}; take the engine native") from error
    index = Index(chain(held, statements, vocab.ontology_quads()))
    results = [v for shape in read_shapes(shapes) for node in shape.targets(index) for v in shape.check(node, index)]
    return _report(results, index, vocab, "native")


class _GaveUpError(Exception):
    """pySHACL could not finish: it stops at a blank node where a time should be, for one."""


def _report(results: list[Violation], index: Index, vocab: Vocabulary, engine: str) -> Report:
    found = {*results, *_spans(index, vocab), *_undeclared(index, vocab)}
    return Report(tuple(sorted(found, key=_order)), engine)


def _order(v: Violation) -> tuple[str, ...]:
    return v.focus, v.shape, v.path or "", v.component, v.value or ""


def _spans(index: Index, vocab: Vocabulary) -> Iterator[Violation]:
    """Mentions whose dip:exact is not the span of their article's text: offsets count Unicode characters."""
    text, within, exact = vocab["dip:text"], vocab["dip:inArticle"], vocab["dip:exact"]
    for mention in index.subjects(within):
        article = next(iter(index.values(mention, within)))
        whole = next(iter(index.values(article, text)), None)
        span = [_integer(next(iter(index.values(mention, vocab[name])), None)) for name in ("dip:begin", "dip:end")]
        words = next(iter(index.values(mention, exact)), None)
        if whole is None or words is None or span[0] is None or span[1] is None:
            continue  # the shapes report what is missing
        if text_of(whole)[span[0] : span[1]] != text_of(words):
            message = "dip:exact is not the span of the article's text from dip:begin to dip:end"
            yield Violation(
                text_of(mention), exact.value, message, "Violation", _SHAPES + "Mention", "Span", text_of(words)
            )


def _integer(node: Node | None) -> int | None:
    value = text_of(node) if isinstance(node, Literal) else ""
    return int(value) if value.isascii() and value.isdigit() else None


def _undeclared(index: Index, vocab: Vocabulary) -> Iterator[Violation]:
    """Properties and classes of known namespaces that the ontology does not declare: Protégé would guess at them."""
    used = {*index.predicates(), *(cls for node in index.subjects(TYPE) for cls in index.values(node, TYPE))}
    for term in used:
        if (name := vocab.undeclared(text_of(term))) is not None:
            message = f"{name} is not in the ontology"
            yield Violation(text_of(term), None, message, "Violation", _SHAPES + "Declared", "Declared")


def _pyshacl(statements: Iterable[Statement], shapes: Path) -> list[Violation]:
    """The same through pySHACL, on rdflib graphs. Imported here, since it takes half a second."""
    import pyshacl
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import Graph

    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.CRITICAL)  # it prints a traceback for each ill-typed literal, which the shapes report
    try:
        data, wanted = (
            Graph().parse(data=_ntriples(graph), format="nt") for graph in (statements, read_turtle(shapes))
        )
        _, report, told = pyshacl.validate(data, shacl_graph=wanted)
    except (ReportableRuntimeError, TypeError) as error:  # it compares what has no order: a time with an IRI
        raise _GaveUpError(error) from error
    finally:
        log.setLevel(level)
    if not isinstance(report, Graph):  # pySHACL returns some failures in place of the report
        raise _GaveUpError(told)
    return list(_results(report, wanted))


def _ntriples(statements: Iterable[Statement]) -> bytes:
    return serialize((Triple(s.subject, s.predicate, s.object) for s in statements), format=RdfFormat.N_TRIPLES) or b""


def _results(report: Graph, wanted: Graph) -> Iterator[Violation]:
    from rdflib import RDF, URIRef

    sh = {name: URIRef(SH + name) for name in ("property", "ValidationResult")}

    def named(shape: Term | None) -> str:
        while shape is not None and not isinstance(shape, URIRef):
            shape = wanted.value(predicate=sh["property"], object=shape)
        return str(shape or "")

    for result in report.subjects(RDF.type, sh["ValidationResult"]):
        told = {
            name: report.value(result, URIRef(SH + name))
            for name in ("focusNode", "resultPath", "resultMessage", "resultSeverity", "sourceShape", "value",
                         "sourceConstraintComponent")
        }  # fmt: skip
        path, value = told["resultPath"], told["value"]
        yield Violation(
            focus=str(told["focusNode"]),
            path=None if path is None else str(path),
            message=str(told["resultMessage"]),
            severity=str(told["resultSeverity"]).removeprefix(SH),
            shape=named(told["sourceShape"]),
            component=str(told["sourceConstraintComponent"]).removeprefix(SH).removesuffix("ConstraintComponent"),
            value=None if value is None else str(value).replace("+00:00", "Z"),  # rdflib rewrites "Z"
        )
