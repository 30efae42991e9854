"""Shapes: good examples conform, each planted fault is found, and both engines find the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from communique.answers import validate as module
from communique.answers.shapes import Violation, read_shapes
from communique.answers.validate import Engine, validate
from communique.errors import DataError, UsageError
from communique.resources import data_folder
from communique.vocab import Vocabulary

EXAMPLES = data_folder("ontology") / "examples"
GOOD = sorted((EXAMPLES / "good").glob("*.ttl"))
BAD = sorted((EXAMPLES / "bad").glob("*.ttl"))
ENGINES: tuple[Engine, ...] = ("native", "pyshacl")


@pytest.fixture(scope="module")
def vocab() -> Vocabulary:
    return Vocabulary.load()


def statements(path: Path, *, within: str = "") -> Iterator[Quad]:
    """The example's statements; `within` puts its data under a base of its own, so that examples can be merged."""
    base = "https://w3id.org/communique/id/"
    text = path.read_text(encoding="utf-8").replace(base, f"{base}{within}")
    return parse(text.encode(), format=RdfFormat.TURTLE)


def name_of(iri: str | None, vocab: Vocabulary) -> str:
    """An IRI as the examples write it: shape:Event, dip:status, "-" for none."""
    if iri is None:
        return "-"
    namespaces = {**vocab.prefixes, "shape": "https://w3id.org/communique/shapes#"}
    return next(f"{prefix}:{iri.removeprefix(ns)}" for prefix, ns in namespaces.items() if iri.startswith(ns))


def found(results: tuple[Violation, ...], vocab: Vocabulary) -> set[str]:
    return {f"{name_of(r.shape, vocab)} {name_of(r.path, vocab)} {r.component}" for r in results}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", GOOD, ids=lambda p: p.stem)
def test_good_example_conforms(path: Path, engine: Engine, vocab: Vocabulary) -> None:
    report = validate(statements(path), engine=engine, vocab=vocab)
    assert report.results == ()
    assert report.conforms
    assert report.engine == engine


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_planted_fault_and_nothing_else_is_found(path: Path, vocab: Vocabulary) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = {line.removeprefix("# Expect: ") for line in lines if line.startswith("# Expect: ")}
    assert expected
    assert found(validate(statements(path), engine="native", vocab=vocab).results, vocab) == expected


def test_both_engines_find_the_same_faults_with_the_same_words(vocab: Vocabulary) -> None:
    merged = [s for path in GOOD + BAD for s in statements(path, within=f"{path.parent.name}/{path.stem}/")]
    native, judge = (validate(merged, engine=engine, vocab=vocab).results for engine in ENGINES)
    assert native == judge  # focus, path, component, value, message and severity
    faulty = {r.focus.split("/id/bad/")[1].split("/")[0] for r in native if "/id/bad/" in r.focus}
    undeclared = {r.focus for r in native if r.component == "Declared"}  # told of the term, not of an example
    assert len(faulty) + len(undeclared) == len(BAD)


XSD = "http://www.w3.org/2001/XMLSchema#"
ODD = [Literal("x"), Literal("x", language="en"), NamedNode("https://example.org/none")] + [
    Literal(text, datatype=NamedNode(XSD + kind))
    for text, kind in (
        ("7", "integer"),
        ("-7.5", "decimal"),
        ("many", "integer"),
        ("true", "boolean"),
        ("2020-01-01", "date"),
        ("2020-01-01T00:00:00Z", "dateTime"),
        ("soon", "dateTime"),
    )
]
ORDERED = {"LessThan", "LessThanOrEquals", "MinInclusive", "MaxInclusive"}


@settings(max_examples=8, deadline=None)
@given(
    damage=st.lists(
        st.tuples(st.sampled_from(["drop", "replace", "add", "move"]), st.integers(0, 999), st.integers(0, 999)),
        min_size=10,
        max_size=30,
    )
)
def test_both_engines_agree_on_graphs_damaged_at_random(damage: list[tuple[str, int, int]]) -> None:
    graph = [s for path in GOOD for s in statements(path)]
    for kind, i, j in damage:
        old, other = graph[i % len(graph)], graph[j % len(graph)]
        if kind in ("drop", "replace"):
            graph.remove(old)
        if kind in ("replace", "add"):
            graph.append(Quad(old.subject, old.predicate, ODD[j % len(ODD)]))
        if kind == "move":
            graph.append(Quad(old.subject, old.predicate, other.object))
    try:
        native, judge = (set(validate(graph, engine=engine).results) for engine in ENGINES)
    except DataError:  # pySHACL gives up on values that have no order: there is nothing to agree with
        assert validate(graph).engine == "native"
        return
    assert judge <= native
    assert {r for r in native - judge if r.component not in ORDERED} == set()


