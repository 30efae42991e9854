"""Spellings of one name in different articles: one person where nothing speaks against it, and several else."""

from __future__ import annotations

from itertools import combinations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from communique.answers import queries
from communique.answers.explain import explain
from communique.entities.actorfiles import rows
from communique.fusion import identities
from communique.fusion.identities import CROWD
from communique.graph.accounts import ArticleAccounts
from communique.judging import judge
from communique.judging.review import candidates
from communique.model import Entity
from communique.naming import names
from communique.naming.respelling import places, respelt
from communique.resources import data_folder
from communique.store import Store
from communique.vocab import Vocabulary
from worlds import account, article, somebody, spelt

VOCAB = Vocabulary.load()
RIABKOW, RJABKOV = somebody("Sergei Riabkow", "RUS"), somebody("Sergey Rjabkov", "RUS")
FOREIGN = somebody("Serguei Rjabkow", "USA")


def told(name: str, *people: Entity, **offices: str) -> ArticleAccounts:
    """An article in which each of the people threatens Germany."""
    threats = [account("Threat", nth=n, initiators=(p.key,), targets=("country/DEU",)) for n, p in enumerate(people)]
    return spelt(article(name, *threats, published="2017-05-10"), *people, **offices)


def filled(*articles: ArticleAccounts) -> Store:
    store = Store.memory(vocab=VOCAB)
    store.add((a, graph(a)) for a in articles)
    store.refresh()
    return store


def graph(one: ArticleAccounts) -> bytes:
    """Of each person a mention, so that questions about mentions have an answer."""
    quads = []
    for iri, _ in one.links:
        node, at = NamedNode(iri), NamedNode(one.article)
        quads += [Quad(node, VOCAB["rdf:type"], VOCAB["dip:EntityMention"], at)]
        quads += [Quad(node, VOCAB["dip:inArticle"], at, at)]
        quads += [Quad(node, VOCAB[p], Literal(iri.rpartition("/")[2]), at) for p in ("dip:exact", "dip:sentence")]
    return "".join(f"{quad} .\n" for quad in quads).encode()


def people(store: Store) -> dict[str, set[str]]:
    """Names of those who are named in full, by key."""
    found: dict[str, set[str]] = {}
    for name in ("rdfs:label", "skos:altLabel"):
        for quad in store.oxigraph.quads_for_pattern(None, VOCAB[name], None):
            key = quad.subject.value.removeprefix(store.ids.base) if isinstance(quad.subject, NamedNode) else ""
            if key.startswith("person/") and "-" in key:
                found.setdefault(key, set()).add(quad.object.value)
    return found


def test_two_spellings_of_one_state_are_one_person_with_a_score_and_a_reason() -> None:
    store = filled(told("a", RIABKOW), told("b", RJABKOV))
    assert list(people(store).values()) == [{"Sergei Riabkow", "Sergey Rjabkov"}]
    (event,) = {q.subject.value for q in store.oxigraph.quads_for_pattern(None, VOCAB["rdf:type"], VOCAB["dip:Threat"])}
    (decided,) = explain(store, event).spellings
    assert decided == "Sergey Rjabkov is Sergei Riabkow: same name once folded, the same state (0.95)"


@pytest.mark.parametrize(
    "one, other, why",
    [
        (RIABKOW, somebody("Sergey Rjabkov", "USA"), "they act for different states"),
        (somebody("Hassan Rohani", "DEU"), somebody("Hussein Rohani", "DEU"), "given names differ"),
        (somebody("Kim Yong-chol", "RUS"), somebody("Kim Yong-chul", "RUS"), "short words must be equal"),
        (somebody("Sergei Riabkow"), somebody("Serguei Ryabkoff"), "nothing but the names, which are not that alike"),
        (somebody("James Thomas", "USA"), somebody("Thomas James", "USA"), "the order of names needs an office, too"),
        (somebody("Maria Zakharowa", "RUS"), somebody("Maria Zakharof", "RUS"), "the sexes differ"),
        (
            somebody("Dmitri Medvedef", "RUS", filed=True),
            somebody("Dmitry Medvedev", "RUS", filed=True),
            "the actor files know both",
        ),
        (somebody("Dmitri Medvedef", "RUS", filed=True), somebody("Dmitry Medvedev", "RUS"), "or one of them"),
    ],
)
def test_who_is_not_made_one(one: Entity, other: Entity, why: str) -> None:
    assert set(people(filled(told("a", one), told("b", other)))) == {one.key, other.key}, why


