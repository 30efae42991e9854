"""The store keeps what is finished, mends what was cut off, and is the same whatever the order and number of builds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat

from communique.errors import QueryError, StoreError
from communique.graph.accounts import ArticleAccounts
from communique.store import Store
from communique.vocab import Vocabulary
from worlds import account, article, day

VOCAB = Vocabulary.load()
SOME = [
    article("a", account("Meeting", "lavrov", "trump", time=day("2017-05-10")), published="2017-05-11"),
    article(
        "b", account("Meeting", "lavrov", "trump", status="Planned", time=day("2017-05-10")), published="2017-05-10"
    ),
    article("c", account("Assault", initiators=("country/USA",), targets=("country/SYR",)), published="2017-05-10"),
]
N_QUADS = RdfFormat.N_QUADS


def with_graph(contribution: ArticleAccounts) -> tuple[ArticleAccounts, bytes]:
    node = NamedNode(contribution.article)
    quad = Quad(node, VOCAB["schema:identifier"], Literal(contribution.identifier), node)
    return contribution, f"{quad} .\n".encode()


def filled(*articles: ArticleAccounts) -> Store:
    store = Store.memory(vocab=VOCAB)
    store.add(with_graph(a) for a in articles)
    store.refresh()
    return store


def canonical(store: Store) -> list[str]:
    """Canonical N-Quads (RDFC-1.0)."""
    dataset = Dataset(store.quads())
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


@settings(max_examples=10, deadline=None)
@given(st.permutations(SOME), st.integers(0, 3))
def test_order_and_splits_of_builds_leave_no_trace(order: list[ArticleAccounts], cut: int) -> None:
    store = Store.memory(vocab=VOCAB)
    for part in (order[:cut], order[cut:]):
        store.add(with_graph(a) for a in part)
        store.refresh()
    assert canonical(store) == canonical(filled(*SOME))


def test_forgetting_an_article_takes_what_rested_on_it_alone() -> None:
    store = filled(*SOME)
    store.forget([SOME[2].article])
    store.refresh()
    assert canonical(store) == canonical(filled(*SOME[:2]))


def test_forget_then_add_gives_the_same_graph() -> None:
    store = filled(*SOME)
    store.forget([SOME[0].article])
    store.refresh()
    store.add([with_graph(SOME[0])])
    store.refresh()
    assert canonical(store) == canonical(filled(*SOME))


def test_a_refresh_without_news_does_nothing() -> None:
    assert not filled(*SOME).refresh()


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kg", vocab=VOCAB) as store:
        store.add(with_graph(a) for a in SOME)
        store.refresh()
        written = canonical(store)
    del store
    with Store.open(tmp_path / "kg", vocab=VOCAB, read_only=True) as again:
        assert canonical(again) == written


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[2])
import test_store as t
from communique.fusion.fuse import Fusion
store = t.Store.open(sys.argv[1], vocab=t.VOCAB)
store.add([t.with_graph(t.SOME[0])]); store.refresh()
if sys.argv[3] == "before the graph":
    store.archive.add([t.SOME[1]])
elif sys.argv[3] == "before settling":
    store.archive.add([t.SOME[1]]); store.oxigraph.load(t.with_graph(t.SOME[1])[1], t.N_QUADS)
else:
    store.add([t.with_graph(t.SOME[1])])
    die = lambda *_, **__: os.kill(os.getpid(), 9)
    if sys.argv[3] == "amid the knowledge graph":
        class Broken:  # has taken out what is no longer so, and does not come to enter what is
            load = bulk_load = die
            def __getattr__(self, name):
                return getattr(graph, name)
        graph, store.oxigraph = store.oxigraph, Broken()
    if sys.argv[3] == "before the archive follows":
        Fusion.note = die
    if sys.argv[3] != "before fusing":
        store.refresh()
os.kill(os.getpid(), 9)
"""
MOMENTS = {
    "before the graph": 1,
    "before settling": 1,
    "before fusing": 2,
    "amid the knowledge graph": 2,
    "before the archive follows": 2,
}


@pytest.mark.parametrize(("moment", "kept"), MOMENTS.items())
def test_kill_9_loses_nothing_that_was_finished(tmp_path: Path, moment: str, kept: int) -> None:
    folder = tmp_path / "kg"
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(Path(__file__).parent), moment], check=False)
    assert done.returncode == -9
    with Store.open(folder, vocab=VOCAB) as store:
        assert canonical(store) == canonical(filled(*SOME[:kept]))
        store.add([with_graph(SOME[2])])
        store.refresh()
        assert canonical(store) == canonical(filled(*SOME[:kept], SOME[2])), "and it goes on as if nothing had been"


def test_a_store_of_another_format_is_left_as_it_is(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kg", vocab=VOCAB) as store:
        store.archive.set("format", "0")
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"format 0.*build anew"):
            Store.open(tmp_path / "kg", vocab=VOCAB, read_only=read_only)


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "kg", vocab=VOCAB)
    with pytest.raises(StoreError, match="another communique writes"):
        Store.open(tmp_path / "kg", vocab=VOCAB)
    store.close()


def test_reading_needs_a_store_and_writing_leaves_other_folders_alone(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no communique store"):
        Store.open(tmp_path / "nothing", vocab=VOCAB, read_only=True)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("mine")
    with pytest.raises(StoreError, match="other files"):
        Store.open(tmp_path / "letters", vocab=VOCAB)
    assert [p.name for p in (tmp_path / "letters").iterdir()] == ["a.txt"]


def test_another_base_than_the_stores_own_is_refused(tmp_path: Path) -> None:
    Store.open(tmp_path / "kg", vocab=VOCAB, base="https://example.org/id/").close()
    with pytest.raises(StoreError, match=r"example\.org"):
        Store.open(tmp_path / "kg", vocab=VOCAB, base="https://example.com/id/", read_only=True)


@pytest.mark.parametrize("wrong", ["SELEKT ?s", "", "SELECT ?s {\n"])
def test_a_query_that_does_not_parse_is_an_error_of_its_own(wrong: str) -> None:
    with pytest.raises(QueryError):
        filled().query(wrong)


class Watched(Store):
    times_put_in_order = 0

    def _put_in_order(self) -> None:
        self.times_put_in_order += 1
        super()._put_in_order()


def test_the_files_are_put_in_order_after_a_build_that_brings_much_and_not_after_one_that_brings_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.store.LARGE", 1)
    many = [article(f"n{i}", account("Meeting", "lavrov", "trump", time=day("2017-05-10"))) for i in range(6)]
    with Watched.open(tmp_path / "kg", vocab=VOCAB) as store:
        assert isinstance(store, Watched)
        for part, times in ((many[:5], 1), (many[5:], 1), (SOME, 2), ([], 2)):
            store.add(with_graph(one) for one in part)
            store.refresh()
            assert store.times_put_in_order == times


def test_what_fills_no_part_waits_and_the_files_are_put_in_order_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.store.LARGE", 1)
    monkeypatch.setattr("communique.store.TOGETHER", 2)
    many = [article(f"n{i}", account("Meeting", "lavrov", "trump", time=day("2017-05-10"))) for i in range(7)]
    with Watched.open(tmp_path / "kg", vocab=VOCAB) as store:
        assert isinstance(store, Watched)
        for part, more, waiting in ((many[:5], True, 1), (many[5:6], True, 0), (many[6:], True, 1), ([], False, 0)):
            store.add(with_graph(one) for one in part)
            store.refresh(more=more)
            assert len(store.archive.settled()) == waiting
            assert store.times_put_in_order == (0 if more else 1)
