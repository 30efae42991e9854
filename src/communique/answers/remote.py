"""Saved queries against any SPARQL service, through SPARQLWrapper."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from communique.errors import QueryError, UsageError

AGENT = "communique/0.1 (knowledge graph of diplomatic news; SPARQLWrapper)"
_LONGEST_GET = 1500  # characters; longer queries are posted, since servers and proxies cut long addresses
_GRAPH_TYPES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


class Endpoint:
    """A SPARQL 1.1 service. It answers `query` as a store does."""

    def __init__(self, url: str, *, timeout: int = 60, agent: str = AGENT):
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise UsageError(f"--endpoint {url}: an address with http:// or https:// is expected")
        self.url, self._timeout, self._agent = url, timeout, agent

    def query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples | Iterable[Triple]:
        """Send a query and read the answer.

        Raises:
            QueryError: the service is not there, takes too long, refuses the query or answers something else.
        """
        from SPARQLWrapper import GET, JSON, POST, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        service = SPARQLWrapper(self.url, agent=self._agent)
        service.setQuery(sparql)
        service.setTimeout(self._timeout)
        service.setMethod(POST if len(sparql) > _LONGEST_GET else GET)
        if service.queryType in ("SELECT", "ASK"):
            service.setReturnFormat(JSON)
        else:
            service.setOnlyConneg(True)
            service.addCustomHttpHeader("Accept", "application/n-triples, text/turtle;q=0.5")
        try:
            answer = service.query().response
            body, kind = answer.read(), answer.headers.get_content_type()
        except HTTPError as error:
            raise QueryError(f"{self.url}: HTTP {error.code}, {_first_line(error.read()) or error.reason}") from error
        except SPARQLWrapperException as error:
            raise QueryError(f"{self.url}: refused: {_reason(error)}") from error
        except URLError as error:
            raise QueryError(f"{self.url}: no service there ({_cause(error.reason)})") from error
        except TimeoutError as error:
            raise QueryError(f"{self.url}: no answer within {self._timeout} seconds") from error
        except (OSError, HTTPException) as error:
            raise QueryError(f"{self.url}: the connection broke ({_cause(error)})") from error
        return self._read(body, kind)

    def _read(self, body: bytes, kind: str) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
        try:
            if kind in _GRAPH_TYPES:
                return [Triple(q.subject, q.predicate, q.object) for q in parse(body, format=_GRAPH_TYPES[kind])]
            answer = parse_query_results(body, format=QueryResultsFormat.JSON)
            if isinstance(answer, QuerySolutions):
                for _ in answer:  # rows are parsed as they are read: an answer that was cut short must fail here
                    pass
                answer = parse_query_results(body, format=QueryResultsFormat.JSON)
            return answer
        except (SyntaxError, ValueError) as error:
            raise QueryError(
                f"{self.url}: not a SPARQL service; it answers {kind}: {_first_line(body) or 'nothing'}"
            ) from error


def _cause(error: object) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, socket.gaierror):
        return "host name unknown"
    return " ".join(str(error).split())


def _reason(error: Exception) -> str:
    """The server's own words, without SPARQLWrapper's frame around them."""
    text = str(error)
    inner = text.rpartition("Response:")[2].strip()
    if inner[:2] in ("b'", 'b"'):
        inner = inner[2:-1].encode().decode("unicode_escape", errors="replace")
    return _first_line(inner.encode()) or type(error).__name__


def _first_line(body: bytes) -> str:
    lines = body.decode("utf-8", errors="replace").strip().splitlines()
    return lines[0][:200] if lines else ""
