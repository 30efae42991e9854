"""One article's reading as the statements of its named graph.

What stands here depends on the article alone: the article, its run, its mentions and what they say. What mentions
refer to is a matter of all articles together and stands in the knowledge graph (knowledge.py).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from communique.graph.accounts import event_iris
from communique.ids import Ids, slug
from communique.model import Article, EntityMention, EventMention, Reading, TimeMention, TimeSpan
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


Line = tuple[str, str, str]  # subject, predicate and object as N-Quads writes them


class ArticleWriter:
    """Writes readings as N-Quads; holds what is the same for all articles of a run.

    Text and not quads: for each literal pyoxigraph takes longer to make a quad than to read one from text.
    """

    def __init__(self, vocab: Vocabulary, ids: Ids, run: Run, *, clock: Callable[[], datetime]):
        self._ids, self._run, self._clock = ids, run, clock
        self._terms = _Terms(vocab)
        self._type = self._terms["rdf:type"]

    def nquads(self, reading: Reading) -> bytes:
        """All quads of the article's graph, which is named by the article's IRI."""
        graph = str(NamedNode(reading.article.iri))
        return "".join([f"{s} {p} {o} {graph} .\n" for s, p, o in self._lines(reading, graph)]).encode()

    def _lines(self, reading: Reading, article: str) -> Iterator[Line]:
        yield from self._article(reading.article, article)
        sentences = _Sentences(reading)
        for mention in reading.entities:
            yield from self._entity(mention, article, sentences, reading.reasons.get((mention.begin, mention.end)))
        for time in reading.times:
            yield from self._time(time, article, sentences)
        iris = event_iris(reading, self._ids)
        for i, event in enumerate(reading.events):
            yield from self._event(event, _node(iris[i]), article, reading, sentences)

    def _article(self, article: Article, node: str) -> Iterator[Line]:
        t = self._terms
        yield node, self._type, t["dip:Article"]
        yield node, t["schema:identifier"], _text(article.identifier)
        yield node, t["dip:text"], _text(article.text)
        yield node, t["dip:contentHash"], _text(article.content_hash)
        if article.title:
            yield node, t["schema:headline"], _text(article.title)
        if article.url:
            yield node, t["schema:url"], str(Literal(article.url, datatype=_ANYURI))
        if article.publisher:
            yield node, t["schema:publisher"], _node(self._ids.entity(publisher_key(article.publisher)))
        if article.published:
            yield node, t["dip:edtf"], _text(article.published.edtf)
            if article.published.earliest:
                yield node, t["schema:datePublished"], _moment(article.published.earliest)
        if article.published_from:
            yield node, t["dip:publishedFrom"], _text(article.published_from)
        for agency in article.agencies:
            yield node, t["dip:agency"], _text(agency)
        yield from self._provenance(article, node)

    def _provenance(self, article: Article, node: str) -> Iterator[Line]:
        t, run = self._terms, self._run
        activity = _node(self._ids.other("run", article.iri, run.software, run.model_digest, run.lexicon_digest))
        yield node, t["prov:wasGeneratedBy"], activity
        yield activity, self._type, t["dip:Run"]
        yield activity, t["dip:softwareVersion"], _text(run.software)
        yield activity, t["dip:model"], _text(run.model)
        yield activity, t["dip:modelVersion"], _text(run.model_version)
        yield activity, t["dip:modelDigest"], _text(run.model_digest)
        yield activity, t["dip:ontologyVersion"], _text(run.ontology)
        yield activity, t["dip:lexiconDigest"], _text(run.lexicon_digest)
        yield activity, t["prov:startedAtTime"], _moment(run.started)
        yield activity, t["prov:endedAtTime"], _moment(self._clock())

    def _mention(
        self, node: str, cls: str, article: str, begin: int, end: int, text: str, sentence: str
    ) -> Iterator[Line]:
        t = self._terms
        yield node, self._type, t[cls]
        yield node, t["dip:inArticle"], article
        yield node, t["dip:begin"], _integer(begin)
        yield node, t["dip:end"], _integer(end)
        yield node, t["dip:exact"], _text(text)
        if sentence:
            yield node, t["dip:sentence"], sentence

    def _entity(
        self, m: EntityMention, article: str, sentences: _Sentences, decision: tuple[float, str] | None
    ) -> Iterator[Line]:
        t = self._terms
        node = self._place(article, "entity", m.begin, m.end)
        yield from self._mention(node, "dip:EntityMention", article, m.begin, m.end, m.text, sentences.around(m.begin))
        yield node, t["dip:form"], _text(m.form.value)
        if decision:
            score, reason = decision
            yield node, t["dip:score"], _decimal(score)
            yield node, t["dip:reason"], _text(reason)

    def _time(self, m: TimeMention, article: str, sentences: _Sentences) -> Iterator[Line]:
        node = self._place(article, "time", m.begin, m.end)
        yield from self._mention(node, "dip:TimeMention", article, m.begin, m.end, m.text, sentences.around(m.begin))
        yield from self._span(node, m.value)

    def _span(self, node: str, span: TimeSpan | None) -> Iterator[Line]:
        t = self._terms
        if span is not None:
            yield node, t["dip:edtf"], _text(span.edtf)
            if span.earliest:
                yield node, t["dip:earliest"], _moment(span.earliest)
            if span.latest:
                yield node, t["dip:latest"], _moment(span.latest)

    def _event(
        self, m: EventMention, node: str, article: str, reading: Reading, sentences: _Sentences
    ) -> Iterator[Line]:
        t, text = self._terms, reading.article.text
        sentence = sentences.text(m.sentence)
        yield from self._mention(node, "dip:EventMention", article, m.begin, m.end, m.text, sentence)
        yield node, t["dip:ofClass"], t[f"dip:{m.cls}"]
        yield node, t["dip:status"], t[f"dip:{m.status.value}"]
        yield node, t["dip:confidence"], _decimal(m.confidence)
        yield node, t["dip:frame"], _text(m.frame)
        for predicate, fillers in (
            ("dip:initiatorMention", m.initiators),
            ("dip:targetMention", m.targets),
            ("dip:hostMention", m.hosts),
            ("dip:placeMention", m.places),
            ("dip:aboutMention", m.about),
        ):
            for filler in fillers:
                yield node, t[predicate], self._place(article, "entity", filler.begin, filler.end)
        if m.part_of:
            yield node, t["dip:partOfMention"], self._place(article, "event", *m.part_of)
        if m.time:
            yield node, t["dip:timeMention"], self._place(article, "time", m.time.begin, m.time.end)
            yield from self._span(node, m.time.value)
        if m.medium:
            yield node, t["dip:medium"], _text(m.medium)
        for begin, end in m.content:
            words = self._place(article, "content", begin, end)
            yield node, t["dip:contentMention"], words
            yield from self._mention(words, "dip:Mention", article, begin, end, text[begin:end], "")

    def _place(self, article: str, kind: str, begin: int, end: int) -> str:
        return _node(self._ids.mention(article[1:-1], kind, begin, end))


class _Terms(dict[str, str]):
    """The terms of the ontology by their prefixed names, as N-Quads writes them."""

    def __init__(self, vocab: Vocabulary):
        self._vocab = vocab

    def __missing__(self, name: str) -> str:
        found = self[name] = str(self._vocab[name])
        return found


def _node(iri: str) -> str:
    return f"<{iri}>"


def _text(value: str) -> str:
    if "\\" in value or '"' in value or "\n" in value or "\r" in value:
        value = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{value}"'


def _integer(value: int) -> str:
    return f'"{value}"^^<{XSD}integer>'


@lru_cache(maxsize=1024)
def _decimal(value: float) -> str:
    return str(decimal(value))


def _moment(value: datetime) -> str:
    return str(moment(value))


class _Sentences:
    """The sentence around an offset, as N-Quads writes it; sentences come in order and do not overlap."""

    def __init__(self, reading: Reading):
        self._text = reading.article.text
        self._bounds = reading.sentences
        self._begins = [b for b, _ in self._bounds]
        self._written: dict[tuple[int, int], str] = {}

    def around(self, offset: int) -> str:
        i = bisect_right(self._begins, offset) - 1
        return self.text(self._bounds[i]) if i >= 0 else ""

    def text(self, bounds: tuple[int, int]) -> str:
        if bounds not in self._written:
            sentence = self._text[slice(*bounds)].strip()
            self._written[bounds] = _text(sentence) if sentence else ""
        return self._written[bounds]


def publisher_key(name: str) -> str:
    """The entity key of an outlet that is known by its name only."""
    return f"org/{slug(name)}"
