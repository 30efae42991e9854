"""What fusion looks up instead of reading everything again: SQLite tables beside the archive's.

- `member`: which articles stand in one source group, and what supersedes what;
- `family`: articles of one address or identifier;
- `facet`: how many articles say what of an entity, as they spell it, and beside it which articles name it so;
- `spelling`: places where names meet that are nearly alike; `identity`: which of them are one, or may be;
- `account`: each account with the event that it belongs to; `block`: keys under which accounts of one event meet;
- `event`: its accounts, and a digest of what the graph says of each node that its quads hang on.

Each lookup costs the same in a large store as in a small one but for the depth of a B-tree. What grows is the number of
pages that are on no page of the day before, so what is asked together lies together: blocks by season, events in the
order in which they came up, all of a name under its key.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from communique.fusion.claims import Claim, reach
from communique.fusion.origins import hashed
from communique.fusion.profiles import Facet
from communique.graph.accounts import Account, ArticleAccounts, span_of, tuples_of
from communique.graph.archive import FUSED, SETTLED

_SCHEMA = """
CREATE TABLE IF NOT EXISTS member (
    article INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, leader TEXT NOT NULL, superseded_by TEXT,
    profile BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS member_leader ON member (leader);
CREATE TABLE IF NOT EXISTS family (name TEXT, article INTEGER, PRIMARY KEY (name, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facet (
    key TEXT, field TEXT, value, n INTEGER NOT NULL, PRIMARY KEY (key, field, value)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spelling (place INTEGER, key TEXT, PRIMARY KEY (place, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS identity (
    key TEXT PRIMARY KEY, label TEXT NOT NULL, into_key TEXT, score REAL NOT NULL, reason TEXT NOT NULL,
    others BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS identity_into ON identity (into_key);
CREATE TABLE IF NOT EXISTS account (
    id INTEGER PRIMARY KEY, mention TEXT NOT NULL UNIQUE, article INTEGER NOT NULL, event INTEGER,
    record BLOB NOT NULL, keys BLOB);
CREATE INDEX IF NOT EXISTS account_article ON account (article);
CREATE TABLE IF NOT EXISTS block (
    season INTEGER, hash INTEGER, bucket INTEGER, account INTEGER, PRIMARY KEY (season, hash, bucket, account)
    ) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, accounts TEXT NOT NULL, said BLOB);
"""
_TABLES = ("member", "family", "facet", "spelling", "identity", "account", "block", "event")
_NAMED = ""  # the field of `facet` under which the articles are that name an entity; before those of what they say
_ROWS = (
    "SELECT account.id, mention, article, record, event, iri FROM account LEFT JOIN event ON event.id = account.event"
)
SEASON = 26  # weeks
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


@dataclass(frozen=True, slots=True)
class Identity:
    """A decision on one spelling of a person's name: whose it is, or whose it may be. `reason` is for people."""

    key: str
    label: str
    into: str | None  # key of the spelling that stands for this one
    score: float
    reason: str
    others: tuple[str, ...] = ()  # keys of those who may be the same, where that is not clear


class Index:
    """Lookups over an open archive, for one course of fusion: what was entered or read once is not decoded again.
    Nothing is committed here: the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection):
        self._db = db
        self._profiles: dict[int, ArticleAccounts] = {}  # by number of the article
        self._rows: dict[str, Row] = {}  # by mention, as these three
        self._numbers: dict[str, int] = {}
        self._next = 0  # number of the next account; 0 where not looked up yet
        self._events: dict[str, int] = {}  # numbers of the events that were met, by IRI

    @staticmethod
    def create(db: sqlite3.Connection) -> None:
        db.executescript(_SCHEMA)

    @staticmethod
    def clear(db: sqlite3.Connection) -> None:
        """Empty all tables of the index; every article waits for fusion again."""
        with db:
            for table in _TABLES:
                db.execute(f"DELETE FROM {table}")
            db.execute("UPDATE article SET state = ? WHERE state = ?", (SETTLED, FUSED))

    # Articles

    def insert(self, article: ArticleAccounts, profile: ArticleAccounts) -> int:
        """Add an article as its own group; its number."""
        number: int
        (number,) = self._db.execute("SELECT id FROM article WHERE iri = ?", (article.article,)).fetchone()
        row = (number, article.article, article.article, profile.to_json())
        self._db.execute("INSERT INTO member VALUES (?, ?, ?, NULL, ?)", row)
        self._db.executemany("INSERT INTO family VALUES (?, ?)", [(name, number) for name in _family(article)])
        keys = {e.key for e in article.entities}
        self._db.executemany("INSERT INTO facet VALUES (?, ?, ?, 1)", [(key, _NAMED, number) for key in keys])
        self._profiles[number] = profile
        if not self._next:
            self._next = self._after("account")
        for account in article.accounts:
            self._numbers[account.mention], self._next = self._next, self._next + 1
            self._rows[account.mention] = Row(account, number, None)
        self._db.executemany(
            "INSERT INTO account (id, mention, article, record) VALUES (?, ?, ?, ?)",
            [(self._numbers[a.mention], a.mention, number, orjson.dumps(a)) for a in article.accounts],
        )
        self._db.execute("UPDATE article SET state = ? WHERE id = ?", (FUSED, number))
        return number

    def delete(self, article: ArticleAccounts, number: int) -> None:
        """Take an article, as it was entered, out of all tables."""
        rows = self._db.execute("SELECT id, keys FROM account WHERE article = ? AND keys IS NOT NULL", (number,))
        entered = [
            (bucket // SEASON, key, bucket, account)
            for account, keys in rows.fetchall()
            for key, bucket in orjson.loads(keys)
        ]
        self._db.executemany("DELETE FROM block WHERE season = ? AND hash = ? AND bucket = ? AND account = ?", entered)
        names = [(name, number) for name in _family(article)]
        self._db.executemany("DELETE FROM family WHERE name = ? AND article = ?", names)
        named = [(key, _NAMED, number) for key in {e.key for e in article.entities}]
        self._db.executemany("DELETE FROM facet WHERE key = ? AND field = ? AND value = ?", named)
        self._db.execute("DELETE FROM account WHERE article = ?", (number,))
        self._db.execute("DELETE FROM member WHERE article = ?", (number,))
        for account in article.accounts:
            self._rows.pop(account.mention, None)
            self._numbers.pop(account.mention, None)

    def member(self, iri: str) -> Member | None:
        row = self._db.execute("SELECT * FROM member WHERE iri = ?", (iri,)).fetchone()
        return self._member(row) if row else None

    def members(self, leader: str) -> list[Member]:
        """The articles of a source group."""
        rows = self._db.execute("SELECT * FROM member WHERE leader = ? ORDER BY iri", (leader,))
        return [self._member(row) for row in rows]

    def numbered(self, number: int) -> Member:
        return self._member(self._db.execute("SELECT * FROM member WHERE article = ?", (number,)).fetchone())

    def _member(self, row: Sequence[Any]) -> Member:
        number, _, leader, superseded_by, record = row
        if number not in self._profiles:
            self._profiles[number] = ArticleAccounts.from_json(record)
        return Member(number, self._profiles[number], leader, superseded_by)

    def known(self, numbers: Iterable[int]) -> list[Member]:
        """Those of the articles of these numbers that are in the index."""
        rows = (self._db.execute("SELECT * FROM member WHERE article = ?", (n,)).fetchone() for n in sorted(numbers))
        return [self._member(row) for row in rows if row]

    def family(self, article: ArticleAccounts) -> list[Member]:
        """Articles that share their address or identifier with one."""
        names = tuple(_family(article))
        marks = ", ".join("?" * len(names))
        rows = self._db.execute(f"SELECT DISTINCT article FROM family WHERE name IN ({marks})", names)
        return self.known([number for (number,) in rows])

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

    def facets(self, key: str) -> dict[tuple[str, str], int]:
        """How many articles give which value to which field, of an entity."""
        rows = self._db.execute(
            "SELECT field, value, n FROM facet WHERE key = ? AND field > ? ORDER BY field, value", (key, _NAMED)
        )
        return {(field, value): n for field, value, n in rows}

    def entity_keys(self) -> list[str]:
        rows = self._db.execute("SELECT DISTINCT key FROM facet WHERE field > ? ORDER BY key", (_NAMED,))
        return [key for (key,) in rows]

    def naming(self, key: str) -> list[int]:
        """Numbers of the articles that name an entity."""
        rows = self._db.execute("SELECT value FROM facet WHERE key = ? AND field = ? ORDER BY value", (key, _NAMED))
        return [number for (number,) in rows]

    # Spellings

    def spelt_at(self, place: str, most: int) -> list[str]:
        """Keys of the names that meet in a place, so many at most."""
        rows = self._db.execute("SELECT key FROM spelling WHERE place = ? LIMIT ?", (hashed(place), most))
        return [key for (key,) in rows]

    def respell(self, come: Iterable[tuple[str, str]], gone: Iterable[tuple[str, str]]) -> None:
        """Enter names, as pairs of place and key, and take others out."""
        rows = [[(hashed(place), key) for place, key in pairs] for pairs in (gone, come)]
        self._db.executemany("DELETE FROM spelling WHERE place = ? AND key = ?", rows[0])
        self._db.executemany("INSERT OR IGNORE INTO spelling VALUES (?, ?)", rows[1])

    def identity(self, key: str) -> Identity | None:
        row = self._db.execute("SELECT * FROM identity WHERE key = ?", (key,)).fetchone()
        return _identity(row) if row else None

    def identities(self) -> list[Identity]:
        """All decisions, the least certain first."""
        return [_identity(row) for row in self._db.execute("SELECT * FROM identity ORDER BY score, key")]

    def spellings_of(self, key: str) -> list[str]:
        """Keys of the spellings that another stands for."""
        rows = self._db.execute("SELECT key FROM identity WHERE into_key = ? ORDER BY key", (key,))
        return [key for (key,) in rows]

    def identify(self, decisions: Mapping[str, Identity | None]) -> None:
        """Note decisions by key; None takes one back."""
        rows = [(d.key, d.label, d.into, d.score, d.reason, orjson.dumps(d.others)) for d in decisions.values() if d]
        self._db.executemany("DELETE FROM identity WHERE key = ?", [(k,) for k, d in decisions.items() if d is None])
        self._db.executemany("INSERT OR REPLACE INTO identity VALUES (?, ?, ?, ?, ?, ?)", rows)

    # Accounts

    def accounts(self, article: int) -> list[Row]:
        """The accounts of an article."""
        rows = self._db.execute(f"{_ROWS} WHERE article = ? ORDER BY account.id", (article,))
        return [self._row(row) for row in rows]

    def account(self, number: int) -> Row | None:
        row = self._db.execute(f"{_ROWS} WHERE account.id = ?", (number,)).fetchone()
        return self._row(row) if row else None

    def told(self, mention: str) -> Row | None:
        """The account of a mention."""
        if mention not in self._rows:
            row = self._db.execute(f"{_ROWS} WHERE mention = ?", (mention,)).fetchone()
            return self._row(row) if row else None
        return self._rows[mention]

    def event_of(self, mention: str) -> str | None:
        row = self.told(mention)
        return row.event if row else None

    def _row(self, row: Sequence[Any]) -> Row:
        number, mention, article, record, event, iri = row
        if mention not in self._rows:
            raw = orjson.loads(record)
            account = Account(**tuples_of(raw | {"time": span_of(raw["time"])}))
            self._rows[mention] = Row(account, article, iri)
            self._numbers[mention] = number
            if iri is not None:
                self._events[iri] = event
        return self._rows[mention]

    def block(self, claims: Iterable[Claim]) -> None:
        """Enter claims, of accounts that were looked up, under their blocks."""
        keyed = [(self._numbers[claim.account.mention], sorted(_keys(claim))) for claim in claims]
        self._db.executemany("UPDATE account SET keys = ? WHERE id = ?", [(orjson.dumps(k), n) for n, k in keyed])
        entered = sorted((bucket // SEASON, key, bucket, number) for number, keys in keyed for key, bucket in keys)
        self._db.executemany("INSERT INTO block VALUES (?, ?, ?, ?)", entered)

    def near(self, block: tuple[str, ...], bucket: int | None) -> list[int]:
        """Numbers of the accounts of a block in near weeks."""
        at, weeks = (bucket, reach(block)) if bucket else (NOWHEN if bucket is None else 0, 0)
        first, last = at - weeks, at + weeks
        rows = self._db.execute(
            "SELECT account FROM block WHERE season IN (?, ?) AND hash = ? AND bucket BETWEEN ? AND ?",
            (first // SEASON, last // SEASON, hashed(*block), first, last),
        )
        return [number for (number,) in rows]

    def beside(self, article: int) -> list[tuple[int, frozenset[int]]]:
        """The accounts of an article with the hashes of their blocks."""
        rows = self._db.execute("SELECT id, keys FROM account WHERE article = ? ORDER BY id", (article,))
        return [(number, frozenset(key for key, _ in orjson.loads(keys or b"[]"))) for number, keys in rows]

    # Events, by IRI; those whose accounts were looked up or assigned

    def assign(self, events: Mapping[str, Collection[str]], free: Iterable[str]) -> None:
        """Note events with the mentions of all their accounts, and mentions of accounts that belong to none; the
        accounts were looked up."""
        to = {mention: event for event, mentions in events.items() for mention in mentions}
        before = {mention: self._rows[mention].event for mention in (*free, *to)}
        moved = {mention: to.get(mention) for mention, event in before.items() if event != to.get(mention)}
        changed = sorted({e for m, event in moved.items() for e in (before[m], event) if e and e in events})
        first = self._after("event") if any(event not in self._events for event in changed) else 0
        self._events |= {e: first + n for n, e in enumerate(e for e in changed if e not in self._events)}
        for mention, event in moved.items():
            self._rows[mention] = replace(self._rows[mention], event=event)
        numbered = [
            (self._events[event] if event else None, self._numbers[mention]) for mention, event in moved.items()
        ]
        self._db.executemany("UPDATE account SET event = ? WHERE id = ?", numbered)
        rows = [
            (self._events[e], e, orjson.dumps(sorted(self._numbers[m] for m in events[e])).decode()) for e in changed
        ]
        self._db.executemany(
            "INSERT INTO event (id, iri, accounts) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET accounts = excluded.accounts",
            rows,
        )

    def belonging(self, event: str) -> list[Row]:
        """The accounts of an event."""
        numbers = self._of_event("accounts", event) or ()
        return [row for number in numbers if (row := self.account(number)) and row.event == event]

    def events(self) -> Iterator[list[Row]]:
        """The accounts of each event that several tell of."""
        rows = self._db.execute("SELECT accounts FROM event WHERE accounts LIKE '%,%' ORDER BY iri").fetchall()
        for (numbers,) in rows:
            yield [row for number in orjson.loads(numbers) if (row := self.account(number))]

    def said(self, event: str) -> dict[str, int]:
        """What was noted of the event's nodes; nothing of an event that is new."""
        return self._of_event("said", event) or {}

    def note_said(self, events: Iterable[tuple[str, Mapping[str, int]]]) -> None:
        """Note a digest of what the graph says of each node that an event's quads hang on."""
        rows = [(orjson.dumps(said), self._events[event]) for event, said in events]
        self._db.executemany("UPDATE event SET said = ? WHERE id = ?", rows)

    def drop_events(self, events: Iterable[str]) -> None:
        gone = [(number,) for event in events if (number := self._events.pop(event, None))]
        self._db.executemany("DELETE FROM event WHERE id = ?", gone)

    def _of_event(self, column: str, event: str) -> Any:
        number = self._events.get(event)
        row = self._db.execute(f"SELECT {column} FROM event WHERE id = ?", (number,)).fetchone() if number else None
        return orjson.loads(row[0]) if row and row[0] else None

    def _after(self, table: str) -> int:
        """The number that comes next in a table."""
        number: int
        (number,) = self._db.execute(f"SELECT ifnull(max(id), 0) + 1 FROM {table}").fetchone()
        return number


def _identity(row: Sequence[Any]) -> Identity:
    key, label, into, score, reason, others = row
    return Identity(key, label, into, score, reason, tuple(orjson.loads(others)))


def _family(article: ArticleAccounts) -> set[str]:
    return {f"id {article.identifier}"} | ({f"url {article.url}"} if article.url else set())


def _keys(claim: Claim) -> set[tuple[int, int]]:
    bucket = NOWHEN if claim.bucket is None else claim.bucket
    return {(hashed(*key), bucket) for key in claim.blocks}
