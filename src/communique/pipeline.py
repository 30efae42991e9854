"""The one place where the stages meet: an article's way from its clean text to what it contributes to the graph."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from communique import workers
from communique.articles import documents, sources
from communique.entities import mentions
from communique.entities.actors import Gazetteer
from communique.errors import StoreError
from communique.events import coding, metonymy
from communique.events.lexicon import Lexicon
from communique.events.matching import Trial
from communique.events.topics import TopicFinder
from communique.fusion import origins
from communique.graph.accounts import ArticleAccounts, from_reading
from communique.graph.rdf import ArticleWriter, Run
from communique.identity import firstperson, resolve
from communique.ids import Ids
from communique.model import Article, Entity, EntityMention, EventMention, RawArticle, Reading, Skipped
from communique.parsing import nlp, tokens
from communique.resources import data_folder, digest_of
from communique.speech import attribution, statements, weighing
from communique.speech.cues import Cues
from communique.store import Store
from communique.times import dates, scenes, timing
from communique.vocab import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc

BATCH = 250_000  # characters of text that are stored together: what a killed build may lose, some ten seconds of work
YOUNG = 50_000  # new objects after which the garbage collector looks for circles among them
PARSED = 16  # articles that spaCy has in hand together; more takes memory and saves no time
CHUNK = 60_000  # characters, with which a list of articles is long enough for a process
FEW = 4  # lists of articles; a build of fewer is done before another process has begun


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: articles seen so far, by what became of them."""

    read: int
    added: int
    known: int
    skipped: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    added: int
    known: int
    skipped: tuple[Skipped, ...]
    event_mentions: int
    seconds: float


