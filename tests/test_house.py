"""The house stays in order: data flows one way, importing does nothing, what users see is documented."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "communique"
SOURCES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
FOLDERS = {module.split(".")[0] for module in SOURCES if "." in module}
STAGES = {
    "articles.sources", "articles.documents", "entities.mentions", "times.dates", "times.timing", "events.coding",
    "events.topics", "speech.statements", "speech.attribution", "identity.resolve",
}  # fmt: skip
MEETING_PLACES = {"pipeline", "components"}
GROUND = {"errors", "model", "ids", "resources"}  # everything may import these; they import one another at most


def imports(module: str) -> set[str]:
    """The modules of the package that a module imports, also within functions."""
    found = set()
    for node in ast.walk(ast.parse(SOURCES[module].read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or (node.module or "").split(".")[0] != "communique":
            continue
        base = str(node.module).removeprefix("communique").lstrip(".")
        names = {f"{base}.{alias.name}".lstrip(".") for alias in node.names} & set(SOURCES)
        found |= names or {base}
    return (found & set(SOURCES)) - {module}


def test_no_module_imports_itself_by_a_detour() -> None:
    order = TopologicalSorter({m: imports(m) for m in SOURCES if m != "__init__"})
    assert len(list(order.static_order())) >= len(SOURCES) - 1


def test_no_step_imports_itself_by_a_detour() -> None:
    steps: dict[str, set[str]] = {}
    for module in SOURCES:
        step = module.split(".")[0]
        steps.setdefault(step, set()).update({m.split(".")[0] for m in imports(module)} - {step})
    order = list(TopologicalSorter(steps).static_order())
    assert set(order) >= FOLDERS
    assert order.index("articles") < order.index("pipeline") < order.index("cli")


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
    rows = {row.split("|")[1].strip(): row for row in text.splitlines() if row.startswith("| `")}
    missing = []
    for module in set(SOURCES) - FOLDERS - {"__init__"}:
        folder, _, name = module.rpartition(".")
        shown = rows.get(f"`{folder}`", "") if folder else text
        missing += [] if f"`{name}`" in shown else [module]
    assert not missing


@pytest.mark.parametrize("module", sorted(set(SOURCES) - {"__init__"}))
def test_modules_stay_readable(module: str) -> None:
    lines = SOURCES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= 400, "a module that outgrows 400 lines is two ideas: split it"
