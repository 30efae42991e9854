"""The ontology's own files: everything documented, everything declared, OWL 2 DL as far as it can be told here."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from communique.model import Status
from communique.resources import data_folder
from communique.vocab import PREFIXES, Vocabulary

FOLDER = data_folder("ontology")
FILES = [FOLDER / name for name in ("diplomacy.ttl", "plover.ttl", "topics.ttl")]
GOOD = sorted((FOLDER / "examples" / "good").glob("*.ttl"))
OURS = tuple(PREFIXES[prefix] for prefix in ("dip", "plover", "topic"))
BUILT_IN = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
ONTOLOGY = NamedNode("https://w3id.org/communique/ontology")
# https://www.w3.org/TR/owl2-syntax/#Datatype_Maps, the ones in reach of this project
OWL_DATATYPES = {"string", "boolean", "decimal", "integer", "double", "dateTime", "anyURI"}


def term(name: str) -> NamedNode:
    prefix, local = name.split(":")
    return NamedNode(PREFIXES[prefix] + local)


def quads(files: Iterable[Path]) -> list[Quad]:
    return [quad for path in files for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def statements() -> list[Quad]:
    return quads(FILES)


@pytest.fixture(scope="module")
def said(statements: list[Quad]) -> dict[NamedNode, dict[NamedNode, list[object]]]:
    """What is said of each of our terms."""
    facts: dict[NamedNode, dict[NamedNode, list[object]]] = defaultdict(lambda: defaultdict(list))
    for s in statements:
        if isinstance(s.subject, NamedNode) and s.subject.value.startswith(OURS):
            facts[s.subject][s.predicate].append(s.object)
    return facts


def test_every_term_has_one_label_a_definition_and_says_who_defines_it(
    said: dict[NamedNode, dict[NamedNode, list[object]]],
) -> None:
    for subject, facts in said.items():
        assert len(facts[term("rdfs:label")]) == 1, subject
        assert len(facts[term("skos:definition")]) == 1, subject
        assert facts[term("rdfs:isDefinedBy")] == [ONTOLOGY], subject
        assert len(facts[term("rdf:type")]) <= 2, subject


def test_every_class_property_status_and_category_has_an_example(
    said: dict[NamedNode, dict[NamedNode, list[object]]],
) -> None:
    for subject, facts in said.items():
        is_category = re.fullmatch(r"[A-Z]+", subject.value.removeprefix(PREFIXES["plover"]))
        if subject.value.startswith(PREFIXES["dip"]) or is_category:
            assert facts[term("skos:example")], subject


def test_definitions_end_as_sentences_and_labels_are_unlike(
    said: dict[NamedNode, dict[NamedNode, list[object]]],
) -> None:
    labels: dict[tuple[str, bool], NamedNode] = {}
    for subject, facts in said.items():
        for text in facts[term("skos:definition")]:
            assert isinstance(text, Literal) and text.value.endswith("."), subject
        (label,) = facts[term("rdfs:label")]
        assert isinstance(label, Literal)
        if subject.value.startswith(PREFIXES["dip"]):
            key = (label.value, subject.value.rpartition("#")[2][0].isupper())  # class "quantity", property "quantity"
            assert labels.setdefault(key, subject) == subject, f"{subject} and {labels[key]} share a label"


def test_names_follow_the_custom_of_classes_and_properties(statements: list[Quad]) -> None:
    for s in statements:
        if isinstance(s.subject, NamedNode) and s.subject.value.startswith(PREFIXES["dip"]):
            local = s.subject.value.removeprefix(PREFIXES["dip"])
            if s.object in (term("owl:ObjectProperty"), term("owl:DatatypeProperty"), term("owl:AnnotationProperty")):
                assert re.fullmatch(r"[a-z][A-Za-z0-9]*", local), local
            elif s.object == term("owl:Class"):
                assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", local), local


@pytest.mark.parametrize("extra", [[], GOOD], ids=["ontology", "ontology and examples"])
def test_nothing_undeclared_is_used(extra: list[Path]) -> None:
    kinds = kinds_of(quads(FILES))
    for s in quads([*FILES, *extra]):
        if not s.predicate.value.startswith(BUILT_IN):
            assert kinds[s.predicate] & {"ObjectProperty", "DatatypeProperty", "AnnotationProperty"}, s
        if s.predicate == term("rdf:type") and not s.object.value.startswith(BUILT_IN):  # type: ignore[union-attr]
            assert "Class" in kinds[s.object], s  # type: ignore[index]
        if isinstance(s.object, NamedNode) and s.object.value.startswith(OURS):
            assert s.object in kinds, s


def test_queries_use_declared_terms_only() -> None:
    vocab = Vocabulary.load()
    term_name = re.compile(r"(?<![\w:/])(?:dip|plover|topic|schema|prov|oa|geo|skos|foaf|org|dcterms):[A-Za-z][\w-]*")
    queries = sorted(data_folder("queries").glob("*.rq"))
    assert queries
    for path in queries:
        body = re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert [name for name in term_name.findall(body) if name not in vocab] == [], path.name


def kinds_of(statements: list[Quad]) -> dict[NamedNode, set[str]]:
    """Our and borrowed terms with the kinds of entity that they are declared as."""
    kinds: dict[NamedNode, set[str]] = defaultdict(set)
    for s in statements:
        if s.predicate == term("rdf:type") and isinstance(s.subject, NamedNode) and isinstance(s.object, NamedNode):
            kinds[s.subject].add(s.object.value.rpartition("#")[2])
    return kinds


def test_no_term_is_of_two_kinds_that_owl_dl_keeps_apart(statements: list[Quad]) -> None:
    for subject, kinds in kinds_of(statements).items():
        properties = kinds & {"ObjectProperty", "DatatypeProperty", "AnnotationProperty"}
        assert len(properties) <= 1, subject
        assert not (properties and "Class" in kinds), subject


@pytest.mark.parametrize("files", [FILES, GOOD], ids=["ontology", "examples"])
def test_literals_stay_in_the_owl_datatype_map_and_fit_their_property(files: list[Path]) -> None:
    kinds = kinds_of(quads(FILES))
    ranges = {s.subject: s.object for s in quads(FILES) if s.predicate == term("rdfs:range")}
    for s in quads(files):
        if isinstance(s.object, Literal):
            kind = s.object.datatype.value.removeprefix(PREFIXES["xsd"])
            assert kind in OWL_DATATYPES or s.object.language, s
            assert "ObjectProperty" not in kinds[s.predicate], s
            if (wanted := ranges.get(s.predicate)) is not None:
                assert s.object.datatype == wanted, s
        else:
            assert "DatatypeProperty" not in kinds[s.predicate], s


def test_the_header_names_version_licence_title_and_description(statements: list[Quad]) -> None:
    header = {s.predicate for s in statements if s.subject == ONTOLOGY}
    wanted = ("owl:versionIRI", "owl:versionInfo", "dcterms:title", "dcterms:description", "dcterms:license")
    assert {term(name) for name in wanted} <= header
    assert not [s for s in statements if s.predicate == term("owl:imports")]


def test_every_status_of_the_model_is_an_individual_and_the_other_way_round(statements: list[Quad]) -> None:
    declared = {
        s.subject for s in statements if s.predicate == term("rdf:type") and s.object == term("dip:EventStatus")
    }
    assert declared == {term(f"dip:{status}") for status in Status}


def test_every_cameo_root_is_a_concept_and_every_category_has_one() -> None:
    vocab = Vocabulary.load()
    for category in {vocab.category(name) for name in vocab.subclasses("Event")} - {None}:
        (root,) = vocab.values(f"plover:{category}", "dip:cameoRoot")
        assert f"plover:CAMEO-{root}" in vocab.values(f"plover:{category}", "skos:closeMatch")
    for name in vocab.subclasses("Event"):
        assert f"plover:CAMEO-{(vocab.cameo(name) or '')[:2]}" in vocab


def consistent(statements: Iterable[Quad], folder: Path) -> bool:
    """HermiT's word, through owlready2, which reads N-Triples."""
    import owlready2

    file = folder / "ontology.nt"
    triples = (Triple(s.subject, s.predicate, s.object) for s in statements)
    file.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    world = owlready2.World()
    with world.get_ontology(file.as_uri()).load():
        try:
            owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
    return not list(world.inconsistent_classes())


needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT, which owlready2 brings, needs Java")


@needs_java
def test_ontology_and_examples_are_consistent(tmp_path: Path) -> None:
    assert consistent(quads([*FILES, *GOOD]), tmp_path)


@needs_java
def test_an_event_that_is_a_mention_is_inconsistent(tmp_path: Path) -> None:
    """The control: HermiT does see a fault where there is one."""
    thing = BlankNode()
    fault = [Quad(thing, term("rdf:type"), term(name)) for name in ("dip:Event", "dip:EventMention")]
    assert not consistent([*quads(FILES), *fault], tmp_path)
