"""The picture of README, from what the commands really print: `python -m bench.picture` writes docs/terminal.svg."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
WIDTH = 118
_FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
SHOWN = (
    ("query", "who-met-whom", "--param", "actor=Xi Jinping"),
    ("query", "disagreements", "--limit", "1"),
    ("explain", "meeting-"),
)


def run(*arguments: str, store: str) -> str:
    """What a command prints on a terminal of our width, colours and all."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "communique", *arguments, "--store", store]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.rstrip("\n")


def quoted(argument: str) -> str:
    return f'"{argument}"' if " " in argument else argument


def main() -> None:
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    with tempfile.TemporaryDirectory() as work:
        store = f"{work}/kg"
        run("build", str(ROOT / "data"), "--quiet", store=store)
        asked = (*SHOWN[0], "--param", "from=2019-06-29", "--format", "csv")
        osaka = run(*asked, store=store).rpartition("/")[2]
        for arguments in SHOWN:
            told = [osaka[:16] if a == "meeting-" else a for a in arguments]
            console.print(Text.assemble(("$ ", "bold green"), " ".join(map(quoted, ["communique", *told]))))
            console.print(Text.from_ansi(run(*told, store=store)))
            console.print()
    picture = _FONT_FACE.sub("", console.export_svg(title="communique", font_aspect_ratio=0.61))
    picture = picture.replace("Fira Code", "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas")
    target = ROOT / "docs" / "terminal.svg"
    target.parent.mkdir(exist_ok=True)
    target.write_text(picture, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {len(picture) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
