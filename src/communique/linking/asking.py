"""Asking a public SPARQL service politely: a cache on disk, a limit to the rate, and patience with a busy server.

What is retried: HTTP 429 and 5xx, time-outs, broken connections and cut-off answers. Between two tries the time
that the server names in Retry-After passes, or else one that doubles. A service that is not there is told at once.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.error import HTTPError, URLError

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

from communique.answers.remote import Endpoint
from communique.errors import QueryError, StoreError

Row = Mapping[str, str]

_LONGEST_WAIT = 120.0  # seconds; a server that wants more is left alone
_KEPT = 30 * 24 * 3600.0  # seconds that an answer stays fresh
_SCHEMA = "CREATE TABLE IF NOT EXISTS answer (question TEXT PRIMARY KEY, asked REAL NOT NULL, rows TEXT NOT NULL)"


class Cache:
    """Answers by endpoint and query, in one SQLite file; `Cache(None)` lives in memory.

    >>> cache = Cache(None)
    >>> cache.keep("q", [{"name": "IAEA"}], now=0.0)
    >>> cache.get("q", now=10.0), cache.get("q", now=1e9)
    ([{'name': 'IAEA'}], None)
    """

    def __init__(self, folder: Path | None):
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / "answers.sqlite" if folder else ":memory:")
            self._db.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{folder}: cannot be used as a cache ({error}); give another --cache") from error

    def get(self, question: str, *, now: float) -> list[Row] | None:
        found = self._db.execute("SELECT asked, rows FROM answer WHERE question = ?", (question,)).fetchone()
        if found is None or now - found[0] > _KEPT:
            return None
        rows: list[Row] = json.loads(found[1])
        return rows

    def keep(self, question: str, rows: list[Row], *, now: float) -> None:
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (question, now, json.dumps(rows)))

    def close(self) -> None:
        self._db.close()


class Asker:
    """A SPARQL service behind a cache and a rate limit.

    Args:
        endpoint: whom to ask.
        cache: where answers are kept.
        rate: questions a second at most.
        tries: how often a question is put before it is given up.
        sleep, clock: for tests.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        cache: Cache,
        *,
        rate: float = 1.0,
        tries: int = 5,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ):
        self._endpoint, self._cache, self._tries = endpoint, cache, tries
        self._pause = 1 / rate
        self._sleep, self._clock = sleep, clock
        self._last = float("-inf")
        self.asked = 0  # requests sent

    def rows(self, sparql: str) -> list[Row]:
        """The rows of a SELECT query: variable name to the text of the value; what is unbound is left out.

        Raises:
            QueryError: the service is not there, refuses the query, or stays busy after all tries.
        """
        question = hashlib.sha256(f"{self._endpoint.url}\n{sparql}".encode()).hexdigest()
        kept = self._cache.get(question, now=self._clock())
        if kept is not None:
            return kept
        rows = self._patiently(sparql)
        self._cache.keep(question, rows, now=self._clock())
        return rows

    def _patiently(self, sparql: str) -> list[Row]:
        for attempt in range(1, self._tries + 1):
            self._wait_turn()
            try:
                return self._once(sparql)
            except QueryError as error:
                wait = _delay(error, attempt)
                if wait is None:
                    raise
                if attempt == self._tries:
                    raise QueryError(f"{error}; tried {attempt} times, try again later") from error
                if wait > _LONGEST_WAIT:
                    raise QueryError(f"{error}; it asks to wait {wait:.0f} seconds, try again then") from error
                self._sleep(wait)
        raise QueryError(f"{self._endpoint.url}: not asked; give at least one try")

    def _wait_turn(self) -> None:
        early = self._last + self._pause - self._clock()
        if early > 0:
            self._sleep(early)
        self._last = self._clock()

    def _once(self, sparql: str) -> list[Row]:
        self.asked += 1
        answer = self._endpoint.query(sparql)
        if not isinstance(answer, QuerySolutions):
            raise QueryError(f"{self._endpoint.url}: answers a SELECT query with something else")
        names = [v.value for v in answer.variables]
        try:
            return [
                {n: term.value for n in names if isinstance(term := row[n], NamedNode | Literal | BlankNode)}
                for row in answer
            ]
        except (SyntaxError, ValueError, OSError) as error:
            raise QueryError(f"{self._endpoint.url}: the answer is cut off ({error})") from error


def _delay(error: QueryError, attempt: int) -> float | None:
    """Seconds to wait before the next try; None where another try is no use."""
    causes = _causes(error)
    usual = float(2 ** (attempt - 1))
    for cause in causes:
        if isinstance(cause, HTTPError):
            if cause.code != 429 and cause.code < 500:
                return None
            named = _retry_after(cause.headers.get("Retry-After") if cause.headers else None)
            return usual if named is None else named
    if any(isinstance(c, URLError) and not isinstance(c.reason, TimeoutError) for c in causes):
        return None  # nobody there
    return usual if any(isinstance(c, OSError | SyntaxError | ValueError) for c in causes) else None


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found


def _retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header names, as a number or as a date.

    >>> _retry_after("7"), _retry_after("soon"), _retry_after("Wed, 21 Oct 2015 07:28:00 GMT")
    (7.0, None, 0.0)
    """
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
