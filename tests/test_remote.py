"""The same questions to a SPARQL service: a real one on loopback, and servers that behave badly."""

from __future__ import annotations

import contextlib
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import lisbon
from communique.answers import queries
from communique.answers.explain import explain
from communique.answers.remote import AGENT, Endpoint
from communique.answers.results import Triples, Verdict
from communique.errors import QueryError, UsageError
from communique.resources import data_folder
from serving import free_port, served


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """`oxigraph serve` on loopback with the small graph in it."""
    store = lisbon.on_disk(tmp_path_factory.mktemp("served") / "kg")
    with served("serve", store / "graph", "--union-default-graph") as address:
        yield Endpoint(address, timeout=20)


@pytest.mark.parametrize("name", queries.load([data_folder("queries")]))
def test_a_service_gives_the_same_answers_as_the_store(name: str, service: Endpoint) -> None:
    assert lisbon.answer(name, service) == (lisbon.ANSWERS / f"{name}.md").read_text(encoding="utf-8")


def test_names_are_looked_up_at_the_service(service: Endpoint) -> None:
    found = queries.load([data_folder("queries")])["timeline-of-actor"]
    assert len(queries.run(found, service, {"actor": "falk"}).rows) == 4


def test_all_forms_of_queries_are_answered(service: Endpoint) -> None:
    assert queries.run_text("ASK { ?s ?p ?o }", service) == Verdict(True)
    triples = queries.run_text("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3", service)
    assert isinstance(triples, Triples) and triples.triples


def test_explain_works_on_a_service(service: Endpoint) -> None:
    assert explain(service, "meeting-7fada1e0daa256a4") == explain(lisbon.in_memory(), "meeting-7fada1e0daa256a4")


def test_a_query_that_does_not_parse_is_told_in_the_words_of_the_server(service: Endpoint) -> None:
    with pytest.raises(QueryError, match=r"/query: .*(error at|expected)"):
        service.query("SELECT nonsense")


def test_nobody_there_is_one_clear_line() -> None:
    with pytest.raises(QueryError, match=r"no service there \(connection refused\)"):
        Endpoint(f"http://127.0.0.1:{free_port()}/query").query("ASK {}")


@pytest.mark.parametrize("url", ["localhost:7878", "ftp://x.example/", "http://", "query"])
def test_an_address_that_is_none_is_misuse(url: str) -> None:
    with pytest.raises(UsageError, match="http:// or https://"):
        Endpoint(url)


@contextmanager
def answering(status: int, kind: str, body: bytes, *, delay: float = 0) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A server that gives every request the same answer; yields its address and what it was asked (method, agent)."""
    seen: list[tuple[str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def _answer(self) -> None:
            seen.append((self.command, self.headers["User-Agent"]))
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            time.sleep(delay)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(BrokenPipeError):  # the client may have given up
                self.wfile.write(body)

        do_GET = do_POST = _answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", seen
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "kind", "body", "message"),
    [
        (200, "text/html", b"<html>Welcome", "not a SPARQL service; it answers text/html"),
        (200, "application/sparql-results+json", b'{"head": {"vars": ["s"]}, "results": {"bindings": [', "cut|not a"),
        (200, "application/sparql-results+json", b"", "not a SPARQL service"),
        (401, "text/plain", b"who are you", "HTTP 401|refused"),
        (404, "text/plain", b"nothing here", "refused|HTTP 404"),
        (429, "text/plain", b"slow down", "HTTP 429, slow down"),
        (500, "text/plain", b"out of order", "refused: out of order|HTTP 500, out of order"),
        (503, "text/plain", b"", "HTTP 503"),
    ],
)
def test_a_server_that_fails_is_told_in_one_line(status: int, kind: str, body: bytes, message: str) -> None:
    with answering(status, kind, body) as (url, _), pytest.raises(QueryError, match=message) as error:
        list(Endpoint(url).query("SELECT * { ?s ?p ?o }"))  # type: ignore[arg-type]
    assert "\n" not in str(error.value)


def test_a_server_that_is_too_slow_is_given_up() -> None:
    late = r"within 1 seconds|in time"
    with answering(200, "text/plain", b"", delay=1.5) as (url, _), pytest.raises(QueryError, match=late):
        Endpoint(url, timeout=1).query("ASK {}")


def test_long_queries_are_posted_and_the_agent_is_named() -> None:
    body = b'{"head": {}, "boolean": true}'
    with answering(200, "application/sparql-results+json", body) as (url, seen):
        Endpoint(url).query("ASK {}")
        Endpoint(url).query("ASK { " + "?s ?p ?o . " * 300 + "}")
    assert seen == [("GET", AGENT), ("POST", AGENT)]
