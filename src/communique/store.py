"""The only wrapper of the Oxigraph store.

On disk a store is a folder: `graph/` is Oxigraph's own (any Oxigraph tool opens it), `archive.sqlite` what the articles
contributed, `bands/` which of them may be copies. The knowledge graph is a function of the archive, which notes what of
it the graph has followed already: a build that was killed between the two is mended at the next opening for writing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from types import TracebackType

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse,
    serialize,
)
from pyoxigraph import (
    Store as Oxigraph,
)

from communique.errors import QueryError, StoreError
from communique.fusion.fuse import Change, Fusion
from communique.fusion.index import Index
from communique.fusion.judgements import Book, triples, write_file
from communique.fusion.knowledge import KnowledgeWriter
from communique.graph.accounts import ArticleAccounts
from communique.graph.archive import Archive
from communique.ids import DEFAULT_BASE, Ids
from communique.vocab import Vocabulary

TOGETHER = 1000  # articles that are fused in one transaction
BULK = 1000  # quads above which loading in bulk is quicker than a transaction
LARGE = 1000  # articles below which every question takes a fraction of a second, in whatever order the files are
GROWN = 3  # one article of so many that is new: worth putting a large store in order

Answer = QuerySolutions | QueryBoolean | QueryTriples


class Store:
    """A graph and the archive that it was fused from. Use `Store.open` or `Store.memory`."""

    def __init__(
        self,
        oxigraph: Oxigraph,
        archive: Archive,
        *,
        vocab: Vocabulary,
        base: str | None,
        writable: bool,
        folder: Path | None = None,
    ):
        self.folder = folder
        kept = archive.get("base")
        if base and kept and base != kept:
            raise StoreError(f"--base {base}: this store was made with {kept}; use that one, or another store")
        self.oxigraph, self.archive, self.vocab = oxigraph, archive, vocab
        self.ids = Ids(base or kept or DEFAULT_BASE)
        self.book = Book(archive, self.ids)
        self._come = 0  # articles fused since it was last asked whether to put the files in order
        self._is_sure = False  # whether the knowledge graph holds what the archive notes of it, and nothing else
        if writable:
            if kept is None:
                archive.set("base", self.ids.base)
            Index.create(archive.db)
            self._mend()

    @classmethod
    def open(cls, path: Path | str, *, vocab: Vocabulary, base: str | None = None, read_only: bool = False) -> Store:
        """Open a store folder; for writing it is made if it is not there.

        Raises:
            StoreError: no store there (reading), another process writes, no permission, disk full, or damaged.
        """
        folder = Path(path)
        if read_only and not (folder / "archive.sqlite").is_file():
            raise StoreError(
                f"{folder}: no communique store there; make one with: communique build ARTICLES --store {folder}"
            )
        try:
            if read_only:
                oxigraph = Oxigraph.read_only(str(folder / "graph"))
            else:
                folder.mkdir(parents=True, exist_ok=True)
                if any(folder.iterdir()) and not (folder / "graph").is_dir():
                    raise StoreError(
                        f"{folder}: a folder with other files in it; name a new or empty folder for the store"
                    )
                oxigraph = Oxigraph(str(folder / "graph"))
        except OSError as error:
            if "lock" in str(error).lower():
                raise StoreError(f"{folder}: another communique writes to this store; wait until it is done") from error
            raise StoreError(f"{folder}: cannot open the store ({error.strerror or error})") from error
        archive = Archive(folder / "archive.sqlite", read_only=read_only)
        return cls(oxigraph, archive, vocab=vocab, base=base, writable=not read_only, folder=folder)

    @classmethod
    def memory(cls, *, vocab: Vocabulary, base: str | None = None) -> Store:
        return cls(Oxigraph(), Archive(None), vocab=vocab, base=base, writable=True)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let another process write: Oxigraph lets go of its lock with the last reference to it, which this was."""
        self.archive.close()
        self.oxigraph = Oxigraph()

    # Reading

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL 1.1 query over the union of all graphs.

        Raises:
            QueryError: it does not parse.
        """
        try:
            return self.oxigraph.query(sparql, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QueryError(f"query: {_where_it_breaks_off(sparql, str(error))}") from error

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """All quads, or those of one named graph, in the store's order."""
        return iter(self.oxigraph.quads_for_pattern(None, None, None, NamedNode(graph) if graph else None))

    def graphs(self) -> list[str]:
        return sorted(g.value for g in self.oxigraph.named_graphs() if isinstance(g, NamedNode))

    def __len__(self) -> int:
        return len(self.oxigraph)

    # Writing

    def knows(self, article: str) -> bool:
        return self.archive.knows(article)

    def add(self, articles: Iterable[tuple[ArticleAccounts, bytes]]) -> None:
        """Add articles with their graphs in N-Quads; `refresh` afterwards makes the knowledge graph follow.

        The archive has them as pending before the graph, and as settled only after it: killed in between, nothing is
        half there.
        """
        batch = list(articles)
        self.archive.add(a for a, _ in batch)
        try:
            # What we wrote ourselves need not be checked again.
            self.oxigraph.bulk_load(input=b"".join(g for _, g in batch), format=RdfFormat.N_QUADS, lenient=True)
        except OSError as error:
            raise StoreError(f"the store cannot be written ({error}); what was there before is kept") from error
        self.archive.settle()

    def forget(self, articles: Iterable[str]) -> None:
        """Remove articles and, with `refresh`, all that rested on them alone."""
        gone = list(articles)
        self.archive.leave(gone)
        for iri in gone:
            self.oxigraph.remove_graph(NamedNode(iri))

    def refresh(self, *, more: bool = False) -> bool:
        """Make ontology and knowledge graph follow the articles and judgements; False where they do already.

        Each part is committed to the archive after the graph has it: killed in between, the same part is done again.

        Args:
            more: further articles are on their way. What does not fill a part waits for them, and a large store's files
                are put in order after the last.
        """
        done = self._start_over() if self.archive.get("fused") != self.vocab.version else False
        for arrived, left, again in self._due(whole=more):
            self._follow(arrived, left, again)
            self._come += len(arrived)
            done = True
        if not more:
            most, self._come = GROWN * self._come, 0
            if self.folder and LARGE <= self.archive.count(up_to=most + 1) <= most:
                self._put_in_order()
        return done

    def _put_in_order(self) -> None:
        """Have Oxigraph merge its files: questions take a third less time then. It writes the whole store anew, so it
        is for builds that brought a good part of it."""
        try:
            self.oxigraph.optimize()
        except OSError as error:
            raise StoreError(f"the store cannot be written ({error}); it is complete, and slower to ask") from error

    def _due(self, *, whole: bool) -> Iterator[tuple[list[str], list[str], list[str]]]:
        """What fusion has to follow, in parts that fit into memory (`whole`: in full ones): articles that came, went,
        are to be read again."""
        again = self.book.affected()
        left = self.archive.leaving()
        if left or again or self.book.is_behind():
            yield [], left, again
        arrived = self.archive.settled()
        for i in range(0, len(arrived), TOGETHER):
            part = arrived[i : i + TOGETHER]
            if len(part) == TOGETHER or not whole:
                yield part, [], []

    def _follow(self, arrived: list[str], left: list[str], again: list[str]) -> None:
        before, now = self.book.fused_with(), self.book.rulings()
        fusion = Fusion(self.archive, vocab=self.vocab, ids=self.ids, rulings=now, before=before)
        with self.archive.transaction():
            change = fusion.run(arrived=arrived, left=left, again=again)
            fusion.note(change, self._write(change))
            self.archive.db.executemany("DELETE FROM article WHERE iri = ?", [(iri,) for iri in left])
            self.archive.bands.flush()
            if self.book.is_behind():
                self._show_judgements()
            self.book.note_fused()
        self._is_sure = True

    def _show_judgements(self) -> None:
        """Bring the graph of judgements, and the file beside the store, in line with the archive."""
        graph = NamedNode(self.ids.graph("judgements"))
        made = self.book.all()
        self.oxigraph.remove_graph(graph)
        self.oxigraph.extend(Quad(t.subject, t.predicate, t.object, graph) for t in triples(made, self.vocab))
        if self.folder:
            write_file(made, self.folder / "judgements.ttl", self.vocab)

    def _write(self, change: Change) -> dict[str, dict[str, int]]:
        """Have the graph say of all that a change touches what is known now, and nothing else; the digests of what it
        says of the nodes of events.

        Looking up what it said before is dear in a large store, so that is not asked of nodes that are new, nor of
        those of which the same was said; where a process died between graph and archive, it is asked of all.
        """
        writer = KnowledgeWriter(self.vocab, self.ids)
        lines: dict[str, list[str]] = defaultdict(list)
        for node, line in writer.statements(change.knowledge, entities=change.entities):
            lines[node].append(line)
        said: dict[str, dict[str, int]] = {}
        fresh, same = set(change.fresh), set()
        for event, own, mentions in writer.nodes(change.knowledge):
            before = change.said[event]
            said[event] = {node: _digest(lines[node]) for node in sorted(own | mentions)}
            fresh |= own - before.keys()
            same |= {node for node, digest in said[event].items() if before.get(node) == digest}
        if not self._is_sure:
            fresh, same = set(), set()
        self._is_sure = False
        self._replace(lines, (lines.keys() | change.stale) - same, fresh)
        return said

    def _replace(self, lines: Mapping[str, Iterable[str]], nodes: Set[str], fresh: Set[str]) -> None:
        """Have the knowledge graph say of nodes what the lines of N-Quads say, and nothing else."""
        graph = NamedNode(self.ids.graph("knowledge"))
        if not self.oxigraph.contains_named_graph(graph):
            fresh = nodes
        new = [line for node in nodes & fresh for line in lines.get(node, ())]
        try:
            compared = nodes - fresh
            text = "".join([line for node in compared for line in lines.get(node, ())])
            told = set(parse(text, format=RdfFormat.N_QUADS, lenient=True))
            subjects = [NamedNode(node) for node in compared]
            present = {q for s in subjects for q in self.oxigraph.quads_for_pattern(s, None, None, graph)}
            for quad in present - told:
                self.oxigraph.remove(quad)
            new += [f"{quad} .\n" for quad in told - present]
            load = self.oxigraph.load if len(new) < BULK else self.oxigraph.bulk_load
            load(input="".join(new), format=RdfFormat.N_QUADS, lenient=True)
            self.oxigraph.flush()
        except OSError as error:
            raise StoreError(f"the store cannot be written ({error}); the next build completes it") from error

    def _start_over(self) -> bool:
        """Fuse everything anew where the ontology is another than that which the knowledge graph was made with."""
        self._load_ontology()
        if self.archive.get("fused") is not None:
            self.oxigraph.remove_graph(NamedNode(self.ids.graph("knowledge")))
            Index.clear(self.archive.db)
        self.archive.set("fused", self.vocab.version)
        return True

    def _load_ontology(self) -> None:
        graph = NamedNode(self.ids.graph("ontology"))
        if self.archive.get("ontology") != self.vocab.version or not self.oxigraph.contains_named_graph(graph):
            self.oxigraph.remove_graph(graph)
            self.oxigraph.extend(self.vocab.ontology_quads(graph))
            self.archive.set("ontology", self.vocab.version)

    def _mend(self) -> None:
        """Take back what a killed build left half done, and fuse where the knowledge graph is behind."""
        for iri in self.archive.drop_pending() + self.archive.leaving():
            self.oxigraph.remove_graph(NamedNode(iri))
        if self.archive.get("fused") is not None or self.archive.settled():
            self.refresh()
        self._is_sure = True

    def view(self, *, as_of: date | None = None, min_confidence: float = 0.0) -> Store:
        """The graph that a part of the evidence gives, in memory: same code, filtered evidence.

        Args:
            as_of: only articles published up to the end of that day. Articles without a date are left out, as nobody
                can say whether they were out by then. An article dated to a month or year counts from its end.
                Judgements of people hold, whenever they were made.
            min_confidence: only accounts that are at least as sure, 0 to 1; the mentions themselves stay.
        """
        then = Store.memory(vocab=self.vocab, base=self.ids.base)
        then.book.add(self.book.all())
        known = (a for a in self.archive.articles() if as_of is None or _published_by(a, as_of))
        out = (
            replace(a, accounts=tuple(c for c in a.accounts if c.confidence >= min_confidence)) if min_confidence else a
            for a in known
        )
        while batch := list(islice(out, TOGETHER)):
            then.add((a, serialize(self.quads(a.article), format=RdfFormat.N_QUADS) or b"") for a in batch)
        then.refresh()
        known_then = {q.subject for q in then.quads(self.ids.graph("knowledge"))}
        then.oxigraph.extend(q for q in self.quads(self.ids.graph("links")) if q.subject in known_then)
        return then

    def backup(self, path: Path) -> None:
        """Copy the Oxigraph part, while open, to a folder that does not exist yet."""
        self.oxigraph.backup(str(path))

    def dump(self, path: Path, *, format: RdfFormat) -> None:
        """Write all graphs in a format for datasets (N-Quads, TriG)."""
        with path.open("wb") as out:
            self.oxigraph.dump(out, format)


