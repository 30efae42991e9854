"""One article's reading as the statements of its named graph.

What stands here depends on the article alone: the article, its run, its mentions and what they say. What mentions
refer to is a matter of all articles together and stands in the knowledge graph (knowledge.py).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode

from communique.graph.accounts import event_iris
from communique.graph.terms import XSD, Line, Terms, as_decimal, as_moment, as_node, as_text, as_typed, of_span
from communique.ids import Ids, slug
from communique.model import Article, EntityMention, EventMention, Reading, TimeMention
from communique.vocab import Vocabulary

_ANYURI = NamedNode(XSD + "anyURI")


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


class ArticleWriter:
    """Writes readings as N-Quads; holds what is the same for all articles of a run."""

    def __init__(self, vocab: Vocabulary, ids: Ids, run: Run, *, clock: Callable[[], datetime]):
        self._ids, self._run, self._clock = ids, run, clock
        self._terms = Terms(vocab)
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
            yield from self._event(event, as_node(iris[i]), article, reading, sentences)
        for view in reading.views:
            node = self._place(article, "view", view.begin, view.end)
            yield from self._event(view, node, article, reading, sentences, is_view=True)

    def _article(self, article: Article, node: str) -> Iterator[Line]:
        t = self._terms
        yield node, self._type, t["dip:Article"]
        yield node, t["schema:identifier"], as_text(article.identifier)
        yield node, t["dip:text"], as_text(article.text)
        yield node, t["dip:contentHash"], as_text(article.content_hash)
        if article.title:
            yield node, t["schema:headline"], as_text(article.title)
        if article.url:
            yield node, t["schema:url"], str(Literal(article.url, datatype=_ANYURI))
        if article.publisher:
            yield node, t["schema:publisher"], as_node(self._ids.entity(publisher_key(article.publisher)))
        if article.published:
            yield node, t["dip:edtf"], as_text(article.published.edtf)
            if article.published.earliest:
                yield node, t["schema:datePublished"], as_moment(article.published.earliest)
        if article.published_from:
            yield node, t["dip:publishedFrom"], as_text(article.published_from)
        for agency in article.agencies:
            yield node, t["dip:agency"], as_text(agency)
        yield from self._provenance(article, node)

    def _provenance(self, article: Article, node: str) -> Iterator[Line]:
        t, run = self._terms, self._run
        activity = as_node(self._ids.other("run", article.iri, run.software, run.model_digest, run.lexicon_digest))
        yield node, t["prov:wasGeneratedBy"], activity
        yield activity, self._type, t["dip:Run"]
        yield activity, t["dip:softwareVersion"], as_text(run.software)
        yield activity, t["dip:model"], as_text(run.model)
        yield activity, t["dip:modelVersion"], as_text(run.model_version)
        yield activity, t["dip:modelDigest"], as_text(run.model_digest)
        yield activity, t["dip:ontologyVersion"], as_text(run.ontology)
        yield activity, t["dip:lexiconDigest"], as_text(run.lexicon_digest)
        yield activity, t["prov:startedAtTime"], as_moment(run.started)
        yield activity, t["prov:endedAtTime"], as_moment(self._clock())

    def _mention(
        self, node: str, cls: str, article: str, begin: int, end: int, text: str, sentence: str
    ) -> Iterator[Line]:
        t = self._terms
        yield node, self._type, t[cls]
        yield node, t["dip:inArticle"], article
        yield node, t["dip:begin"], as_typed(begin, "integer")
        yield node, t["dip:end"], as_typed(end, "integer")
        yield node, t["dip:exact"], as_text(text)
        if sentence:
            yield node, t["dip:sentence"], sentence

    def _entity(
        self, m: EntityMention, article: str, sentences: _Sentences, decision: tuple[float, str] | None
    ) -> Iterator[Line]:
        t = self._terms
        node = self._place(article, "entity", m.begin, m.end)
        yield from self._mention(node, "dip:EntityMention", article, m.begin, m.end, m.text, sentences.around(m.begin))
        yield node, t["dip:form"], as_text(m.form.value)
        if decision:
            score, reason = decision
            yield node, t["dip:score"], as_decimal(score)
            yield node, t["dip:reason"], as_text(reason)

    def _time(self, m: TimeMention, article: str, sentences: _Sentences) -> Iterator[Line]:
        node = self._place(article, "time", m.begin, m.end)
        yield from self._mention(node, "dip:TimeMention", article, m.begin, m.end, m.text, sentences.around(m.begin))
        yield from of_span(node, m.value, self._terms)

    def _event(
        self,
        m: EventMention,
        node: str,
        article: str,
        reading: Reading,
        sentences: _Sentences,
        *,
        is_view: bool = False,
    ) -> Iterator[Line]:
        """A view is a mention of no event: it has no class, and nothing that it refers to."""
        t, text = self._terms, reading.article.text
        sentence = sentences.text(m.sentence)
        yield from self._mention(node, "dip:EventMention", article, m.begin, m.end, m.text, sentence)
        if not is_view:
            yield node, t["dip:ofClass"], t[f"dip:{m.cls}"]
        yield node, t["dip:status"], t[f"dip:{m.status.value}"]
        yield node, t["dip:confidence"], as_decimal(m.confidence)
        yield node, t["dip:frame"], as_text(m.frame)
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
            yield from of_span(node, m.time.value, t)
        if m.medium:
            yield node, t["dip:medium"], as_text(m.medium)
        for begin, end in m.content:
            words = self._place(article, "content", begin, end)
            yield node, t["dip:contentMention"], words
            yield from self._mention(words, "dip:Mention", article, begin, end, text[begin:end], "")

    def _place(self, article: str, kind: str, begin: int, end: int) -> str:
        return as_node(self._ids.mention(article[1:-1], kind, begin, end))


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
            self._written[bounds] = as_text(sentence) if sentence else ""
        return self._written[bounds]


def publisher_key(name: str) -> str:
    """The entity key of an outlet that is known by its name only."""
    return f"org/{slug(name)}"
