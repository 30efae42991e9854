"""README is true: its commands run and print what it shows, its examples work, and nothing users see is left out.

Blocks marked `console` are run in order in a folder that has data/ in it; a block whose mark ends in a file name is
that file. `pytest tests/test_readme.py --update-golden` writes what the commands print into README: read the diff.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import typer

from communique.answers import queries
from communique.cli import app
from communique.resources import data_folder
from communique.vocab import Vocabulary
from conftest import DATA, ROOT

README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
_FENCE = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_TIMING = re.compile(r"\d+(?:\.\d+)? s(?: \([\d.]+ a second\))?")
_WIDTH = "96"


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block with what README shows under it."""

    line: str
    shown: str


def blocks(kind: str, text: str = TEXT) -> list[str]:
    return [m["body"] for m in _FENCE.finditer(text) if m["kind"] == kind]


def sessions(text: str) -> list[list[Command]]:
    found = []
    for block in blocks("console", text):
        told: list[Command] = []
        for line in block.splitlines():
            if line.startswith("$ "):
                told.append(Command(line[2:], ""))
            else:
                told[-1] = replace(told[-1], shown=f"{told[-1].shown}{line}\n")
        found.append(told)
    return found


def plain(output: str) -> list[str]:
    """Lines without what differs from run to run: times, and spaces at the ends."""
    return [_TIMING.sub("… s", line.rstrip()) for line in output.strip("\n").splitlines()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(DATA, folder / "data")
    for block in _FENCE.finditer(TEXT):
        if block["file"]:
            file = folder / block["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["body"], encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where `communique` is this very code, whatever is installed."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "communique"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m communique "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    kept = {k: v for k, v in os.environ.items() if k != "COMMUNIQUE_STORE"}
    return {**kept, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "COLUMNS": _WIDTH,
            "PYTHONPATH": str(ROOT / "src")}  # fmt: skip


def test_commands_print_what_the_readme_shows(place: Path, environment: dict[str, str], update_golden: bool) -> None:
    text, differing = TEXT, []
    for session in sessions(TEXT):
        for command in session:
            done = subprocess.run(
                ["bash", "-c", command.line], cwd=place, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{command.line}\n{done.stderr}"
            if plain(done.stdout) != plain(command.shown):
                differing.append(f"$ {command.line}\n{done.stdout}")
                output = "".join(f"{line.rstrip()}\n" for line in done.stdout.strip("\n").splitlines())
                text = text.replace(f"$ {command.line}\n{command.shown}", f"$ {command.line}\n{output}", 1)
    if update_golden:
        README.write_text(text, encoding="utf-8")
    else:
        assert not differing, "\n".join(["README shows something else than this:", *differing])


@pytest.mark.filterwarnings(r"ignore:.*\[W095\]")  # the bundled model was made with spaCy 3.7
def test_python_examples_run(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    examples = blocks("python")
    assert len(examples) >= 2
    for number, block in enumerate(examples):
        runner.run(parser.get_doctest(block, {}, f"README, example {number + 1}", str(README), 0))
    assert runner.failures == 0


def test_an_event_class_is_added_with_a_text_editor(tmp_path: Path) -> None:
    """What README tells: class in Turtle, frame in YAML, no Python."""
    for folder in ("src", "ontology", "queries"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    files = {m["file"]: m["body"] for m in _FENCE.finditer(TEXT) if m["file"]}
    turtle, frame = files["my-classes.ttl"], files["my-frames/toast.yaml"]
    with (tmp_path / "ontology" / "diplomacy.ttl").open("a", encoding="utf-8") as ontology:
        ontology.write("\n" + turtle)
    (tmp_path / "ontology" / "lexicon" / "toast.yaml").write_text(frame, encoding="utf-8")
    article = tmp_path / "article.txt"
    told = "Emmanuel Macron toasted Angela Merkel in Beaune on Wednesday.\nThe two leaders spoke about Europe."
    article.write_text(f"---\npublished: 2021-11-05\n---\n{told}\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "COLUMNS": "200"}
    for arguments in (["build", "article.txt", "-q"], ["query", "timeline-of-actor", "-p", "actor=Angela Merkel"]):
        done = subprocess.run(
            [sys.executable, "-m", "communique", *arguments], cwd=tmp_path, env=environment, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert "toast " in done.stdout and "Emmanuel Macron" in done.stdout and "2021-11-03" in done.stdout


def commands_of(program: typer.Typer) -> Iterator[tuple[str, object]]:
    for command in program.registered_commands:
        yield command.name or str(command.callback.__name__), command  # type: ignore[union-attr]
    for group in program.registered_groups:
        for name, command in commands_of(group.typer_instance):  # type: ignore[arg-type]
            yield f"{group.name} {name}", command


@pytest.mark.parametrize("name", [name for name, _ in commands_of(app)])
def test_every_command_is_documented(name: str) -> None:
    command = dict(commands_of(app))[name]
    assert f"communique {name}" in TEXT, "README names every command"
    assert command.help or command.callback.__doc__  # type: ignore[attr-defined]
    assert f"communique {name}" in (command.epilog or ""), "its help has an example"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", queries.load([data_folder("queries")]))
def test_every_saved_query_is_documented(name: str) -> None:
    query = queries.load([data_folder("queries")])[name]
    assert f"| `{name}` | {query.summary} |" in TEXT


def test_every_term_of_the_ontology_is_documented(vocab: Vocabulary) -> None:
    own = [name for name in vocab.terms() if name.startswith(("dip:", "plover:")) and vocab.values(name, "rdf:type")]
    silent = [
        name
        for name in own
        if not (vocab.values(name, "rdfs:label") or vocab.values(name, "skos:prefLabel"))
        or not vocab.values(name, "skos:definition")
    ]
    assert len(own) > 100 and not silent


def test_links_of_the_papers_lead_somewhere() -> None:
    for paper in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ARCHITECTURE.md"):
        text = (ROOT / paper).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
            assert (ROOT / target).exists(), f"{paper}: {target}"
