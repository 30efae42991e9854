"""The graph in the formats that other tools read: RDF in six syntaxes, a table of events, a network of actors.

Everything is written in a stable order, subject by subject, so that memory grows with the number of subjects and not
with that of triples, and the same graph gives the same bytes. A file appears under its name only when it is complete.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, serialize
from pyoxigraph import Store as Oxigraph

from communique.answers.eventtable import write_csv
from communique.answers.graphml import write_graphml
from communique.answers.turtle import Pair, TurtleWriter
from communique.errors import StoreError, UsageError
from communique.store import Store
from communique.vocab import PREFIXES

FORMATS: Mapping[str, str] = {
    "turtle": "Turtle with prefixes, for Protégé and people",
    "trig": "TriG, with all graphs",
    "nquads": "N-Quads, with all graphs, in canonical order",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF/XML",
    "csv": "table of events with PLOVER and CAMEO codes, one row a source and target",
    "graphml": "network of actors, for Gephi",
}
VIEWS = ("knowledge", "full")
_ALL_GRAPHS = ("trig", "nquads")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_INDIVIDUAL = NamedNode(PREFIXES["owl"] + "NamedIndividual")
_SAME = frozenset(
    NamedNode(PREFIXES[p] + n) for p, n in (("owl", "sameAs"), ("skos", "exactMatch"), ("skos", "closeMatch"))
)
_SECTIONS = (
    ("The ontology", ("owl:Ontology",)),
    ("Classes", ("owl:Class",)),
    ("Properties", ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")),
    ("Categories and topics", ("skos:ConceptScheme", "skos:Concept", "dip:Topic", "dip:EventStatus")),
    ("Countries and places", ("dip:Country", "dip:City", "dip:Region", "dip:Facility", "dip:Place")),
    ("Articles", ("dip:Article",)),
    ("Mentions", ("dip:EntityMention", "dip:TimeMention", "dip:EventMention", "dip:Mention")),
)


def export(
    store: Store,
    *,
    format: str,
    view: str | None = None,
    output: Path | str | None = None,
    stdout: BinaryIO | None = None,
) -> None:
    """Write the graph to a file, or to standard output where `output` is None or "-".

    Args:
        view: "knowledge" (ontology and fused graph, the default), or "full" (with articles and mentions). TriG and
            N-Quads carry all graphs unless a view is given.

    Raises:
        UsageError: no such format or view.
        StoreError: the file cannot be written.
    """
    if format not in FORMATS:
        raise UsageError(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    if view is not None and view not in VIEWS:
        raise UsageError(f"no view {view!r}; there are: {', '.join(VIEWS)}")
    chosen = View(store, full=(view or ("full" if format in _ALL_GRAPHS else "knowledge")) == "full")
    write = _WRITERS[format]
    if output is None or str(output) == "-":
        out = stdout or sys.stdout.buffer
        write(chosen, out)
        out.flush()
        return
    with written(Path(output)) as out:
        write(chosen, out)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name when the block is left without an error, and else leaves no trace.

    Raises:
        StoreError: it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror or error})") from error
    try:
        with open(handle, "wb", buffering=1 << 20) as out:  # noqa: PTH123 - a descriptor, not a path
            yield out
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror or error}); nothing was changed there") from error
    finally:
        Path(name).unlink(missing_ok=True)


class View:
    """The part of a store that goes into a file."""

    def __init__(self, store: Store, *, full: bool):
        self.store, self.full = store, full
        self.base = store.ids.base
        names = store.graphs()
        core = [store.ids.graph(n) for n in ("ontology", "knowledge", "judgements")]
        self.graphs = [NamedNode(g) for g in core if g in names]
        if full:
            self.graphs += [NamedNode(g) for g in names if g not in core]
        self._kinds: dict[NamedNode, str] = {}

    @property
    def oxigraph(self) -> Oxigraph:
        return self.store.oxigraph

    def kinds(self) -> dict[NamedNode, str]:
        """The things with a type in this view, with the most telling of their types."""
        if not self._kinds:
            for graph in self.graphs:
                for quad in self.oxigraph.quads_for_pattern(None, _TYPE, None, graph):
                    if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                        kind = quad.object.value
                        if quad.object != _INDIVIDUAL:
                            self._kinds[quad.subject] = max(kind, self._kinds.get(quad.subject, ""))
        return self._kinds

    def pairs(self, subject: NamedNode | BlankNode) -> list[Pair]:
        """What this view says of a subject, declared as an individual; without links to what is not in the view."""
        kinds = self.kinds()
        found: dict[Pair, None] = {}
        for graph in self.graphs:
            for quad in self.oxigraph.quads_for_pattern(subject, None, None, graph):
                if self.full or not self._outside(quad.object, kinds):
                    found[quad.predicate, quad.object] = None
        if isinstance(subject, NamedNode) and subject.value.startswith(self.base):
            found[_TYPE, _INDIVIDUAL] = None
        return list(found)

    def _outside(self, node: object, kinds: Mapping[NamedNode, str]) -> bool:
        return isinstance(node, NamedNode) and node not in kinds and node.value.startswith(self.base)

    def elsewhere(self) -> list[NamedNode]:
        """Individuals of other data sets that this view links to, which OWL tools want declared."""
        found = {
            q.object for g in self.graphs for p in _SAME for q in self.oxigraph.quads_for_pattern(None, p, None, g)
            if isinstance(q.object, NamedNode) and q.object not in self.kinds()
        }  # fmt: skip
        return sorted(found, key=lambda n: n.value)

    def blank(self) -> dict[BlankNode, list[Pair]]:
        """What is said of blank nodes; only the ontology has any."""
        found: dict[BlankNode, list[Pair]] = {}
        for quad in self.oxigraph.quads_for_pattern(None, None, None, NamedNode(self.store.ids.graph("ontology"))):
            if isinstance(quad.subject, BlankNode):
                found.setdefault(quad.subject, []).append((quad.predicate, quad.object))
        return found

    def sections(self) -> list[tuple[str, list[NamedNode]]]:
        """Subjects in the order of a file that is read from the top: ontology, actors, places, events."""
        place = {
            PREFIXES[p] + n: i for i, (_, names) in enumerate(_SECTIONS) for p, n in (name.split(":") for name in names)
        }
        events = PREFIXES["dip"]
        found: dict[tuple[int, str], list[NamedNode]] = {}
        for node, kind in self.kinds().items():
            if kind in place:
                key = (place[kind], _SECTIONS[place[kind]][0])
            elif kind.startswith(events) and node.value.startswith(self.base):
                key = (len(_SECTIONS), _plural(node.value[len(self.base) :].partition("/")[0]))
            else:
                key = (len(_SECTIONS) + 1, "Others")
            found.setdefault(key, []).append(node)
        return [(key[1], sorted(found[key], key=lambda n: n.value)) for key in sorted(found)]

    def triples(self) -> Iterator[Triple]:
        """All triples of the view, each once, in the order of `sections`."""
        blank = self.blank()
        for _, nodes in self.sections():
            for node in nodes:
                for predicate, value in sorted(self.pairs(node), key=str):
                    yield Triple(node, predicate, value)
        for node in self.elsewhere():
            yield Triple(node, _TYPE, _INDIVIDUAL)
        for bnode in sorted(blank, key=lambda n: n.value):
            for predicate, value in sorted(blank[bnode], key=str):
                yield Triple(bnode, predicate, value)


def _plural(word: str) -> str:
    irregular = {"org": "Organisations", "discrepancy": "Discrepancies", "quantity": "Quantities"}
    return irregular.get(word, word.replace("-", " ").capitalize() + "s")


def _turtle(view: View, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", write_through=False, newline="\n")
    writer = TurtleWriter(text, base=view.base, blank=view.blank())
    writer.header()
    for title, nodes in view.sections():
        writer.section(title)
        for node in nodes:
            writer.block(node, view.pairs(node))
        if title == "Properties":
            for root in writer.roots():
                writer.block(root, view.blank()[root])
    if others := view.elsewhere():
        writer.section("The same in other data sets")
        for node in others:
            writer.block(node, [(_TYPE, _INDIVIDUAL)])
    text.flush()
    text.detach()


def _by_subject(view: View, graph: NamedNode) -> Iterator[tuple[NamedNode | BlankNode, list[Quad]]]:
    """The quads of a graph, subject by subject in order; of a large graph no more than one subject's quads are held."""
    if graph.value.startswith(view.store.ids.graph("")):
        subjects = {quad.subject for quad in view.oxigraph.quads_for_pattern(None, None, None, graph)}
        for subject in sorted(subjects, key=str):
            yield subject, list(view.oxigraph.quads_for_pattern(subject, None, None, graph))  # type: ignore[misc]
        return
    found: dict[NamedNode | BlankNode, list[Quad]] = {}
    for quad in view.oxigraph.quads_for_pattern(None, None, None, graph):
        found.setdefault(quad.subject, []).append(quad)  # type: ignore[arg-type]
    yield from sorted(found.items(), key=lambda item: str(item[0]))


