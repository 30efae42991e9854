"""What people decide about the graph: two entities or events are one, or are not; an event is wrong; another name.

Judgements outlive every rebuild. They are kept in the archive, shown in the graph `id:graph/judgements`, and written to
a Turtle file that can be reviewed, committed and applied to another store. About events they name the accounts (event
mentions), since these stay when events are fused anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import orjson
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from communique.errors import DataError, StoreError, UsageError
from communique.fusion.claims import is_unnamed
from communique.fusion.clusters import Decisions
from communique.fusion.index import Index
from communique.fusion.rulings import Rulings
from communique.graph.archive import Archive
from communique.graph.terms import moment
from communique.ids import Ids
from communique.vocab import PREFIXES, Vocabulary

VERDICTS = ("Same", "Different", "Retracted", "Renamed")
_OPPOSITE = {"Same": "Different", "Different": "Same"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. `judges` are IRIs of entities, or of events with their accounts."""

    iri: str
    verdict: str  # local name: one of VERDICTS
    judges: tuple[str, ...]
    at: str  # "2026-11-21T10:00:00Z"
    reason: str | None = None
    new_label: str | None = None
    by: str | None = None
    label: str | None = None  # what is judged, in words of the time

    @property
    def mentions(self) -> tuple[str, ...]:
        """The accounts that it is about."""
        return tuple(iri for iri in self.judges if "/event/" in iri and "/article/" in iri)

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(iri for iri in self.judges if "/event/" in iri and "/article/" not in iri)

    @property
    def entities(self) -> tuple[str, ...]:
        return tuple(iri for iri in self.judges if "/event/" not in iri)


class Book:
    """The judgements of a store, and which of them its knowledge graph has followed."""

    def __init__(self, archive: Archive, ids: Ids):
        self._archive, self._ids = archive, ids

    def all(self) -> list[Judgement]:
        """In the order of their IRIs."""
        return sorted(self._as_made(), key=lambda j: j.iri)

    def _as_made(self) -> list[Judgement]:
        return [_from_json(record) for record in self._archive.judgements()]

    def about(self, iri: str) -> list[Judgement]:
        """Those that judge an entity, an event or one of its accounts."""
        return [j for j in self.all() if iri in j.judges]

    def rulings(self) -> Rulings:
        return rulings(self.all(), self._ids)

    def fused_with(self) -> Rulings:
        """The rulings that the knowledge graph was made with."""
        return rulings(self._followed(), self._ids)

    def is_behind(self) -> bool:
        """Whether fusion has to follow judgements that were made or undone."""
        return self._followed() != self.all()

    def affected(self) -> list[str]:
        """Articles that are to be read again since a judgement about them was made or undone."""
        changed = set(self._followed()) ^ set(self.all())
        if not changed:
            return []
        iris = {iri for j in changed for iri in j.mentions}
        before, now = self.fused_with().redirect, self.rulings().redirect
        keys = {k for k in {*before, *now} if before.get(k) != now.get(k)}
        keys |= {to.get(k, k) for k in keys for to in (before, now)}
        index = Index(self._archive.db)
        found: set[str] = {iri.partition("/event/")[0] for iri in iris}
        found |= {index.numbered(number).profile.article for key in keys for number in index.naming(key)}
        return [iri for iri in sorted(found) if index.member(iri)]

    def add(self, made: Iterable[Judgement]) -> None:
        """Keep judgements, all or none.

        Raises:
            UsageError: one says the opposite of another, which is to be undone first.
        """
        new = list(made)
        total = {j.iri: j for j in [*self.all(), *new]}
        for judgement in new:
            _refuse_contradiction(judgement, total.values(), self._ids)
        with self._archive.transaction():
            self._archive.db.executemany(
                "INSERT OR REPLACE INTO judgement (iri, record) VALUES (?, ?)", [(j.iri, orjson.dumps(j)) for j in new]
            )

    def undo(self, iri: str | None = None) -> Judgement:
        """Take back a judgement, by its IRI or the end of it, or the one that was made last.

        Raises:
            UsageError: there is none.
        """
        found = [j for j in self._as_made() if iri is None or j.iri == iri or j.iri.endswith("/" + iri)]
        if not found:
            raise UsageError("no judgement to undo" if iri is None else f"{iri}: no judgement of that IRI")
        with self._archive.transaction():
            self._archive.db.execute("DELETE FROM judgement WHERE iri = ?", (found[-1].iri,))
        return found[-1]

    def note_fused(self) -> None:
        """The knowledge graph has followed all judgements. Inside the caller's transaction."""
        record = orjson.dumps(self.all()).decode()
        self._archive.db.execute("INSERT OR REPLACE INTO meta VALUES ('judged', ?)", (record,))

    def _followed(self) -> list[Judgement]:
        record = self._archive.get("judged")
        return [_of(raw) for raw in orjson.loads(record)] if record else []


