"""The fused world as the quads of the knowledge graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from communique.fusion.disagreement import Disagreement
from communique.fusion.fused import Event, Knowledge
from communique.fusion.index import Identity
from communique.fusion.profiles import tenure_iri
from communique.graph.rdf import Fact, decimal, integer, moment, span_facts
from communique.ids import Ids
from communique.model import Entity, Tenure
from communique.vocab import Vocabulary

_DOUBLE = NamedNode("http://www.w3.org/2001/XMLSchema#double")
_BOOLEAN = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")


def category_of(category: str, quad: str | None, status: str) -> str:
    """The PLOVER category of an act by the codebook's rule on what has not happened.

    Planned cooperation is AGREE, planned force THREATEN, cooperation denied or cancelled REJECT, force called off
    AGREE; words of conflict keep their category, for they are an act by themselves.

    >>> category_of("CONSULT", "VerbalCooperation", "Planned")
    'AGREE'
    >>> category_of("ASSAULT", "MaterialConflict", "Planned")
    'THREATEN'
    >>> category_of("ACCUSE", "VerbalConflict", "Denied")
    'ACCUSE'
    """
    cooperation, force = (quad or "").endswith("Cooperation"), quad == "MaterialConflict"
    if status == "Planned" and (cooperation or force):
        return "AGREE" if cooperation else "THREATEN"
    if status in ("Denied", "Cancelled") and (cooperation or force):
        return "REJECT" if cooperation else "AGREE"
    return category


class KnowledgeWriter:
    """Writes a Knowledge as quads of one graph."""

    def __init__(self, vocab: Vocabulary, ids: Ids):
        self._vocab, self._ids = vocab, ids
        self._type, self._label, self._alt = vocab["rdf:type"], vocab["rdfs:label"], vocab["skos:altLabel"]

    def quads(self, knowledge: Knowledge, *, entities: Mapping[str, Entity] | None = None) -> set[Quad]:
        """All quads of a Knowledge; `entities` looks up those that it names without describing them."""
        graph = NamedNode(self._ids.graph("knowledge"))
        known = entities if entities is not None else {e.key: e for e in knowledge.entities}
        return {Quad(s, p, o, graph) for s, p, o in self._triples(knowledge, known)}

    def nodes(self, knowledge: Knowledge) -> Iterator[tuple[str, list[str]]]:
        """Each event with the IRIs of the further nodes that its quads hang on."""
        disputes: dict[str, set[str]] = defaultdict(set)
        for d in knowledge.disagreements:
            disputes[d.event].add(self._dispute(d))
        for event in knowledge.events:
            numbers = {self._quantity(event, value, unit) for value, unit in event.quantities}
            yield (
                event.iri,
                sorted(numbers | disputes[event.iri] | {a.mention for a in event.accounts + event.outdated}),
            )

    def _triples(self, knowledge: Knowledge, kinds: Mapping[str, Entity]) -> Iterator[Fact]:
        for entity in knowledge.entities:
            yield from self._entity(entity)
        for tenure in knowledge.tenures:
            yield from self._tenure(tenure)
        for mention, keys in knowledge.links:
            for key in keys:
                yield NamedNode(mention), self._vocab["dip:refersTo"], self._node(key)
        for event in knowledge.events:
            yield from self._event(event, kinds)
        for disagreement in knowledge.disagreements:
            yield from self._disagreement(disagreement)
        for leader, members in knowledge.groups.items():
            yield from self._group(leader, members)
        for decision in knowledge.identities:
            yield from self._identification(decision)
        for later, earlier in knowledge.supersedes:
            yield NamedNode(later), self._vocab["dip:supersedes"], NamedNode(earlier)

    def _quantity(self, event: Event, value: int, unit: str) -> str:
        return self._ids.other("quantity", event.iri, str(value), unit)

    def _dispute(self, d: Disagreement) -> str:
        return self._ids.other("discrepancy", d.event, d.on_property)

    def _node(self, key: str) -> NamedNode:
        return NamedNode(self._ids.entity(key))

    def _nodes(self, subject: NamedNode, name: str, keys: Iterable[str]) -> Iterator[Fact]:
        predicate = self._vocab[name]
        for key in keys:
            yield subject, predicate, self._node(key)

    def _entity(self, entity: Entity) -> Iterator[Fact]:
        v, node = self._vocab, self._node(entity.key)
        yield node, self._type, v[f"dip:{entity.kind}"]
        yield node, self._label, Literal(entity.label)
        for name in entity.names:
            if name != entity.label:
                yield node, self._alt, Literal(name)
        if entity.iso3:
            yield node, v["dip:iso3"], Literal(entity.iso3)
        represented = entity.represents or ((entity.key,) if entity.kind == "Country" else ())
        yield from self._nodes(node, "dip:represents", represented)
        if entity.located_in:
            yield node, v["dip:locatedIn"], self._node(entity.located_in)
        if entity.lat is not None and entity.long is not None:
            yield node, v["geo:lat"], Literal(str(entity.lat), datatype=_DOUBLE)
            yield node, v["geo:long"], Literal(str(entity.long), datatype=_DOUBLE)
        for iri in entity.same_as:
            yield node, v["owl:sameAs"], NamedNode(iri)
        if entity.title:
            yield node, v["dip:positionTitle"], Literal(entity.title)
        for name, key in (
            ("ofCountry", entity.of_country),
            ("ofOrganization", entity.of_organization),
            ("accreditedTo", entity.accredited_to),
        ):
            if key:
                yield node, v[f"dip:{name}"], self._node(key)

    def _tenure(self, tenure: Tenure) -> Iterator[Fact]:
        v, person, position = self._vocab, self._node(tenure.person), self._node(tenure.position)
        node = NamedNode(tenure_iri(tenure, self._ids))
        yield person, v["dip:heldPosition" if tenure.former else "dip:holdsPosition"], position
        yield node, self._type, v["dip:Tenure"]
        yield node, v["dip:holder"], person
        yield node, v["dip:position"], position
        for name, span in (("from", tenure.since), ("until", tenure.until)):
            when = (span.earliest if name == "from" else span.latest) if span else None
            if when:
                yield node, v[f"dip:{name}"], moment(when)

    def _event(self, event: Event, kinds: Mapping[str, Entity]) -> Iterator[Fact]:
        v, node = self._vocab, NamedNode(event.iri)
        yield node, self._type, v[f"dip:{event.cls}"]
        yield node, self._label, Literal(event.label)
        yield node, v["dip:status"], v[f"dip:{event.status}"]
        yield node, v["dip:confidence"], decimal(event.confidence)
        yield node, v["dip:sourceCount"], integer(event.source_count)
        yield node, v["dip:outletCount"], integer(event.outlet_count)
        category = v.category(event.cls)
        if category:
            name = category_of(category, v.quad(category), event.status)
            yield node, v["dip:category"], v[f"plover:{name}"]
        yield from span_facts(node, event.time, v)
        yield from self._roles(event, node, kinds)
        yield from self._nodes(node, "dip:atPlace", event.places)
        yield from self._nodes(node, "dip:about", event.about)
        for topic in event.topics:
            yield node, v["dip:about"], NamedNode(topic)
        for value, unit in event.quantities:
            quantity = NamedNode(self._quantity(event, value, unit))
            yield node, v["dip:quantity"], quantity
            yield quantity, self._type, v["dip:Quantity"]
            yield quantity, v["dip:value"], integer(value)
            yield quantity, v["dip:unit"], Literal(unit)
        if event.part_of:
            yield node, v["dip:subEventOf"], NamedNode(event.part_of)
        if event.quotation:
            yield node, v["dip:quotation"], Literal(event.quotation)
        if event.is_direct is not None:
            yield node, v["dip:isDirect"], Literal(str(event.is_direct).lower(), datatype=_BOOLEAN)
        for claimed in event.claims:
            yield node, v["dip:claims"], NamedNode(claimed)
        yield from self._evidence(event, node)

    def _roles(self, event: Event, node: NamedNode, kinds: Mapping[str, Entity]) -> Iterator[Fact]:
        """Roles with the super-properties and the countries that questions ask for, materialised."""
        statement = event.cls == "Statement"
        for role, keys in (("initiator", event.initiators), ("target", event.targets), ("host", event.hosts)):
            yield from self._nodes(node, f"dip:{role}", keys)
            yield from self._nodes(node, "dip:participant", keys)
            states = {c for k in keys if k in kinds for c in _states(kinds[k])}
            yield from self._nodes(node, "dip:participantCountry", sorted(states))
            if role != "host":
                yield from self._nodes(node, f"dip:{role}Country", sorted(states))
        if statement:
            yield from self._nodes(node, "dip:speaker", event.initiators)
            yield from self._nodes(node, "dip:addressee", event.targets)

    def _evidence(self, event: Event, node: NamedNode) -> Iterator[Fact]:
        v = self._vocab
        best = min(event.accounts, key=lambda a: (a.status != event.status, -a.confidence))  # the first of equals
        yield node, v["dip:bestEvidence"], NamedNode(best.mention)
        for account in event.accounts:
            mention = NamedNode(account.mention)
            yield node, v["dip:evidence"], mention
            yield mention, v["dip:refersTo"], node
            yield from self._nodes(mention, "dip:attributedTo", account.attributed_to)
        for account in event.outdated:  # shown as told once; the event does not rest on them
            yield NamedNode(account.mention), v["dip:refersTo"], node

    def _disagreement(self, d: Disagreement) -> Iterator[Fact]:
        v, node = self._vocab, NamedNode(self._dispute(d))
        yield node, self._type, v["dip:Discrepancy"]
        yield node, self._label, Literal(d.values)
        yield node, v["dip:concerns"], NamedNode(d.event)
        yield node, v["dip:onProperty"], v[f"dip:{d.on_property}"]
        for mention in d.mentions:
            yield node, v["dip:account"], NamedNode(mention)

    def _identification(self, decision: Identity) -> Iterator[Fact]:
        v, node = self._vocab, NamedNode(self._ids.other("identification", decision.key))
        yield node, self._type, v["dip:Identification"]
        yield node, self._label, Literal(decision.label)
        yield node, v["dip:identifies"], self._node(decision.key)
        if decision.into:
            yield node, v["dip:identifiedAs"], self._node(decision.into)
        yield from self._nodes(node, "dip:possibly", decision.others)
        yield node, v["dip:score"], decimal(decision.score)
        yield node, v["dip:reason"], Literal(decision.reason)

    def _group(self, leader: str, members: tuple[str, ...]) -> Iterator[Fact]:
        v, node = self._vocab, NamedNode(self._ids.other("source-group", leader))
        yield node, self._type, v["dip:SourceGroup"]
        for article in members:
            yield node, v["dip:memberArticle"], NamedNode(article)


def _states(entity: Entity) -> tuple[str, ...]:
    return (entity.key,) if entity.kind == "Country" else entity.represents
