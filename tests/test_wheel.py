"""The wheel carries all that it needs, and works outside the clone in an environment that never saw it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import DATA, ROOT

ARTICLE = DATA / "courier" / "2018-06-12-singapore.txt"


def run(*command: str | Path, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "COMMUNIQUE_STORE")}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, ROOT, cwd=folder)
    (file,) = folder.glob("communique-*.whl")
    return file


@pytest.fixture(scope="module")
def program(wheel: Path) -> Path:
    """The console script in a new environment: the wheel, and this environment's packages as dependencies."""
    place = wheel.parent / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", place, cwd=wheel.parent)
    python = place / "bin" / "python"
    (site,) = place.glob("lib/python3*/site-packages")
    dependencies = next(p for p in sys.path if p.endswith("site-packages"))
    (site / "dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")
    options = ("--quiet", "--no-deps", "--no-index", "--ignore-installed", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", python, "install", *options, wheel, cwd=wheel.parent)
    return place / "bin" / "communique"


def test_wheel_carries_every_file_of_ontology_and_queries(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"communique/_data/{file.relative_to(ROOT).as_posix()}"
        for folder in ("ontology", "queries")
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and file.suffix in (".ttl", ".yaml", ".csv", ".rq")
    }
    assert wanted <= carried
    assert any(name.startswith("communique/_data/ontology/lexicon/speech/") for name in wanted)
    assert {"communique/py.typed", "communique/cli/__init__.py"} <= carried


def test_wheel_carries_nothing_of_the_tests_and_data(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert len(tops) == 2 and "communique" in tops
    assert zipfile.ZipFile(wheel).testzip() is None and wheel.stat().st_size < 5_000_000


def test_installed_wheel_builds_and_answers_outside_the_clone(program: Path, tmp_path: Path) -> None:
    python = program.with_name("python")
    where = run(python, "-c", "import communique; print(communique.__file__)", cwd=tmp_path)
    assert where.startswith(str(program.parent.parent))
    told = json.loads(run(program, "build", ARTICLE, "--store", "kg", "--json", cwd=tmp_path))
    assert told["added"] == 1 and told["event_mentions"] >= 3
    assert "who-met-whom" in run(program, "queries", cwd=tmp_path)
    rows = run(program, "query", "who-met-whom", "--store", "kg", "--format", "csv", cwd=tmp_path)
    assert "Donald Trump; Kim Jong" in rows and "Singapore" in rows
    assert "conforms" in run(program, "validate", "--store", "kg", cwd=tmp_path)


def test_spacy_finds_the_components_of_the_installed_wheel(program: Path, tmp_path: Path) -> None:
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('communique_times'); print(nlp.pipe_names)"
    assert "communique_times" in run(program.with_name("python"), "-c", code, cwd=tmp_path)
