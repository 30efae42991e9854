"""The fused world as the statements of the knowledge graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from communique.fusion.disagreement import Disagreement
from communique.fusion.fused import Event, Knowledge
from communique.fusion.index import Identity
from communique.fusion.profiles import tenure_iri
from communique.graph.terms import Line, Terms, as_decimal, as_moment, as_node, as_text, as_typed, of_span
from communique.ids import Ids
from communique.model import Entity, Tenure
from communique.vocab import Vocabulary


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
    """Writes a Knowledge as N-Quads of one graph."""

    def __init__(self, vocab: Vocabulary, ids: Ids):
        self._vocab, self._ids, self._terms = vocab, ids, Terms(vocab)
        self._type, self._label, self._alt = (self._terms[n] for n in ("rdf:type", "rdfs:label", "skos:altLabel"))

    def statements(
        self, knowledge: Knowledge, *, entities: Mapping[str, Entity] | None = None
    ) -> Iterator[tuple[str, str]]:
        """All statements of a Knowledge, some more than once: the IRI of the node that each is on, and its line.
        `entities` looks up those that it names without describing them."""
        graph = as_node(self._ids.graph("knowledge"))
        known = entities if entities is not None else {e.key: e for e in knowledge.entities}
        for s, p, o in self._triples(knowledge, known):
            yield s[1:-1], f"{s} {p} {o} {graph} .\n"

    def nodes(self, knowledge: Knowledge) -> Iterator[tuple[str, set[str], set[str]]]:
        """Each event with the nodes that its quads hang on: its own (itself, its numbers and disagreements), and the
        mentions of its accounts, which may have been another's."""
        disputes: dict[str, set[str]] = defaultdict(set)
        for d in knowledge.disagreements:
            disputes[d.event].add(self._dispute(d))
        for event in knowledge.events:
            numbers = {self._quantity(event, value, unit) for value, unit in event.quantities}
            mentions = {a.mention for a in event.accounts + event.outdated}
            yield event.iri, {event.iri, *numbers, *disputes[event.iri]}, mentions

    def _triples(self, knowledge: Knowledge, kinds: Mapping[str, Entity]) -> Iterator[Line]:
        for entity in knowledge.entities:
            yield from self._entity(entity)
        for tenure in knowledge.tenures:
            yield from self._tenure(tenure)
        for mention, keys in knowledge.links:
            for key in keys:
                yield as_node(mention), self._terms["dip:refersTo"], self._node(key)
        for event in knowledge.events:
            yield from self._event(event, kinds)
        for disagreement in knowledge.disagreements:
            yield from self._disagreement(disagreement)
        for leader, members in knowledge.groups.items():
            yield from self._group(leader, members)
        for decision in knowledge.identities:
            yield from self._identification(decision)
        for later, earlier in knowledge.supersedes:
            yield as_node(later), self._terms["dip:supersedes"], as_node(earlier)

    def _quantity(self, event: Event, value: int, unit: str) -> str:
        return self._ids.other("quantity", event.iri, str(value), unit)

    def _dispute(self, d: Disagreement) -> str:
        return self._ids.other("discrepancy", d.event, d.on_property)

    def _node(self, key: str) -> str:
        return as_node(self._ids.entity(key))

    def _nodes(self, subject: str, name: str, keys: Iterable[str]) -> Iterator[Line]:
        predicate = self._terms[name]
        for key in keys:
            yield subject, predicate, self._node(key)

    def _entity(self, entity: Entity) -> Iterator[Line]:
        v, node = self._terms, self._node(entity.key)
        yield node, self._type, v[f"dip:{entity.kind}"]
        yield node, self._label, as_text(entity.label)
        for name in entity.names:
            if name != entity.label:
                yield node, self._alt, as_text(name)
        if entity.iso3:
            yield node, v["dip:iso3"], as_text(entity.iso3)
        represented = entity.represents or ((entity.key,) if entity.kind == "Country" else ())
        yield from self._nodes(node, "dip:represents", represented)
        if entity.located_in:
            yield node, v["dip:locatedIn"], self._node(entity.located_in)
        if entity.lat is not None and entity.long is not None:
            yield node, v["geo:lat"], as_typed(entity.lat, "double")
            yield node, v["geo:long"], as_typed(entity.long, "double")
        for iri in entity.same_as:
            yield node, v["owl:sameAs"], as_node(iri)
        if entity.title:
            yield node, v["dip:positionTitle"], as_text(entity.title)
        for name, key in (
            ("ofCountry", entity.of_country),
            ("ofOrganization", entity.of_organization),
            ("accreditedTo", entity.accredited_to),
        ):
            if key:
                yield node, v[f"dip:{name}"], self._node(key)

    def _tenure(self, tenure: Tenure) -> Iterator[Line]:
        v, person, position = self._terms, self._node(tenure.person), self._node(tenure.position)
        node = as_node(tenure_iri(tenure, self._ids))
        yield person, v["dip:heldPosition" if tenure.former else "dip:holdsPosition"], position
        yield node, self._type, v["dip:Tenure"]
        yield node, v["dip:holder"], person
        yield node, v["dip:position"], position
        for name, span in (("from", tenure.since), ("until", tenure.until)):
            when = (span.earliest if name == "from" else span.latest) if span else None
            if when:
                yield node, v[f"dip:{name}"], as_moment(when)

    def _event(self, event: Event, kinds: Mapping[str, Entity]) -> Iterator[Line]:
        v, node = self._terms, as_node(event.iri)
        yield node, self._type, v[f"dip:{event.cls}"]
        yield node, self._label, as_text(event.label)
        yield node, v["dip:status"], v[f"dip:{event.status}"]
        yield node, v["dip:confidence"], as_decimal(event.confidence)
        yield node, v["dip:sourceCount"], as_typed(event.source_count, "integer")
        yield node, v["dip:outletCount"], as_typed(event.outlet_count, "integer")
        category = self._vocab.category(event.cls)
        if category:
            name = category_of(category, self._vocab.quad(category), event.status)
            yield node, v["dip:category"], v[f"plover:{name}"]
        yield from of_span(node, event.time, v)
        yield from self._roles(event, node, kinds)
        yield from self._nodes(node, "dip:atPlace", event.places)
        yield from self._nodes(node, "dip:about", event.about)
        for topic in event.topics:
            yield node, v["dip:about"], as_node(topic)
        for value, unit in event.quantities:
            quantity = as_node(self._quantity(event, value, unit))
            yield node, v["dip:quantity"], quantity
            yield quantity, self._type, v["dip:Quantity"]
            yield quantity, v["dip:value"], as_typed(value, "integer")
            yield quantity, v["dip:unit"], as_text(unit)
        if event.part_of:
            yield node, v["dip:subEventOf"], as_node(event.part_of)
        if event.quotation:
            yield node, v["dip:quotation"], as_text(event.quotation)
        if event.is_direct is not None:
            yield node, v["dip:isDirect"], as_typed(str(event.is_direct).lower(), "boolean")
        for claimed in event.claims:
            yield node, v["dip:claims"], as_node(claimed)
        yield from self._evidence(event, node)

    def _roles(self, event: Event, node: str, kinds: Mapping[str, Entity]) -> Iterator[Line]:
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

    def _evidence(self, event: Event, node: str) -> Iterator[Line]:
        v = self._terms
        best = min(event.accounts, key=lambda a: (a.status != event.status, -a.confidence))  # the first of equals
        yield node, v["dip:bestEvidence"], as_node(best.mention)
        for account in event.accounts:
            mention = as_node(account.mention)
            yield node, v["dip:evidence"], mention
            yield mention, v["dip:refersTo"], node
            yield from self._nodes(mention, "dip:attributedTo", account.attributed_to)
        for account in event.outdated:  # shown as told once; the event does not rest on them
            yield as_node(account.mention), v["dip:refersTo"], node

    def _disagreement(self, d: Disagreement) -> Iterator[Line]:
        v, node = self._terms, as_node(self._dispute(d))
        yield node, self._type, v["dip:Discrepancy"]
        yield node, self._label, as_text(d.values)
        yield node, v["dip:concerns"], as_node(d.event)
        yield node, v["dip:onProperty"], v[f"dip:{d.on_property}"]
        for mention in d.mentions:
            yield node, v["dip:account"], as_node(mention)

    def _identification(self, decision: Identity) -> Iterator[Line]:
        v, node = self._terms, as_node(self._ids.other("identification", decision.key))
        yield node, self._type, v["dip:Identification"]
        yield node, self._label, as_text(decision.label)
        yield node, v["dip:identifies"], self._node(decision.key)
        if decision.into:
            yield node, v["dip:identifiedAs"], self._node(decision.into)
        yield from self._nodes(node, "dip:possibly", decision.others)
        yield node, v["dip:score"], as_decimal(decision.score)
        yield node, v["dip:reason"], as_text(decision.reason)

    def _group(self, leader: str, members: tuple[str, ...]) -> Iterator[Line]:
        v, node = self._terms, as_node(self._ids.other("source-group", leader))
        yield node, self._type, v["dip:SourceGroup"]
        for article in members:
            yield node, v["dip:memberArticle"], as_node(article)


def _states(entity: Entity) -> tuple[str, ...]:
    return (entity.key,) if entity.kind == "Country" else entity.represents
