"""The Python API: the same verbs as the command line, and a graph that is a function of its articles."""

from __future__ import annotations

import doctest
import importlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset

import communique
from communique import Graph
from communique.answers.results import Table
from communique.errors import QueryError, StoreError, UsageError
from communique.pipeline import Builder, Reader
from communique.store import Store
from communique.vocab import Vocabulary
from conftest import DATA, ROOT, fixed_clock

SOME = [str(DATA / "courier"), str(DATA / "wire" / "cpa.jsonl")]
SOURCES = ROOT / "src"
MODULES = sorted(
    ".".join(p.relative_to(SOURCES).with_suffix("").parts).removesuffix(".__init__")
    for p in (SOURCES / "communique").rglob("*.py")
    if p.stem != "__main__"
)


@pytest.fixture(scope="module")
def graph(demo_folder: Path) -> Graph:
    return Graph.open(demo_folder, read_only=True)


def canonical(store: Store) -> list[str]:
    """Canonical N-Quads (RDFC-1.0)."""
    dataset = Dataset(store.quads())
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def built(paths: list[str], *, reader: Reader, vocab: Vocabulary) -> Store:
    store = Store.memory(vocab=vocab)
    Builder(store, reader, clock=fixed_clock).build(paths)
    return store


@pytest.mark.parametrize("module", MODULES)
def test_examples_of_docstrings_run(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    outcome = doctest.testmod(importlib.import_module(module), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert outcome.failed == 0


def test_the_package_has_what_the_readme_promises() -> None:
    assert {"build", "Graph"} <= set(communique.__all__)
    assert all(getattr(communique, name).__doc__ for name in communique.__all__)


def test_build_reports_what_it_added_and_skipped() -> None:
    with communique.build(DATA / "courier") as graph:
        report = graph.report
        assert report is not None and report.added == 8 and report.event_mentions > 20
        assert [s.reason for s in report.skipped] == ["in German, only English is read"]
        again = graph.add(DATA / "courier" / "2018-06-12-singapore.txt")
        assert (again.added, again.known) == (0, 1)


def test_a_question_by_name_with_parameters(graph: Graph) -> None:
    answer = graph.query("who-met-whom", actor="Xi Jinping", from_="2019-06-29")
    assert isinstance(answer, Table)
    assert [(row["date"], row["place"]) for row in answer.dicts()] == [("2019-06-29", "Osaka")]


def test_a_question_in_sparql(graph: Graph) -> None:
    answer = graph.query("SELECT (COUNT(?a) AS ?n) WHERE { GRAPH ?g { ?a a <https://schema.org/NewsArticle> } }")
    assert isinstance(answer, Table) and len(answer.rows) == 1


def test_a_mistake_says_what_to_do(graph: Graph) -> None:
    with pytest.raises(UsageError, match="no saved query"):
        graph.query("who-met-who")
    with pytest.raises(QueryError):
        graph.query("SELECT { oops }")
    with pytest.raises(StoreError):
        Graph.open("/nowhere/at/all", read_only=True)


def test_an_event_explains_itself(graph: Graph) -> None:
    answer = graph.query("who-met-whom", actor="Xi Jinping", from_="2019-06-29")
    assert isinstance(answer, Table)
    told = graph.explain(str(answer.dicts()[0]["event"]))
    assert told.accounts and all(account.sentence for account in told.accounts)


def test_the_demonstration_corpus_conforms_to_the_shapes(graph: Graph) -> None:
    report = graph.validate()
    assert report.conforms, report.results[:3]


def test_stats_count_articles_and_outlets(graph: Graph) -> None:
    found = graph.stats()
    assert found.articles >= 24 and found.outlets >= 5


def test_export_writes_a_file(graph: Graph, tmp_path: Path) -> None:
    graph.export(tmp_path / "kg.ttl")
    assert (tmp_path / "kg.ttl").read_text(encoding="utf-8").startswith("@base")


def test_the_same_articles_give_the_same_graph_whatever_their_order(reader: Reader, vocab: Vocabulary) -> None:
    one = canonical(built(SOME, reader=reader, vocab=vocab))
    assert one == canonical(built(SOME[::-1], reader=reader, vocab=vocab))


def test_building_again_and_forgetting_leave_no_trace(reader: Reader, vocab: Vocabulary) -> None:
    store = built(SOME[:1], reader=reader, vocab=vocab)
    before = canonical(store)
    later = Builder(store, reader, clock=lambda: datetime(2025, 1, 1, tzinfo=UTC))
    assert later.build(SOME[:1]).added == 0
    assert canonical(store) == before
    again = Builder(store, reader, clock=fixed_clock).build(SOME[1:])
    assert again.added == 7 and canonical(store) != before
    graph = Graph(store)
    ids = [f"cpa-{rest}" for rest in (
        "2022-07-22-grain", "2023-03-10-riyadh-tehran", "2020-09-14-sochi", "2019-12-09-normandy",
        "2018-07-09-asmara", "2019-03-01-pilot", "2017-03-11-rotterdam",
    )]  # fmt: skip
    assert sum(map(graph.forget, ids)) == 7
    assert canonical(store) == before


def test_two_builds_give_what_one_gives(reader: Reader, vocab: Vocabulary) -> None:
    store = built(SOME[1:], reader=reader, vocab=vocab)
    Builder(store, reader, clock=fixed_clock).build(SOME[:1])
    assert canonical(store) == canonical(built(SOME, reader=reader, vocab=vocab))
