"""Judging a store: what a person says of entities and events, by label, key or IRI, followed by the graph at once.

Each verb keeps a judgement (judgements.py), makes the knowledge graph follow, and gives the judgement back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions

from communique.answers.parameters import Finder
from communique.errors import UsageError
from communique.fusion import judgements
from communique.fusion.judgements import Judgement
from communique.store import Store
from communique.vocab import PREFIXES

_LABELLED = f"""PREFIX rdfs: <{PREFIXES["rdfs"]}> PREFIX skos: <{PREFIXES["skos"]}>
SELECT DISTINCT ?node ?label ?rank WHERE {{{{ GRAPH {{graph}} {{{{
  {{{{ ?node rdfs:label ?name BIND(0 AS ?rank) }}}} UNION {{{{ ?node skos:altLabel ?name BIND(1 AS ?rank) }}}}
  FILTER(LCASE(STR(?name)) = {{wanted}} && STRSTARTS(STR(?node), {{base}}) && !CONTAINS(STR(?node), "/event/")
         && !CONTAINS(STR(?node), "/discrepancy/") && !CONTAINS(STR(?node), "/identification/"))
  ?node rdfs:label ?label
}}}} }}}} ORDER BY ?rank ?node"""
_SPELT = f"""PREFIX rdfs: <{PREFIXES["rdfs"]}> PREFIX dip: <{PREFIXES["dip"]}>
SELECT ?spelling ?label WHERE {{{{
  ?decision dip:identifies ?spelling ; dip:identifiedAs ?somebody ; rdfs:label ?label .
  FILTER(LCASE(STR(?label)) = {{wanted}} || ?spelling = {{node}})
}}}} ORDER BY ?spelling"""


def same(store: Store, a: str, b: str, *, because: str | None = None, by: str | None = None) -> Judgement:
    """Two entities, or two events, are one. The fullest name stands for both; `rename` gives another.

    Raises:
        UsageError: unknown or ambiguous, one an event and the other not, or the opposite was judged before.
    """
    return _pair(store, "Same", a, b, because=because, by=by)


def different(store: Store, a: str, b: str, *, because: str | None = None, by: str | None = None) -> Judgement:
    """Two entities, or two events, are not one, whatever speaks for it.

    Raises:
        UsageError: as for `same`.
    """
    return _pair(store, "Different", a, b, because=because, by=by)


def retract(store: Store, event: str, *, because: str, by: str | None = None) -> Judgement:
    """An event is wrong: its accounts stay in their articles and in the judgement, but answer no question.

    Raises:
        UsageError: there is no such event.
    """
    iri = find(store, event)
    mentions = accounts_of(store, iri)
    if not mentions:
        raise UsageError(f"{event}: not an event of this graph; only events can be retracted")
    return _keep(store, "Retracted", (iri, *mentions), because=because, by=by, label=_label(store, iri))


def rename(store: Store, entity: str, label: str, *, because: str | None = None, by: str | None = None) -> Judgement:
    """An entity is to be called otherwise; its other names stay as such. The last one counts.

    Raises:
        UsageError: there is no such entity, or the label is empty.
    """
    if not label.strip():
        raise UsageError("the new name is empty")
    iri = find(store, entity)
    if "/event/" in iri:
        raise UsageError(f"{entity}: an event; only actors, places and offices can be renamed")
    old = _label(store, iri)
    return _keep(store, "Renamed", (iri,), because=because, by=by, label=old, new_label=" ".join(label.split()))


def undo(store: Store, judgement: str | None = None) -> Judgement:
    """Take back a judgement, by its IRI or the end of it, or the last one; the graph is as if it had never been made.

    Raises:
        UsageError: there is none.
    """
    gone = store.book.undo(judgement)
    store.refresh()
    return gone


def apply(store: Store, path: Path) -> int:
    """Keep all judgements of a Turtle file; how many were new. What they judge need not be in the store yet.

    Raises:
        DataError: no such file, or it breaks its format.
        UsageError: one contradicts another.
    """
    known = {j.iri for j in store.book.all()}
    read = [j for j in judgements.read_file(path, vocab=store.vocab) if j.iri not in known]
    store.book.add(read)
    store.refresh()
    return len(read)


def judgements_about(store: Store, iri: str) -> list[Judgement]:
    """The judgements on an entity or an event, or on any account of the event."""
    found = {j.iri: j for node in (iri, *accounts_of(store, iri)) for j in store.book.about(node)}
    return sorted(found.values(), key=lambda j: (j.at, j.iri))


def accounts_of(store: Store, event: str) -> tuple[str, ...]:
    """The event mentions that an event rests on, the one that gave it its IRI first."""
    evidence = store.oxigraph.quads_for_pattern(NamedNode(event), store.vocab["dip:evidence"], None)
    mentions = sorted(q.object.value for q in evidence if isinstance(q.object, NamedNode))
    leading = [m for m in mentions if event == store.ids.event(cls=_class(event), origin=m)]
    return (*leading, *(m for m in mentions if m not in leading))


def _class(event: str) -> str:
    return event.rpartition("/")[2].partition("-")[0]


def find(store: Store, text: str) -> str:
    """The IRI of the one entity or event that a label, a key ("person/sergey-lavrov"), an IRI or a part of one means.

    Raises:
        UsageError: none, or several.
    """
    if text.startswith(store.ids.base):
        return text
    subject = NamedNode(store.ids.entity(text)) if "/" in text and " " not in text else None
    if subject and next(store.oxigraph.quads_for_pattern(subject, None, None), None):
        return store.ids.entity(text)
    sparql = _LABELLED.format(
        graph=NamedNode(store.ids.graph("knowledge")), wanted=Literal(text.lower()), base=Literal(store.ids.base)
    )
    answer = store.query(sparql)
    assert isinstance(answer, QuerySolutions)
    rows = [(int(row["rank"].value), row["node"].value, row["label"].value) for row in answer]
    best = {node: label for rank, node, label in rows if rank == rows[0][0]}
    if len(best) > 1:
        keys = ", ".join(sorted(node.removeprefix(store.ids.base) for node in best)[:5])
        raise UsageError(f"{text}: several bear that name; give the key of one: {keys}")
    if best:
        return str(next(iter(best)))
    if spelt := _spelt(store, text):
        return spelt
    if any(c.isdigit() for c in text):
        return Finder(store).event(text).value
    raise UsageError(f"{text}: nothing of that name in the graph; give the label as it stands there, a key, or an IRI")


def _pair(store: Store, verdict: str, a: str, b: str, *, because: str | None, by: str | None) -> Judgement:
    one, other = (t if "/article/" in t else find(store, t) for t in (a, b))
    if one == other:  # perhaps as two spellings that fusion made one
        one, other = (_spelt(store, t) or found for t, found in ((a, one), (b, other)))
    if one == other:
        raise UsageError(f"{a} and {b} are one already; to part them, judge the accounts of the event")
    events = ["/event/" in iri for iri in (one, other)]
    if events[0] != events[1]:
        raise UsageError(f"{a} and {b}: an event and an entity are never one")
    label = f"{_label(store, one)} | {_label(store, other)}"
    if not events[0]:
        return _keep(store, verdict, (one, other), because=because, by=by, label=label)
    leading = [iri if "/article/" in iri else next(iter(accounts_of(store, iri)), None) for iri in (one, other)]
    if None in leading:
        raise UsageError(f"{a} and {b}: one of them is no event of this graph")
    # The events are named too, for readers: what counts are the accounts.
    judged = {iri for iri in (one, other, *leading) if iri}
    return _keep(store, verdict, judged, because=because, by=by, label=label)


def _keep(
    store: Store,
    verdict: str,
    judged: Iterable[str],
    *,
    because: str | None,
    by: str | None,
    label: str | None,
    new_label: str | None = None,
    at: datetime | None = None,
) -> Judgement:
    made = judgements.make(store.ids, verdict, judged, at=at, reason=because, new_label=new_label, by=by, label=label)
    store.book.add([made])
    store.refresh()
    return made


def _label(store: Store, iri: str) -> str:
    decisions = store.oxigraph.quads_for_pattern(None, store.vocab["dip:identifies"], NamedNode(iri))
    for node in (NamedNode(iri), *(q.subject for q in decisions)):
        found = store.oxigraph.quads_for_pattern(node, store.vocab["rdfs:label"], None)
        if labels := sorted(q.object.value for q in found if isinstance(q.object, Literal)):
            return labels[0]
    return iri.removeprefix(store.ids.base)


def _spelt(store: Store, text: str) -> str | None:
    """The IRI that somebody would have by a spelling, or a key, which fusion took for that of somebody else."""
    key = text.removeprefix(store.ids.base)
    node = NamedNode(store.ids.entity(key)) if "/" in key and " " not in key else NamedNode(store.ids.base)
    answer = store.query(_SPELT.format(wanted=Literal(text.lower()), node=node))
    assert isinstance(answer, QuerySolutions)
    return next((row["spelling"].value for row in answer), None)
