"""What fusion looks up instead of reading everything again: SQLite tables beside the archive's.

- `member`: which articles stand in one source group, and what supersedes what;
- `band`: keys under which near copies of a text meet; `family`: articles of one address or identifier;
- `facet`: how many articles say what of an entity; `names`: which articles name an entity;
- `account`: each account with the event that it belongs to; `block`: keys under which accounts of one event meet;
- `event`: the nodes that an event's quads hang on.

Each lookup costs the same in a large store as in a small one but for the depth of a B-tree.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from communique.fusion.claims import Claim, reach
from communique.fusion.origins import bands, hashed
from communique.fusion.profiles import Facet
from communique.graph.accounts import Account, ArticleAccounts, span_of, tuples_of
from communique.graph.archive import FUSED, SETTLED
from communique.model import TimeSpan

_SCHEMA = """
CREATE TABLE IF NOT EXISTS member (
    article INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, leader TEXT NOT NULL, superseded_by TEXT,
    profile BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS member_leader ON member (leader);
CREATE TABLE IF NOT EXISTS band (hash INTEGER, article INTEGER, PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS family (name TEXT, article INTEGER, PRIMARY KEY (name, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facet (
    key TEXT, field TEXT, value TEXT, n INTEGER NOT NULL, PRIMARY KEY (key, field, value)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (key TEXT, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS account (
    id INTEGER PRIMARY KEY, mention TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, event TEXT, record BLOB NOT NULL,
    keys BLOB);
CREATE INDEX IF NOT EXISTS account_article ON account (article);
CREATE INDEX IF NOT EXISTS account_event ON account (event);
CREATE TABLE IF NOT EXISTS block (
    hash INTEGER, bucket INTEGER, account INTEGER, PRIMARY KEY (hash, bucket, account)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (iri TEXT PRIMARY KEY, nodes BLOB NOT NULL) WITHOUT ROWID;
"""
NOWHEN = -1000  # the bucket of what has no date; no week is its neighbour


@dataclass(frozen=True, slots=True)
class Member:
    """An article as fusion needs it; `profile` is its contribution without accounts and entities."""

    number: int
    profile: ArticleAccounts
    leader: str
    superseded_by: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """An account with the article's number and the event that it belonged to when it was fused last."""

    account: Account
    article: int
    event: str | None


class Index:
    """Lookups over an open archive. Nothing is committed here: the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db

    @staticmethod
    def create(db: sqlite3.Connection) -> None:
        db.executescript(_SCHEMA)

    @staticmethod
    def clear(db: sqlite3.Connection) -> None:
        """Empty all tables of the index; every article waits for fusion again."""
        with db:
            for table in ("member", "band", "family", "facet", "names", "account", "block", "event"):
                db.execute(f"DELETE FROM {table}")
            db.execute("UPDATE article SET state = ? WHERE state = ?", (SETTLED, FUSED))

    # Articles

    def insert(self, article: ArticleAccounts, profile: ArticleAccounts) -> int:
        """Add an article as its own group; its number."""
        (number,) = self._db.execute("SELECT id FROM article WHERE iri = ?", (article.article,)).fetchone()
        row = (number, article.article, article.article, profile.to_json())
        self._db.execute("INSERT INTO member VALUES (?, ?, ?, NULL, ?)", row)
        self._db.executemany("INSERT INTO band VALUES (?, ?)", [(key, number) for key in bands(article)])
        self._db.executemany("INSERT INTO family VALUES (?, ?)", [(name, number) for name in _family(article)])
        keys = {e.key for e in article.entities}
        self._db.executemany("INSERT INTO names VALUES (?, ?)", [(key, number) for key in keys])
        self._db.executemany(
            "INSERT INTO account (mention, article, record) VALUES (?, ?, ?)",
            [(a.mention, number, orjson.dumps(a)) for a in article.accounts],
        )
        self._db.execute("UPDATE article SET state = ? WHERE id = ?", (FUSED, number))
        return int(number)

    def delete(self, article: ArticleAccounts, number: int) -> None:
        """Take an article, as it was entered, out of all tables."""
        rows = self._db.execute("SELECT id, keys FROM account WHERE article = ? AND keys IS NOT NULL", (number,))
        entered = [(*key, account) for account, keys in rows.fetchall() for key in orjson.loads(keys)]
        self._db.executemany("DELETE FROM block WHERE hash = ? AND bucket = ? AND account = ?", entered)
        tables: tuple[tuple[str, str, Iterable[object]], ...] = (
            ("band", "hash", bands(article)),
            ("family", "name", _family(article)),
            ("names", "key", {e.key for e in article.entities}),
        )
        for table, column, keys in tables:
            self._db.executemany(f"DELETE FROM {table} WHERE {column} = ? AND article = ?", [(k, number) for k in keys])
        self._db.execute("DELETE FROM account WHERE article = ?", (number,))
        self._db.execute("DELETE FROM member WHERE article = ?", (number,))

    def member(self, iri: str) -> Member | None:
        row = self._db.execute("SELECT * FROM member WHERE iri = ?", (iri,)).fetchone()
        return _member(row) if row else None

    def members(self, leader: str) -> list[Member]:
        """The articles of a source group."""
        rows = self._db.execute("SELECT * FROM member WHERE leader = ? ORDER BY iri", (leader,))
        return [_member(row) for row in rows]

    def numbered(self, number: int) -> Member:
        return _member(self._db.execute("SELECT * FROM member WHERE article = ?", (number,)).fetchone())

    def meeting(self, article: ArticleAccounts) -> list[Member]:
        """Articles that share a band with one."""
        return self._members_by("band", "hash", bands(article))

    def family(self, article: ArticleAccounts) -> list[Member]:
        """Articles that share their address or identifier with one."""
        return self._members_by("family", "name", _family(article))

    def _members_by(self, table: str, column: str, keys: Iterable[object]) -> list[Member]:
        found: set[int] = set()
        for key in keys:
            rows = self._db.execute(f"SELECT article FROM {table} WHERE {column} = ?", (key,))
            found.update(number for (number,) in rows)
        return [self.numbered(number) for number in sorted(found)]

    def lead(self, number: int, leader: str) -> None:
        self._db.execute("UPDATE member SET leader = ? WHERE article = ?", (leader, number))

    def supersede(self, number: int, by: str | None) -> None:
        self._db.execute("UPDATE member SET superseded_by = ? WHERE article = ?", (by, number))

    # Entities

    def count(self, facets: Counter[Facet]) -> None:
        """Add to (or with negative numbers take from) what articles say of entities."""
        changes = [(*facet, n) for facet, n in facets.items() if n]
        self._db.executemany(
            "INSERT INTO facet VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n", changes
        )
        lost = [facet for facet, n in facets.items() if n < 0]
        self._db.executemany("DELETE FROM facet WHERE key = ? AND field = ? AND value = ? AND n <= 0", lost)

    def facets(self, key: str) -> list[tuple[str, str, int]]:
        """Field, value and number of articles, of an entity."""
        return list(self._db.execute("SELECT field, value, n FROM facet WHERE key = ? ORDER BY field, value", (key,)))

    def entity_keys(self) -> list[str]:
        return [key for (key,) in self._db.execute("SELECT DISTINCT key FROM facet ORDER BY key")]

    def naming(self, key: str) -> list[int]:
        """Numbers of the articles that name an entity."""
        return [n for (n,) in self._db.execute("SELECT article FROM names WHERE key = ? ORDER BY article", (key,))]

    # Accounts

    def accounts(self, *, article: int | None = None, event: str | None = None) -> list[Row]:
        """The accounts of an article, or of an event."""
        column, value = ("article", article) if article is not None else ("event", event)
        rows = self._db.execute(f"SELECT article, event, record FROM account WHERE {column} = ? ORDER BY id", (value,))
        return [_row(row) for row in rows]

    def account(self, number: int) -> Row | None:
        row = self._db.execute("SELECT article, event, record FROM account WHERE id = ?", (number,)).fetchone()
        return _row(row) if row else None

    def number(self, mention: str) -> int | None:
        row = self._db.execute("SELECT id FROM account WHERE mention = ?", (mention,)).fetchone()
        return row[0] if row else None

    def event_of(self, mention: str) -> str | None:
        row = self._db.execute("SELECT event FROM account WHERE mention = ?", (mention,)).fetchone()
        return row[0] if row else None

    def assign(self, events: Iterable[tuple[str | None, str]]) -> None:
        """Pairs of an event's IRI (None for none) and an account's mention."""
        self._db.executemany("UPDATE account SET event = ? WHERE mention = ?", events)

    def block(self, claim: Claim) -> None:
        """Enter a claim under its blocks."""
        mention, keys = claim.account.mention, sorted(_keys(claim))
        (number,) = self._db.execute("SELECT id FROM account WHERE mention = ?", (mention,)).fetchone()
        self._db.execute("UPDATE account SET keys = ? WHERE id = ?", (orjson.dumps(keys), number))
        self._db.executemany("INSERT INTO block VALUES (?, ?, ?)", [(*key, number) for key in keys])

    def near(self, block: tuple[str, ...], bucket: int | None) -> list[int]:
        """Numbers of the accounts of a block in near weeks."""
        at, weeks = (bucket, reach(block)) if bucket else (NOWHEN if bucket is None else 0, 0)
        rows = self._db.execute(
            "SELECT account FROM block WHERE hash = ? AND bucket BETWEEN ? AND ?",
            (hashed(*block), at - weeks, at + weeks),
        )
        return [number for (number,) in rows]

    def beside(self, article: int) -> list[tuple[int, frozenset[int]]]:
        """The accounts of an article with the hashes of their blocks."""
        rows = self._db.execute("SELECT id, keys FROM account WHERE article = ? ORDER BY id", (article,))
        return [(number, frozenset(key for key, _ in orjson.loads(keys or b"[]"))) for number, keys in rows]

    # Events

    def nodes(self, event: str) -> list[str]:
        """The further nodes that an event's quads hang on: its numbers and disagreements, and mentions."""
        row = self._db.execute("SELECT nodes FROM event WHERE iri = ?", (event,)).fetchone()
        return list(orjson.loads(row[0])) if row else []

    def keep_nodes(self, event: str, nodes: Sequence[str]) -> None:
        self._db.execute("INSERT OR REPLACE INTO event VALUES (?, ?)", (event, orjson.dumps(nodes)))

    def drop_event(self, event: str) -> None:
        self._db.execute("DELETE FROM event WHERE iri = ?", (event,))


def _family(article: ArticleAccounts) -> set[str]:
    return {f"id {article.identifier}"} | ({f"url {article.url}"} if article.url else set())


def _keys(claim: Claim) -> set[tuple[int, int]]:
    bucket = NOWHEN if claim.bucket is None else claim.bucket
    return {(hashed(*key), bucket) for key in claim.blocks}


def _member(row: Sequence[Any]) -> Member:
    number, _, leader, superseded_by, profile = row
    return Member(number, ArticleAccounts.from_json(profile), leader, superseded_by)


def _row(row: Sequence[Any]) -> Row:
    article, event, record = row
    raw = orjson.loads(record)
    time: TimeSpan | None = span_of(raw["time"])
    return Row(Account(**tuples_of(raw | {"time": time})), article, event)
