"""An analyst adds a class of events with a text editor: a class in Turtle, an entry in the lexicon, no Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.api import Graph, build
from communique.errors import DataError

TURTLE = """
@prefix dip: <https://w3id.org/communique/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
dip:Toast a owl:Class ; rdfs:subClassOf dip:Support ; rdfs:label "toast"@en .
"""
FRAME = """
- id: toast.own
  class: Toast
  verb: toast
  roles: {subject: initiator, object: target}
  needs: [object]
  example: "The president toasted the ambassador."
  counter: "She toasted the bread."
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "mine.ttl").write_text(TURTLE)
    (tmp_path / "toast.yaml").write_text(FRAME)
    (tmp_path / "a.txt").write_text("President Emmanuel Macron toasted Chancellor Angela Merkel in Paris on Monday.")
    return tmp_path


def test_a_class_of_ones_own_is_found_asked_and_kept(own: Path) -> None:
    with build(own / "a.txt", store=own / "kg", ontology=[own / "mine.ttl"], lexicon=[own / "toast.yaml"]) as graph:
        toasts = "SELECT ?e { ?e a/rdfs:subClassOf* dip:Support ; a dip:Toast ; dip:category plover:SUPPORT }"
        prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in graph.store.vocab.prefixes.items())
        assert len(graph.query(prefixes + toasts).rows) == 1  # type: ignore[union-attr]
    (own / "b.txt").write_text("Angela Merkel met Emmanuel Macron in Berlin.")
    with Graph.open(own / "kg") as again:
        again.add(own / "b.txt")
        assert len(again.query(prefixes + toasts).rows) == 1  # type: ignore[union-attr]


def test_a_frame_of_an_unknown_class_is_one_clear_line(own: Path) -> None:
    with pytest.raises(DataError, match=r"toast\.yaml.*Toast"):
        build(own / "a.txt", lexicon=[own / "toast.yaml"])
