"""The only wrapper of the Oxigraph store.

On disk a store is a folder: `graph/` is Oxigraph's own (any Oxigraph tool opens it), `archive.sqlite` what the articles
contributed. The knowledge graph is a function of the archive; the name of the set of articles that it was made from is
kept, so that a build that was killed between the two is noticed and mended at the next opening for writing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)
from pyoxigraph import (
    Store as Oxigraph,
)

from communique.accounts import ArticleAccounts
from communique.archive import Archive
from communique.errors import QueryError, StoreError
from communique.fuse import fuse
from communique.ids import DEFAULT_BASE, Ids
from communique.knowledge import KnowledgeWriter
from communique.vocab import Vocabulary

Answer = QuerySolutions | QueryBoolean | QueryTriples


class Store:
    """A graph and the archive that it was fused from. Use `Store.open` or `Store.memory`."""

    def __init__(self, oxigraph: Oxigraph, archive: Archive, *, vocab: Vocabulary, base: str | None, writable: bool):
        kept = archive.get("base")
        if base and kept and base != kept:
            raise StoreError(f"--base {base}: this store was made with {kept}; use that one, or another store")
        self.oxigraph, self.archive, self.vocab = oxigraph, archive, vocab
        self.ids = Ids(base or kept or DEFAULT_BASE)
        if writable:
            if kept is None:
                archive.set("base", self.ids.base)
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
            raise StoreError(f"{folder}: cannot open the store ({error})") from error
        archive = Archive(folder / "archive.sqlite", read_only=read_only)
        return cls(oxigraph, archive, vocab=vocab, base=base, writable=not read_only)

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
        self.archive.close()

    # Reading

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL 1.1 query over the union of all graphs.

        Raises:
            QueryError: it does not parse.
        """
        try:
            return self.oxigraph.query(sparql, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QueryError(f"query: {error}") from error

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

    def add(self, articles: Iterable[tuple[ArticleAccounts, list[Quad]]]) -> None:
        """Add the graphs of articles; `refresh` afterwards makes the knowledge graph follow.

        The archive has them as pending before the graph, and as settled only after it: killed in between, nothing is half
        there.
        """
        batch = list(articles)
        self.archive.add(a for a, _ in batch)
        try:
            self.oxigraph.bulk_extend(q for _, quads in batch for q in quads)
        except OSError as error:
            raise StoreError(f"the store cannot be written ({error}); what was there before is kept") from error
        self.archive.settle()

    def forget(self, articles: Iterable[str]) -> None:
        """Remove articles and, with `refresh`, all that rested on them alone."""
        gone = list(articles)
        for iri in gone:
            self.oxigraph.remove_graph(NamedNode(iri))
        self.archive.remove(gone)

    def refresh(self) -> bool:
        """Make ontology and knowledge graph follow the articles; False where they do already."""
        current = self._state()
        if self.archive.get("fused") == current:
            return False
        self._load_ontology()
        knowledge = fuse(self.archive.articles(), vocab=self.vocab, ids=self.ids)
        wanted = KnowledgeWriter(self.vocab, self.ids).quads(knowledge)
        graph = NamedNode(self.ids.graph("knowledge"))
        present = set(self.oxigraph.quads_for_pattern(None, None, None, graph))
        try:
            if present:
                for quad in present - wanted:
                    self.oxigraph.remove(quad)
                self.oxigraph.extend(wanted - present)
            else:
                self.oxigraph.bulk_extend(wanted)
            self.oxigraph.flush()
        except OSError as error:
            raise StoreError(f"the store cannot be written ({error}); the next build completes it") from error
        self.archive.set("fused", current)
        return True

    def _state(self) -> str:
        """Names the set of articles and the vocabulary that the knowledge graph was made from."""
        total = hashlib.sha256(self.vocab.version.encode())
        for iri in self.archive.iris():
            total.update(iri.encode() + b"\n")
        return total.hexdigest()

    def _load_ontology(self) -> None:
        graph = NamedNode(self.ids.graph("ontology"))
        if self.archive.get("ontology") != self.vocab.version or not self.oxigraph.contains_named_graph(graph):
            self.oxigraph.remove_graph(graph)
            self.oxigraph.extend(self.vocab.ontology_quads(graph))
            self.archive.set("ontology", self.vocab.version)

    def _mend(self) -> None:
        """Take back what a killed build left half done, and fuse again where the knowledge graph is behind."""
        pending = self.archive.pending()
        if pending:
            self.forget(pending)
        if self.archive.get("fused") is not None or self.archive.iris():
            self.refresh()

    def backup(self, path: Path) -> None:
        """Copy the Oxigraph part, while open, to a folder that does not exist yet."""
        self.oxigraph.backup(str(path))

    def dump(self, path: Path, *, format: RdfFormat) -> None:
        """Write all graphs in a format for datasets (N-Quads, TriG)."""
        with path.open("wb") as out:
            self.oxigraph.dump(out, format)
