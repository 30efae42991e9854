"""What each article contributed, kept beside the graph, so that fusion can be done again without parsing again.

SQLite, one row an article, with the state that its way into the graph has reached. The tables of the index (index.py)
and the judgements of people live in the same file, so that one transaction moves them together. Only which articles
may be copies of each other stands in a folder beside it (bands.py).
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from communique.errors import StoreError
from communique.graph.accounts import ArticleAccounts
from communique.graph.bands import Bands

FORMAT = "6"
FUSED, PENDING, SETTLED, LEAVING = range(4)  # states of an article, see `Archive`
HELD = 1000  # articles that are kept as they came until they are fused; more are read back
_IN_STATE = "state > 0 AND state = ?"  # without the former SQLite leaves the index alone and reads all articles
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article (
    id INTEGER PRIMARY KEY AUTOINCREMENT, iri TEXT NOT NULL UNIQUE, identifier TEXT NOT NULL, state INTEGER NOT NULL,
    accounts BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS article_identifier ON article (identifier);
CREATE INDEX IF NOT EXISTS article_state ON article (state) WHERE state > 0;
CREATE TABLE IF NOT EXISTS judgement (
    nth INTEGER PRIMARY KEY AUTOINCREMENT, iri TEXT NOT NULL UNIQUE, record BLOB NOT NULL);
"""


class Archive:
    """The contributions of all articles. `Archive(None)` lives in memory.

    An article is PENDING until its graph is in the Oxigraph store, SETTLED until it is fused, then FUSED, and LEAVING
    from when it is forgotten until the knowledge graph has followed.
    """

    def __init__(self, path: Path | None, *, read_only: bool = False):
        self._held: dict[str, ArticleAccounts] = {}
        try:
            if path and read_only:
                self.db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            else:
                self.db = sqlite3.connect(path or ":memory:")
                self.db.execute("PRAGMA journal_mode=WAL")
                self.db.execute("PRAGMA synchronous=NORMAL")
                self.db.execute("PRAGMA cache_size=-65536")
                self.db.executescript(_SCHEMA)
            found = self.get("format")
        except sqlite3.Error as error:
            raise StoreError(f"{path}: not a communique store, or damaged ({error})") from error
        if found not in (None, FORMAT):
            raise StoreError(
                f"{path}: was made by another version (format {found}, this one reads {FORMAT}); build anew"
            )
        if found is None and not read_only:
            self.set("format", FORMAT)
        self.bands = Bands(path.with_name("bands") if path and not read_only else None, new=not self.count(up_to=1))

    def transaction(self) -> AbstractContextManager[object]:
        """All that is written inside is kept together, or not at all."""
        return self.db

    def get(self, name: str) -> str | None:
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def set(self, name: str, value: str) -> None:
        with self.db:
            self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def add(self, articles: Iterable[ArticleAccounts]) -> None:
        """Keep articles as pending, all or none."""
        come = list(articles)
        rows = [(a.article, a.identifier, PENDING, zlib.compress(a.to_json(), 1)) for a in come]
        with self.db:
            self.db.executemany("INSERT INTO article (iri, identifier, state, accounts) VALUES (?, ?, ?, ?)", rows)
        if len(self._held) + len(come) <= HELD:
            self._held.update((a.article, a) for a in come)

    def settle(self) -> None:
        """The graphs of all pending articles are in the store."""
        with self.db:
            self.db.execute(f"UPDATE article SET state = ? WHERE {_IN_STATE}", (SETTLED, PENDING))

    def drop_pending(self) -> list[str]:
        """Forget articles whose graphs were never finished; their IRIs."""
        gone = self._in_state(PENDING)
        with self.db:
            self.db.execute(f"DELETE FROM article WHERE {_IN_STATE}", (PENDING,))
        return gone

    def leave(self, iris: Iterable[str]) -> None:
        """Mark articles as forgotten; fusion takes them out. What was never fused goes at once."""
        named = [(iri,) for iri in iris]
        for (iri,) in named:
            self._held.pop(iri, None)
        with self.db:
            self.db.executemany(f"DELETE FROM article WHERE iri = ? AND state IN ({PENDING}, {SETTLED})", named)
            self.db.executemany(f"UPDATE article SET state = {LEAVING} WHERE iri = ?", named)

    def leaving(self) -> list[str]:
        return self._in_state(LEAVING)

    def settled(self) -> list[str]:
        return self._in_state(SETTLED)

    def pending(self) -> list[str]:
        return self._in_state(PENDING)

    def _in_state(self, state: int) -> list[str]:
        return [iri for (iri,) in self.db.execute(f"SELECT iri FROM article WHERE {_IN_STATE} ORDER BY iri", (state,))]

    def knows(self, iri: str) -> bool:
        row = self.db.execute(f"SELECT 1 FROM article WHERE iri = ? AND state < {LEAVING}", (iri,)).fetchone()
        return row is not None

    def find(self, name: str) -> list[str]:
        """IRIs of the articles with this IRI or identifier."""
        named = f"(iri = ? OR identifier = ?) AND state < {LEAVING}"
        rows = self.db.execute(f"SELECT iri FROM article WHERE {named} ORDER BY iri", (name, name))
        return [iri for (iri,) in rows]

    def iris(self) -> list[str]:
        return [iri for (iri,) in self.db.execute(f"SELECT iri FROM article WHERE state < {LEAVING} ORDER BY iri")]

    def count(self, *, up_to: int = -1) -> int:
        """How many articles there are, the leaving ones included; counting stops at `up_to`, where it is given."""
        (number,) = self.db.execute("SELECT count(*) FROM (SELECT 1 FROM article LIMIT ?)", (up_to,)).fetchone()
        return int(number)

    def load(self, iri: str) -> ArticleAccounts:
        """The contribution of one article; as it came where it is new."""
        if held := self._held.pop(iri, None):
            return held
        (blob,) = self.db.execute("SELECT accounts FROM article WHERE iri = ?", (iri,)).fetchone()
        return ArticleAccounts.from_json(zlib.decompress(blob))

    def articles(self) -> Iterator[ArticleAccounts]:
        rows = self.db.execute(f"SELECT accounts FROM article WHERE state IN ({FUSED}, {SETTLED}) ORDER BY iri")
        for (blob,) in rows:
            yield ArticleAccounts.from_json(zlib.decompress(blob))

    def judgements(self) -> list[bytes]:
        """The records of all judgements, in the order in which they were made here."""
        try:
            return [record for (record,) in self.db.execute("SELECT record FROM judgement ORDER BY nth")]
        except sqlite3.OperationalError:  # a store of before the first judgement, opened for reading
            return []

    def close(self) -> None:
        self.db.close()
        self.bands.close()