class Reader:
    """Reads articles: a spaCy pipeline with the data that the stages need. Make one with `Reader.load`."""

    def __init__(
        self,
        model: nlp.Model,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        cues: Cues,
        vocab: Vocabulary,
        *,
        data_digest: str,
    ):
        self.model, self.vocab, self._data_digest = model, vocab, data_digest
        self._gazetteer, self._lexicon, self._cues = gazetteer, lexicon, cues
        self._topics = TopicFinder(vocab.topics())
        consultations = {"Consultation", *vocab.subclasses("Consultation")}
        self._is_consultation = dict.fromkeys(consultations, True)

    @classmethod
    def load(
        cls, *, vocab: Vocabulary, model: str | None = None, actors: Sequence[Path] = (), lexicon: Sequence[Path] = ()
    ) -> Reader:
        """Load the language model and the data; `actors` and `lexicon` name the user's own files and folders.

        Raises:
            DataError: a data file breaks its format.
            UsageError: there is no such model.
        """
        ontology = data_folder("ontology")
        frames = Lexicon.load([ontology / "lexicon", *lexicon], classes=(*vocab.subclasses("Event"), "Event"))
        gazetteer = Gazetteer.load(extra=actors)
        digest = digest_of([ontology / "lexicon", ontology / "actors", *lexicon, *actors])
        return cls(nlp.load(model), gazetteer, frames, Cues.load(), vocab, data_digest=digest)

    def run(self, now: datetime) -> Run:
        """What the provenance of articles read now says."""
        return Run(
            software=f"communique {version('communique')}",
            model=self.model.name,
            model_version=self.model.version,
            model_digest=self.model.digest,
            ontology=self.vocab.version,
            lexicon_digest=self._data_digest,
            started=now,
        )

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Parse and read articles, in their order."""
        texts = ((article.text, article) for article in articles)
        for doc, article in self.model.nlp.pipe(texts, as_tuples=True, batch_size=PARSED):
            yield self.interpret(doc, article)

    def interpret(self, parsed: Doc, article: Article) -> Reading:
        """Read one parsed article."""
        doc = tokens.of(parsed)
        entities = mentions.find_entities(doc, self._gazetteer)
        times = dates.find_times(doc, article.published)
        told = coding.find_events(doc, entities, times, self._lexicon)
        said = statements.find_statements(doc, entities, self._cues)
        told, said = (timing.dated(doc, found, times, article.published) for found in (told, said))
        told = attribution.attribute(doc, timing.still_to_come(doc, told, article.published), said)
        views = [s for s in said if weighing.is_view(s)]
        said = [s for s in said if s.confidence >= weighing.WORTH_TELLING]
        found = sorted(told + said, key=lambda e: (e.begin, e.end, e.cls, e.frame))
        entities = _with_fillers(entities, found)
        who = resolve.resolve(doc, article, entities, self._gazetteer, said)
        known = self._closed(who.known)
        first, why = firstperson.speakers(entities, said, who.referents, known, doc.text)
        referents = metonymy.with_states(found, {**who.referents, **first}, known)
        found = scenes.carried_on(doc, found, times, article.published, who.referents, entities)
        return Reading(
            article=article,
            entities=tuple(_with_fillers(entities, views)),
            times=tuple(times),
            events=tuple(found),
            views=tuple(views),
            referents=referents,
            known=known,
            tenures=who.tenures,
            reasons={**who.reasons, **why},
            topics=self._topics.of_events(doc.text, found, is_consultation=self._is_consultation),
            sentences=tuple((s.start_char, s.end_char) for s in doc.sents),
            lapsed=who.lapsed,
        )

    def try_sentence(self, text: str) -> tuple[list[Trial], list[EventMention]]:
        """The frames that were tried on a sentence, each with the reason why not, and the events that came out."""
        doc = tokens.of(self.model.nlp(text))
        entities = mentions.find_entities(doc, self._gazetteer)
        trials = coding.trace(doc, entities, self._lexicon)
        return trials, coding.find_events(doc, entities, dates.find_times(doc, None), self._lexicon)

    def _closed(self, known: Iterable[Entity]) -> tuple[Entity, ...]:
        """The entities and all that they name: the country of a city, the state that a person acts for."""
        found = {e.key: e for e in known}
        todo = list(found.values())
        while todo:
            entity = todo.pop()
            named = (
                *entity.represents,
                entity.located_in,
                entity.of_country,
                entity.of_organization,
                entity.accredited_to,
            )
            for key in named:
                if key and key not in found and (other := self._gazetteer.entity(key)):
                    found[key] = other
                    todo.append(other)
        return tuple(found[key] for key in sorted(found))


def _with_fillers(entities: Sequence[EntityMention], found: Iterable[EventMention]) -> list[EntityMention]:
    """The entity mentions, and those that statements added for speakers that nothing else mentions."""
    all_of = {(m.begin, m.end): m for m in entities}
    for event in found:
        fillers = (*event.initiators, *event.targets, *event.hosts, *event.places, *event.about)
        for mention in (*fillers, *((event.attributed_to,) if event.attributed_to else ())):
            all_of.setdefault((mention.begin, mention.end), mention)
    return [all_of[span] for span in sorted(all_of)]


@contextmanager
def rare_collections() -> Iterator[None]:
    """Keep the garbage collector off the model and the gazetteer, and have it look at the rest less often: each full
    pass over the loaded data takes a tenth of a second, and looking after every 700 objects takes four percent of the
    parsing. What articles leave behind is small, and nearly all of it goes without the collector."""
    if gc.get_freeze_count():  # somebody else's decision
        yield
        return
    often = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG, *often[1:])
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an article adds to a store: its accounts, its graph, and how many characters its text has."""

    accounts: ArticleAccounts
    nquads: bytes
    characters: int


