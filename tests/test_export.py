"""Exports: the same graph gives the same bytes, every format can be read again, and a spreadsheet runs nothing."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from pyoxigraph import CanonicalizationAlgorithm as Canonical

import lisbon
from communique.answers.eventtable import guarded
from communique.answers.export import FORMATS, export
from communique.answers.turtle import TurtleWriter
from communique.errors import StoreError, UsageError
from communique.store import Store
from communique.vocab import PREFIXES

BASE = "https://w3id.org/communique/id/"
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_RDF = {"ntriples": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML}


@pytest.fixture(scope="module")
def graph() -> Store:
    return lisbon.in_memory()


def written(graph: Store, format: str, view: str | None = None) -> bytes:
    out = io.BytesIO()
    export(graph, format=format, view=view, stdout=out)
    return out.getvalue()


def canonical(quads: object) -> set[str]:
    """The statements with blank nodes named by what they say, so that two readings can be compared."""
    dataset = Dataset(quads)  # type: ignore[arg-type]
    dataset.canonicalize(Canonical.RDFC_1_0)
    return {str(quad) for quad in dataset}


def triples(data: bytes, format: RdfFormat) -> set[str]:
    return canonical(Quad(q.subject, q.predicate, q.object) for q in parse(data, format=format))


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_graph_gives_the_same_bytes(graph: Store, format: str) -> None:
    assert written(graph, format) == written(lisbon.in_memory(), format)


@pytest.mark.parametrize("view", ["knowledge", "full"])
@pytest.mark.parametrize("format", ["ntriples", "jsonld", "rdfxml"])
def test_all_formats_say_the_same(graph: Store, format: str, view: str) -> None:
    turtle = triples(written(graph, "turtle", view), RdfFormat.TURTLE)
    assert triples(written(graph, format, view), _RDF[format]) == turtle


@pytest.mark.parametrize(("format", "syntax"), [("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)])
def test_formats_for_datasets_carry_all_graphs(graph: Store, format: str, syntax: RdfFormat) -> None:
    assert canonical(parse(written(graph, format), format=syntax)) == canonical(graph.quads())


def test_the_knowledge_view_leaves_nothing_undeclared(graph: Store) -> None:
    quads = list(parse(written(graph, "turtle"), format=RdfFormat.TURTLE))
    typed = {q.subject for q in quads if q.predicate == _TYPE}
    data = {n for q in quads for n in (q.subject, q.object) if isinstance(n, NamedNode) and n.value.startswith(BASE)}
    assert data and data <= typed
    assert not any("/article/" in node.value for node in data), "mentions belong to the full view"


def test_things_of_other_data_sets_are_declared_as_individuals(graph: Store) -> None:
    text = written(graph, "turtle").decode()
    assert "<http://www.wikidata.org/entity/Q20> a owl:NamedIndividual ." in text


def test_turtle_reads_well(graph: Store) -> None:
    text = written(graph, "turtle").decode()
    assert "<person/ingrid-falk> a " in text and "### Events" in text
    assert "_:" not in text, "blank nodes stand inside their subjects"


def test_the_table_of_events_has_codes_and_one_row_a_pair(graph: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(written(graph, "csv").decode())))
    meeting = next(r for r in rows if r["event_class"] == "Meeting" and r["status"] == "occurred")
    assert (meeting["source"], meeting["target"], meeting["reciprocal"]) == ("Ingrid Falk", "Paulo Mendes", "true")
    assert (meeting["source_country"], meeting["target_country"], meeting["place_country"]) == ("NOR", "PRT", "PRT")
    codes = [meeting[name] for name in ("category", "cameo", "cameo_root", "quad_class")]
    assert codes == ["CONSULT", "040", "04", "1"]
    expulsion = next(r for r in rows if r["event_class"] == "Expulsion")
    assert (expulsion["source_country"], expulsion["target_country"], expulsion["quad_class"]) == ("PRT", "NOR", "4")
    assert expulsion["sentence"].startswith("Portugal expelled") and expulsion["url"].endswith("/nine-1")
    visit = next(r for r in rows if r["event_class"] == "Visit")
    assert (visit["status"], visit["category"], visit["cameo"]) == ("planned", "AGREE", "")


def test_rows_come_in_order_of_time_and_without_a_date_last(graph: Store) -> None:
    dates = [r["earliest"] or "9999" for r in csv.DictReader(io.StringIO(written(graph, "csv").decode()))]
    assert dates == sorted(dates)


@given(st.text(min_size=1, max_size=20))
def test_no_cell_is_a_formula(text: str) -> None:
    cell = guarded(text)
    assert cell[0] not in "=@\t\r" and (cell[0] not in "+-" or cell[1:].replace(".", "").isdecimal())


def test_the_network_is_graphml_with_actors_and_weights(graph: Store) -> None:
    root = ElementTree.fromstring(written(graph, "graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {n.get("id") for n in root.iter(f"{space}node")}
    edges = list(root.iter(f"{space}edge"))
    assert f"{BASE}person/ingrid-falk" in nodes
    assert edges and all(e.get("source") in nodes and e.get("target") in nodes for e in edges)
    keys = {k.get("id") for k in root.iter(f"{space}key")}
    assert {d.get("key") for d in root.iter(f"{space}data")} <= keys


def test_a_file_appears_only_when_it_is_complete(graph: Store, tmp_path: Path) -> None:
    target = tmp_path / "kg.ttl"
    target.write_text("old")
    export(graph, format="turtle", output=target)
    assert target.read_bytes() == written(graph, "turtle")
    assert [p.name for p in tmp_path.iterdir()] == ["kg.ttl"]


def test_a_folder_that_is_not_there_is_one_clear_line(graph: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        export(graph, format="csv", output=tmp_path / "nowhere" / "events.csv")


def test_an_unknown_format_or_view_is_misuse(graph: Store) -> None:
    with pytest.raises(UsageError, match="no format 'xls'; there are: turtle"):
        export(graph, format="xls")
    with pytest.raises(UsageError, match="no view 'all'"):
        export(graph, format="turtle", view="all")


_nodes = st.one_of(
    st.sampled_from(["country/RUS", "a/b.", "x//y", "../up", "p/a%20b", "a/ü"]).map(lambda s: NamedNode(BASE + s)),
    st.sampled_from(["Meeting", "a.b", "1st", "", "x/y", "-a"]).map(lambda s: NamedNode(PREFIXES["dip"] + s)),
)
_terms = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12).map(Literal),
    st.integers().map(lambda n: Literal(str(n), datatype=NamedNode(PREFIXES["xsd"] + "integer"))),
    _nodes,
)


@given(st.lists(st.tuples(_nodes, _terms), max_size=8))
def test_what_is_written_is_what_is_read(pairs: list[tuple[NamedNode, Literal]]) -> None:
    out = io.StringIO()
    writer = TurtleWriter(out, base=BASE)
    writer.header()
    subject = NamedNode(BASE + "event/x")
    writer.block(subject, pairs)
    read = {Triple(q.subject, q.predicate, q.object) for q in parse(out.getvalue(), format=RdfFormat.TURTLE)}
    assert read == {Triple(subject, p, o) for p, o in pairs}


def test_blank_nodes_that_are_shared_or_circular_survive() -> None:
    a, b = BlankNode("x"), BlankNode("y")
    p, thing = NamedNode(BASE + "p/p"), NamedNode(BASE + "thing/t")
    out = io.StringIO()
    writer = TurtleWriter(out, base=BASE, blank={a: [(p, b)], b: [(p, a)]})
    writer.block(thing, [(p, a)])
    for root in writer.roots():
        writer.block(root, {a: [(p, b)], b: [(p, a)]}[root])
    text = f"@base <{BASE}> .\n{out.getvalue()}"
    expected = [Quad(thing, p, a), Quad(a, p, b), Quad(b, p, a)]
    assert triples(text.encode(), RdfFormat.TURTLE) == canonical(expected)