def _digest(lines: Iterable[str]) -> int:
    """A 64-bit name for what lines say, in whatever order."""
    return int.from_bytes(blake2b("".join(sorted(set(lines))).encode(), digest_size=8).digest(), "big", signed=True)


def _published_by(article: ArticleAccounts, day: date) -> bool:
    end = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
    return bool(article.published and article.published.latest and article.published.latest <= end)


# what Oxigraph's parser names among all that it expected, and what that means
_REASONS = {
    "Prefix not found": "a prefix that is not declared",
    "SELECT contains a variable that is unbound": "a variable beside an aggregate that no GROUP BY names",
    "IRI parsing failed": "an IRI that is not whole (relative, or with characters that no IRI has)",
}


def _where_it_breaks_off(sparql: str, message: str) -> str:
    """One readable line of the parser's message, which else lists every character that could stand there.

    >>> _where_it_breaks_off("SELECT ?x {", 'error at 1:12: expected one of "$", "(", [_]')
    'no SPARQL from line 1, column 12 on: after SELECT ?x {'
    """
    place = re.search(r"error at (\d+):(\d+)", message)
    if place is None:
        return message
    line, column = int(place[1]), int(place[2])
    before = [*sparql.splitlines(), ""][line - 1][: column - 1].strip() if sparql.strip() else ""
    for found, told in _REASONS.items():
        if found in message:
            return f"line {line}, column {column}: {told}, after {before}"
    return f"no SPARQL from line {line}, column {column} on: after {before or 'nothing'}"
