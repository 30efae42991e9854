"""Hand-built contributions of articles, for tests of fusion and of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pyoxigraph import Quad, RdfFormat, parse

from communique.fusion import origins
from communique.fusion.fuse import Event, Knowledge, fuse
from communique.fusion.knowledge import KnowledgeWriter
from communique.graph.accounts import Account, ArticleAccounts
from communique.ids import Ids
from communique.model import Entity, Tenure, TimeSpan
from communique.naming import names
from communique.vocab import Vocabulary

VOCAB = Vocabulary.load()
BASE = "https://w3id.org/communique/id/"
STATES = {"RUS": "Russia", "USA": "United States", "DEU": "Germany", "SYR": "Syria"}
PEOPLE = {"lavrov": "RUS", "putin": "RUS", "ryabkov": "RUS", "trump": "USA", "tillerson": "USA", "shannon": "USA"}


def fused(*articles: object) -> Knowledge:
    return fuse(articles, vocab=VOCAB, ids=Ids())  # type: ignore[arg-type]


def meetings(knowledge: Knowledge) -> list[Event]:
    return [e for e in knowledge.events if e.cls == "Meeting"]


def written(knowledge: Knowledge) -> set[Quad]:
    lines = [line for _, line in KnowledgeWriter(VOCAB, Ids()).statements(knowledge)]
    return set(parse("".join(lines), format=RdfFormat.N_QUADS))


def day(iso: str) -> TimeSpan:
    """A day as a TimeSpan: day("2017-07-07")."""
    first = datetime.fromisoformat(iso).replace(tzinfo=UTC)
    return TimeSpan(iso, first, first + timedelta(days=1) - timedelta(seconds=1))


def person(name: str) -> str:
    return f"person/{name}"


def entities() -> tuple[Entity, ...]:
    states = [Entity(f"country/{iso}", "Country", label, iso3=iso) for iso, label in STATES.items()]
    people = [Entity(person(n), "Person", n.title(), represents=(f"country/{iso}",)) for n, iso in PEOPLE.items()]
    hamburg = Entity("place/DEU/hamburg", "City", "Hamburg", located_in="country/DEU", lat=53.55, long=9.99)
    berlin = Entity("place/DEU/berlin", "City", "Berlin", located_in="country/DEU")
    return (*states, *people, hamburg, berlin)


def spelt(made: ArticleAccounts, *people: Entity, **offices: str) -> ArticleAccounts:
    """The article with people whom it names in full, besides those of every world; `offices` are positions by state."""
    tenures = tuple(Tenure(p.key, f"position/{of}/{title}") for p in people for of, title in offices.items())
    return replace(made, entities=(*made.entities, *people), tenures=(*made.tenures, *tenures))


def somebody(name: str, state: str | None = None, **more: Any) -> Entity:
    """A person by a full name: somebody("Sergei Riabkov", "RUS")."""
    represents = (f"country/{state}",) if state else ()
    return Entity(f"person/{names.key(name)}", "Person", name, represents=represents, **more)


def account(cls: str = "Meeting", *who: str, nth: int = 0, **more: Any) -> Account:
    """An account by participants' names; `more` are fields of Account."""
    fields: dict[str, Any] = {"status": "Occurred", "confidence": 0.8, "initiators": tuple(map(person, who))}
    return Account(mention="", article="", begin=nth * 100, cls=cls, **(fields | more))


def article(
    name: str, *accounts: Account, published: str | None = None, text: str | None = None, **more: Any
) -> ArticleAccounts:
    """An article that contributes accounts; its words are its own unless `text` is given."""
    iri = f"{BASE}article/{name}"
    placed = tuple(
        replace(a, article=iri, mention=f"{iri}/event/{a.begin}-{a.begin + 3}" + (f"-{i}" if i else ""))
        for i, a in enumerate(accounts)
    )
    words = text or " ".join(f"{name}{i}" for i in range(60))
    return ArticleAccounts(
        article=iri,
        identifier=name,
        text_length=len(words),
        signature=origins.signature(words),
        published=day(published) if published else None,
        accounts=placed,
        entities=entities(),
        **more,
    )