class Contributor:
    """Articles to what they add to a store. It touches no store, so that several processes may each have one."""

    def __init__(self, reader: Reader, writer: ArticleWriter, ids: Ids):
        self._reader, self._writer, self._ids = reader, writer, ids

    def __call__(self, articles: Sequence[Article]) -> list[Contribution]:
        """One of each article, in their order."""
        return [self._of(reading) for reading in self._reader.read(articles)]

    def _of(self, reading: Reading) -> Contribution:
        text = reading.article.text
        accounts = from_reading(reading, ids=self._ids, signature=origins.signature(text))
        return Contribution(accounts, self._writer.nquads(reading), len(text))


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in lists of `PARSED`, or of less where they are long."""
    chunk: list[Article] = []
    characters = 0
    for article in articles:
        chunk.append(article)
        characters += len(article.text)
        if len(chunk) == PARSED or characters >= CHUNK:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


class Builder:
    """Adds articles to a store."""

    def __init__(self, store: Store, reader: Reader, *, clock: Callable[[], datetime] = now):
        self._store, self._clock = store, clock
        writer = ArticleWriter(store.vocab, store.ids, reader.run(clock()), clock=clock)
        self._contributor = Contributor(reader, writer, store.ids)
        self._added = self._known = self._read = self._mentions = 0
        self._skipped: list[Skipped] = []
        self._batch: list[Contribution] = []  # read, and not yet in the store
        self._gathered = 0  # characters of their texts

    @rare_collections()
    def build(
        self,
        paths: Iterable[str | Path],
        *,
        jobs: int | None = 1,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> BuildReport:
        """Read what is new and fuse it with what is there.

        An error of the store or an interruption leaves all finished batches in the store, and fused.

        Args:
            paths: files, folders, patterns.
            jobs: processes that read, where there is enough to read; None leaves their number to the machine.
            progress: is told how far things are.
        """
        began = self._clock()
        processes = workers.processors() if jobs is None else jobs
        try:
            for contribution in self._contributions(self._new(sources.read(paths), progress), processes):
                self._batch.append(contribution)
                self._gathered += contribution.characters
                if self._gathered >= BATCH:
                    self._keep(progress)
                    self._store.refresh(more=True)
            self._keep(progress)
        except KeyboardInterrupt:
            self._keep(progress)
            self._store.refresh()
            raise
        self._store.refresh()
        seconds = (self._clock() - began).total_seconds()
        return BuildReport(self._added, self._known, tuple(self._skipped), self._mentions, seconds)

    def _contributions(self, articles: Iterator[Article], processes: int) -> Iterator[Contribution]:
        chunks = _chunks(articles)
        first = list(islice(chunks, FEW)) if processes > 1 else []
        if len(first) < FEW:  # done before a process has begun
            processes = 1
        with closing(workers.in_order(self._contributor, chain(first, chunks), processes)) as done:
            for contributions in done:
                yield from contributions

    def _new(self, raws: Iterable[RawArticle | Skipped], progress: Callable[[Progress], None]) -> Iterator[Article]:
        seen: set[str] = set()
        for raw in raws:
            article = documents.prepare(raw, ids=self._store.ids) if isinstance(raw, RawArticle) else raw
            self._read += 1
            if isinstance(article, Skipped):
                self._skipped.append(article)
            elif article.iri in seen or self._store.knows(article.iri):
                self._known += 1
            else:
                seen.add(article.iri)
                yield article
            progress(self._progress())

    def _keep(self, progress: Callable[[Progress], None]) -> None:
        batch, self._batch, self._gathered = self._batch, [], 0
        if not batch:
            return
        self._store.add([(c.accounts, c.nquads) for c in batch])
        self._added += len(batch)
        self._mentions += sum(len(c.accounts.accounts) for c in batch)
        progress(self._progress())

    def _progress(self) -> Progress:
        return Progress(self._read, self._added, self._known, len(self._skipped))


def forget(store: Store, name: str) -> int:
    """Remove the articles with an IRI or identifier, and all that rested on them alone; how many there were.

    Raises:
        StoreError: there is none.
    """
    gone = store.archive.find(name)
    if not gone:
        raise StoreError(f"{name}: no article of this identifier or IRI in the store")
    store.forget(gone)
    store.refresh()
    return len(gone)
