"""The Python API: the same verbs as the command line.

>>> import communique
>>> with communique.build("data/wire/ledger.csv") as graph:
...     for row in graph.query("who-met-whom", actor="Xi Jinping").dicts():
...         print(row["date"], row["what"], row["who"])
2019-06-18 telephone call Donald Trump; Xi Jinping
2019-06-29 meeting Donald Trump; Xi Jinping
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType

from communique.answers import queries
from communique.answers.explain import Explanation, explain
from communique.answers.export import export
from communique.answers.parameters import Value
from communique.answers.results import Answer
from communique.answers.stats import Stats, stats
from communique.answers.validate import Report, validate
from communique.errors import UsageError
from communique.fusion.judgements import Judgement
from communique.judging import judge
from communique.judging.review import Candidate, candidates
from communique.pipeline import Builder, BuildReport, Progress, Reader, forget
from communique.resources import data_folder
from communique.store import Store
from communique.vocab import Vocabulary

__all__ = ["BuildReport", "Graph", "Progress", "build"]


def build(
    paths: Iterable[str | Path] | str | Path,
    *,
    store: Path | str | None = None,
    model: str | None = None,
    actors: Sequence[Path] = (),
    lexicon: Sequence[Path] = (),
    ontology: Sequence[Path] = (),
    base: str | None = None,
    jobs: int | None = 1,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Graph:
    """Read articles into a graph; what the graph has already is left as it is.

    Args:
        paths: files, folders, patterns, or "-" for standard input.
        store: folder of the store, made where it is not there; None keeps the graph in memory.
        model: name or path of an English spaCy pipeline in place of the one that comes along.
        actors: the user's own files of actors and offices.
        lexicon: the user's own files or folders of event frames.
        ontology: Turtle files with classes and topics of the user's own; the store keeps a copy.
        base: prefix of the data's IRIs, for a new store.
        jobs: processes that read articles; None leaves their number to the machine.
        progress: called after each article.

    Returns:
        The graph, open for more, with `graph.report` saying what was added and what was skipped and why.

    Raises:
        StoreError: the store cannot be opened or written.
        DataError: a data file breaks its format.
    """
    graph = Graph.open(store, base=base, ontology=ontology)
    graph.add(paths, model=model, actors=actors, lexicon=lexicon, jobs=jobs, progress=progress)
    return graph


class Graph:
    """A knowledge graph. Open one with `Graph.open`, or make one with `build`."""

    def __init__(self, store: Store):
        self.store = store
        self.report: BuildReport | None = None

    @classmethod
    def open(
        cls,
        store: Path | str | None = None,
        *,
        base: str | None = None,
        ontology: Sequence[Path] = (),
        read_only: bool = False,
    ) -> Graph:
        """The graph of a store folder, or an empty one in memory.

        Args:
            store: the folder; None is in memory.
            base: prefix of the data's IRIs, for a new store.
            ontology: Turtle files with classes and topics of the user's own. A store keeps copies of them in its
                folder ``ontology/`` and knows them from then on.
            read_only: leave the store to other writers.

        >>> with Graph.open() as graph:
        ...     len(graph)
        0

        Raises:
            StoreError: there is no store (reading only), or it cannot be opened.
            DataError: a file of the ontology is no Turtle.
        """
        kept = sorted((Path(store) / "ontology").glob("*.ttl")) if store is not None else []
        new = [path for path in ontology if path.name not in {k.name for k in kept}]
        vocab = Vocabulary.load(extra=sorted([*kept, *new], key=lambda path: path.name))
        if store is None:
            return cls(Store.memory(vocab=vocab, base=base))
        graph = cls(Store.open(store, vocab=vocab, base=base, read_only=read_only))
        if new and not read_only:
            (Path(store) / "ontology").mkdir(exist_ok=True)
            for path in new:
                shutil.copyfile(path, Path(store) / "ontology" / path.name)
        return graph

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many quads it has, in all graphs."""
        return len(self.store)

    def close(self) -> None:
        """Let go of the store, so that another process may write to it."""
        self.store.close()

    def add(
        self,
        paths: Iterable[str | Path] | str | Path,
        *,
        model: str | None = None,
        actors: Sequence[Path] = (),
        lexicon: Sequence[Path] = (),
        jobs: int | None = 1,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> BuildReport:
        """Read more articles; see `build`."""
        listed = [paths] if isinstance(paths, str | Path) else list(paths)
        reader = Reader.load(vocab=self.store.vocab, model=model, actors=actors, lexicon=lexicon)
        self.report = Builder(self.store, reader).build(listed, jobs=jobs, progress=progress)
        return self.report

    def query(self, question: str, *, folders: Sequence[Path] = (), **params: Value | Sequence[Value]) -> Answer:
        """Answer a saved query, by its name and parameters, or a SPARQL query of your own.

        Args:
            question: "who-met-whom", or SPARQL text (SELECT, ASK, CONSTRUCT, DESCRIBE).
            folders: further folders of saved queries.
            params: parameters of the saved query: names, dates, IRIs, numbers; a "-" in a name is written "_".

        Raises:
            UsageError: there is no such query, or a parameter is unknown, missing or of the wrong type.
            QueryError: the SPARQL does not parse.
        """
        if queries.looks_like_sparql(question):
            return queries.run_text(question, self.store)
        saved = queries.load([data_folder("queries"), *folders])
        if question not in saved:
            raise UsageError(f"{question}: no saved query of this name; there are {', '.join(saved)}")
        values = {name.rstrip("_").replace("_", "-"): value for name, value in params.items()}
        return queries.run(saved[question], self.store, values)

    def export(self, path: Path | str | None, *, format: str = "turtle", view: str | None = None) -> None:
        """Write the graph to a file (None: to standard output), completely or not at all.

        Args:
            path: where to.
            format: turtle, trig, nquads, ntriples, jsonld, rdfxml, csv or graphml.
            view: "knowledge" (ontology and fused graph) or "full" (with the evidence); by default what fits the format.

        Raises:
            StoreError: the file cannot be written.
        """
        export(self.store, format=format, view=view, output=path)

    def explain(self, event: str) -> Explanation:
        """What an event rests on: every account of it, with its sentence and where it stands.

        Args:
            event: its IRI, or a part of it that no other event has.
        """
        return explain(self.store, event)

    def stats(self) -> Stats:
        """What is in the graph, counted."""
        return stats(self.store)

    def validate(self) -> Report:
        """Whether the graph keeps the shapes of the ontology."""
        return validate(self.store.oxigraph, vocab=self.store.vocab)

    def view(self, *, as_of: date | str | None = None, min_confidence: float = 0.0) -> Graph:
        """The graph, in memory, that a part of the evidence gives.

        Args:
            as_of: only articles published by the end of that day (a date, or one as "2017-07-07"); undated ones are
                left out.
            min_confidence: only accounts of events that are at least as sure, 0 to 1.

        Raises:
            UsageError: not a date.
        """
        return Graph(self.store.view(as_of=day_of(as_of), min_confidence=min_confidence))

    def same(self, a: str, b: str, *, because: str | None = None, by: str | None = None) -> Judgement:
        """Judge that two entities, or two events, are one; see `communique.judge`."""
        return judge.same(self.store, a, b, because=because, by=by)

    def different(self, a: str, b: str, *, because: str | None = None, by: str | None = None) -> Judgement:
        """Judge that two entities, or two events, are not one."""
        return judge.different(self.store, a, b, because=because, by=by)

    def retract(self, event: str, *, because: str, by: str | None = None) -> Judgement:
        """Judge that an event is wrong: it answers no question any more, and its reports stay."""
        return judge.retract(self.store, event, because=because, by=by)

    def rename(self, entity: str, label: str, *, because: str | None = None, by: str | None = None) -> Judgement:
        """Judge how an entity is to be called."""
        return judge.rename(self.store, entity, label, because=because, by=by)

    def undo(self, judgement: str | None = None) -> Judgement:
        """Take back a judgement, the last one by default."""
        return judge.undo(self.store, judgement)

    def apply_judgements(self, path: Path | str) -> int:
        """Keep the judgements of a Turtle file; how many were new."""
        return judge.apply(self.store, Path(path))

    def judgements_about(self, iri: str) -> list[Judgement]:
        """What was judged of an entity or event."""
        return judge.judgements_about(self.store, iri)

    def review(self, *, limit: int = 50) -> list[Candidate]:
        """The least certain decisions of fusion, for a person to confirm or correct with `same` and `different`."""
        return candidates(self.store, limit=limit)

    def forget(self, article: str) -> int:
        """Remove an article, by identifier or IRI, and all that rested on it alone; how many articles that were.

        Raises:
            StoreError: there is no such article.
        """
        return forget(self.store, article)


def day_of(text: date | str | None) -> date | None:
    """A day as people write it.

    Raises:
        UsageError: not a day.
    """
    try:
        return date.fromisoformat(text) if isinstance(text, str) else text
    except ValueError as error:
        raise UsageError(f"{text}: not a day; write it as 2017-07-07") from error
