"""The command line as a person or a script meets it: what is printed where, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, parse
from rich.console import Console
from typer.testing import CliRunner, Result

import lisbon
from communique.answers.results import Table
from communique.cli import app

_QUERY = "SELECT ?s { ?s a <https://w3id.org/communique/ontology#Country> } ORDER BY ?s"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(lisbon.on_disk(tmp_path_factory.mktemp("cli") / "kg"))


def run(*arguments: str, columns: int = 120, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": str(columns), "NO_COLOR": "1"}, input=stdin)


def test_help_is_quick_and_has_examples() -> None:
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "communique", "--help"], capture_output=True, text=True, check=True)
    assert time.perf_counter() - begin < 3, "half a second on an idle machine: no model, no spaCy"
    assert "communique build" in done.stdout and "communique query who-met-whom" in done.stdout


def test_reading_commands_do_not_load_spacy(store: str) -> None:
    arguments = ["query", "offices", "--store", store, "-q"]
    code = f"import sys; from communique.cli import app; app({arguments!r}, standalone_mode=False)"
    check = "; print('spacy' in sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code + check], capture_output=True, text=True, check=True)
    assert done.stderr.strip().endswith("False")


def test_every_command_and_option_is_explained() -> None:
    import typer.main

    def commands(group: object, path: str = "") -> list[tuple[str, object]]:
        found = []
        for name, command in getattr(group, "commands", {}).items():
            found += [(f"{path} {name}", command), *commands(command, f"{path} {name}")]
        return found

    for name, command in commands(typer.main.get_command(app)):
        assert getattr(command, "help", None), f"{name} has no help"
        for param in command.params:  # type: ignore[attr-defined]
            assert getattr(param, "help", None) or param.name == "help", f"{name}: {param.name} has no help"


def test_a_saved_query_is_a_table(store: str) -> None:
    done = run("query", "who-met-whom", "--store", store, columns=200)
    assert done.exit_code == 0
    assert "Ingrid Falk; Paulo Mendes" in done.stdout and "meeting-7fada1e0" in done.stdout
    assert "1 row" in done.stderr
    assert "meeting-7fada1e0daa256a4" in run("explain", "meeting-7fada1e0", "--store", store).stdout


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_nothing_is_wider_than_the_terminal_or_lost(store: str, columns: int) -> None:
    done = run("query", "timeline-of-actor", "--store", store, "-p", "actor=Norway", columns=columns)
    assert max(map(len, done.stdout.splitlines())) <= columns
    assert "accusation-5cbddd91" in done.stdout.replace("\n", "")


def test_long_texts_are_three_lines_unless_all_is_asked_for() -> None:
    from communique.answers.tables import terminal

    words = " ".join(f"word{n}" for n in range(60))
    answer = Table(("says", "place"), ((Literal(words), None),))

    def printed(lines: int | None) -> str:
        out = io.StringIO()
        Console(width=80, file=out).print(terminal(answer, width=80, lines=lines))
        return out.getvalue()

    short, full = printed(3), printed(None)
    assert short.count("word") < 60 and "…" in short and len(short.splitlines()) <= 5
    assert full.count("word") == 60 and "…" not in full
    assert "place" not in full, "a column without any value takes no room"


def test_formats_for_programs(store: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("query", "offices", "--store", store, "-f", "csv").stdout)))
    assert {row["who"] for row in rows} == {"Ingrid Falk", "Paulo Mendes", "Vera Olén"}
    bindings = json.loads(run("query", "offices", "--store", store, "--json").stdout)["results"]["bindings"]
    assert len(bindings) == 3 and bindings[0]["person"]["type"] == "uri"
    for format, start in (("tsv", "?who\t"), ("xml", "<?xml"), ("md", "| who |")):
        assert run("query", "offices", "--store", store, "--format", format).stdout.startswith(start)


def test_text_of_articles_is_no_formula_in_csv(store: str) -> None:
    done = run("query", "evidence-of-event", "--store", store, "-p", "event=meeting-7fada1e0daa256a4", "-f", "csv")
    assert "'=HYPERLINK" in done.stdout


def test_free_queries_come_as_text_file_or_standard_input(store: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(_QUERY)
    answers = [run("query", q, "--store", store, "-f", "csv", stdin=_QUERY).stdout for q in (_QUERY, str(path), "-")]
    assert answers[0] == answers[1] == answers[2] and "country/NOR" in answers[0]
    assert run("query", "ASK { ?s ?p ?o }", "--store", store).stdout.strip() == "yes"
    turtle = run("query", "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }", "--store", store, "-f", "turtle").stdout
    assert list(parse(turtle, format=RdfFormat.TURTLE))


def test_a_saved_query_in_a_file_has_its_parameters(store: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("#+ summary: Mine?\n#+ params:\n#+   - {name: n, type: integer, help: a number}\n"
                    "SELECT ?n { VALUES ?n { UNDEF } } ORDER BY ?n")  # fmt: skip
    assert run("query", str(path), "--store", store, "-p", "n=7", "-f", "csv").stdout.split() == ["n", "7"]
    assert run("query", "mine", "--store", store, "-p", "n=7", "--queries", str(tmp_path)).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["query", "who-met-who"], 2, "did you mean who-met-whom"),
        (["query", "missing.rq"], 2, "no such file"),
        (["query", "who-met-whom", "-p", "actor"], 2, "NAME=VALUE is expected"),
        (["query", "who-met-whom", "-p", "day=1"], 2, "has no parameter 'day'"),
        (["query", "who-met-whom", "-p", "actor=Nobody Known"], 2, "knows no actor of that name"),
        (["query", "SELECT { oops }"], 1, "query: no SPARQL from line 1, column 16 on: after SELECT { oops }"),
        (["query", "SELECT * { ?s foo:bar ?o }"], 1, "query: line 1, column 22: a prefix that is not declared"),
        (["query", _QUERY, "-p", "a=b"], 2, "a free query has no parameters"),
        (["query", "SELECT * { SERVICE <http://x.example> { ?s ?p ?o } }"], 2, "--allow-service"),
        (["query", "offices", "-f", "xlsx"], 2, "rows can be written as csv"),
        (["query", "ASK {}", "--endpoint", "nowhere"], 2, "http:// or https://"),
        (["explain", "meeting-"], 2, "fits 2 events"),
        (["explain", "https://w3id.org/communique/id/event/none"], 1, "says nothing of it"),
        (["export", "--format", "xls"], 2, "no format 'xls'"),
        (["export", "-o", "/nowhere/at/all.ttl"], 1, "cannot be written"),
    ],
)
def test_a_mistake_is_one_line_and_an_exit_code(store: str, arguments: list[str], code: int, message: str) -> None:
    done = run(*arguments, "--store", store)
    assert done.exit_code == code
    assert message in " ".join(done.stderr.split()) and "Traceback" not in done.output
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("communique: ")


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = run("query", "offices", "--store", str(tmp_path / "none"))
    assert done.exit_code == 1 and "no communique store there" in " ".join(done.stderr.split())
    assert not (tmp_path / "none").exists()


def test_an_unknown_option_is_misuse() -> None:
    assert run("query", "offices", "--colour").exit_code == 2


def test_queries_lists_all_and_explains_one() -> None:
    listed = run("queries")
    assert listed.exit_code == 0 and "who-met-whom" in listed.stdout and "[actor]" in listed.stdout
    told = run("queries", "as-known-on").stdout
    assert "Parameters" in told and "Columns" in told and "--param day=..." in told
    assert json.loads(run("queries", "--json").stdout)[0]["name"] == "as-known-on"
    assert run("queries", "cancelled", "--text").stdout.startswith("#+ summary:")


def test_explain_shows_each_account_with_its_words_and_offsets(store: str) -> None:
    told = run("explain", "meeting-7fada1e0daa256a4", "--store", store).stdout
    assert "2 accounts, 2 independent origins" in " ".join(told.split())
    assert "accounts disagree on earliest" in told
    assert "Harbour Post · 2019-03-05 · Falk and Mendes talk fish" in told
    assert "event  met  [39:42]" in told and "told as occurred · dated 2019-03-04" in told
    assert "who    Falk = Ingrid Falk  [16:20]" in told


def test_offsets_of_an_explanation_slice_the_sentence(store: str) -> None:
    told = json.loads(run("explain", "id:event/meeting-7fada1e0daa256a4", "--store", store, "--json").stdout)
    for account in told["accounts"]:
        for mark in account["marks"]:
            begin, end = (mark[k] - account["sentence_begin"] for k in ("begin", "end"))
            assert account["sentence"][begin:end] == mark["words"]


def test_export_to_a_file_and_to_standard_output(store: str, tmp_path: Path) -> None:
    target = tmp_path / "kg.ttl"
    assert run("export", "--store", store, "-o", str(target), "--quiet").output == ""
    assert run("export", "--store", store, "-o", "-").stdout_bytes == target.read_bytes()
    assert list(parse(path=str(target), format=RdfFormat.TURTLE))


def test_stats_count(store: str) -> None:
    told = json.loads(run("stats", "--store", store, "--json").stdout)
    assert (told["articles"], told["outlets"], told["first"][:10]) == (4, 3, "2019-03-05")
    assert told["events"]["meeting"] == {"occurred": 1, "denied": 1} and told["things"]["country"] == 3
    assert "meeting" in run("stats", "--store", store).stdout


def test_validate_says_what_is_wrong_and_exits_1(store: str) -> None:
    done = run("validate", "--store", store, "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == (0 if told["conforms"] else 1)


def test_a_reader_that_goes_away_is_no_error(store: str) -> None:
    command = f"{sys.executable} -m communique export --store {store} -f nquads | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.count("\n") == 1 and done.stderr == ""


def test_a_disk_that_is_full_is_one_line(store: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = f"{sys.executable} -m communique export --store {store} -f nquads > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.strip() == "communique: the disk is full"


def test_an_interruption_is_one_line(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("communique.answers.queries.run", stop)
    done = run("query", "offices", "--store", store)
    assert (done.exit_code, done.stderr) == (130, "communique: interrupted; what was finished is kept\n")


def test_version_names_what_it_is_built_on() -> None:
    told = run("version").stdout
    assert told.startswith("communique ") and "ontology " in told and "spacy " in told


def test_lexicon_check_passes_on_the_project_s_own() -> None:
    from communique.resources import data_folder

    assert run("lexicon", "check", str(data_folder("ontology") / "lexicon")).exit_code == 0


def test_building_the_same_article_twice_adds_it_once(tmp_path: Path) -> None:
    article = tmp_path / "oslo.txt"
    article.write_text("---\npublished: 2019-03-05\n---\nNorway expelled two diplomats of Portugal on Monday in Oslo. "
                       "The ministers of both countries met for an hour.\n")  # fmt: skip
    kg = str(tmp_path / "kg")
    first = json.loads(run("build", str(article), "--store", kg, "--json").stdout)
    again = json.loads(run("build", str(article), str(tmp_path / "none.txt"), "--store", kg, "--json").stdout)
    assert (first["added"], again["added"], again["known"]) == (1, 0, 1)
    assert [s["source"] for s in again["skipped"]] == [str(tmp_path / "none.txt")]
    summary = run("build", str(article), str(tmp_path / "none.txt"), "--store", kg)
    assert summary.exit_code == 0 and "Skipped" in summary.stdout
    nothing = run("build", str(tmp_path / "none.txt"), "--store", kg)
    assert nothing.exit_code == 1 and "no article was read" in nothing.stderr


def test_lexicon_test_shows_frames_and_events() -> None:
    told = run("lexicon", "test", "The ministers of Norway and Portugal met in Oslo.").stdout
    assert "meet.verb" in told and "matches" in told and "Meeting occurred" in told