def _trig(view: View, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="\n")
    blank = view.blank()
    writer = TurtleWriter(text, base=view.base, blank=blank)
    writer.header()
    ontology = view.store.ids.graph("ontology")
    for graph in sorted(view.graphs, key=lambda g: g.value):
        writer.opens(graph.value)
        for subject, quads in _by_subject(view, graph):
            if not isinstance(subject, BlankNode):
                writer.block(subject, [(q.predicate, q.object) for q in quads], indent="  ")
        if graph.value == ontology:
            for root in writer.roots():
                writer.block(root, blank[root], indent="  ")
        writer.closes()
    text.flush()
    text.detach()


def _nquads(view: View, out: BinaryIO) -> None:
    """Graphs by name, and in each the lines in order; an article's graph is small enough to be sorted whole."""
    for graph in sorted(view.graphs, key=lambda g: g.value):
        if graph.value.startswith(view.store.ids.graph("")):
            for _, quads in _by_subject(view, graph):
                out.write("".join(sorted(f"{quad} .\n" for quad in quads)).encode())
        else:
            lines = [f"{quad} .\n" for quad in view.oxigraph.quads_for_pattern(None, None, None, graph)]
            out.write("".join(sorted(lines)).encode())


def _serialized(format: RdfFormat, *, prefixes: bool) -> Callable[[View, BinaryIO], None]:
    def write(view: View, out: BinaryIO) -> None:
        serialize(view.triples(), out, format=format, prefixes=dict(PREFIXES) if prefixes else None)

    return write


_WRITERS: Mapping[str, Callable[[View, BinaryIO], None]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nquads": _nquads,
    "ntriples": _serialized(RdfFormat.N_TRIPLES, prefixes=False),
    "jsonld": _serialized(RdfFormat.JSON_LD, prefixes=True),
    "rdfxml": _serialized(RdfFormat.RDF_XML, prefixes=True),
    "csv": lambda view, out: write_csv(view.store, out),
    "graphml": lambda view, out: write_graphml(view.store, out),
}
