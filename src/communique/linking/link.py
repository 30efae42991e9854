"""People and organisations of the graph and the same ones in Wikidata, with a score and a reason for each link.

A name alone proves nothing: skos:exactMatch needs a label or alias and an office or a state that agree (for a body of
no state: its name and its acronym), nobody else of that name who fits as well, and nothing that contradicts. What the
names suggest without that is skos:closeMatch. Links stand in a graph of their own, ``graph/links``, which builds leave
alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from communique.entities.titles import Titles
from communique.graph.terms import decimal
from communique.linking.asking import Asker
from communique.linking.wikidata import Candidate, candidates
from communique.naming.names import plain
from communique.resources import data_folder
from communique.store import Store

EXACT, CLOSE = "skos:exactMatch", "skos:closeMatch"

_BATCH = 20  # entities a question
_LABEL, _ALIAS, _STATE, _OFFICE, _TWO_NAMES, _AGAINST = 0.5, 0.45, 0.3, 0.3, 0.3, -0.35
_SURE, _MARGIN, _LEAST, _MOST_CLOSE = 0.75, 0.2, 0.4, 3
_KINDS = ("Person", "Organization", "GovernmentBody", "InternationalOrganization", "MediaOrganization", "ArmedGroup",
          "PoliticalParty")  # fmt: skip


@dataclass(slots=True)
class Known:
    """A person or organisation of the graph, as far as linking needs it."""

    iri: str
    kind: str
    label: str
    names: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)  # IRIs elsewhere, and ISO alpha-3 codes
    offices: set[str] = field(default_factory=set)  # titles in normal form
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """One decision: `relation` is EXACT or CLOSE, `reason` a phrase for a reader."""

    entity: str
    label: str
    relation: str
    target: str
    score: float
    reason: str


def link(store: Store, asker: Asker, *, limit: int | None = None, titles: Titles | None = None) -> Iterator[list[Link]]:
    """Links of the people and organisations of a store that have none, the most mentioned first, batch by batch.

    Raises:
        QueryError: the service fails; the batches before are out already.
    """
    titles = titles or Titles.load(data_folder("ontology") / "actors" / "titles.yaml")
    wanted = unlinked(store)[:limit]
    for people in (True, False):
        kind = [k for k in wanted if (k.kind == "Person") == people]
        for at in range(0, len(kind), _BATCH):
            batch = kind[at : at + _BATCH]
            found = candidates(asker, (n for k in batch for n in k.names), people=people)
            yield [made for known in batch for made in decide(known, found, titles)]


def decide(known: Known, found: Sequence[Candidate], titles: Titles) -> list[Link]:
    """The links of one entity: one exact match, or up to three close ones, or none."""
    scored = []
    for candidate in found:
        score, reasons, sure = _evidence(known, candidate, titles)
        if score >= _LEAST:
            scored.append((score, candidate.iri, ", ".join(reasons), sure))
    scored.sort(key=lambda s: (-s[0], s[1]))
    if not scored:
        return []
    best = scored[0]
    alone = len(scored) == 1 or best[0] - scored[1][0] >= _MARGIN
    if best[3] and best[0] >= _SURE and alone:
        return [Link(known.iri, known.label, EXACT, best[1], round(min(best[0], 0.99), 2), best[2])]
    near = [s for s in scored if best[0] - s[0] < _MARGIN][:_MOST_CLOSE]
    note = f"; {len(near)} of this name fit" if len(near) > 1 else ""
    return [Link(known.iri, known.label, CLOSE, s[1], round(min(s[0], 0.74), 2), s[2] + note) for s in near]


def _evidence(known: Known, candidate: Candidate, titles: Titles) -> tuple[float, list[str], bool]:
    """(score, why, whether office or state or two names agree and nothing contradicts)."""
    ours = {plain(n): n for n in known.names}
    labels, aliases = ({plain(n) for n in names} for names in (candidate.labels, candidate.aliases))
    by_label, by_alias = ours.keys() & labels, ours.keys() & aliases
    if not by_label and not by_alias:
        return 0.0, [], False
    score, reasons = (_LABEL, ["label agrees"]) if by_label else (_ALIAS, ["alias agrees"])
    sure = against = False
    of_offices = {s for o in candidate.offices for s in o.states}
    theirs = candidate.states | of_offices
    if known.states & theirs:
        score, sure = score + _STATE, True
        reasons.append("state agrees")
    elif known.states and theirs:
        score, against = score + _AGAINST, True
        reasons.append("states differ")
    held = sorted(o.label for o in candidate.offices if _same_office(o.label, known.offices, titles))
    if held and not against:
        score, sure = score + _OFFICE, True
        reasons.append(f"office agrees ({held[0]})")
    if known.kind != "Person" and len({_bare(n) for n in by_label | by_alias}) > 1:
        score += _TWO_NAMES
        sure = sure or not known.states
        reasons.append("name and acronym agree")
    return score, reasons, sure and not against


def _bare(name: str) -> str:
    return "".join(c for c in name.removeprefix("the ") if c.isalnum())


def _same_office(label: str, titles_held: set[str], titles: Titles) -> bool:
    """Whether an office's label ("Minister of Foreign Affairs of Russia") is one of the titles ("foreign minister")."""
    words = plain(label).split()
    for begin in range(len(words)):
        if begin and words[begin - 1] in ("deputy", "vice", "assistant", "under", "shadow"):
            break
        if any(titles.normal(" ".join(words[begin:end])) in titles_held for end in range(len(words), begin, -1)):
            return True
    return False