def test_no_two_people_of_the_actor_files_are_spelt_alike_but_the_bushes() -> None:
    spellings: dict[str, list[str]] = {}
    for _, row in rows(data_folder("ontology") / "actors" / "people.csv"):
        spellings.setdefault(names.key(row["label"]).replace("-", " "), []).append(row["label"])
    meeting: dict[str, set[str]] = {}
    for name in spellings:
        for place in places(name):
            meeting.setdefault(place, set()).add(name)
    alike = [pair for found in meeting.values() for pair in combinations(sorted(found), 2) if respelt(*pair).same]
    assert not alike
    assert {name for name, labels in spellings.items() if len(labels) > 1 and " " in name} == {"george bush"}


def test_the_same_office_speaks_for_names_that_differ_more() -> None:
    one, other = somebody("Li Weiming", "RUS"), somebody("Weiming Li", "RUS")
    assert len(people(filled(told("a", one), told("b", other)))) == 2
    assert len(people(filled(told("a", one, RUS="envoy"), told("b", other, RUS="envoy")))) == 1


def test_who_stand_side_by_side_in_an_article_are_two_everywhere() -> None:
    store = filled(told("a", RIABKOW), told("b", RJABKOV), told("c", RIABKOW, RJABKOV))
    assert len(people(store)) == 2
    store.forget([told("c").article])
    store.refresh()
    assert len(people(store)) == 1


def test_a_second_bearer_of_the_name_makes_it_ambiguous_until_forgotten() -> None:
    nobody = somebody("Sergej Rjabkov")  # of no state: may be either
    linked = told("c", nobody)
    mention = f"{linked.article}/entity/0-14"
    linked = ArticleAccounts(
        **{f: getattr(linked, f) for f in linked.__slots__} | {"links": ((mention, (nobody.key,)),)}
    )
    store = filled(told("a", RIABKOW), linked)
    assert len(people(store)) == 1
    assert not store_unresolved(store)
    store.add([(told("z", FOREIGN), b"")])
    store.refresh()
    assert len(people(store)) == 3, "what was one is nobody's in particular"
    assert store_unresolved(store) == ["0-14"]
    store.forget([told("z").article])
    store.refresh()
    assert len(people(store)) == 1


def store_unresolved(store: Store) -> list[str]:
    question = queries.load([data_folder("queries")])["unresolved-mentions"]
    return [str(getattr(row[0], "value", "")) for row in queries.run(question, store).rows]


def test_people_part_join_and_rename_spellings_and_take_it_back() -> None:
    store = filled(told("a", RIABKOW), told("b", RJABKOV))
    before = {str(q) for q in store.quads()}
    judge.rename(store, "Sergey Rjabkov", "S. A. Ryabkov")
    assert set(people(store)) == {RIABKOW.key}
    judge.undo(store)
    judge.different(store, "Sergei Riabkow", "Sergey Rjabkov", because="father and son")
    assert set(people(store)) == {RIABKOW.key, RJABKOV.key}
    judge.undo(store)
    assert {str(q) for q in store.quads()} == before
    (asked,) = [c for c in candidates(store) if c.kind == "spelling"]
    judge.same(store, asked.one, asked.other)
    assert not [c for c in candidates(store) if c.kind == "spelling"]
    assert len(people(store)) == 1


def test_a_place_where_too_many_names_meet_tells_nothing() -> None:
    crowd = [
        told(f"c{n:02}", somebody(f"Sergei {'Riabk' + 'aeiou'[n % 5] * (n // 5 + 1)}v", "DEU")) for n in range(CROWD)
    ]
    store = filled(told("a", RIABKOW), told("b", RJABKOV))
    assert RJABKOV.key not in people(store)
    store.add((one, b"") for one in crowd)
    store.refresh()
    assert RJABKOV.key in people(store)
    store.forget(one.article for one in crowd)
    store.refresh()
    assert RJABKOV.key not in people(store)


def test_one_more_spelling_is_compared_with_those_of_its_place_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def compared(others: int) -> int:
        words = [f"{a}{b}{c}" for a in "bdklmrst" for b in "aeiou" for c in ("lin", "rek", "sta", "tor")]
        store = filled(
            *(told(f"o{n:03}", somebody(f"Ivan {word.title()}", "RUS")) for n, word in enumerate(words[:others]))
        )
        asked = []
        original = identities.respelt
        monkeypatch.setattr(identities, "respelt", lambda *pair: asked.append(pair) or original(*pair))
        store.add([(told("z", RIABKOW), b""), (told("y", RJABKOV), b"")])
        store.refresh()
        monkeypatch.setattr(identities, "respelt", original)
        return len(asked)

    assert compared(20) == compared(160) > 0
