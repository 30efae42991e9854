"""Following what comes and goes gives the graph that fusing everything at once gives: nothing of the way remains."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, parse

from communique.fusion.fuse import fuse
from communique.fusion.knowledge import KnowledgeWriter
from communique.graph.accounts import Account, ArticleAccounts
from communique.ids import Ids
from communique.model import Entity, Tenure
from communique.store import Store
from communique.vocab import Vocabulary
from worlds import PEOPLE, account, article, day, person, somebody, spelt

VOCAB = Vocabulary.load()
TEXTS = [" ".join(f"t{n}w{i}" for i in range(80)) for n in range(2)] + [
    " ".join(f"t0w{i}" if i < 60 else f"t1w{i}" for i in range(80))
]
DAYS = ("2017-04-28", "2017-04-30", "2017-05-01", "2017-05-02", "2017-06-01")
PLACES = ("place/DEU/hamburg", "place/DEU/berlin", "country/SYR")


DOUBTS = st.sampled_from(
    [
        ("earliest", "2017-05-01, a Monday, told as Tuesday"),
        ("participant", "Shannon, envoy of United States until 2016-01-20"),
    ]
)
SPELLINGS = st.builds(
    somebody,
    st.sampled_from(["Sergei Riabkow", "Sergey Rjabkov", "Serguei Ryabkoff", "Ryabkow Sergei", "Sergei Ivan Ryabkow"]),
    st.sampled_from([None, None, "RUS", "USA"]),
    filed=st.sampled_from([False, False, False, True]),
)


@st.composite
def accounts(draw: st.DrawFn, nth: int) -> Account:
    cls = draw(st.sampled_from(["Meeting", "Consultation", "Negotiation", "Assault", "Visit", "Summit", "Statement"]))
    who = draw(st.lists(st.sampled_from(sorted(PEOPLE)[:4]), min_size=1, max_size=3, unique=True))
    fields: dict[str, object] = {
        "status": draw(st.sampled_from(["Occurred", "Planned", "Cancelled", "Denied"])),
        "confidence": draw(st.sampled_from([0.6, 0.9])),
        "time": draw(st.none() | st.sampled_from(DAYS).map(day)),
        "places": draw(st.lists(st.sampled_from(PLACES), max_size=1).map(tuple)),
        "doubts": draw(st.lists(DOUBTS, max_size=2, unique=True).map(tuple)),
        "quantities": draw(st.sampled_from([(), ((5, "soldiers"),), ((6, "soldiers"),)])),
    }
    if cls == "Assault":
        fields |= {"initiators": ("country/RUS",), "targets": tuple(map(person, who))}
    if cls == "Summit":
        fields["name"] = draw(st.sampled_from([None, "G20 summit"]))
    if cls == "Statement":
        fields["quotation"] = draw(st.sampled_from(["Yes.", "No, never."]))
    return account(cls, *who, nth=nth, **fields)


@st.composite
def articles(draw: st.DrawFn, name: str) -> ArticleAccounts:
    told = [draw(accounts(nth)) for nth in range(draw(st.integers(0, 3)))]
    made = article(
        name,
        *told,
        published=draw(st.none() | st.sampled_from(DAYS)),
        text=draw(st.none() | st.sampled_from(TEXTS)),
        url=draw(st.sampled_from([None, None, "https://example.org/1"])),
        publisher=draw(st.sampled_from([None, "Daily"])),
        agencies=draw(st.sampled_from([(), ("Reuters",)])),
    )
    if len(made.accounts) > 1 and draw(st.booleans()):
        first, *others = made.accounts
        linked = replace(first, part_of=others[0].mention, claims=(others[-1].mention,))
        made = replace(made, accounts=(linked, *others))
    if draw(st.booleans()):  # this article names people in full, in a spelling of its own
        named = draw(st.lists(SPELLINGS, min_size=1, max_size=2, unique_by=lambda one: one.key))
        told = (*made.accounts, account("Threat", nth=9, initiators=(named[0].key,), targets=("country/USA",)))
        told = (*made.accounts, replace(told[-1], article=made.article, mention=f"{made.article}/event/900-903"))
        made = spelt(replace(made, accounts=told), *named, **draw(st.sampled_from([{}, {"RUS": "deputy-minister"}])))
    if draw(st.booleans()):  # this article knows more, or other things, of somebody
        label = draw(st.sampled_from(["Lavrov", "Sergei Lavrov", "S. Lavrov"]))
        state = draw(st.sampled_from(["country/RUS", "country/USA"]))
        extra = Entity(person("lavrov"), "Person", label, represents=(state,))
        kept = tuple(e for e in made.entities if e.key != extra.key)
        made = replace(made, entities=(*kept, extra), tenures=(Tenure(person("lavrov"), f"position/RUS/{label[-6:]}"),))
    return made


WORLDS = st.integers(2, 6).flatmap(lambda n: st.tuples(*(articles(f"n{i}") for i in range(n))))


def knowledge(store: Store) -> set[Quad]:
    return set(store.quads(store.ids.graph("knowledge")))


def at_once(listed: tuple[ArticleAccounts, ...] | list[ArticleAccounts]) -> set[Quad]:
    lines = [line for _, line in KnowledgeWriter(VOCAB, Ids()).statements(fuse(listed, vocab=VOCAB, ids=Ids()))]
    return set(parse("".join(lines), format=RdfFormat.N_QUADS))


def difference(store: Store, listed: tuple[ArticleAccounts, ...] | list[ArticleAccounts]) -> list[str]:
    """Quads that only the store has (+), or only the world fused at once (-)."""
    one, other = knowledge(store), at_once(listed)
    return sorted([f"+ {q}" for q in one - other] + [f"- {q}" for q in other - one])


def bare(listed: list[ArticleAccounts]) -> list[tuple[ArticleAccounts, bytes]]:
    return [(one, b"") for one in listed]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORLDS, st.randoms(use_true_random=False), st.integers(0, 6), st.integers(0, 6))
def test_order_splits_and_comings_and_goings_leave_no_trace(world, random, cut, gone) -> None:  # type: ignore[no-untyped-def]
    order = list(world)
    random.shuffle(order)
    store = Store.memory(vocab=VOCAB)
    for part in (order[:cut], order[cut:]):
        store.add(bare(part))
        store.refresh()
    assert difference(store, world) == []
    forgotten = order[:gone]
    store.forget([a.article for a in forgotten])
    store.refresh()
    assert difference(store, order[gone:]) == []
    store.add(bare(forgotten))
    store.refresh()
    assert difference(store, world) == []
    assert not store.refresh(), "a build without news does nothing"
    store.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORLDS)
def test_one_at_a_time_is_all_at_once(world) -> None:  # type: ignore[no-untyped-def]
    store = Store.memory(vocab=VOCAB)
    for one in world:
        store.add(bare([one]))
        store.refresh()
    assert difference(store, world) == []
    store.close()