# -- the graph's side


def unlinked(store: Store) -> list[Known]:
    """People and organisations with a name to ask for and no link yet, the most mentioned first."""
    v, knowledge = store.vocab, f"<{store.ids.graph('knowledge')}>"
    kinds = " ".join(str(v[f"dip:{k}"]) for k in _KINDS)
    prefixes = "".join(f"PREFIX {p}: <{v.prefixes[p]}>\n" for p in ("dip", "rdfs", "skos", "owl"))
    found: dict[str, Known] = {}
    for entity, kind, label in _rows(
        store,
        f"""{prefixes}SELECT ?entity ?kind ?label WHERE {{
          GRAPH {knowledge} {{ ?entity a ?kind ; rdfs:label ?label }} VALUES ?kind {{ {kinds} }}
          FILTER NOT EXISTS {{ ?entity owl:sameAs|skos:exactMatch|skos:closeMatch ?other }} }}""",
    ):
        found[entity] = Known(entity, kind.rpartition("#")[2], label, names={label})
    for query, add in (
        ("?entity skos:altLabel ?value", "names"),
        ("?entity dip:represents/(owl:sameAs|dip:iso3) ?value", "states"),
        ("?entity (dip:holdsPosition|dip:heldPosition)/dip:ofCountry/(owl:sameAs|dip:iso3) ?value", "states"),
        ("?entity (dip:holdsPosition|dip:heldPosition)/dip:positionTitle ?value", "offices"),
    ):
        for entity, value in _rows(store, f"{prefixes}SELECT DISTINCT ?entity ?value WHERE {{ {query} }}"):
            if entity in found:
                getattr(found[entity], add).add(value)
    counts = f"{prefixes}SELECT ?entity (COUNT(?m) AS ?n) WHERE {{ ?m dip:refersTo ?entity }} GROUP BY ?entity"
    for entity, count in _rows(store, counts):
        if entity in found:
            found[entity].mentions = int(count)
    for known in found.values():
        if known.kind == "Person":  # a surname alone is everybody's
            known.names = {n for n in known.names if " " in n.strip()}
    return sorted((k for k in found.values() if k.names), key=lambda k: (-k.mentions, k.iri))


def _rows(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    answer = store.query(query)
    assert isinstance(answer, QuerySolutions)
    for row in answer:
        yield tuple(term.value for term in row if isinstance(term, NamedNode | Literal))


# -- writing


def write(store: Store, links: Sequence[Link]) -> None:
    """Put links into ``graph/links``; earlier ones of the same entities are replaced."""
    for entity in {made.entity for made in links}:
        forget(store, entity)
    store.oxigraph.extend(quad for made in links for quad in quads(store, made))
    store.oxigraph.flush()


def quads(store: Store, made: Link) -> Iterator[Quad]:
    """A link as quads: the match, and the node that says how sure it is and why."""
    v, graph = store.vocab, NamedNode(store.ids.graph("links"))
    entity, target = NamedNode(made.entity), NamedNode(made.target)
    node = NamedNode(store.ids.other("link", made.entity, made.target))
    yield Quad(entity, v[made.relation], target, graph)
    yield Quad(node, v["rdf:type"], v["dip:Link"], graph)
    yield Quad(node, v["dip:linkOf"], entity, graph)
    yield Quad(node, v["dip:linkTo"], target, graph)
    yield Quad(node, v["dip:score"], decimal(made.score), graph)
    yield Quad(node, v["dip:reason"], Literal(made.reason), graph)


def forget(store: Store, entity: str) -> None:
    """Remove the links of an entity."""
    graph, subject = NamedNode(store.ids.graph("links")), NamedNode(entity)
    nodes = [q.subject for q in store.oxigraph.quads_for_pattern(None, store.vocab["dip:linkOf"], subject, graph)]
    for node in (subject, *nodes):
        for quad in list(store.oxigraph.quads_for_pattern(node, None, None, graph)):
            store.oxigraph.remove(quad)


def sweep(store: Store) -> int:
    """Remove the links of what is no longer in the graph; how many entities that were."""
    gone = {
        entity
        for (entity,) in _rows(
            store,
            f"""SELECT DISTINCT ?entity WHERE {{ ?link {store.vocab["dip:linkOf"]} ?entity
              FILTER NOT EXISTS {{ GRAPH <{store.ids.graph("knowledge")}> {{ ?entity a ?kind }} }} }}""",
        )
    }
    for entity in sorted(gone):
        forget(store, entity)
    return len(gone)


def cache_folder(store: Path) -> Path:
    """Where answers are kept unless the user says otherwise: in the store's folder."""
    return store / "links"
