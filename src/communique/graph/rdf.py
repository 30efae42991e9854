"""One article's reading as the quads of its named graph.

What stands here depends on the article alone: the article, its run, its mentions and what they say. What mentions
refer to is a matter of all articles together and stands in the knowledge graph (knowledge.py).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from communique.graph.accounts import event_iris
from communique.ids import Ids, slug
from communique.model import Article, EntityMention, EventMention, Form, Reading, TimeMention, TimeSpan
from communique.vocab import Vocabulary

XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER, _DECIMAL, _DATETIME, _ANYURI = (NamedNode(XSD + n) for n in ("integer", "decimal", "dateTime", "anyURI"))


Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Run:
    """What read the articles: goes into the provenance of each."""

    software: str  # "communique 0.1.0"
    model: str  # "en_core_web_md"
    model_version: str
    model_digest: str
    ontology: str  # version of the ontology
    lexicon_digest: str
    started: datetime


def moment(value: datetime) -> Literal:
    """A dateTime in the one form that Oxigraph keeps as written: UTC, whole seconds, "Z"."""
    return Literal(value.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=_DATETIME)


@lru_cache(maxsize=1 << 14)
def integer(value: int) -> Literal:
    return Literal(str(value), datatype=_INTEGER)


@lru_cache(maxsize=1 << 10)
def decimal(value: float) -> Literal:
    """Two digits, without the trailing zeros that Oxigraph would drop on its own."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return Literal(text if text not in ("", "-0") else "0", datatype=_DECIMAL)


def span_facts(subject: NamedNode, span: TimeSpan | None, vocab: Vocabulary) -> Iterator[Fact]:
    """dip:edtf, dip:earliest, dip:latest of a subject; bounds that are not known are left out."""
    if span is None:
        return
    yield subject, vocab["dip:edtf"], Literal(span.edtf)
    if span.earliest:
        yield subject, vocab["dip:earliest"], moment(span.earliest)
    if span.latest:
        yield subject, vocab["dip:latest"], moment(span.latest)