def test_where_pyshacl_gives_up_the_fast_engine_goes_on(vocab: Vocabulary) -> None:
    graph = list(statements(GOOD[0]))
    event = next(s.subject for s in graph if s.predicate == vocab["dip:sourceCount"])
    graph.append(Quad(event, vocab["dip:latest"], BlankNode()))
    with pytest.raises(DataError, match="take the engine native"):
        validate(graph, engine="pyshacl", vocab=vocab)
    report = validate(graph, vocab=vocab)
    assert report.engine == "native"
    assert {"Datatype", "MaxCount"} <= {r.component for r in report.results}


def test_ill_typed_literals_print_nothing(vocab: Vocabulary, capfd: pytest.CaptureFixture[str]) -> None:
    count = Literal("many", datatype=NamedNode(XSD + "integer"))
    validate([Triple(NamedNode("https://example.org/e"), vocab["dip:sourceCount"], count)], vocab=vocab)
    assert capfd.readouterr() == ("", "")


def test_every_shape_has_a_fault_planted_for_it(vocab: Vocabulary) -> None:
    planted = {
        line.split()[2]
        for path in BAD
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("# Expect: ")
    }
    shapes = {name_of(shape.name, vocab) for shape in read_shapes(data_folder("ontology") / "shapes.ttl")}
    assert shapes - planted == {"shape:InArticle"}  # what is in an article and no mention breaks dip:inArticle's domain


def test_auto_leaves_large_graphs_to_the_fast_engine(vocab: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    path = GOOD[0]
    assert validate(statements(path), vocab=vocab).engine == "pyshacl"
    monkeypatch.setattr(module, "PYSHACL_LIMIT", 10)
    report = validate(statements(path), vocab=vocab)
    assert report.engine == "native"
    assert report.conforms


def test_graph_names_make_no_difference(vocab: Vocabulary) -> None:
    store = Store()
    for i, s in enumerate(statements(BAD[0])):
        for graph in ("https://example.org/a", f"https://example.org/{i % 3}"):
            store.add(Quad(s.subject, s.predicate, s.object, NamedNode(graph)))
    flat = validate(statements(BAD[0]), engine="native", vocab=vocab)
    assert validate(store, engine="native", vocab=vocab) == flat


def test_offsets_count_unicode_characters(vocab: Vocabulary) -> None:
    article, mention = NamedNode("https://example.org/a"), NamedNode("https://example.org/a/1")
    text = "\N{PARTY POPPER} Sánchez met Costa."

    def facts(begin: int, end: int) -> list[Triple]:
        number = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
        return [
            Triple(article, vocab["dip:text"], Literal(text)),
            Triple(mention, vocab["dip:inArticle"], article),
            Triple(mention, vocab["dip:begin"], Literal(str(begin), datatype=number)),
            Triple(mention, vocab["dip:end"], Literal(str(end), datatype=number)),
            Triple(mention, vocab["dip:exact"], Literal("Sánchez")),
        ]

    for begin, end, right in ((2, 9, True), (3, 10, False), (2, 99, False)):
        results = validate(facts(begin, end), engine="native", vocab=vocab).results
        assert ("Span" not in {r.component for r in results}) == right


def test_a_component_that_the_fast_engine_does_not_know_is_an_error(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <https://example.org/> .\n"
        "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:uniqueLang true ] .\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError, match="does not know sh:uniqueLang; use pySHACL"):
        read_shapes(shapes)
    shapes.write_text("no turtle", encoding="utf-8")
    with pytest.raises(DataError, match="line 1: not valid Turtle"):
        read_shapes(shapes)


def test_unknown_engine_is_misuse(vocab: Vocabulary) -> None:
    with pytest.raises(UsageError, match="take auto, pyshacl or native"):
        validate([], engine="magic", vocab=vocab)  # type: ignore[arg-type]
