"""The ontology as the code sees it: terms, hierarchy, categories, topics."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from communique.errors import DataError
from communique.resources import data_folder
from communique.vocab import Vocabulary

FILES = ("diplomacy.ttl", "plover.ttl", "topics.ttl")


@pytest.fixture(scope="module")
def vocab() -> Vocabulary:
    return Vocabulary.load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of the ontology, to edit."""
    for name in FILES:
        shutil.copy(data_folder("ontology") / name, tmp_path / name)
    return tmp_path


def test_a_misspelt_term_fails_where_it_is_looked_up(vocab: Vocabulary) -> None:
    with pytest.raises(DataError, match=r"^dip:Meetting is not in ontology/diplomacy\.ttl$"):
        vocab["dip:Meetting"]
    with pytest.raises(DataError, match=r"plover:CHAT is not in ontology/plover\.ttl"):
        vocab["plover:CHAT"]
    with pytest.raises(DataError, match=r"schema:headlin is not in"):
        vocab["schema:headlin"]
    for name in ("Meeting", "nowhere:Meeting", "dip:"):
        with pytest.raises(DataError, match="known prefixes"):
            vocab[name]


def test_terms_of_rdf_and_owl_need_no_declaration(vocab: Vocabulary) -> None:
    assert vocab["rdf:type"] == NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert vocab["owl:sameAs"].value.endswith("owl#sameAs")


def test_superclasses_come_nearest_first_and_are_ours_only(vocab: Vocabulary) -> None:
    assert vocab.superclasses("Summit") == ("Meeting", "Consultation", "Event")
    assert vocab.superclasses("dip:Country") == ("Actor", "Place")
    assert vocab.superclasses("Event") == ()


def test_subclasses_are_all_below(vocab: Vocabulary) -> None:
    assert set(vocab.subclasses("Consultation")) == {"Meeting", "Summit", "PhoneCall", "Visit", "Negotiation"}
    assert vocab.subclasses("Summit") == ()
    with pytest.raises(DataError, match="dip:Parley is not a class"):
        vocab.subclasses("Parley")


def test_category_and_code_are_inherited_from_the_nearest_class(vocab: Vocabulary) -> None:
    assert (vocab.category("Summit"), vocab.cameo("Summit")) == ("CONSULT", "040")
    assert (vocab.category("Expulsion"), vocab.cameo("Expulsion")) == ("SANCTION", "166")
    assert vocab.category("Statement") is None


def test_root_is_the_class_below_event(vocab: Vocabulary) -> None:
    assert [vocab.root(name) for name in ("Summit", "Expulsion", "Assault")] == ["Consultation", "Sanction", "Assault"]
    for name in ("Event", "Person"):
        with pytest.raises(DataError, match="no subclass of dip:Event"):
            vocab.root(name)


def test_every_event_class_but_statement_has_category_quad_and_code(vocab: Vocabulary) -> None:
    for name in vocab.subclasses("Event"):
        assert (vocab.cameo(name) or "").isdigit()
        category = vocab.category(name)
        assert (category is None) == (name == "Statement")
        if category:
            assert vocab.quad(category) in (
                "VerbalCooperation",
                "MaterialCooperation",
                "VerbalConflict",
                "MaterialConflict",
            )


def test_sixteen_categories_are_shared_out_over_four_quads(vocab: Vocabulary) -> None:
    used = {vocab.category(name) for name in vocab.subclasses("Event")} - {None}
    assert len(used) == 16
    assert sorted(vocab.quad(str(name)) or "" for name in used).count("MaterialConflict") == 5


def test_topics_have_words_in_lower_case_and_no_word_twice(vocab: Vocabulary) -> None:
    topics = vocab.topics()
    assert 30 <= len(topics) <= 60
    words = [word for topic in topics for word in topic.words]
    assert len(words) == len(set(words)), sorted({w for w in words if words.count(w) > 1})
    assert all(word == word.lower().strip() for word in words)
    assert all(topic.words[0] == topic.label.lower() for topic in topics)


def test_a_class_added_with_a_text_editor_is_known_everywhere(copy: Path) -> None:
    file = copy / "diplomacy.ttl"
    file.write_text(
        file.read_text(encoding="utf-8")
        + 'dip:StateVisit a owl:Class ; rdfs:subClassOf dip:Visit ; rdfs:label "state visit"@en .\n',
        encoding="utf-8",
    )
    vocab = Vocabulary.load(copy)
    assert vocab.is_class("StateVisit")
    assert vocab["dip:StateVisit"].value.endswith("#StateVisit")
    assert "StateVisit" in vocab.subclasses("Event")
    assert (vocab.category("StateVisit"), vocab.cameo("StateVisit"), vocab.root("StateVisit")) == (
        "CONSULT",
        "042",
        "Consultation",
    )


def test_a_circle_of_classes_does_not_hang(copy: Path) -> None:
    file = copy / "diplomacy.ttl"
    file.write_text(file.read_text(encoding="utf-8") + "dip:Meeting rdfs:subClassOf dip:Summit .\n", encoding="utf-8")
    assert set(Vocabulary.load(copy).superclasses("Summit")) == {"Meeting", "Consultation", "Event"}


def test_broken_turtle_is_reported_with_file_and_line(copy: Path) -> None:
    (copy / "topics.ttl").write_text("@prefix dip: <https://example.org/> .\ndip:a dip:b .\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"topics\.ttl, line 2: not valid Turtle"):
        Vocabulary.load(copy)


def test_a_missing_file_is_reported(copy: Path) -> None:
    (copy / "plover.ttl").unlink()
    with pytest.raises(DataError, match=r"plover\.ttl: missing"):
        Vocabulary.load(copy)


def test_ontology_quads_are_the_same_on_every_load(vocab: Vocabulary) -> None:
    graph = NamedNode("https://example.org/graph")
    first, second = (set(v.ontology_quads(graph)) for v in (vocab, Vocabulary.load()))
    assert first == second
    assert all(quad.graph_name == graph for quad in first)


def test_loading_is_quick() -> None:
    best = min(_seconds() for _ in range(3))
    assert best < 0.15


def _seconds() -> float:
    start = time.perf_counter()
    Vocabulary.load()
    return time.perf_counter() - start