class ArticleWriter:
    """Writes readings as quads; holds what is the same for all articles of a run."""

    def __init__(self, vocab: Vocabulary, ids: Ids, run: Run, *, clock: Callable[[], datetime]):
        self._vocab, self._ids, self._run, self._clock = vocab, ids, run, clock
        self._type = vocab["rdf:type"]
        self._form = {form: Literal(form.value) for form in Form}
        self._status = {
            s: vocab[f"dip:{s}"] for s in ("Occurred", "Ongoing", "Planned", "Cancelled", "Denied", "Uncertain")
        }

    def quads(self, reading: Reading) -> list[Quad]:
        """All quads of the article's graph, which is named by the article's IRI."""
        graph = NamedNode(reading.article.iri)
        return [Quad(s, p, o, graph) for s, p, o in self._triples(reading, graph)]

    def _triples(self, reading: Reading, article: NamedNode) -> Iterator[Fact]:
        yield from self._article(reading.article, article)
        sentences = _Sentences(reading)
        for mention in reading.entities:
            yield from self._entity(mention, article, sentences, reading.reasons.get((mention.begin, mention.end)))
        for time in reading.times:
            yield from self._time(time, article, sentences)
        iris = event_iris(reading, self._ids)
        for i, event in enumerate(reading.events):
            yield from self._event(event, NamedNode(iris[i]), article, reading)

    def _article(self, article: Article, node: NamedNode) -> Iterator[Fact]:
        v = self._vocab
        yield node, self._type, v["dip:Article"]
        yield node, v["schema:identifier"], Literal(article.identifier)
        yield node, v["dip:text"], Literal(article.text)
        yield node, v["dip:contentHash"], Literal(article.content_hash)
        if article.title:
            yield node, v["schema:headline"], Literal(article.title)
        if article.url:
            yield node, v["schema:url"], Literal(article.url, datatype=_ANYURI)
        if article.publisher:
            yield node, v["schema:publisher"], NamedNode(self._ids.entity(publisher_key(article.publisher)))
        if article.published:
            yield node, v["dip:edtf"], Literal(article.published.edtf)
            if article.published.earliest:
                yield node, v["schema:datePublished"], moment(article.published.earliest)
        if article.published_from:
            yield node, v["dip:publishedFrom"], Literal(article.published_from)
        for agency in article.agencies:
            yield node, v["dip:agency"], Literal(agency)
        yield from self._provenance(article, node)

    def _provenance(self, article: Article, node: NamedNode) -> Iterator[Fact]:
        v, run = self._vocab, self._run
        activity = NamedNode(self._ids.other("run", article.iri, run.software, run.model_digest, run.lexicon_digest))
        yield node, v["prov:wasGeneratedBy"], activity
        yield activity, self._type, v["dip:Run"]
        yield activity, v["dip:softwareVersion"], Literal(run.software)
        yield activity, v["dip:model"], Literal(run.model)
        yield activity, v["dip:modelVersion"], Literal(run.model_version)
        yield activity, v["dip:modelDigest"], Literal(run.model_digest)
        yield activity, v["dip:ontologyVersion"], Literal(run.ontology)
        yield activity, v["dip:lexiconDigest"], Literal(run.lexicon_digest)
        yield activity, v["prov:startedAtTime"], moment(run.started)
        yield activity, v["prov:endedAtTime"], moment(self._clock())

    def _mention(
        self,
        node: NamedNode,
        cls: str,
        article: NamedNode,
        span: tuple[int, int],
        text: str,
        sentence: Literal | None = None,
    ) -> Iterator[Fact]:
        v = self._vocab
        yield node, self._type, v[cls]
        yield node, v["dip:inArticle"], article
        yield node, v["dip:begin"], integer(span[0])
        yield node, v["dip:end"], integer(span[1])
        yield node, v["dip:exact"], Literal(text)
        if sentence:
            yield node, v["dip:sentence"], sentence

    def _entity(
        self, m: EntityMention, article: NamedNode, sentences: _Sentences, decision: tuple[float, str] | None
    ) -> Iterator[Fact]:
        v = self._vocab
        node = self._node(article, "entity", m.begin, m.end)
        yield from self._mention(
            node, "dip:EntityMention", article, (m.begin, m.end), m.text, sentences.around(m.begin)
        )
        yield node, v["dip:form"], self._form[m.form]
        if decision:
            score, reason = decision
            yield node, v["dip:score"], decimal(score)
            yield node, v["dip:reason"], Literal(reason)

    def _time(self, m: TimeMention, article: NamedNode, sentences: _Sentences) -> Iterator[Fact]:
        node = self._node(article, "time", m.begin, m.end)
        yield from self._mention(node, "dip:TimeMention", article, (m.begin, m.end), m.text, sentences.around(m.begin))
        yield from span_facts(node, m.value, self._vocab)

    def _event(self, m: EventMention, node: NamedNode, article: NamedNode, reading: Reading) -> Iterator[Fact]:
        v, text = self._vocab, reading.article.text
        sentence = text[slice(*m.sentence)].strip()
        yield from self._mention(
            node, "dip:EventMention", article, (m.begin, m.end), m.text, Literal(sentence) if sentence else None
        )
        yield node, v["dip:ofClass"], v[f"dip:{m.cls}"]
        yield node, v["dip:status"], self._status[m.status.value]
        yield node, v["dip:confidence"], decimal(m.confidence)
        yield node, v["dip:frame"], Literal(m.frame)
        for predicate, fillers in (
            ("dip:initiatorMention", m.initiators),
            ("dip:targetMention", m.targets),
            ("dip:hostMention", m.hosts),
            ("dip:placeMention", m.places),
            ("dip:aboutMention", m.about),
        ):
            for filler in fillers:
                yield node, v[predicate], self._node(article, "entity", filler.begin, filler.end)
        if m.part_of:
            yield node, v["dip:partOfMention"], self._node(article, "event", *m.part_of)
        if m.time:
            yield node, v["dip:timeMention"], self._node(article, "time", m.time.begin, m.time.end)
            yield from span_facts(node, m.time.value, v)
        if m.medium:
            yield node, v["dip:medium"], Literal(m.medium)
        for begin, end in m.content:
            words = self._node(article, "content", begin, end)
            yield node, v["dip:contentMention"], words
            yield from self._mention(words, "dip:Mention", article, (begin, end), text[begin:end])

    def _node(self, article: NamedNode, kind: str, begin: int, end: int) -> NamedNode:
        return NamedNode(self._ids.mention(article.value, kind, begin, end))


class _Sentences:
    """The sentence around an offset; sentences come in order and do not overlap."""

    def __init__(self, reading: Reading):
        self._text = reading.article.text
        self._bounds = reading.sentences
        self._begins = [b for b, _ in self._bounds]
        self._made: dict[int, Literal | None] = {-1: None}

    def around(self, offset: int) -> Literal | None:
        i = bisect_right(self._begins, offset) - 1
        if i not in self._made:
            text = self._text[slice(*self._bounds[i])].strip()
            self._made[i] = Literal(text) if text else None
        return self._made[i]


def publisher_key(name: str) -> str:
    """The entity key of an outlet that is known by its name only."""
    return f"org/{slug(name)}"
