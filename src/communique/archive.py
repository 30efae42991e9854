"""What each article contributed, kept beside the graph, so that fusion can be done again without parsing again.

SQLite, one row an article. A row is `pending` until the article's graph is in the Oxigraph store; rows that a killed
build left pending are dropped at the next opening, and their articles are read again.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.accounts import ArticleAccounts
from communique.errors import StoreError

FORMAT = "1"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article (
    iri TEXT PRIMARY KEY, identifier TEXT NOT NULL, pending INTEGER NOT NULL, accounts BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_identifier ON article (identifier);
"""


class Archive:
    """The contributions of all articles. `Archive(None)` lives in memory."""

    def __init__(self, path: Path | None, *, read_only: bool = False):
        try:
            if path and read_only:
                self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            else:
                self._db = sqlite3.connect(path or ":memory:")
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.executescript(_SCHEMA)
            found = self.get("format")
        except sqlite3.Error as error:
            raise StoreError(f"{path}: not a communique store, or damaged ({error})") from error
        if found not in (None, FORMAT):
            raise StoreError(
                f"{path}: was made by another version (format {found}, this one reads {FORMAT}); build anew"
            )
        if found is None and not read_only:
            self.set("format", FORMAT)

    def get(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def set(self, name: str, value: str) -> None:
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def add(self, articles: Iterable[ArticleAccounts]) -> None:
        """Keep articles as pending, all or none."""
        rows = [(a.article, a.identifier, zlib.compress(a.to_json(), 1)) for a in articles]
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, 1, ?)", rows)

    def settle(self) -> None:
        """The graphs of all pending articles are in the store."""
        with self._db:
            self._db.execute("UPDATE article SET pending = 0 WHERE pending = 1")

    def pending(self) -> list[str]:
        return [iri for (iri,) in self._db.execute("SELECT iri FROM article WHERE pending = 1 ORDER BY iri")]

    def remove(self, iris: Iterable[str]) -> None:
        with self._db:
            self._db.executemany("DELETE FROM article WHERE iri = ?", [(iri,) for iri in iris])

    def knows(self, iri: str) -> bool:
        return self._db.execute("SELECT 1 FROM article WHERE iri = ?", (iri,)).fetchone() is not None

    def find(self, name: str) -> list[str]:
        """IRIs of the articles with this IRI or identifier."""
        rows = self._db.execute("SELECT iri FROM article WHERE iri = ? OR identifier = ? ORDER BY iri", (name, name))
        return [iri for (iri,) in rows]

    def iris(self) -> list[str]:
        return [iri for (iri,) in self._db.execute("SELECT iri FROM article ORDER BY iri")]

    def articles(self) -> Iterator[ArticleAccounts]:
        for (blob,) in self._db.execute("SELECT accounts FROM article WHERE pending = 0 ORDER BY iri"):
            yield ArticleAccounts.from_json(zlib.decompress(blob))

    def close(self) -> None:
        self._db.close()
