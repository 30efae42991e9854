"""What one more article costs does not hang on how much the store holds already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from communique.fusion import fuse
from communique.fusion.claims import Claim
from communique.fusion.index import Index
from communique.fusion.profiles import merged
from communique.fusion.rulings import Rulings
from communique.graph.accounts import ArticleAccounts
from communique.graph.archive import Archive
from communique.ids import Ids
from communique.model import Entity
from communique.store import Store
from communique.vocab import Vocabulary
from worlds import account, article, day, person

VOCAB = Vocabulary.load()
FIRST = date(2015, 1, 5)


def diary(days: int) -> list[ArticleAccounts]:
    """Each day an article in which two states talk, one strikes, a paper is signed and a spokesman has no comment;
    once a week two people meet."""
    made = []
    for n in range(days):
        when = (FIRST + timedelta(days=n)).isoformat()
        seldom = account("Meeting", "lavrov", "tillerson", nth=4, time=day(when))
        told = (
            account("Consultation", initiators=("country/RUS", "country/USA")),
            account("Assault", nth=1, initiators=("country/RUS",), targets=("country/SYR",)),
            account("Agreement", nth=2, initiators=("country/RUS", "country/SYR"), time=day(when)),
            account("Statement", "putin", nth=3, quotation="No comment."),
        )
        told += (seldom,) * (n % 7 == 0)
        made.append(article(f"d{n:04}", *told, published=when))
    return made


def work(monkeypatch: pytest.MonkeyPatch, days: int) -> int:
    """How many accounts fusion compares for the last article of a diary."""
    *before, last = diary(days)
    archive = Archive(None)
    Index.create(archive.db)
    archive.add(before)
    archive.settle()
    fuse.Fusion(archive, vocab=VOCAB, ids=Ids(), rulings=Rulings()).run(arrived=archive.settled())
    archive.add([last])
    archive.settle()
    seen: list[Claim] = []
    original = fuse.closure

    def counted(*args: object) -> list[Claim]:
        found = original(*args)  # type: ignore[arg-type]
        seen.extend(found)
        return found

    monkeypatch.setattr(fuse, "closure", counted)
    fuse.Fusion(archive, vocab=VOCAB, ids=Ids(), rulings=Rulings()).run(arrived=archive.settled())
    monkeypatch.setattr(fuse, "closure", original)
    return len(seen)


def test_an_article_touches_as_much_in_a_store_of_two_years_as_in_one_of_two_months(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short, long = work(monkeypatch, 63), work(monkeypatch, 63 + 7 * 60)
    assert short == long
    assert short < 4 * 14, "the accounts of its weeks, and no others"


def test_what_waits_is_found_without_reading_what_does_not() -> None:
    archive = Archive(None)
    asked: list[str] = []
    archive.db.set_trace_callback(asked.append)
    archive.settled(), archive.settle(), archive.drop_pending(), archive.leaving()
    archive.db.set_trace_callback(None)
    looking = [sql for sql in asked if "article" in sql]
    plans = [str(archive.db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()) for sql in looking]
    assert len(plans) == 5
    assert all("article_state" in plan for plan in plans), plans


def test_counting_stops_where_it_is_told_to() -> None:
    archive = Archive(None)
    archive.add(diary(9))
    assert [archive.count(up_to=n) for n in (0, 8, 9, 10)] == [0, 8, 9, 9]
    assert archive.count() == 9


def looked_up(monkeypatch: pytest.MonkeyPatch, store: Store, one: ArticleAccounts) -> set[str]:
    """The nodes that the graph is asked about when one more article comes."""
    seen: set[str] = set()
    original = Store._replace

    def noted(self: Store, lines: dict[str, list[str]], nodes: set[str], fresh: set[str]) -> None:
        seen.update(nodes - fresh)
        original(self, lines, nodes, fresh)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "_replace", noted)
        store.add([(one, b"")])
        store.refresh()
    return seen


@pytest.mark.parametrize("before", [40, 90])
def test_somebody_named_once_more_is_not_written_anew(monkeypatch: pytest.MonkeyPatch, before: int) -> None:
    known = Entity(person("putin"), "Person", "Putin", represents=("country/RUS",))
    told = [
        article(f"p{n:03}", account("Statement", "putin", quotation=f"Number {n}."), published="2015-01-05")
        for n in range(before + 1)
    ]
    told = [replace(a, entities=(*(e for e in a.entities if e.key != known.key), known)) for a in told]
    store = Store.memory(vocab=VOCAB)
    store.add((one, b"") for one in told[:-1])
    store.refresh()
    assert looked_up(monkeypatch, store, told[-1]) == set()


def test_of_an_event_told_once_more_only_what_changes_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [
        article(n, account("Meeting", "lavrov", "tillerson", time=day("2015-01-05")), published=f"2015-01-0{5 + i}")
        for i, n in enumerate("abc")
    ]
    store = Store.memory(vocab=VOCAB)
    store.add((one, b"") for one in told[:-1])
    store.refresh()
    asked = looked_up(monkeypatch, store, told[-1])
    assert {iri.rpartition("/")[0] for iri in asked} == {store.ids.base + "event"}, "not the mentions that it had"
    assert len(asked) == 1
    beside = account("Consultation", initiators=("country/RUS", "country/USA"))
    again = article("d", beside, account("Meeting", "lavrov", "tillerson", nth=1), published="2015-01-06")
    assert {iri for iri in looked_up(monkeypatch, store, again) if "/event" in iri} == asked


def test_another_name_of_somebody_named_everywhere_touches_their_own_events_alone() -> None:
    others = [article(f"o{n:02}", account("Statement", "ryabkov", quotation=f"Number {n}.")) for n in range(30)]
    archive = Archive(None)
    Index.create(archive.db)
    archive.add([*others, article("l", account("Statement", "lavrov", quotation="No."))])  # all articles name Lavrov
    archive.settle()
    fuse.Fusion(archive, vocab=VOCAB, ids=Ids(), rulings=Rulings()).run(arrived=archive.settled())
    renamed = Rulings(labels={person("lavrov"): "Sergey Lavrov"})
    change = fuse.Fusion(archive, vocab=VOCAB, ids=Ids(), rulings=renamed, before=Rulings()).run()
    assert [event.label for event in change.knowledge.events] == ["Statement: Sergey Lavrov"]


def test_one_slip_does_not_change_whom_a_popular_actor_acts_for() -> None:
    said = {("label", '"Putin"'): 100, ("kind", '"Person"'): 100, ("represents", '"country/RUS"'): 100}
    slip = {**said, ("represents", '"country/USA"'): 1}
    found = merged(person("putin"), slip)
    assert found and found.represents == ("country/RUS",)
    seldom = {facet: min(n, 3) for facet, n in slip.items()}
    found = merged(person("putin"), seldom)
    assert found and found.represents == ("country/RUS", "country/USA")


def test_names_that_are_about_as_frequent_do_not_take_turns() -> None:
    labels = set()
    for n in range(64, 127):
        counts = {("label", '"Putin"'): n, ("label", '"Vladimir Putin"'): 190 - n, ("kind", '"Person"'): 190}
        found = merged(person("putin"), counts)
        labels.add(found.label if found else None)
    assert labels == {"Vladimir Putin"}


def test_daily_talks_of_two_states_are_cut_at_the_week_but_dates_carry_over() -> None:
    sunday, monday = day("2015-01-11"), day("2015-01-12")

    def events(first: ArticleAccounts, second: ArticleAccounts) -> int:
        return len(fuse.fuse([first, second], vocab=VOCAB, ids=Ids()).events)

    talks = {"initiators": ("country/RUS", "country/USA")}
    dated = account("Consultation", time=sunday, **talks)
    one, other = article("a", dated, published=sunday.edtf), article("b", dated, published=monday.edtf)
    assert events(one, other) == 1
    people = account("Meeting", initiators=(person("lavrov"), person("tillerson")))
    assert events(article("a", people, published=sunday.edtf), article("b", people, published=monday.edtf)) == 1
