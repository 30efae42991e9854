"""The house stays in order: data flows one way, importing does nothing, what users see is documented."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = {path.stem: path for path in sorted((ROOT / "src" / "communique").glob("*.py"))}
STAGES = {
    "sources", "documents", "mentions", "dates", "timing", "events", "statements", "attribution", "resolve", "topics",
}  # fmt: skip
MEETING_PLACES = {"pipeline", "components"}
GROUND = {"errors", "model", "ids", "resources"}  # everything may import these; they import one another at most


def imports(module: str) -> set[str]:
    """The modules of the package that a module imports, also within functions."""
    found = set()
    for node in ast.walk(ast.parse(SOURCES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "communique":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("communique."):
            found.add(str(node.module).split(".")[1])
    return found & set(SOURCES)


def test_no_module_imports_itself_by_a_detour() -> None:
    order = TopologicalSorter({m: imports(m) for m in SOURCES if m != "__init__"})
    assert len(list(order.static_order())) >= len(SOURCES) - 1


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_stages_meet_in_the_pipeline_only(stage: str) -> None:
    assert {m for m in SOURCES if stage in imports(m)} <= MEETING_PLACES


def test_the_ground_rests_on_nothing_above_it() -> None:
    assert all(imports(module) <= GROUND for module in GROUND)


def test_importing_loads_no_model_and_reads_no_data() -> None:
    code = "import sys, communique; print('spacy' in sys.modules, 'pyoxigraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_every_module_stands_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert not [m for m in SOURCES if m != "__init__" and f"`{m}`" not in text]


@pytest.mark.parametrize("module", sorted(set(SOURCES) - {"__init__"}))
def test_modules_stay_readable(module: str) -> None:
    lines = SOURCES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= 400, "a module that outgrows 400 lines is two ideas: split it"