def rulings(judgements: Iterable[Judgement], ids: Ids) -> Rulings:
    """What judgements mean for fusion."""
    same: dict[str, set[str]] = defaultdict(set)
    different: dict[str, set[str]] = defaultdict(set)
    leader: dict[str, str] = {}
    labels: dict[str, str] = {}
    parted: list[tuple[str, str]] = []
    retracted: set[str] = set()

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for j in sorted(judgements, key=lambda j: (j.at, j.iri)):
        keys = [iri.removeprefix(ids.base) for iri in j.entities]
        if j.verdict in _OPPOSITE and len(j.mentions) > 1:
            pairs = same if j.verdict == "Same" else different
            for one in j.mentions:
                pairs[one] |= set(j.mentions) - {one}
        elif j.verdict == "Same":
            for key in keys[1:]:
                one, two = sorted((find(keys[0]), find(key)), key=_rank)
                leader[two] = one
        elif j.verdict == "Different":
            parted += permutations(keys, 2)
        elif j.verdict == "Retracted":
            retracted.update(j.mentions)
        elif j.verdict == "Renamed" and j.new_label:
            labels.update(dict.fromkeys(keys, j.new_label))
    redirect = {key: find(key) for key in sorted(leader) if find(key) != key}
    apart: dict[str, set[str]] = defaultdict(set)
    for one, other in parted:
        apart[redirect.get(one, one)].add(redirect.get(other, other))
    return Rulings(
        redirect=redirect,
        labels={redirect.get(key, key): label for key, label in labels.items()},
        decisions=Decisions(
            {k: frozenset(v) for k, v in same.items()}, {k: frozenset(v) for k, v in different.items()}
        ),
        apart={key: frozenset(others) for key, others in apart.items()},
        retracted=frozenset(retracted),
    )


def _rank(key: str) -> tuple[bool, int, str]:
    """Which key stands for several that are one: a named one, then the fullest."""
    return is_unnamed(key), -len(key), key


def _refuse_contradiction(new: Judgement, total: Iterable[Judgement], ids: Ids) -> None:
    for old in total:
        if old.verdict == _OPPOSITE.get(new.verdict) and set(old.judges) == set(new.judges):
            raise UsageError(f"the opposite was judged on {old.at[:10]} ({old.iri}); undo that first")
    redirect = rulings(total, ids).redirect
    for old in total:
        keys = {iri.removeprefix(ids.base) for iri in old.entities}
        if old.verdict == "Different" and len(keys) > 1 and len({redirect.get(k, k) for k in keys}) == 1:
            raise UsageError(f"that makes one what was judged different on {old.at[:10]} ({old.iri}); undo that first")


def make(
    ids: Ids,
    verdict: str,
    judges: Iterable[str],
    *,
    at: datetime | None = None,
    reason: str | None = None,
    new_label: str | None = None,
    by: str | None = None,
    label: str | None = None,
) -> Judgement:
    """A judgement; its IRI is made of what it says, so the same decision twice is one."""
    listed = tuple(sorted(set(judges)))
    iri = ids.other("judgement", verdict, *listed, new_label or "")
    when = (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Judgement(iri, verdict, listed, when, reason, new_label, by, label)


def triples(judgements: Iterable[Judgement], vocab: Vocabulary) -> Iterator[Triple]:
    """The judgements in terms of the ontology, in a fixed order."""
    for j in sorted(judgements, key=lambda j: (j.at, j.iri)):
        node = NamedNode(j.iri)
        yield Triple(node, vocab["rdf:type"], vocab["dip:Judgement"])
        yield Triple(node, vocab["dip:verdict"], vocab[f"dip:{j.verdict}"])
        for iri in j.judges:
            yield Triple(node, vocab["dip:judges"], NamedNode(iri))
        yield Triple(node, vocab["dip:judgedAt"], moment(datetime.fromisoformat(j.at)))
        for name, value in (
            ("rdfs:label", j.label),
            ("dip:reason", j.reason),
            ("dip:newLabel", j.new_label),
            ("dip:judgedBy", j.by),
        ):
            if value:
                yield Triple(node, vocab[name], Literal(value))


def write_file(judgements: Iterable[Judgement], path: Path, vocab: Vocabulary) -> None:
    """Write judgements as Turtle, in a fixed order, so that versions can be compared.

    Raises:
        StoreError: it cannot be written.
    """
    prefixes = {p: PREFIXES[p] for p in ("dip", "rdfs", "xsd") if p in PREFIXES}
    try:
        serialize(triples(judgements, vocab), str(path), format=RdfFormat.TURTLE, prefixes=prefixes)
    except OSError as error:
        raise StoreError(f"{path}: the judgements cannot be written ({error})") from error


def read_file(path: Path, *, vocab: Vocabulary) -> list[Judgement]:
    """Judgements of a Turtle file.

    Raises:
        DataError: no such file, no Turtle, or a judgement without verdict, subject or date.
    """
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            name, value = quad.predicate.value, quad.object
            text = value.value if isinstance(value, NamedNode | Literal) else str(value)
            facts[getattr(quad.subject, "value", str(quad.subject))][name].append(text)
    except (OSError, SyntaxError, ValueError) as error:
        raise DataError(f"{path}: not a Turtle file of judgements ({error})") from error
    judged = [s for s, f in facts.items() if vocab["dip:Judgement"].value in f[vocab["rdf:type"].value]]
    return [_from_facts(path, iri, facts[iri], vocab) for iri in sorted(judged)]


def _from_facts(path: Path, iri: str, facts: Mapping[str, list[str]], vocab: Vocabulary) -> Judgement:
    def one(name: str) -> str | None:
        return next(iter(facts.get(vocab[name].value, ())), None)

    verdict = (one("dip:verdict") or "").rpartition("#")[2]
    judges = tuple(sorted(facts.get(vocab["dip:judges"].value, ())))
    if verdict not in VERDICTS or not judges:
        raise DataError(f"{path}: {iri}: a judgement needs dip:verdict ({', '.join(VERDICTS)}) and dip:judges")
    at, label = one("dip:judgedAt") or "1970-01-01T00:00:00Z", one("rdfs:label")
    return Judgement(iri, verdict, judges, at, one("dip:reason"), one("dip:newLabel"), one("dip:judgedBy"), label)


def _from_json(record: bytes) -> Judgement:
    return _of(orjson.loads(record))


def _of(raw: dict[str, object]) -> Judgement:
    return Judgement(**(raw | {"judges": tuple(raw["judges"])}))  # type: ignore[arg-type]
