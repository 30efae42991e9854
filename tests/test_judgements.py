"""What people judge is kept, followed by the graph at once, and can be taken back without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from typer.testing import CliRunner

from communique.cli import app
from communique.errors import DataError, UsageError
from communique.fusion.judgements import read_file, write_file
from communique.graph.accounts import ArticleAccounts
from communique.judging import judge
from communique.judging.review import candidates
from communique.model import Entity
from communique.store import Store
from communique.vocab import Vocabulary
from worlds import BASE, account, article, day, person, somebody, spelt

VOCAB = Vocabulary.load()
TRUMP_TILLERSON = account("Meeting", "trump", "tillerson", time=day("2017-05-10"))
WORLD = [
    article("a", account("Meeting", "lavrov", "trump", time=day("2017-05-10")), published="2017-05-11"),
    article("b", account("Meeting", "lavrov", "trump", time=day("2017-05-10")), published="2017-05-12"),
    article("c", account("Meeting", "ryabkov", "trump", time=day("2017-05-10")), published="2017-05-12"),
    article("d", account("Visit", "shannon", hosts=("country/RUS",)), published="2017-05-12"),
]


def filled(*articles: ArticleAccounts) -> Store:
    store = Store.memory(vocab=VOCAB)
    add(store, *articles)
    return store


def add(store: Store, *articles: ArticleAccounts) -> None:
    sentence = VOCAB["dip:sentence"]
    store.add(
        (
            a,
            "".join(
                f"{Quad(NamedNode(x.mention), sentence, Literal(x.mention), NamedNode(a.article))} .\n"
                for x in a.accounts
            ).encode(),
        )
        for a in articles
    )
    store.refresh()


def everything(store: Store) -> set[str]:
    return {str(q) for q in store.quads()}


def knowledge(store: Store) -> set[str]:
    return {str(q) for q in store.quads(store.ids.graph("knowledge"))}


def events(store: Store, cls: str = "Meeting") -> list[str]:
    graph = NamedNode(store.ids.graph("knowledge"))
    found = store.oxigraph.quads_for_pattern(None, VOCAB["rdf:type"], VOCAB[f"dip:{cls}"], graph)
    return sorted(q.subject.value for q in found if isinstance(q.subject, NamedNode))


def labels(store: Store, iri: str) -> set[str]:
    return {
        q.object.value
        for name in ("rdfs:label", "skos:altLabel")
        for q in store.oxigraph.quads_for_pattern(NamedNode(iri), VOCAB[name], None)
        if isinstance(q.object, Literal)
    }


def test_two_people_judged_the_same_are_one_in_every_event() -> None:
    store = filled(*WORLD)
    assert len(events(store)) == 2
    judge.same(store, "Lavrov", "Ryabkov", because="a test")
    assert len(events(store)) == 1, "their meetings with Trump on that day are one now"
    assert labels(store, BASE + person("ryabkov")) == {"Lavrov", "Ryabkov"}
    assert not labels(store, BASE + person("lavrov"))


def test_what_is_judged_holds_for_articles_that_come_later() -> None:
    store = filled(*WORLD[:2])
    judge.rename(store, "Lavrov", "Sergey Lavrov")
    judge.same(store, person("lavrov"), person("ryabkov"))
    add(store, WORLD[2])
    assert len(events(store)) == 1
    early = filled(*WORLD[:3])
    judge.same(early, person("lavrov"), person("ryabkov"))
    judge.rename(early, person("ryabkov"), "Sergey Lavrov")
    assert knowledge(early) == knowledge(store)


def test_two_events_judged_the_same_are_one_and_different_ones_stay_two() -> None:
    store = filled(*WORLD)
    one, other = events(store)
    judge.same(store, one, other)
    assert len(events(store)) == 1
    apart = filled(*WORLD)
    judge.different(apart, *[f"{a.article}/event/0-3" for a in WORLD[:2]])
    assert len(events(apart)) == 3, "what fusion had joined is two again"


def test_a_retracted_event_answers_no_question_but_stays_in_the_judgement() -> None:
    store = filled(*WORLD)
    (visit,) = events(store, "Visit")
    made = judge.retract(store, visit, because="a figure of speech")
    assert not events(store, "Visit")
    assert not any(visit in line for line in knowledge(store))
    (told,) = judge.judgements_about(store, visit)
    assert (told.verdict, told.reason, told.label) == (
        "Retracted",
        "a figure of speech",
        "Visit: Shannon → Russia"[:14],
    )
    assert made.mentions == (f"{WORLD[3].article}/event/0-3",)


def test_undoing_leaves_no_trace() -> None:
    store = filled(*WORLD)
    before = everything(store)
    one, other = events(store)
    judge.same(store, one, other)
    judge.rename(store, "Trump", "Donald Trump")
    judge.retract(store, events(store, "Visit")[0], because="no")
    judge.same(store, person("lavrov"), person("putin"))
    for _ in range(4):
        judge.undo(store)
    assert everything(store) == before
    with pytest.raises(UsageError, match="no judgement to undo"):
        judge.undo(store)


def test_the_opposite_of_a_judgement_is_refused_until_it_is_undone() -> None:
    store = filled(*WORLD)
    judge.different(store, "Lavrov", "Ryabkov")
    with pytest.raises(UsageError, match="undo that first"):
        judge.same(store, "Ryabkov", "Lavrov")
    judge.same(store, "Lavrov", "Putin")
    with pytest.raises(UsageError, match="undo that first"):
        judge.same(store, "Putin", "Ryabkov")
    assert len(store.book.all()) == 2


def test_names_that_are_unknown_or_ambiguous_are_said_to_be_so() -> None:
    twin = Entity("person/other-trump", "Person", "Trump")
    from dataclasses import replace

    store = filled(replace(WORLD[0], entities=(*WORLD[0].entities, twin)))
    with pytest.raises(UsageError, match="person/other-trump, person/trump"):
        judge.rename(store, "Trump", "Donald Trump")
    with pytest.raises(UsageError, match="nothing of that name"):
        judge.rename(store, "Nobody", "Somebody")
    with pytest.raises(UsageError, match="an event and an entity"):
        judge.same(store, "Lavrov", events(store)[0])


def test_judgements_survive_closing_rebuilding_and_forgetting(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    with Store.open(folder, vocab=VOCAB) as store:
        add(store, *WORLD)
        judge.same(store, "Lavrov", "Ryabkov", because="a test", by="mk")
        written = everything(store)
    del store
    with Store.open(folder, vocab=VOCAB) as store:
        assert everything(store) == written
        store.forget([a.article for a in WORLD])
        store.refresh()
        add(store, *WORLD)
        assert everything(store) == written
    del store
    assert "dip:Same" in (folder / "judgements.ttl").read_text()


def test_a_file_of_judgements_applied_elsewhere_gives_the_same_graph(tmp_path: Path) -> None:
    store = filled(*WORLD)
    judge.same(store, *events(store), because="one dinner")
    judge.rename(store, "Trump", 'Donald "the Don" Trump', by="mk")
    path = tmp_path / "team.ttl"
    write_file(store.book.all(), path, VOCAB)
    assert read_file(path, vocab=VOCAB) == store.book.all()
    other = Store.memory(vocab=VOCAB)
    assert judge.apply(other, path) == 2
    add(other, *WORLD)
    assert everything(other) == everything(store)
    assert judge.apply(other, path) == 0


def test_a_broken_file_of_judgements_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(
        "@prefix dip: <https://w3id.org/communique/ontology#> .\n<urn:x> a dip:Judgement ; dip:judges <urn:y> ."
    )
    with pytest.raises(DataError, match="dip:verdict"):
        read_file(path, vocab=VOCAB)
    path.write_text("not turtle")
    with pytest.raises(DataError, match=r"bad\.ttl"):
        read_file(path, vocab=VOCAB)


RIABKOW, RJABKOV = somebody("Sergei Riabkow", "RUS"), somebody("Sergey Rjabkov", "RUS")  # one, unless somebody says no
SPELT = [
    spelt(article(one.key[7:], account("Threat", initiators=(one.key,), targets=("country/DEU",))), one)
    for one in (RIABKOW, RJABKOV, somebody("Serguei Rjabkow"))
]
PAIRS = [("lavrov", "ryabkov"), ("lavrov", "putin"), ("trump", "shannon"), ("sergei-riabkow", "sergei-rjabkov")]
VERDICTS = st.sampled_from(["same", "different", "renamed"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.permutations(range(7)),
    st.lists(st.tuples(st.integers(0, 7), st.sampled_from(PAIRS), VERDICTS), max_size=3),
)
def test_no_judgement_is_lost_whenever_it_is_made(order, made) -> None:  # type: ignore[no-untyped-def]
    store, kept = Store.memory(vocab=VOCAB), {}
    for step in range(8):
        for when, (a, b), verdict in made:
            if when == step and (a, b) not in kept:
                one, other = BASE + person(a), BASE + person(b)
                if verdict == "renamed":
                    kept[a, b] = judge.rename(store, other, "Somebody Else")
                else:
                    kept[a, b] = (judge.same if verdict == "same" else judge.different)(store, one, other)
        if step < 7:
            add(store, [*WORLD, *SPELT][order[step]])
    assert {j.iri for j in store.book.all()} == {j.iri for j in kept.values()}
    straight = filled(*WORLD, *SPELT)
    straight.book.add(kept.values())
    straight.refresh()
    assert knowledge(straight) == knowledge(store)


def test_review_asks_about_names_nearly_alike_and_not_again_once_judged() -> None:
    from dataclasses import replace

    alike = Entity("person/lavrow", "Person", "Lavrow", represents=("country/RUS",))
    foreign = Entity("person/lavrou", "Person", "Lavrou", represents=("country/DEU",))
    store = filled(replace(WORLD[0], entities=(*WORLD[0].entities, alike, foreign)))
    (asked,) = [c for c in candidates(store) if c.kind == "entities"]
    assert {asked.one, asked.other} == {BASE + person("lavrov"), BASE + "person/lavrow"}
    judge.different(store, asked.one, asked.other)
    assert not candidates(store)


def test_review_does_not_ask_about_full_names_that_differ_nor_about_what_has_no_name() -> None:
    from dataclasses import replace

    father = Entity("person/george-h-w-bush", "Person", "George H. W. Bush", names=("George Bush",))
    son = Entity("person/george-w-bush", "Person", "George W. Bush", names=("George Bush",))
    houses = [Entity(f"org/{digest}-parliament", "Organization", "parliament") for digest in ("0a" * 6, "1b" * 6)]
    store = filled(replace(WORLD[0], entities=(*WORLD[0].entities, father, son, *houses)))
    assert not [c for c in candidates(store) if c.kind == "entities"]


def test_review_asks_about_accounts_that_little_holds_to_their_event() -> None:
    vague = article("z", account("Consultation", initiators=("country/RUS", "country/USA"), time=day("2017-05-10")))
    store = filled(WORLD[0], vague)
    questions = [c for c in candidates(store) if c.kind == "account"]
    for asked in questions:
        judge.different(store, asked.one, asked.other)
    assert not [c for c in candidates(store) if c.kind == "account"]


def test_the_commands_judge_and_review_one_key_a_decision(tmp_path: Path) -> None:
    folder = tmp_path / "kg"
    with Store.open(folder, vocab=VOCAB) as store:
        add(store, *WORLD)
    del store
    run = CliRunner()
    where = ["--store", str(folder)]
    assert "same: Lavrov | Ryabkov" in run.invoke(app, ["same", "Lavrov", "Ryabkov", *where]).stdout
    assert "Donald Trump" in run.invoke(app, ["rename", "Trump", "Donald Trump", *where]).stdout
    assert run.invoke(app, ["judgements", *where]).stdout.count("\n") == 2
    assert "taken back: renamed" in run.invoke(app, ["undo", *where]).stdout
    assert (
        "0 judgements kept" in run.invoke(app, ["review", *where], input="q").stdout
        or "nothing" in run.invoke(app, ["review", *where], input="q").stdout
    )
