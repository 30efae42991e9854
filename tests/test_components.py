"""The stages as spaCy components: found by entry point, in anybody's pipeline, saved and loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from communique.parsing.nlp import load

# the bundled model was made with spaCy 3.7, and spacy.load says so
pytestmark = pytest.mark.filterwarnings(r"ignore:.*\[W095\]")

TEXT = 'Norway expelled two Russian diplomats on Monday. "We have no choice," Jonas Gahr Støre told reporters in Oslo.'


@pytest.fixture(scope="module")
def somebodys() -> Language:
    """A pipeline of somebody who only wants the events in it."""
    nlp = spacy.load(str(load().nlp.path))
    nlp.add_pipe("communique_events")
    return nlp


def told(doc: Doc) -> list[tuple[str, str, list[str], list[str]]]:
    return [
        (e.cls, e.status.value, [m.text for m in e.initiators], [m.text for m in e.targets])
        for e in doc._.communique_events
    ]


def test_one_line_brings_all_that_events_need(somebodys: Language) -> None:
    assert somebodys.pipe_names[-4:] == [
        "communique_entities", "communique_times", "communique_statements", "communique_events",
    ]  # fmt: skip


def test_events_stand_on_the_doc(somebodys: Language) -> None:
    doc = somebodys(TEXT)
    assert ("Expulsion", "Occurred", ["Norway"], ["two Russian diplomats"]) in told(doc)
    assert [s.quotation for s in doc._.communique_statements] == ["We have no choice"]
    assert [t.text for t in doc._.communique_times] == ["Monday"]
    assert {"Norway", "Oslo"} <= {m.text for m in doc._.communique_entities}


def test_a_saved_pipeline_reads_the_same(somebodys: Language, tmp_path: Path) -> None:
    somebodys.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert loaded.pipe_names == somebodys.pipe_names
    assert told(loaded(TEXT)) == told(somebodys(TEXT))


def test_factories_are_found_by_entry_point_without_an_import() -> None:
    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('communique_times');"
        "print([t.text for t in nlp('They met on 9 May 2017.')._.communique_times])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['9 May 2017']"


def test_many_docs_go_through_a_pipe(somebodys: Language) -> None:
    docs = list(somebodys.pipe([TEXT, "France recognised Kosovo."]))
    assert [bool(doc._.communique_events) for doc in docs] == [True, True]
