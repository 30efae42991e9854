"""Saved queries: their files, their parameters, and what they answer on a graph made by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

import lisbon
from communique.answers import queries
from communique.answers.parameters import Finder, Parameter, to_terms
from communique.answers.results import Table, Triples, Verdict
from communique.errors import DataError, UsageError
from communique.resources import data_folder
from communique.store import Store

ALL = queries.load([data_folder("queries")])
BASE = "https://w3id.org/communique/id/"


@pytest.fixture(scope="module")
def graph() -> Store:
    return lisbon.in_memory()


def ask(graph: Store, name: str, **values: str) -> list[dict[str, object]]:
    return queries.run(ALL[name], graph, values).dicts()


def write(folder: Path, text: str, name: str = "mine") -> Path:
    path = folder / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_questions_that_the_project_promises_are_there() -> None:
    assert set(ALL) >= {
        "who-met-whom", "timeline-of-actor", "timeline-of-dyad", "planned-not-yet-held", "cancelled", "denials",
        "who-said-what", "position-ledger", "disagreements", "corroboration", "as-known-on", "offices",
        "hosts-and-places", "sanctions-and-expulsions", "conflict-cooperation-by-month", "most-connected",
        "unresolved-mentions", "evidence-of-event", "coverage-by-outlet",
    }  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_each_query_gives_its_golden_answer(name: str, graph: Store) -> None:
    golden = (lisbon.ANSWERS / f"{name}.md").read_text(encoding="utf-8")
    assert lisbon.answer(name, graph) == golden


@pytest.mark.parametrize("name", ALL)
def test_each_query_says_what_it_asks_and_orders_its_rows(name: str, graph: Store) -> None:
    query = ALL[name]
    assert query.summary.endswith("?") and query.description and query.tags
    assert all(p.help for p in query.params)
    assert query.text.rstrip().rpartition("\n")[2].startswith("ORDER BY")
    answer = queries.run(query, graph, lisbon.PARAMS.get(name, {}))
    assert set(answer.columns) == set(query.columns), "the header explains every column, and no other"
    assert answer.rows


@pytest.mark.parametrize("name", ALL)
def test_each_file_runs_as_it_is_in_any_tool(name: str, graph: Store) -> None:
    assert isinstance(queries.run_text(ALL[name].text, graph), Table)


def test_a_planned_visit_is_no_meeting_held(graph: Store) -> None:
    assert {row["status"] for row in ask(graph, "who-met-whom")} == {"occurred"}
    assert [row["what"] for row in ask(graph, "who-met-whom", status="planned")] == ["visit"]


def test_a_state_stands_for_those_who_act_for_it(graph: Store) -> None:
    assert [r["event"] for r in ask(graph, "who-met-whom", actor="Norway")] == [
        r["event"] for r in ask(graph, "who-met-whom", actor="Ingrid Falk")
    ]


@pytest.mark.parametrize("name", ["Ingrid Falk", "ingrid falk", "Falk", "  FALK ", BASE + "person/ingrid-falk"])
def test_actors_are_found_by_name_and_iri(graph: Store, name: str) -> None:
    assert len(ask(graph, "timeline-of-actor", actor=name)) == 4


def test_actors_are_found_without_accents_and_by_code(graph: Store) -> None:
    find = Finder(graph)
    assert to_terms(Parameter("a", "actor"), "vera olen", find) == (NamedNode(BASE + "person/vera-olen"),)
    assert to_terms(Parameter("a", "country"), "prt", find) == (NamedNode(BASE + "country/PRT"),)


def test_an_unknown_actor_is_an_error_with_a_hint(graph: Store) -> None:
    with pytest.raises(UsageError, match="knows no actor of that name; did you mean Ingrid Falk"):
        ask(graph, "timeline-of-actor", actor="Ingrid Falck")


def test_dates_take_in_their_whole_month(graph: Store) -> None:
    assert ask(graph, "who-met-whom", **{"from": "2019-03", "to": "2019-03"})
    assert not ask(graph, "who-met-whom", **{"from": "2019-04"})
    assert not ask(graph, "who-met-whom", **{"to": "2019-02"})


def test_what_was_known_leaves_later_articles_out(graph: Store) -> None:
    early = {r["event"]: r for r in ask(graph, "as-known-on", day="2019-03-05")}
    later = {r["event"]: r for r in ask(graph, "as-known-on", day="2019-03-06")}
    meeting = next(e for e in early if "meeting" in str(e))
    assert (early[meeting]["date"], later[meeting]["date"]) == ("2019-03-04", "2019-03-05")
    assert set(early) < set(later)


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("who-met-whom", {"who": "x"}, "no parameter 'who'; its parameters: actor, with"),
        ("timeline-of-actor", {}, "needs the parameter actor"),
        ("who-met-whom", {"from": "last week"}, "a date such as 2017-05-01"),
        ("who-met-whom", {"from": "2019-02-30"}, "a date such as 2017-05-01"),
        ("who-met-whom", {"status": "maybe"}, "one of occurred, ongoing"),
        ("corroboration", {"least": "two"}, "a whole number"),
        ("timeline-of-actor", {"actor": "Norway", "kind": "Meetin"}, "did you mean Meeting"),
        ("evidence-of-event", {"event": "nowhere"}, "no event with that in its IRI"),
        ("evidence-of-event", {"event": "meeting-"}, "fits 2 events"),
    ],
)
def test_a_wrong_parameter_is_a_clear_error(graph: Store, name: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        queries.run(ALL[name], graph, values)


def test_several_values_of_a_parameter_are_alternatives(graph: Store) -> None:
    both = queries.run(ALL["who-met-whom"], graph, {"status": ["occurred", "planned"]})
    assert len(both.rows) == 2


@given(st.text(max_size=40))
def test_no_text_escapes_from_its_term(text: str) -> None:
    """Whatever the words are, the query has the same shape: they are one literal in a VALUES clause."""
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        return
    bound = queries.bind(ALL["who-said-what"], {"topic": text})
    assert f"VALUES ?topic {{ {Literal(text)} }}" in bound
    from pyoxigraph import Store as Oxigraph

    assert list(Oxigraph().query(bound)) == []


def test_python_values_do_as_well(graph: Store) -> None:
    values = {"from": date(2019, 3, 1), "actor": NamedNode(BASE + "country/NOR")}
    found = queries.run(ALL["who-met-whom"], graph, values)
    assert len(found.rows) == 1


def test_a_folder_of_ones_own_adds_and_replaces(tmp_path: Path) -> None:
    write(tmp_path, "#+ summary: Mine?\nSELECT * { ?s ?p ?o } ORDER BY ?s", "who-met-whom")
    write(tmp_path, "#+ summary: New?\nSELECT * { ?s ?p ?o } ORDER BY ?s", "new")
    both = queries.load([data_folder("queries"), tmp_path])
    assert both["who-met-whom"].summary == "Mine?" and "new" in both and "offices" in both


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { ?s ?p ?o }", "a header with"),
        ("#+ summary: [\nSELECT", "not YAML"),
        ("#+ summary: x\n#+ colour: red\nSELECT", "unknown field 'colour'"),
        ("#+ summary: x\n#+ params:\n#+   - {name: a, type: colour}\nSELECT", "unknown type 'colour'"),
        ("#+ summary: x\n#+ params:\n#+   - {name: a}\nSELECT * {}", "'a' stands only in the header"),
        ("#+ summary: x\nSELECT * { VALUES ?b { UNDEF } }", "'b' stands only in the query"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as error:
        queries.read(write(tmp_path, text))
    assert "mine.rq" in str(error.value)


@pytest.mark.parametrize(
    "text",
    ["SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "SELECT * { service silent <http://x.example/> {} }"],
)
def test_service_is_refused_unless_it_is_allowed(graph: Store, text: str) -> None:
    with pytest.raises(UsageError, match="--allow-service"):
        queries.run_text(text, graph)


@pytest.mark.parametrize(
    "text", ["SELECT ?service { ?service ?p ?o } LIMIT 1", 'ASK { ?s ?p "SERVICE" }', "ASK { ?s ?p ?o } # SERVICE"]
)
def test_the_word_service_elsewhere_is_no_clause(graph: Store, text: str) -> None:
    queries.run_text(text, graph)


def test_all_forms_of_sparql_are_answered(graph: Store) -> None:
    assert queries.run_text("ASK { ?s ?p ?o }", graph) == Verdict(True)
    assert isinstance(queries.run_text("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", graph), Triples)
    assert isinstance(queries.run_text(f"DESCRIBE <{BASE}country/NOR>", graph), Triples)
