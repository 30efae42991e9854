"""Linking to a graph of Wikidata's shape: a real SPARQL server on loopback, and servers that are busy or away."""

from __future__ import annotations

import http.server
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from typer.testing import CliRunner

import lisbon
from communique.answers.remote import AGENT, Endpoint
from communique.cli import app
from communique.entities.titles import Titles
from communique.errors import QueryError
from communique.linking import link
from communique.linking.asking import Asker, Cache
from communique.linking.link import CLOSE, EXACT, Known, Link
from communique.linking.wikidata import Candidate, Office
from communique.resources import data_folder
from communique.store import Store
from serving import OXIGRAPH, free_port, served

ITEM = "http://www.wikidata.org/entity/Q99000"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`oxigraph serve` on loopback with the extract in it."""
    folder, extract = tmp_path_factory.mktemp("wikidata"), str(lisbon.GRAPHS / "wikidata.ttl")
    subprocess.run([OXIGRAPH, "load", "-l", str(folder), "-f", extract], check=True, capture_output=True)
    with served("serve-read-only", folder) as address:
        yield address


@pytest.fixture
def store() -> Store:
    """The small graph, with a council that belongs to no state."""
    graph = lisbon.in_memory()
    council, knowledge = NamedNode(graph.ids.entity("org/cnh")), NamedNode(graph.ids.graph("knowledge"))
    v = graph.vocab
    for predicate, value in (
        ("rdf:type", v["dip:InternationalOrganization"]),
        ("rdfs:label", Literal("Council of Northern Harbours")),
        ("skos:altLabel", Literal("CNH")),
    ):
        graph.oxigraph.add(Quad(council, v[predicate], value, knowledge))
    return graph


def asker(
    url: str, *, cache: Cache | None = None, sleep: Callable[[float], None] = time.sleep, tries: int = 5
) -> Asker:
    return Asker(Endpoint(url, timeout=20), cache or Cache(None), rate=1000, sleep=sleep, tries=tries)


def links(store: Store, url: str) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for made in link.link(store, asker(url)):
        for one in made:
            found.setdefault(one.label, []).append(one)
    return found


# What is linked, and how surely


def test_name_office_and_state_make_an_exact_match_and_namesakes_none(store: Store, service: str) -> None:
    (made,) = links(store, service)["Ingrid Falk"]
    assert (made.relation, made.target) == (EXACT, f"{ITEM}1001")
    assert made.score >= 0.9
    assert "office agrees (Minister of Foreign Affairs of Norway)" in made.reason


def test_an_alias_with_the_office_beats_a_namesake_of_the_same_state(store: Store, service: str) -> None:
    (made,) = links(store, service)["Paulo Mendes"]
    assert (made.relation, made.target) == (EXACT, f"{ITEM}1004")


def test_a_name_alone_is_a_close_match(store: Store, service: str) -> None:
    (made,) = links(store, service)["Vera Olén"]
    assert (made.relation, made.target, made.reason) == (CLOSE, f"{ITEM}1005", "label agrees")


def test_two_of_one_name_are_both_close_and_neither_exact(store: Store, service: str) -> None:
    made = links(store, service)["Harbour Post"]
    assert [(m.relation, m.target) for m in made] == [(CLOSE, f"{ITEM}1010"), (CLOSE, f"{ITEM}1011")]
    assert all("2 of this name fit" in m.reason for m in made)


def test_a_page_that_tells_namesakes_apart_is_nobody(store: Store, service: str) -> None:
    assert "Courier" not in links(store, service)


def test_a_body_of_no_state_is_known_by_its_name_and_acronym(store: Store, service: str) -> None:
    (made,) = links(store, service)["Council of Northern Harbours"]
    assert (made.relation, made.target) == (EXACT, f"{ITEM}1014")


def test_another_state_is_evidence_against(titles: Titles) -> None:
    known = Known("urn:x", "Person", "Jan Berg", names={"Jan Berg"}, states={"NOR"}, offices={"foreign minister"})
    actor = Candidate("urn:y", frozenset({"Jan Berg"}), frozenset(), states=frozenset({"SWE"}))
    assert link.decide(known, [actor], titles) == []


def test_a_deputy_is_not_the_minister(titles: Titles) -> None:
    known = Known("urn:x", "Person", "Jan Berg", names={"Jan Berg"}, offices={"foreign minister"})
    deputy = Office("Deputy Minister of Foreign Affairs of Norway", frozenset())
    (made,) = link.decide(known, [Candidate("urn:y", frozenset({"Jan Berg"}), frozenset(), offices=(deputy,))], titles)
    assert made.relation == CLOSE


@pytest.fixture(scope="module")
def titles() -> Titles:
    return Titles.load(data_folder("ontology") / "actors" / "titles.yaml")


# Where the links go


def test_links_stand_in_a_graph_of_their_own_with_score_and_reason(store: Store, service: str) -> None:
    for made in link.link(store, asker(service)):
        link.write(store, made)
    graph = store.ids.graph("links")
    assert graph in store.graphs()
    rows = store.query(
        "PREFIX dip: <https://w3id.org/communique/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        f"SELECT ?to ?score ?why WHERE {{ GRAPH <{graph}> {{ <{store.ids.entity('person/ingrid-falk')}> "
        "skos:exactMatch ?to . ?l a dip:Link ; dip:linkTo ?to ; dip:score ?score ; dip:reason ?why } }"
    )
    ((target, score, why),) = rows  # type: ignore[misc]
    assert target.value == f"{ITEM}1001"
    assert float(score.value) >= 0.9
    assert "label agrees" in why.value


def test_what_is_linked_is_not_asked_for_again_and_writing_twice_changes_nothing(store: Store, service: str) -> None:
    made = [one for batch in link.link(store, asker(service)) for one in batch]
    link.write(store, made)
    before = set(store.quads(store.ids.graph("links")))
    assert {k.label for k in link.unlinked(store)} & {one.label for one in made} == set()
    link.write(store, made)
    assert set(store.quads(store.ids.graph("links"))) == before


def test_links_of_what_is_gone_are_swept(store: Store) -> None:
    link.write(store, [Link(store.ids.entity("person/nobody-here"), "Nobody Here", CLOSE, f"{ITEM}1", 0.5, "test")])
    assert link.sweep(store) == 1
    assert not list(store.quads(store.ids.graph("links")))


# Servers


@contextmanager
def in_front(behind: str | None, refusals: list[tuple[int, str | None]]) -> Iterator[tuple[str, list[str]]]:
    """A server that refuses as told (status, Retry-After), then passes on; yields its address and the agents seen."""
    seen: list[str] = []
    left = list(refusals)

    class Handler(http.server.BaseHTTPRequestHandler):
        def _answer(self) -> None:
            seen.append(self.headers["User-Agent"])
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if left or behind is None:
                status, after = left.pop(0) if left else (503, None)
                self.send_response(status)
                if after is not None:
                    self.send_header("Retry-After", after)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            url = behind + self.path.removeprefix("/query")
            passed = urllib.request.Request(url, data=body or None, method=self.command)
            for name in ("Accept", "Content-Type"):
                if self.headers[name]:
                    passed.add_header(name, self.headers[name])
            with urllib.request.urlopen(passed, timeout=20) as answer:
                content, kind = answer.read(), answer.headers["Content-Type"]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _answer

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/query", seen
    finally:
        server.shutdown()
        server.server_close()


def test_a_busy_server_is_waited_for_as_long_as_it_asks(store: Store, service: str) -> None:
    waits: list[float] = []
    with in_front(service, [(429, "7"), (503, None), (500, None)]) as (url, seen):
        patient = asker(url, sleep=waits.append)
        found = [one for batch in link.link(store, patient) for one in batch]
    assert [w for w in waits if w >= 1] == [7.0, 2.0, 4.0]
    assert any(one.relation == EXACT for one in found)
    assert set(seen) == {AGENT}


def test_a_server_that_stays_busy_is_given_up_in_one_line() -> None:
    with in_front(None, []) as (url, seen), pytest.raises(QueryError, match=r"HTTP 503.*tried 3 times") as error:
        asker(url, sleep=lambda _: None, tries=3).rows("SELECT * { ?s ?p ?o }")
    assert len(seen) == 3
    assert "\n" not in str(error.value)


def test_a_server_that_asks_for_too_much_patience_is_left_alone() -> None:
    with in_front(None, [(429, "3600")]) as (url, seen), pytest.raises(QueryError, match="wait 3600 seconds"):
        asker(url, sleep=lambda _: None).rows("SELECT * { ?s ?p ?o }")
    assert len(seen) == 1


def test_a_refused_query_is_not_put_again() -> None:
    with in_front(None, [(400, None)]) as (url, seen), pytest.raises(QueryError):
        asker(url, sleep=lambda _: None).rows("SELECT * { ?s ?p ?o }")
    assert len(seen) == 1


def test_a_server_that_is_down_is_told_at_once() -> None:
    waits: list[float] = []
    with pytest.raises(QueryError, match=r"no service there \(connection refused\)"):
        asker(f"http://127.0.0.1:{free_port()}/query", sleep=waits.append).rows("SELECT * { ?s ?p ?o }")
    assert waits == []


def test_answers_are_kept_on_disk(store: Store, service: str, tmp_path: Path) -> None:
    first = asker(service, cache=Cache(tmp_path))
    found = list(link.link(store, first))
    again = asker(f"{service}", cache=Cache(tmp_path))
    assert list(link.link(store, again)) == found
    assert first.asked > 0
    assert again.asked == 0


def test_questions_keep_to_the_rate() -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    with in_front(None, [(400, None)] * 3) as (url, _):
        slow = Asker(Endpoint(url), Cache(None), rate=0.5, sleep=sleep, clock=lambda: now[0])
        for _ in range(3):
            with pytest.raises(QueryError):
                slow.rows("SELECT * { ?s ?p ?o }")
    assert now[0] == pytest.approx(4.0)


# The command


def command(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["link", *arguments])
    message = str(result.exception) if isinstance(result.exception, QueryError) else result.stderr
    return result.exit_code, result.stdout, message


def test_the_command_links_a_store_and_a_dry_run_leaves_it_alone(service: str, tmp_path: Path) -> None:
    folder = lisbon.on_disk(tmp_path / "kg")
    code, out, err = command("--endpoint", service, "--store", str(folder), "--rate", "100", "--dry-run")
    assert code == 0
    assert f"Ingrid Falk\tskos:exactMatch\t{ITEM}1001" in out
    assert "would be written" in err
    code, out, err = command("--endpoint", service, "--store", str(folder), "--rate", "100", "--limit", "1")
    assert (code, len(out.splitlines())) == (0, 1)
    assert "0 questions asked" not in err  # another question: one name only
    with Store.open(folder, vocab=lisbon.in_memory().vocab, read_only=True) as graph:
        assert graph.ids.graph("links") in graph.graphs()


def test_the_command_says_in_one_line_that_nobody_answers(tmp_path: Path) -> None:
    folder = lisbon.on_disk(tmp_path / "kg")
    code, out, message = command("--endpoint", f"http://127.0.0.1:{free_port()}/query", "--store", str(folder))
    assert code == 1
    assert out == ""
    assert "no service there (connection refused)" in message


def test_links_outlive_later_builds(tmp_path: Path) -> None:
    import communique

    articles, folder = tmp_path / "articles", tmp_path / "kg"
    articles.mkdir()
    (articles / "a.txt").write_text("Norwegian Foreign Minister Ingrid Falk met Paulo Mendes in Oslo.", "utf-8")
    with communique.build([articles], store=folder) as graph:
        falk = graph.store.ids.entity("person/ingrid-falk")
        link.write(graph.store, [Link(falk, "Ingrid Falk", EXACT, f"{ITEM}1001", 0.9, "label agrees, state agrees")])
        before = set(graph.store.quads(graph.store.ids.graph("links")))
        assert link.sweep(graph.store) == 0
    del graph
    (articles / "b.txt").write_text("Paulo Mendes called Ingrid Falk on Monday. Falk accused Mendes of lying.", "utf-8")
    with communique.build([articles], store=folder) as graph:
        assert len(before) == 6
        assert set(graph.store.quads(graph.store.ids.graph("links"))) == before
