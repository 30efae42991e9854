"""A small graph by hand (graphs/lisbon.trig): invented ministers, events of every status, one discrepancy.

python tests/lisbon.py      writes the golden answers of the saved queries anew (graphs/answers/*.md): read the diff
"""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat

from communique.answers import queries, tables
from communique.resources import data_folder
from communique.store import Store
from communique.vocab import Vocabulary

GRAPHS = Path(__file__).parent / "graphs"
ANSWERS = GRAPHS / "answers"
PARAMS = {
    "as-known-on": {"day": "2019-03-05"},
    "evidence-of-event": {"event": "meeting-7fada1e0daa256a4"},
    "position-ledger": {"actor": "Norway"},
    "timeline-of-actor": {"actor": "Ingrid Falk"},
    "timeline-of-dyad": {"a": "Norway", "b": "Portugal"},
}


def fill(store: Store) -> Store:
    """Put the ontology and the small graph into a store."""
    store.oxigraph.extend(store.vocab.ontology_quads(NamedNode(store.ids.graph("ontology"))))
    store.oxigraph.load(path=str(GRAPHS / "lisbon.trig"), format=RdfFormat.TRIG)
    store.oxigraph.flush()
    return store


def in_memory() -> Store:
    return fill(Store.memory(vocab=Vocabulary.load()))


def on_disk(folder: Path) -> Path:
    with Store.open(folder, vocab=Vocabulary.load()) as store:
        fill(store)
        del store
    return folder


def answer(name: str, source: queries.Queryable) -> str:
    """The answer of a saved query as Markdown."""
    query = queries.load([data_folder("queries")])[name]
    return tables.write(queries.run(query, source, PARAMS.get(name, {})), "md")


if __name__ == "__main__":
    ANSWERS.mkdir(exist_ok=True)
    graph = in_memory()
    for name in queries.load([data_folder("queries")]):
        (ANSWERS / f"{name}.md").write_text(answer(name, graph), encoding="utf-8")
