"""The graph as of a day is what the articles published by then would have given, and nothing of what came after."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from communique.api import Graph
from communique.errors import UsageError
from communique.graph.accounts import ArticleAccounts
from communique.judging import judge
from communique.store import Store
from communique.vocab import Vocabulary
from worlds import account, article, day

VOCAB = Vocabulary.load()
MEETING = {"time": day("2017-07-07")}
HISTORY = [
    article("plan", account("Meeting", "putin", "trump", status="Planned", **MEETING), published="2017-07-04"),
    article("off", account("Meeting", "putin", "trump", status="Cancelled", **MEETING), published="2017-07-06"),
    article("held", account("Meeting", "putin", "trump", **MEETING), published="2017-07-08"),
    article("undated", account("Meeting", "lavrov", "tillerson")),
]


def filled(*articles: ArticleAccounts) -> Store:
    store = Store.memory(vocab=VOCAB)
    identifier = VOCAB["schema:identifier"]
    store.add(
        (a, f"{Quad(NamedNode(a.article), identifier, Literal(a.identifier), NamedNode(a.article))} .\n".encode())
        for a in articles
    )
    store.refresh()
    return store


def lines(store: Store) -> set[str]:
    return {str(q) for q in store.quads()}


@pytest.mark.parametrize(
    ("when", "status"), [("2017-07-05", "Planned"), ("2017-07-06", "Cancelled"), ("2017-07-08", "Occurred")]
)
def test_the_status_of_a_day_is_the_latest_word_by_then(when: str, status: str) -> None:
    graph = Graph(filled(*HISTORY)).view(as_of=when)
    (told,) = {
        q.object.value.rpartition("#")[2]
        for q in graph.store.quads(graph.store.ids.graph("knowledge"))
        if q.predicate == VOCAB["dip:status"] and isinstance(q.object, NamedNode)
    }
    assert told == status


@settings(max_examples=12, deadline=None)
@given(st.dates(min_value=date(2017, 7, 3), max_value=date(2017, 7, 9)))
def test_the_past_is_the_graph_of_the_articles_known_by_then(when: date) -> None:
    known = [a for a in HISTORY if a.published and a.published.latest and a.published.latest.date() <= when]
    assert lines(filled(*HISTORY).view(as_of=when)) == lines(filled(*known))


def test_undated_articles_are_left_out() -> None:
    then = filled(*HISTORY).view(as_of=date(2030, 1, 1))
    assert HISTORY[3].article not in then.graphs()
    assert HISTORY[2].article in then.graphs()


def test_judgements_hold_in_the_past_too() -> None:
    store = filled(*HISTORY)
    judge.rename(store, "Putin", "Vladimir Putin")
    then = store.view(as_of=date(2017, 7, 5))
    assert any("Vladimir Putin" in line for line in lines(then))


def test_a_store_on_disk_is_left_as_it_is(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kg", vocab=VOCAB) as store:
        store.add((a, b"") for a in HISTORY)
        store.refresh()
        before = lines(store)
    del store
    with Store.open(tmp_path / "kg", vocab=VOCAB, read_only=True) as store:
        assert len(store.view(as_of=date(2017, 7, 5)))
        assert lines(store) == before


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(UsageError, match="2017-07-07"):
        Graph(filled()).view(as_of="last summer")


def test_a_view_of_sure_accounts_leaves_out_events_that_rest_on_doubtful_ones() -> None:
    sure = account("Meeting", "lavrov", "trump", time=day("2017-05-10"), confidence=0.9)
    doubtful = account("Meeting", "lavrov", "tillerson", time=day("2017-04-12"), confidence=0.6, nth=1)
    store = filled(article("a", sure, doubtful, published="2017-05-11"))
    meetings = "SELECT ?e { ?e a <https://w3id.org/communique/ontology#Meeting> }"
    assert len(list(store.query(meetings))) == 2
    assert len(list(store.view(min_confidence=0.8).query(meetings))) == 1
