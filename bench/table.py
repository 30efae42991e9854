"""Puts the figures of bench/RESULTS.md between the markers of README, so that none is typed by hand: `make bench`."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def figures(results: str) -> str:
    """The line that says when and with what, and the first table."""
    measured = next((line for line in results.splitlines() if line.startswith("Measured")), "")
    rows = re.search(r"(?:^\|.*\n)+", results, re.MULTILINE)
    return f"{measured}\n\n{rows[0] if rows else ''}"


def main() -> None:
    readme, results = ROOT / "README.md", ROOT / "bench" / "RESULTS.md"
    if not results.is_file():
        raise SystemExit(f"{results.relative_to(ROOT)}: not there yet; run make bench")
    found = figures(results.read_text(encoding="utf-8"))
    text = readme.read_text(encoding="utf-8")
    readme.write_text(_BLOCK.sub(lambda m: m[1] + found + m[2], text, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
